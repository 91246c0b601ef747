"""Satisfaction: what customers say when they are asked, where least, and what goes with it."""

import streamlit as st

from language import _, period
from metrics.catalog import METRICS
from ui import asked as asking
from ui import cards, definitions, filters, frame, markup, navigation, notices, session, tiles
from ui import page as pages
from ui.charts import template
from ui.charts.weekly import weekly
from ui.queues.charts import ticks
from ui.readings import NOTHING
from ui.repeats import words as repeat_words
from ui.repeats.long import long_look
from ui.satisfaction import tables, words
from ui.satisfaction import tiles as satisfaction_tiles
from ui.satisfaction.story import TILES, Story
from ui.satisfaction.told import told

page = pages.opened("satisfaction", session.require("satisfaction"))
asked, story, long = page.asked, Story(page.scene, page.asked), long_look(page.scene, page.asked)
sees_customers, problems = page.scene.viewer.sees_customers, list(page.asked.problems)
by = asking.one(filters.address(), "by", tuple(story.dimensions()), "topic_family", problems)

crumb = navigation.crumb(page.key, period(asked.days.first, asked.days.last))
head = cards.place("head", frame.waiting())
end = filters.bar(asked, page.known)
pages.told(page, problems)

now = story.now()
if not now.get("contacts", NOTHING)["value"]:
    with cards.figure(head):
        frame.head(crumb, _("No contact in this period."), *pages.age(page))
    pages.nobody(page)
    st.stop()

row = cards.place("tiles", tiles.waiting(len(TILES)))

with cards.figure(head):
    through, is_late = pages.age(page)
    asked_of = now.get("response_rate", NOTHING)
    said = words.sentence(now["csat"], story.before().get("csat", NOTHING), story.groups("topic_family"))
    frame.head(crumb, said, f"{through} · {words.answered(asked_of)}", is_late)

with cards.figure(row):
    tiles.row(satisfaction_tiles.tiles(story, pages.stale(page)), satisfaction_tiles.ways(story))

with end:
    definitions.button(tuple(metric for metric in METRICS if metric in TILES))

if not asked_of["denominator"]:
    with st.container(key="card_unasked"):
        what = _("A source has to send the invitations to surveys and their answers; README shows how.")
        notices.state("sentiment_neutral", _("Nobody was asked in this period"), what)
    st.stop()

[at_week, at_drivers] = cards.row(("week", 300), ("drivers", 300), widths=(6, 5))
[at_groups, at_number] = cards.row(("groups", 460), ("number", 160), widths=(6, 5))
known = told(page.scene, long.window)
over = repeat_words.over(long.weeks)

with cards.figure(at_week):
    drawn = Story(page.scene, long.asked).points()
    finding = words.weekly(drawn)
    cards.title(finding, words.weekly_note(drawn))
    if drawn and (step := template.draw(weekly(drawn, ticks(drawn, "week")), "week_chart", finding)):
        navigation.go("contacts", long.asked.behind("csat", **step))

with cards.figure(at_drivers):
    if known is not None:
        note = _(
            "Associated, not caused: against those alike in topic, channel and the other things below ·"
            " {weeks}, surely between the ends"
        )
        cards.title(words.drivers((*known.drivers, *known.topics)), note.format(weeks=over))
        markup.show(tables.forest(known.drivers, known.topics))

with cards.figure(at_groups):
    found = story.groups(by)
    cards.title(_("Where customers are satisfied least"), _("By the contact · the least satisfied first"))
    filters.choose("by", story.dimensions(), by)
    if found.height:
        markup.show(tables.groups(found, by, asked, sees_customers=sees_customers))
        notes = [words.left_out(tables.MOST_GROUPS, found.height)]
        notes += [words.not_valid(known.invalid)] if known is not None else []
        st.caption(" · ".join(note for note in notes if note))
    else:
        notices.state("hourglass_top", _("Too early to say"), _("No group has five answers yet."))

with cards.figure(at_number):
    if known is not None:
        note = _("By the contact's number in its issue, among those alike in topic and channel · {weeks}")
        cards.title(repeat_words.per_contact(known.per_contact), note.format(weeks=over))
        if reason := repeat_words.refusal(known.per_contact):
            st.caption(reason)
        if sees_customers:
            navigation.link("repeats", _("See the 1st, 2nd and 3rd contact"), asked.query(), "replay")
