"""The part Complaints: what is open, the oldest first, the plan's steps, and what was heard in words."""

from dataclasses import replace
from typing import Any

import polars as pl
import streamlit as st

from language import _, day, ngettext, number, period
from metrics.catalog import METRICS
from metrics.complaints import kept_steps
from ui import asked as asking
from ui import cards, data, definitions, filters, frame, markup, navigation, notices, tiles
from ui import page as pages
from ui.charts import template
from ui.charts.counted import Count, counts
from ui.page import Page
from ui.promises import clocks, complaint_list, complaint_tables, complaint_tiles, halves, worklist
from ui.promises import complaint_words as words
from ui.promises.clocks import Complained
from ui.promises.complaint_story import ANSWER, DIMENSIONS, STILL_OPEN, Story
from ui.promises.complaint_tiles import Counted
from ui.promises.halves import Half
from ui.repeats.long import long_look
from ui.satisfaction.words import over

TOLD, HEARD, UNKNOWN = "told", "heard", "unknown"
TILES_NOW, TILES_WENT = 4, 3


def show(page: Page, head: cards.Slot, crumb: str, end: Any) -> None:
    """Show the part, or why there is nothing to show."""
    scene, long = page.scene, long_look(page.scene, page.asked)
    with pages.needed(page, head, crumb):
        empty = Story(scene, page.asked, pl.DataFrame())
        window = clocks.reach(scene, page.asked, empty.window, long.window, empty.earlier)
        found = clocks.complained(scene, window)
    if found is None or not (found.rows.height or found.heard.height):
        nothing(page, head, crumb)
        return
    story = Story(scene, page.asked, found.rows)
    heard = clocks.recent(scene, page.asked, found.heard, "at")
    rows = clocks.recent(scene, page.asked, found.rows, "started_at")
    still = clocks.still_open(rows)
    counted = complaint_tiles.counted(still, found.plan, heard)
    with cards.figure(head):
        said = words.sentence(counted.still_open, counted.behind, clocks.oldest(still))
        frame.head(crumb, said, *pages.age(page))
    with end:
        definitions.button(tuple(metric for metric in METRICS if metric in (ANSWER, STILL_OPEN)))
    now, went = halves.halves(are_beside=scene.viewer.sees_customers)
    _now(page, story, counted, now.headed(halves.now_title(), words.now_rule()))
    if scene.viewer.sees_customers:
        with cards.figure(now.card("complaints", 1060)):
            _list(page, replace(found, rows=rows, heard=heard))
    days = period(page.asked.days.first, page.asked.days.last)
    _went(page, found, story, went.headed(halves.went_title(days), words.went_rule()))


def nothing(page: Page, head: cards.Slot, crumb: str) -> None:
    """Say that nobody complained, or no source tells it."""
    with cards.figure(head):
        frame.head(crumb, _("No complaint is known."), *pages.age(page))
    with st.container(key="card_uncomplained"):
        what = _("A source has to say which contacts are complaints; README shows how.")
        notices.state("sentiment_satisfied", _("Nobody complained that anybody knows of"), what)


def _now(page: Page, story: Story, counted: Counted, half: Half) -> None:
    with cards.figure(half.tiles(TILES_NOW)):
        made = complaint_tiles.now(counted, pages.stale(page))
        tiles.row(made, complaint_tiles.ways(story), key="tiles_now")


def _went(page: Page, found: Complained, story: Story, half: Half) -> None:
    """How the period went: the plan, the weeks, the groups."""
    at_tiles, at_plan = half.tiles(TILES_WENT), half.card("plan", 200)
    at_weeks, at_groups = half.card("weeks", 300), half.card("complaint_groups", 420)
    with cards.figure(at_tiles):
        made = complaint_tiles.went(story, pages.stale(page))
        tiles.row(made, complaint_tiles.ways(story), key="tiles_went")
    with cards.figure(at_plan):
        _plan(page, found, story)
    with cards.figure(at_weeks):
        _weeks(page, found)
    with cards.figure(at_groups):
        _groups(page, story)


def _list(page: Page, found: Complained) -> None:
    """List what `found` holds: the rows of the last weeks."""
    heard = found.heard
    rows = {TOLD: clocks.still_open(found.rows), HEARD: heard, UNKNOWN: clocks.unknown(found.rows)}
    labels = {TOLD: _("Open"), HEARD: _("Heard in words"), UNKNOWN: _("Not known whether solved")}
    shown = {name: label for name, label in labels.items() if name != UNKNOWN or rows[name].height}
    usual = UNKNOWN if UNKNOWN in shown and not rows[TOLD].height else TOLD
    which = asking.one(filters.address(), "measure", tuple(shown), usual, [])
    title = ngettext("{n} open complaint", "{n} open complaints", rows[TOLD].height)
    cards.title(title.format(n=number(rows[TOLD].height)), _("The oldest first, with the steps of the plan"))
    filters.choose("measure", {name: f"{shown[name]} ({number(rows[name].height)})" for name in shown}, which)
    if which == HEARD and heard.height:
        st.caption(words.heard_rule(heard.height))
        complaint_list.show_heard(heard, page.scene)
    elif rows[which].height:
        if which == UNKNOWN:
            st.caption(words.unknown(rows[which].height))
        complaint_list.show_open(rows[which], found, page.scene)
    else:
        notices.state("task_alt", _("None"), _("Nothing is left to see to here."))
    worklist.done(found.done, page.scene.viewer, page.scene.settings.site.timezone, "complaint")


def _plan(page: Page, found: Complained, story: Story) -> None:
    own = data.inside(found.rows.lazy(), "started_at", story.window).select("complaint_id")
    kept = kept_steps(found.plan.lazy().join(own, on="complaint_id", how="semi")).collect()
    hours = {one.name: one.within_hours for one in page.scene.settings.complaints.steps}
    cards.title(
        _("How the plan was kept"), _("Complaints made in this period · the steps are those of moked.toml")
    )
    if kept.height:
        markup.show(complaint_tables.plan(kept, hours))
    else:
        notices.state("hourglass_top", _("Nothing to tell"), _("No complaint was made in this period."))


def _weeks(page: Page, found: Complained) -> None:
    long = long_look(page.scene, page.asked)
    rows = Story(page.scene, long.asked, found.rows).weeks()
    finding = words.weekly(rows)
    what = _("By the week in which they were made · lower part: not solved so far · {weeks}")
    note = what.format(weeks=over(long.weeks))
    cards.title(finding, note if rows.height else _("No whole week to draw in this time."))
    drawn = [_count(row) for row in rows.iter_rows(named=True)]
    step = max(1, -(-len(drawn) // 5))
    ticks = {
        "tickangle": 0,
        "tickvals": [one.at for one in drawn][::step],
        "ticktext": [day(one.at).split(" ", 1)[1] for one in drawn][::step],
    }
    if drawn and (clicked := template.draw(counts(drawn, ticks), "weeks_chart", finding)):
        navigation.go("contacts", long.asked.behind(ANSWER, **clicked))


def _count(row: dict[str, Any]) -> Count:
    at = row["week"]
    label = _("week of {day}").format(day=day(at))
    return Count(at, label, words.made_of(row), words.open_of(row), {"week": at.isoformat()})


def _groups(page: Page, story: Story) -> None:
    by = asking.one(filters.address(), "by", tuple(DIMENSIONS), "queue", [])
    rows = story.groups(by)
    cards.title(_("Where complaints come from"), _("Made in this period · the most unsolved first"))
    filters.choose("by", {name: _(label) for name, label in DIMENSIONS.items()}, by)
    if rows.height:
        markup.show(complaint_tables.groups(rows, by, page.asked))
        more = rows.height - complaint_tables.MOST_GROUPS
        if more > 0:
            st.caption(ngettext("{n} more group", "{n} more groups", more).format(n=number(more)))
    else:
        notices.state("hourglass_top", _("Nothing to tell"), _("No complaint was made in this period."))
