"""The tables of the page Availability: by channel, the worst hours, holidays."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from language import _, day, number, share
from metrics.catalog import METRICS
from metrics.compare import Figure, is_judgeable
from ui.asked import Asked
from ui.availability import words
from ui.availability.story import MOST_HOURS, of_channel
from ui.links import link
from ui.markup import Safe, tag
from ui.readings import NOTHING
from ui.tables import report, two_lines
from ui.words import channel

Row = Mapping[str, Any]


def channels(rows: pl.DataFrame, asked: Asked) -> Safe:
    """Each channel: when somebody was there, who found nobody, who got an answer."""
    cells = [_channel(row, of_channel(asked, row["channel"])) for row in rows.iter_rows(named=True)]
    heads = [_("Channel"), _("Somebody there"), _("Found nobody"), _("Got an answer")]
    return report(heads, cells, right=frozenset({1, 2, 3}), is_stacked=True)


def _channel(row: Row, asked: Asked) -> list[str]:
    there: Figure = row["availability"] or NOTHING
    return [
        channel(row["channel"]),
        two_lines(share(there["value"]), _known(there, row["staffed_closed"])),
        two_lines(_count(row, asked), _share_of(row["unstaffed_rate"])),
        _rate(row["reached_rate"], "reached_rate", asked),
    ]


def moves(rows: pl.DataFrame, moved: pl.DataFrame, asked: Asked) -> Safe:
    """From which channel customers moved, and where to; those first from which most did."""
    many = pl.col("moved_rate").struct["numerator"]
    known = rows.filter(pl.col("moved_rate").struct["denominator"] > 0)
    cells = [
        [
            channel(row["channel"]),
            number(row["moved_rate"]["denominator"]),
            _rate(row["moved_rate"], "moved_rate", of_channel(asked, row["channel"]), with_n=False),
            words.moved_to(moved, row["channel"]) or tag("span", _("nobody"), "faint"),
        ]
        for row in known.sort(many, "channel", descending=[True, False]).iter_rows(named=True)
    ]
    return report(
        [_("From"), _("Without an answer"), _("Moved"), _("Came next on")], cells, frozenset({1, 2})
    )


def hours(rows: pl.DataFrame, asked: Asked) -> Safe:
    """The hours of the week in which most found nobody."""
    cells = [
        [
            words.hour(row["weekday"], row["hour"]),
            _count(row, asked, weekday=str(row["weekday"]), hour=str(row["hour"])),
            _rate(
                row["unstaffed_rate"],
                "unstaffed_rate",
                asked,
                weekday=str(row["weekday"]),
                hour=str(row["hour"]),
            ),
            _rate(
                row["reached_rate"], "reached_rate", asked, weekday=str(row["weekday"]), hour=str(row["hour"])
            ),
        ]
        for row in rows.head(MOST_HOURS).iter_rows(named=True)
    ]
    heads = [_("Hour of the week"), _("Found nobody"), _("Of those who came"), _("Got an answer")]
    return report(heads, cells, right=frozenset({1, 2, 3}), is_stacked=True)


def holidays(rows: pl.DataFrame, asked: Asked) -> Safe:
    """Each holiday: when somebody was there, and who found nobody."""
    cells = [
        [
            day(row["day"]),
            share((row["availability"] or NOTHING)["value"]),
            _count(row, asked, day=row["day"].isoformat()),
        ]
        for row in rows.iter_rows(named=True)
    ]
    return report([_("Day"), _("Somebody there"), _("Found nobody")], cells, right=frozenset({1, 2}))


def _known(there: Figure, closed: Figure | None) -> str:
    """Of how many hours it is known, and in how many more somebody worked while it was closed."""
    known, outside = (there["denominator"] or 0) / 3600, ((closed or NOTHING)["numerator"] or 0) / 3600
    said = _("of {n} h known").format(n=number(known))
    if outside < 0.5:
        return said
    return f"{said} · " + _("+ {n} h while closed").format(n=number(outside))


def _count(row: Row, asked: Asked, **narrowed: str) -> str:
    n = (row["came_unstaffed"] or NOTHING)["value"]
    if not n:
        return number(n)
    return link("contacts", number(n), asked.behind("came_unstaffed", **narrowed))


def _share_of(one: Figure | None) -> str:
    if not one or one["value"] is None or not is_judgeable(METRICS["unstaffed_rate"], one):
        return ""
    return _("{share} of those who came").format(share=share(one["value"]))


def _rate(one: Figure | None, metric: str, asked: Asked, *, with_n: bool = True, **narrowed: str) -> Safe:
    """A share that opens its contacts; of too few it is pale."""
    if not one or one["value"] is None:
        return tag("span", "–", "faint")
    shown = link("contacts", share(one["value"]), asked.behind(metric, **narrowed))
    n = _("n {n}").format(n=number(one["denominator"])) if with_n else ""
    return tag("span", two_lines(shown, n), "" if is_judgeable(METRICS[metric], one) else "faint")
