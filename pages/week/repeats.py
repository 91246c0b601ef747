"""Repeat contacts: who comes again, about what, what follows what, and what it does to satisfaction."""

import streamlit as st

from language import _, period
from metrics.catalog import METRICS
from ui import cards, definitions, filters, frame, markup, navigation, notices, session, tiles
from ui import page as pages
from ui.charts import template
from ui.charts.weekly import weekly
from ui.queues.charts import ticks
from ui.readings import NOTHING
from ui.repeats import open_list, tables, words
from ui.repeats import tiles as repeat_tiles
from ui.repeats.again import again
from ui.repeats.chains import PER_ISSUE, open_now
from ui.repeats.long import long_look
from ui.repeats.tiles import Story
from ui.repeats.weekly import IDS, points

page = pages.opened("repeats", session.require("repeats"))
asked, story, long = page.asked, Story(page.scene, page.asked), long_look(page.scene, page.asked)
over, zone = words.over(long.weeks), page.scene.settings.site.zone

crumb = navigation.crumb(page.key, period(asked.days.first, asked.days.last))
head = cards.place("head", frame.waiting())
end = filters.bar(asked, page.known)
pages.told(page)

now, found = story.now(), again(page.scene, story.window, long.window)
if found is None or not now.get("contacts", NOTHING)["value"]:
    with cards.figure(head):
        frame.head(crumb, _("No contact in this period."), *pages.age(page))
    pages.nobody(page)
    st.stop()

row = cards.place("tiles", tiles.waiting(len(repeat_tiles.TILES) + 1))

with cards.figure(head):
    through, is_late = pages.age(page)
    known = now.get("identified_rate", NOTHING)
    said = words.sentence(now.get("repeat_rate", NOTHING), known, found.topics)
    frame.head(crumb, said, f"{through} · {words.known(known)}", is_late)

with cards.figure(row):
    tiles.row(repeat_tiles.tiles(story, found.said, pages.stale(page)), repeat_tiles.ways(story))

with end:
    definitions.button(tuple(metric for metric in METRICS if metric in {*repeat_tiles.TILES, *PER_ISSUE}))

if not found.known:
    with st.container(key="card_unknown"):
        notices.state("person_off", _("Whose contacts these are is not known"), words.unknown())
    st.stop()

at_weeks = cards.row(("week_repeat_rate", 260), ("week_fcr", 260), widths=(1, 1))
[at_spans, at_topics] = cards.row(("spans", 460), ("topics", 460), widths=(6, 5))
[at_lengths, at_open] = cards.row(("lengths", 380), ("open", 380), widths=(6, 5))
[at_pairs, at_numbers] = cards.row(("pairs", 260), ("numbers", 260), widths=(6, 5))

for metric, at in zip(IDS, at_weeks, strict=True):
    with cards.figure(at):
        drawn = points(found.weeks, metric)
        finding, chart = words.weekly(drawn, metric), weekly(drawn, ticks(drawn, "week"))
        cards.title(finding, words.weekly_note(drawn, found.weeks.height))
        if drawn and (step := template.draw(chart, f"week_{metric}_chart", finding)):
            navigation.go("contacts", long.asked.behind(metric, **step))

with cards.figure(at_spans):
    cards.title(
        _("How many come again, and how soon"),
        _("Only contacts whose window is over; provisional counts the newest too (1 − Kaplan–Meier)"),
    )
    markup.show(tables.spans(found.spans, page.scene.settings.site.timezone, asked))

with cards.figure(at_topics):
    said = _("About the same within a week · solved at once: nobody came again")
    cards.title(_("What brings people back"), said)
    if tables.has_topics(found.topics):
        markup.show(tables.topics(found.topics, asked))
    else:
        notices.state("hourglass_top", _("Too early to say"), _("No contact has been over for a week."))

with cards.figure(at_lengths):
    followed = _(
        "Issues that began within {weeks}, each followed for 30 days · an issue: one customer, one topic"
    )
    cards.title(words.long_ones(found.chains.long), followed.format(weeks=over))
    if found.chains.long["issues"]["denominator"]:
        markup.show(tables.chains(found.chains, long.asked))
    else:
        notices.state("hourglass_top", _("Too early to say"), _("No issue has been followed for 30 days."))

with cards.figure(at_open):
    cards.title(
        _("Long issues that are still open"),
        _("Now, whatever the period: three contacts or more, the last within 7 days"),
    )
    rows = open_now(page.scene, story.window)
    open_list.show(rows, zone, sees_customers=page.scene.viewer.sees_customers)
    if not rows.height:
        notices.state("check_circle", _("None"), _("Nobody came three times about the same of late."))

with cards.figure(at_pairs):
    cards.title(
        _("What people come for next"),
        _("Within a week, more often than as long before it · {weeks}").format(weeks=over),
    )
    if found.pairs.filter("is_above").height:
        markup.show(tables.pairs(found.pairs))
    else:
        notices.state("check_circle", _("Nothing stands out"), _("None follows another more than usual."))

with cards.figure(at_numbers):
    note = _(
        "Satisfied among those who answered, by the contact's number in its issue; against the first, of the"
        " same topic and channel · {weeks}"
    )
    cards.title(words.per_contact(found.per_contact), note.format(weeks=over))
    markup.show(tables.satisfaction(found.per_contact, found.numbers, long.asked))
