"""The tables of the page Routing: kinds of evidence, and what sends people to the wrong desk."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from language import _, between, day, number, share
from metrics import causes
from metrics.catalog import METRICS
from metrics.compare import Figure, is_judgeable
from ui.bars import bar
from ui.markup import Safe, icon, join, tag
from ui.readings import NOTHING
from ui.routing import words
from ui.routing.story import EVIDENCE
from ui.spark import spark
from ui.tables import report, two_lines

SPARE = 1.15  # room on the scale above the longest bar


def evidence(now: dict[str, Figure]) -> Safe:
    """Each kind of evidence with its share, interval and n."""
    found = {metric: now.get(metric, NOTHING) for metric in EVIDENCE}
    top = SPARE * max((one["high"] or one["value"] or 0.0) for one in found.values())
    rows = [_kind(metric, one, top, is_first=metric == EVIDENCE[0]) for metric, one in found.items()]
    return report([_("Evidence"), _("Share"), "", _("n")], rows, right=frozenset({1, 3}))


def _kind(metric: str, one: Figure, top: float, *, is_first: bool) -> list[str]:
    name = _(words.EVIDENCE[metric])
    if one["value"] is None:
        return [name, "–", _("not told by any source"), "–"]
    if not is_judgeable(METRICS[metric], one):
        return [name, share(one["value"]), _("too few to judge"), number(one["numerator"] or 0)]
    drawn = bar(one["value"], one["low"], one["high"], top, is_strong=is_first)
    return [name, share(one["value"]), drawn, number(one["numerator"] or 0)]


def whys(table: pl.DataFrame, weekly: pl.DataFrame) -> Safe:
    """The causes, the dearest first, with what they cost a week; "cause not known" is always there."""
    top = SPARE * max([float(value) for value in table["high"].drop_nulls()], default=0.0)
    heads = [
        _("Cause"),
        _("Minutes a week"),
        "",
        _("95 %"),
        _("Contacts"),
        _("Minutes each"),
        _("12 weeks"),
        _("Since"),
        _("What would help"),
    ]
    rows = [_why(row, weekly, top, is_first=at == 0) for at, row in enumerate(table.iter_rows(named=True))]
    return report(heads, rows, right=frozenset({1, 3, 4, 5}))


def _why(row: dict[str, Any], weekly: pl.DataFrame, top: float, *, is_first: bool) -> Sequence[str]:
    head = tag("span", join([icon(words.ICONS[row["cause"]]), tag("span", _lines(row))]), "why")
    if not row["contacts"]:
        return [head, "0", "", "", "0", "", "", "", ""]
    each = "–" if row["minutes_each"] is None else number(row["minutes_each"], 1)
    is_strong = is_first and row["cause"] != causes.UNKNOWN
    known = row["low"] is not None and row["high"] is not None
    return [
        head,
        tag("b", number(row["minutes"])),
        bar(row["minutes"], row["low"], row["high"], top, is_strong=is_strong),
        tag("span", between(row["low"], row["high"], "count"), "soft") if known else "",
        number(row["contacts"]),
        each,
        spark(_weeks_of(weekly, row), "worse" if is_strong else ""),
        day(row["since"]) if row["since"] else _("before"),
        words.helps(row["cause"]),
    ]


def _lines(row: dict[str, Any]) -> Safe:
    return two_lines(words.name(row), words.note(row))


def _weeks_of(weekly: pl.DataFrame, row: dict[str, Any]) -> list[float]:
    """Minutes of a cause in each week that there is, none where it had none."""
    weeks = weekly.select(pl.col("week").unique().sort())
    mine = weekly.filter(pl.col("cause") == row["cause"], pl.col("detail").eq_missing(row["detail"]))
    joined = weeks.join(mine.select("week", "minutes"), on="week", how="left").sort("week")
    return [float(value) for value in joined["minutes"].fill_null(0.0)]
