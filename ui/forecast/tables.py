"""The tables: the slots of a day, how good forecasts were, and all of it as a file."""

from typing import Any

import polars as pl

from language import _, duration, number, share
from metrics.forecast.expected import AHEAD
from metrics.periods import DAY_S
from ui.forecast import words
from ui.forecast.look import Outlook, date_of
from ui.markup import Safe, tag
from ui.tables import report

FILE = (
    "queue",
    "channel",
    "date",
    "time",
    "expected",
    "low",
    "high",
    "handle_s",
    "handle_low",
    "handle_high",
    "required",
    "to_be_planned",
)


def slots(rows: pl.DataFrame) -> Safe:
    """The slots of a queue's day in which somebody works."""
    heads = [
        *(_("From"), _("Expected"), _("8 in 10"), _("Each takes"), _("At work needed"), _("To be planned")),
        *(_("Planned"), _("Missing")),
    ]
    shown = rows.filter(pl.col("is_staffed"))
    if not shown.height:
        return tag("p", _("Closed on this day, or over for today."), "soft")
    lines = [_slot(row) for row in shown.iter_rows(named=True)]
    return report(heads, lines, right=frozenset(range(1, len(heads))))


def _slot(row: dict[str, Any]) -> list[str]:
    missing = row["missing"]
    return [
        words.clock(row["local_s"] % DAY_S),
        number(row["expected"], 1),
        words.band(row["low"], row["high"]),
        duration(row["handle_s"]),
        number(row["required"]),
        _people(row["rostered"]),
        _people(row["scheduled"]),
        tag("b", number(missing), "worse") if missing else number(missing),
    ]


def _people(n: float | None) -> str:
    return "–" if n is None else words.people(n)


def score(seen: Outlook) -> Safe:
    """How far forecasts were off: by how far ahead they were told, then by queue."""
    heads = ["", _("Misses by"), _("Same weekday last week"), _("Inside the band")]
    rows = [
        _scored(words.told_of(name, is_time=is_time), found)
        for is_time in (False, True)
        for name in AHEAD
        if (found := words.score(seen, name, is_time=is_time)).get("wape") is not None
    ]
    of_queues = seen.ahead.score.filter(pl.col("reach") == "day", pl.col("queue").is_not_null())
    if not seen.queue:
        rows += [_scored(str(row["queue"]), row) for row in of_queues.sort("queue").iter_rows(named=True)]
    return report(heads, rows, right=frozenset({1, 2, 3}))


def _scored(name: str, row: Any) -> list[str]:
    shares = [share(row[each], 0) for each in ("wape", "usual_wape")]
    return [name, *shares, words.inside(row["held"])]


def as_file(seen: Outlook) -> pl.DataFrame:
    """Every slot ahead, for a spreadsheet: figures unrounded but for what nobody reads."""
    rows = seen.rows.with_columns(
        date=pl.col("day").map_elements(lambda at: date_of(at).isoformat(), return_dtype=pl.String),
        time=pl.col("second").map_elements(words.clock, return_dtype=pl.String),
        to_be_planned=pl.col("rostered").round(2),
        expected=pl.col("expected").round(2),
        **{name: pl.col(name).round(1) for name in ("handle_s", "handle_low", "handle_high")},
    )
    shown = rows.filter("is_open").sort("queue", "starts_at")
    return shown.select(*FILE, "scheduled", "missing", "spare", "is_holiday")
