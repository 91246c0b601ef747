"""Queues: how long customers waited, where, when, and what became of them."""

import streamlit as st

from language import _, number, period
from metrics.catalog import METRICS
from ui import cards, data, definitions, download, filters, frame, navigation, session, tiles
from ui import page as pages
from ui.charts import heat, survival, template, trend
from ui.periods import weeks_back
from ui.queues import charts, table, words
from ui.queues import tiles as queue_tiles
from ui.queues.story import TABLE, TILES, Story
from ui.words import brief

page = pages.opened("queues", session.require("queues"))
asked, story = page.asked, Story(page.scene, page.asked)

crumb = navigation.crumb(page.key, period(asked.days.first, asked.days.last))
head = cards.place("head", frame.waiting())
end = filters.bar(asked, page.known)
pages.told(page)

with pages.needed(page, head, crumb):
    by_queue, before = story.by("queue"), story.before()
weeks = words.weeks_before(weeks_back(asked.days, asked.against)) if before else ""
if not by_queue.height:
    with cards.figure(head):
        frame.head(crumb, _("No contact in this period."), *pages.age(page))
    pages.nobody(page)
    st.stop()

row = cards.place("tiles", tiles.waiting(len(TILES)))
[at_trend, at_curves] = cards.row(("trend", 352), ("curves", 352), widths=(5, 4))
if table.wants_room(by_queue["queue"].to_list()):
    [at_heat], [at_table] = cards.row(("heat", 320)), cards.row(("by_queue", 320))
else:
    [at_heat, at_table] = cards.row(("heat", 320), ("by_queue", 320), widths=(3, 4))

with cards.figure(head):
    through, is_late = pages.age(page)
    offered = _("{n} offered").format(n=number(story.now()["offered"]["value"]))
    frame.head(crumb, words.sentence(story), f"{through} · {offered}", is_late)

with cards.figure(row):
    tiles.row(queue_tiles.tiles(story, pages.stale(page)), queue_tiles.ways(story))

with cards.figure(at_trend):
    target, points = story.target("service_level"), charts.points(story, asked.grain)
    missed = [point for point in points if trend.misses(point, target, higher_is_better=True)]
    title = words.trend_title(story, points, missed)
    cards.title(title, words.trend_note(story, points, weeks))
    figure = trend.trend(points, target, higher_is_better=True, ticks=charts.ticks(points, asked.grain))
    if step := template.draw(figure, "trend", title):
        navigation.go("contacts", asked.behind("service_level", **step))

with cards.figure(at_curves):
    answer, left = (data.curve(page.scene, story.window, outcome) for outcome in ("answered", "abandoned"))
    title = words.curves_title(story.now())
    cards.title(title, _("Share still in the queue; each curve corrects for the other · band: 95 % interval"))
    figure = survival.survival(answer, left, charts.until(answer, left))
    if clicked := template.draw(figure, "curves", title):
        navigation.go("contacts", asked.behind(clicked["figure"]))

with cards.figure(at_heat):
    cells, scale = charts.cells(story)
    title = words.heat_title(story, charts.HEAT_METRIC)
    cards.title(title, scale.note(), heat.key("0", brief(scale.top_s)))
    if cell := template.draw(heat.heat(cells, story.week(), scale.top_s), "heat", title):
        navigation.go("contacts", asked.behind(charts.HEAT_METRIC, **cell))

with end:
    shown = {*TILES, *TABLE, "offered_wait_median"}
    rules = {"service_level": words.in_force(story.within())}
    definitions.button(tuple(metric for metric in METRICS if metric in shown), rules)

with cards.figure(at_table):
    rows = table.rows(story)
    opens = _("Any figure opens its contacts") if navigation.may_open("contacts") else ""
    cards.title(_("By queue, by what it costs customers"), opens)
    if chosen := table.show(rows):
        navigation.go("contacts", asked.behind(chosen[0], queue=chosen[1]))
    with end:
        download.button(lambda: rows.drop("trend"), "queues")
