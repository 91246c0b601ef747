"""Repeat contacts: who comes again, about what, what follows what, and what it does to satisfaction."""

import streamlit as st

from language import _, period
from metrics.catalog import METRICS
from ui import cards, definitions, filters, frame, navigation, notices, session, tiles
from ui import page as pages
from ui.readings import NOTHING
from ui.repeats import tiles as repeat_tiles
from ui.repeats import view, words
from ui.repeats.again import Again, again
from ui.repeats.chains import PER_ISSUE
from ui.repeats.coming import coming
from ui.repeats.long import long_look
from ui.repeats.tiles import Story
from ui.repeats.weekly import IDS

page = pages.opened("repeats", session.require("repeats"))
scene, asked = page.scene, page.asked
story, long = Story(scene, asked), long_look(scene, asked)
reach = words.reach(long, asked.days.count)

crumb = navigation.crumb(page.key, period(asked.days.first, asked.days.last))
head = cards.place("head", frame.waiting())
end = filters.bar(asked, page.known)
pages.told(page)
with end:
    definitions.button(tuple(metric for metric in METRICS if metric in {*repeat_tiles.TILES, *PER_ISSUE}))

with pages.needed(page, head, crumb):
    now, soon = story.now(), coming(scene, story.window)
if soon is None or not now.get("contacts", NOTHING)["value"]:
    with cards.figure(head):
        frame.head(crumb, _("No contact in this period."), *pages.age(page))
    pages.nobody(page)
    st.stop()
since, known = words.since(soon.since, scene.now, scene.settings.site.zone), now["identified_rate"]

row = cards.place("tiles", tiles.waiting(len(repeat_tiles.TILES) + 1))

with cards.figure(head):
    through, is_late = pages.age(page)
    said = words.sentence(now["repeat_rate"], known, soon.topics, since)
    frame.head(crumb, said, f"{through} · {words.known(known)}", is_late)

with cards.figure(row):
    tiles.row(repeat_tiles.tiles(story, soon.said, since, pages.stale(page)), repeat_tiles.ways(story))

if not known["numerator"]:
    looked = cards.tried(lambda: again(scene, long.window))
    if isinstance(looked, Again) and not looked.known:
        with st.container(key="card_unknown"):
            notices.state("person_off", _("Whose contacts these are is not known"), words.unknown())
        st.stop()

at_weeks = cards.row(("week_repeat_rate", 260), ("week_fcr", 260), widths=(1, 1))
[at_spans, at_topics] = cards.row(("spans", 460), ("topics", 460), widths=(6, 5))
[at_lengths, at_open] = cards.row(("lengths", 380), ("open", 380), widths=(6, 5))
[at_pairs, at_numbers] = cards.row(("pairs", 260), ("numbers", 260), widths=(6, 5))

with cards.figure(at_spans):
    view.spans(soon, scene, asked)

with cards.figure(at_topics):
    view.topics(soon, scene, asked)

found = cards.tried(lambda: again(scene, long.window))
if isinstance(found, Again):
    for metric, at in zip(IDS, at_weeks, strict=True):
        with cards.figure(at):
            view.weeks(metric, found, long, reach)

    with cards.figure(at_lengths):
        view.lengths(found, long, reach)

    with cards.figure(at_pairs):
        view.pairs(found, long, reach)

    with cards.figure(at_numbers):
        view.numbers(found, long, reach)
elif found is not None:
    cards.unread(found, *at_weeks, at_lengths, at_pairs, at_numbers)

with cards.figure(at_open):
    view.still_open(scene, story.window)
