"""Who waited too long while an alert lasted: the visits that its customer-minutes are the sum of."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from language import _, duration, ngettext, number
from store.episodes import Alert
from ui import asked as asking
from ui import cards, filters, links, markup, notices
from ui.bottlenecks import read, words
from ui.promises.pager import turn
from ui.scene import Scene
from ui.tables import report
from ui.words import brief, outcome

ROWS_A_PAGE = 15
MINUTE_MS = 60_000


def show(scene: Scene, alert: Alert) -> None:
    """List them, who waited longest beyond the threshold on top."""
    rows = read.late(scene, alert)
    if not rows.height:
        cards.title(_("Who waited too long"))
        none = _("None of the contacts that are read so far waited over the threshold in that time.")
        if scene.viewer.role == "lead":
            none = _(
                "None of your own teams’ contacts did. Who gave up is of no team, and is not listed here."
            )
        notices.state("hourglass_top" if alert.is_open else "task_alt", _("Nobody"), none)
        return
    cards.title(title(rows), note(rows, alert, is_own=scene.viewer.role == "lead"))
    pages = max(1, -(-rows.height // ROWS_A_PAGE))
    at = asking.page(filters.address(), pages, []) - 1
    shown = rows.slice(at * ROWS_A_PAGE, ROWS_A_PAGE).iter_rows(named=True)
    heads = [_("Came at"), _("Waited"), _("Too long while it lasted"), _("What became of it")]
    markup.show(report(heads, [_row(row, scene) for row in shown], frozenset({1, 2}), is_stacked=True))
    turn(at, rows.height, ROWS_A_PAGE, "late")


def title(rows: pl.DataFrame) -> str:
    """So many waited too long, and how many minutes that adds up to."""
    lost = words.lost(_minutes(rows))
    said = ngettext("{n} wait was too long: {lost}", "{n} waits were too long: {lost}", rows.height)
    return said.format(n=number(rows.height), lost=lost)


def note(rows: pl.DataFrame, alert: Alert, *, is_own: bool = False) -> str:
    """How it was counted, and where minute by minute it came to something else.

    is_own: only the contacts of a lead's own teams are listed.
    """
    counted = _("counted from the contacts: minutes over the threshold while it lasted, the most on top")
    if is_own:
        whose = _("of your own teams only: who gave up is of no team")
        everybody = _("{n} of all").format(n=words.lost(alert.minutes_lost))
        return f"{counted} · {whose} · {everybody}"
    if round(alert.minutes_lost) == round(_minutes(rows)):
        return counted
    seen = _("as it was seen minute by minute: {n}").format(n=number(round(alert.minutes_lost)))
    return f"{counted} · {seen}"


def _minutes(rows: pl.DataFrame) -> float:
    return float(rows["lost_ms"].sum()) / MINUTE_MS


def _row(row: Mapping[str, Any], scene: Scene) -> list[str]:
    when = words.clock(row["queued_at"], scene.now, scene.settings.site.zone)
    return [
        links.link("contacts", when, {"contact": row["contact_id"]}),
        duration(row["wait_ms"] / 1000),
        brief(round(row["lost_ms"] / 1000)),
        outcome(row["outcome"]),
    ]
