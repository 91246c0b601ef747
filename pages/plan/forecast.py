"""Forecast & staffing: what will come, who is needed and planned for it, what more people would do."""

from functools import partial

import streamlit as st

from language import _
from metrics.forecast.told import AHEAD
from ui import cards, definitions, download, filters, frame, navigation, notices, session, tiles, withheld
from ui import page as pages
from ui.charts import heat as scale
from ui.charts import template
from ui.forecast import charts, choice, heat, soon, tables, whatif, words
from ui.forecast import tiles as forecast_tiles
from ui.forecast.look import date_of, outlook
from ui.markup import show

page = pages.opened("forecast", session.require("forecast"))
scene, address = page.scene, filters.address()
crumb = navigation.crumb(page.key)
head = cards.place("head", frame.waiting())

with pages.needed(page, head, crumb, is_dated=False):
    seen = outlook(scene, next(iter(page.asked.queues), ""))
    chosen = choice.chosen(address, seen) if seen and seen.rows.height else None
if seen is None or chosen is None:
    with cards.figure(head):
        frame.head(
            crumb, _("Nobody came in the last four weeks, so there is nothing to forecast."), *pages.age(page)
        )
    pages.told(page)
    with st.container(key="card_nothing"):
        notices.state("event_busy", _("Nothing to look ahead from"), words.nothing())
    st.stop()

end = choice.bar(seen, chosen)
pages.told(page, [*page.asked.problems, *chosen.problems])
for at, note in enumerate(words.notes(seen)):
    notices.line(f"ahead_{at}", "info", "", note)
withheld.of_queues(scene, seen.ahead.withheld)
if not seen.is_told:
    with cards.figure(head):
        frame.head(crumb, words.sentence(seen), *pages.age(page))
    with st.container(key="card_young"):
        notices.state("hourglass_top", _("A forecast needs more weeks"), words.too_young(seen))
    st.stop()
row = cards.place("tiles", tiles.waiting(forecast_tiles.COUNT))
[at_soon, at_heat] = cards.row(("soon", 420), ("ahead_heat", 420), widths=(2, 3))
[at_volume, at_people] = cards.row(("volume", 330), ("people", 330), widths=(1, 1))
[at_whatif, at_score] = cards.row(("whatif", 380), ("score", 380), widths=(1, 1))
[at_slots] = cards.row(("slots", 320))
day = charts.of_day(seen, chosen.queue, chosen.day)
total = charts.total(seen, chosen.queue, chosen.day)

with cards.figure(head):
    through, is_late = pages.age(page)
    frame.head(crumb, words.sentence(seen), through, is_late)

with cards.figure(row):
    tiles.row(forecast_tiles.tiles(seen))

with cards.figure(at_soon):
    cards.title(soon.title(seen), soon.note(seen))
    show(soon.table(seen))

with cards.figure(at_heat):
    title = words.heat_title(seen)
    cards.title(title, words.heat_note(seen), scale.key("0", str(heat.top(seen))))
    template.choosing(heat.heat(seen, chosen.day), "ahead_heat", title, choice.put_day)

with cards.figure(at_volume):
    title = words.volume_title(chosen, seen, total, day)
    cards.title(title, words.volume_note(seen, day))
    if not words.is_closed(day):
        template.still(charts.volume(day), "volume", title)

with cards.figure(at_people):
    title = words.people_title(chosen, seen, day)
    cards.title(title, words.people_note())
    if day["is_staffed"].any():
        template.still(charts.people(day, seen.ahead.slot_s), "people", title)

with cards.figure(at_whatif):
    whatif.card(seen, chosen, scene.settings.staffing.shrinkage)

with cards.figure(at_score):
    cards.title(words.score_title(seen), words.score_note(seen))
    show(tables.score(seen))

with cards.figure(at_slots):
    cards.title(words.slots_title(chosen, seen), words.slots_note(seen))
    show(tables.slots(day))

with end:
    definitions.button(tuple(AHEAD), rule=words.rule())
    download.button(partial(tables.as_file, seen), f"forecast-{date_of(seen.today)}")
