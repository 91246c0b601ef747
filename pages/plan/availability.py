"""Availability: when customers could reach somebody, on which channel, and who came in vain."""

import streamlit as st

from language import _, period
from ui import cards, definitions, filters, frame, markup, navigation, notices, session, tiles
from ui import page as pages
from ui.availability import grid, tables, words
from ui.availability import tiles as availability_tiles
from ui.availability.story import OWN, TIME, Story, of_callers
from ui.readings import NOTHING

page = pages.opened("availability", session.require("availability"))
asked, story = page.asked, Story(page.scene, page.asked)
callers = Story(page.scene, of_callers(asked, page.known.channels))

crumb = navigation.crumb(page.key, period(asked.days.first, asked.days.last))
head = cards.place("head", frame.waiting())
end = filters.bar(asked, page.known, grains=(), is_compared=True)
pages.told(page)
with end:
    definitions.button((*TIME, *OWN))

with pages.needed(page, head, crumb):
    now, weekdays = story.now(), story.weekdays()
if not now.get("contacts", NOTHING)["value"]:
    with cards.figure(head):
        frame.head(crumb, _("No contact in this period."), *pages.age(page))
    pages.nobody(page)
    st.stop()

with cards.figure(head):
    frame.head(crumb, words.sentence(now, weekdays), *pages.age(page))

if left_out := words.unknown(now.get("staffing_known", NOTHING)):
    notices.line("unknown", "help", _("Not all is known."), left_out)

row = cards.place("tiles", tiles.waiting(5))
[at_grid] = cards.row(("grid", 360))
[at_hours, at_channels, at_moves] = cards.stack(("hours", 560), (("channels", 280), ("moves", 260)))
if story.holidays():
    [at_holidays] = cards.row(("holidays", 200))

with cards.figure(row):
    tiles.row(
        availability_tiles.tiles(story, callers, pages.stale(page)), availability_tiles.ways(story, callers)
    )

with cards.figure(at_grid):
    rows = story.grid()
    apart = words.holidays(len(story.holidays())) if story.holidays() else ""
    note = _("How much of the time somebody was at work on a queue of the channel that was open")
    cards.title(words.grid_title(rows), " · ".join(part for part in (note, apart) if part), grid.key())
    if rows.height:
        markup.show(grid.grid(rows, story.week()))

with cards.figure(at_channels):
    cards.title(_("By channel"), words.channels_note())
    markup.show(tables.channels(story.channels(), asked))

with cards.figure(at_hours):
    worst, total = callers.hours(), callers.now().get("came_unstaffed", NOTHING)["value"] or 0
    cards.title(words.hours_title(worst, total), words.hours_note(is_mixed=callers.asked != asked))
    if worst.height:
        markup.show(tables.hours(worst, callers.asked))
    else:
        what = _("As far as it is known, somebody was there whenever a customer came.")
        notices.state("check_circle", _("No customer came in vain"), what)

with cards.figure(at_moves):
    cards.title(
        words.moves_title(now.get("moved_rate", NOTHING)),
        _("Nobody had answered in 24 hours, nor before the customer came again"),
    )
    markup.show(tables.moves(story.channels(), story.moves(), asked))

if story.holidays():
    with cards.figure(at_holidays):
        cards.title(_("Holidays, shown apart"), _("Days on which the settings close a queue"))
        markup.show(tables.holidays(story.of_holidays(), asked))
