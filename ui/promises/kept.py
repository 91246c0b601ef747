"""The part Promises: what is overdue and due, the work in order of harm, and how promises were kept."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from language import _, ngettext, number, period
from metrics.catalog import METRICS
from ui import asked as asking
from ui import cards, definitions, download, filters, frame, markup, navigation, notices, tiles
from ui import page as pages
from ui.charts import template
from ui.charts.weekly import weekly
from ui.page import Page
from ui.promises import halves, read, tables, words, worklist
from ui.promises import tiles as promise_tiles
from ui.promises.halves import Half
from ui.promises.read import Promised
from ui.promises.story import DIMENSIONS, KEPT, NOW, WENT, Story
from ui.queues.charts import ticks
from ui.repeats.long import Long, long_look
from ui.satisfaction.words import over


def show(page: Page, head: cards.Slot, crumb: str, end: Any) -> None:
    """Show the part, or why there is nothing to show."""
    long = long_look(page.scene, page.asked)
    with pages.needed(page, head, crumb):
        before = Story(page.scene, page.asked, pl.DataFrame()).earlier
        found = read.promised(page.scene, page.asked, read.reach(page.scene, page.asked, long.window, before))
    if found is None or not found.rows.height:
        nothing(page, head, crumb)
        return
    story = Story(page.scene, page.asked, found.rows)
    with cards.figure(head):
        frame.head(crumb, words.sentence(story.right_now(), story.now()[KEPT]), *pages.age(page))
    with end:
        definitions.button(tuple(metric for metric in METRICS if metric in (*NOW, *WENT)))
        if found.to_do.height:
            zone = page.scene.settings.site.timezone
            download.button(lambda: worklist.as_file(found.to_do, zone), "promises", _("Download the list"))
    now, went = halves.halves(are_beside=page.scene.viewer.sees_customers)
    _now(page, found, story, now.headed(halves.now_title(), words.now_rule()))
    days = period(page.asked.days.first, page.asked.days.last)
    _went(page, found, story, went.headed(halves.went_title(days), words.went_rule()))


def nothing(page: Page, head: cards.Slot, crumb: str) -> None:
    """Say that no source tells of promises."""
    with cards.figure(head):
        frame.head(crumb, _("Nobody was promised anything that is known."), *pages.age(page))
    with st.container(key="card_unpromised"):
        what = _("A source has to send promises with when they are due, or agents' notes; README shows how.")
        notices.state("handshake", _("No promise in this time"), what)


def _now(page: Page, found: Promised, story: Story, half: Half) -> None:
    """What waits for somebody; without the work itself for who sees no customers."""
    with cards.figure(half.tiles(len(NOW))):
        made = promise_tiles.now(story, pages.stale(page))
        tiles.row(made, promise_tiles.ways(story), key="tiles_now")
    if page.scene.viewer.sees_customers:
        with cards.figure(half.card("work", 1060)):
            _work(page, found)


def _went(page: Page, found: Promised, story: Story, half: Half) -> None:
    """How the period went: the groups, the weeks, the delays."""
    long = long_look(page.scene, page.asked)
    at_tiles, at_groups = half.tiles(len(WENT)), half.card("promise_groups", 420)
    at_week, at_delays = half.card("week", 300), half.card("delays", 300)
    with cards.figure(at_tiles):
        made = promise_tiles.went(story, pages.stale(page))
        tiles.row(made, promise_tiles.ways(story), key="tiles_went")
    with cards.figure(at_groups):
        _groups(page, story)
    with cards.figure(at_week):
        _weeks(page, found, long)
    with cards.figure(at_delays):
        _delays(page, found, long)


def _work(page: Page, found: Promised) -> None:
    n = found.to_do.height
    title = ngettext("{n} promise to see to", "{n} promises to see to", n).format(n=number(n))
    cards.title(title if n else _("Promises to see to"), words.work(found.to_do) if n else "")
    if n:
        worklist.show_rows(found.to_do, page.scene, [])
    else:
        notices.state("task_alt", _("All seen to"), _("Nothing is overdue, and nothing falls due today."))
    worklist.done(found.done, page.scene.viewer, page.scene.settings.site.timezone)


def _groups(page: Page, story: Story) -> None:
    shown = {
        name: _(label)
        for name, label in DIMENSIONS.items()
        if name != "agent" or page.scene.viewer.sees_agents
    }
    by = asking.one(filters.address(), "by", tuple(shown), "kind", [])
    rows = story.groups(by)
    cards.title(words.groups_title(by), words.groups_note(by))
    filters.choose("by", shown, by)
    if rows.height:
        markup.show(tables.groups(rows, by, page.asked, _names(page, story) if by == "agent" else {}))
        more = rows.height - tables.MOST_GROUPS
        if more > 0:
            st.caption(ngettext("{n} more group", "{n} more groups", more).format(n=number(more)))
    else:
        notices.state("hourglass_top", _("Nothing to tell"), _("No promise fell due in this time."))


def _names(page: Page, story: Story) -> Mapping[str, str]:
    """The names of agents, as their records stood when they promised last."""
    return read.names(page.scene, story.rows)


def _weeks(page: Page, found: Promised, long: Long) -> None:
    points = Story(page.scene, long.asked, found.rows).points()
    finding = words.weekly(points)
    cards.title(finding, words.weekly_note(points, over(long.weeks)))
    if points and (step := template.draw(weekly(points, ticks(points, "week")), "week_chart", finding)):
        navigation.go("contacts", long.asked.behind(KEPT, **step))


def _delays(page: Page, found: Promised, long: Long) -> None:
    table = read.by_delay(page.scene, long.window, found.rows)
    actual = table.filter(pl.col("clock") == "actual", pl.col("band").is_not_null())
    pairs = [(int(row["band"]), row["csat"]) for row in actual.iter_rows(named=True)]
    note = _("Satisfied among those asked within 7 days after it was due · associated, not caused · {weeks}")
    cards.title(words.delays(pairs), note.format(weeks=over(long.weeks)))
    if pairs:
        markup.show(tables.delays(table))
    else:
        none = _("Nobody who was promised something was asked and answered soon after.")
        notices.state("sentiment_neutral", _("Nobody can say"), none)
