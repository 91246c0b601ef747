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
from ui.satisfaction import tables, told, words
from ui.satisfaction import tiles as satisfaction_tiles
from ui.satisfaction.story import DIMENSIONS, TILES, Story

page = pages.opened("satisfaction", session.require("satisfaction"))
asked, story, long = page.asked, Story(page.scene, page.asked), long_look(page.scene, page.asked)
problems = list(page.asked.problems)
by = asking.one(filters.address(), "by", tuple(DIMENSIONS), "topic_family", problems)

crumb = navigation.crumb(page.key, period(asked.days.first, asked.days.last))
head = cards.place("head", frame.waiting())
end = filters.bar(asked, page.known)
pages.told(page, problems)

with pages.needed(page, head, crumb):
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
    before, topics = story.before().get("csat", NOTHING), story.groups("topic_family")
    said = words.sentence(now["csat"], before, topics, asked_of["denominator"])
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

[at_week, at_nth] = cards.row(("week", 280), ("nth", 280), widths=(6, 5))
[at_groups, at_drivers] = cards.row(("groups", 560), ("drivers", 560), widths=(6, 5))
over = words.over(long.weeks)

with cards.figure(at_week):
    drawn = Story(page.scene, long.asked).points()
    finding = words.weekly(drawn)
    cards.title(finding, words.weekly_note(drawn))
    if drawn and (step := template.draw(weekly(drawn, ticks(drawn, "week")), "week_chart", finding)):
        navigation.go("contacts", long.asked.behind("csat", **step))

with cards.figure(at_nth):
    found = told.by_number(page.scene, long.window)
    note = _("By the contact's number in its issue, against those alike in topic and channel · {weeks}")
    cards.title(repeat_words.per_contact(found.per_contact), note.format(weeks=over))
    markup.show(tables.by_number(found.table, repeat_words.refusal(found.per_contact), long.asked))
    navigation.link("repeats", _("Why customers come again"), asked.query(), "replay")

with cards.figure(at_drivers):
    known = told.gone_with(page.scene, long.window)
    note = _(
        "Associated, not caused: against those alike in topic, channel and the rest of this list · {weeks},"
        " line: 95 %"
    )
    cards.title(words.drivers((*known.ours, *known.topics)), note.format(weeks=over))
    markup.show(tables.forest(known.ours, known.topics))

with cards.figure(at_groups):
    rows = story.groups(by)
    cards.title(_("Where customers are satisfied least"), _("By the contact · the least satisfied first"))
    filters.choose("by", {name: _(label) for name, label in DIMENSIONS.items()}, by)
    if rows.height:
        markup.show(tables.groups(rows, by, asked))
        left_out = words.not_valid(told.left_out(page.scene, story.window))
        st.caption(" · ".join(filter(None, [words.left_out(tables.MOST_GROUPS, rows.height), left_out])))
    else:
        notices.state("hourglass_top", _("Too early to say"), _("No group has five answers yet."))
