"""Teams: how busy they are, what hangs on one person, where people are missing, what takes too long."""

from dataclasses import replace

import streamlit as st

from language import _, number, period
from ui import asked as asking
from ui import cards, definitions, download, filters, frame, markup, navigation, session, tiles, withheld
from ui import page as pages
from ui.teams import found as finding
from ui.teams import tables, view, words
from ui.teams import tiles as team_tiles
from ui.teams.behind import Ways, spot
from ui.teams.story import TIMES, Story, plain

page = pages.opened("teams", session.require("teams"))
viewer, asked, problems = page.scene.viewer, plain(page.asked), list(page.asked.problems)
every = Story(page.scene, asked)

crumb = navigation.crumb(page.key, period(asked.days.first, asked.days.last))
head = cards.place("head", frame.waiting())
end = filters.bar(page.asked, page.known, (), is_narrowed=False)
with pages.needed(page, head, crumb):
    names = every.teams()
team = asking.one(filters.address(), "team", names, "", problems)
story = Story(page.scene, asked, team)
if len(names) > 1:
    called = {"": _("All teams"), **{name: markup.plain(name) for name in names}}
    filters.choose("team", called, team, _("Team"))
pages.told(replace(page, asked=asked), problems)

with pages.needed(page, head, crumb):
    covering, long = story.covering(), story.long()
    found = finding.Found(covering, long, story.by("team"))
withheld.of_queues(page.scene, covering.withheld)
if not names and not covering.visits.height and not every.has_contacts():
    with cards.figure(head):
        frame.head(crumb, _("No contact in this period."), *pages.age(page))
    pages.nobody(page)
    st.stop()
behind = view.leads_to(viewer, asked)
ways = Ways(asked, team, spot(filters.address(), names, team), page.scene.viewer.sees_agents)

with cards.figure(head):
    through, is_late = pages.age(page)
    n = found.figure("alone")["denominator"]
    age = " · ".join([through, *([_("{n} contacts").format(n=number(n))] if n else [])])
    frame.head(crumb, words.sentence(found), age, is_late)

with end:
    definitions.button(TIMES, rule=words.rules())
    download.button(lambda: tables.hours(found), "teams")

row = cards.place("tiles", tiles.waiting(team_tiles.COUNT))
with cards.figure(row):
    tiles.row(team_tiles.tiles(story, found, pages.stale(page)))

at_few, at_hang, at_short = cards.stack(("few", 480), (("hang", 180), ("short", 280)))
at_can, at_busy, at_sole = cards.stack(("can", 520), (("busy", 280), ("sole", 180)))
at_times, at_long = cards.row(("times", 320), ("long", 320), widths=(1, 1))
(at_hours,) = cards.row(("long_hours", 260))

with cards.figure(at_hang):
    view.hanging(found, behind)

with cards.figure(at_few):
    view.few(found, behind)

with cards.figure(at_busy):
    view.busy(story, found, ways)

with cards.figure(at_times):
    view.times(found)

with cards.figure(at_short):
    view.short(found, behind)

with cards.figure(at_can):
    view.can(found, behind)

with cards.figure(at_sole):
    view.only_one(found, behind)

with cards.figure(at_long):
    view.long(found)

with cards.figure(at_hours):
    view.long_hours(found, ways)

view.stretches(found, viewer)
