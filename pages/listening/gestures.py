"""Gestures: what was given out of goodwill, by whom, for what, at what cost, and what followed."""

import streamlit as st

from language import _, period
from ui import asked as asking
from ui import cards, definitions, filters, frame, navigation, session, tiles
from ui import page as pages
from ui.gestures import tiles as gesture_tiles
from ui.gestures import told, view, words
from ui.gestures.story import TILES, Story
from ui.readings import NOTHING
from ui.repeats.long import long_look

page = pages.opened("gestures", session.require("gestures"))
scene, asked, problems = page.scene, page.asked, list(page.asked.problems)
story, long, costs = Story(scene, asked), long_look(scene, asked), scene.settings.money
far = Story(scene, long.asked)
people = view.people(scene.viewer)
by = asking.one(filters.address(), "by", tuple(people), "team", problems)

crumb = navigation.crumb(page.key, period(asked.days.first, asked.days.last))
head = cards.place("head", frame.waiting())
end = filters.bar(asked, page.known)
pages.told(page, problems)
with end:
    definitions.button((*TILES, "gesture_cost_per_contact"))

with pages.needed(page, head, crumb):
    now = story.now()
if not now.get("contacts", NOTHING)["value"]:
    with cards.figure(head):
        frame.head(crumb, _("No contact in this period."), *pages.age(page))
    pages.nobody(page)
    st.stop()
rate, made = now.get("gesture_rate", NOTHING), now.get("gestures", NOTHING)["value"]

with cards.figure(head):
    through, is_late = pages.age(page)
    age = " · ".join([through, *([words.told_of(rate)] if rate["denominator"] else [])])
    frame.head(crumb, words.sentence(now, costs), age, is_late)

if not made and not rate["denominator"]:
    view.untold()
    st.stop()

row = cards.place("tiles", tiles.waiting(len(TILES)))
with cards.figure(row):
    tiles.row(gesture_tiles.tiles(story, costs, pages.stale(page)), gesture_tiles.ways(story))

if not made:
    view.nothing()
    st.stop()

view.half("period", _("In the period"), words.days(asked.days))
at_topics, at_gifts, at_authority = cards.stack(("topics", 560), (("gifts", 280), ("authority", 200)), (6, 5))
[at_people] = cards.row(("people", 420))
view.half("long", words.longer(long.weeks), words.looked_back(long.asked.days, asked.days))
[at_followed, at_waiting] = cards.row(("followed", 380), ("waiting", 380), widths=(1, 1))
[at_week] = cards.row(("week", 270))

with cards.figure(at_people):
    view.who(story, by, people, costs)

with cards.figure(at_topics):
    view.topics(story, costs)

with cards.figure(at_gifts):
    view.gifts(story, now, costs)

with cards.figure(at_authority):
    view.authority(story, now, costs)

with cards.figure(at_week):
    view.weekly(far)

found = cards.tried(lambda: told.told(scene, long.window))
if isinstance(found, told.Told):
    with cards.figure(at_followed):
        view.followed(found.followed, long)

    with cards.figure(at_waiting):
        view.waiting(found.waiting, far)
elif found is not None:
    cards.unread(found, at_followed, at_waiting)
