"""The tables of the page Satisfaction: by a chosen dimension, and what goes with dissatisfaction."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from language import _, between, number, share
from metrics.catalog import METRICS
from metrics.compare import Figure, is_judgeable
from metrics.drivers import Driver, by_size
from ui.asked import NONE, Asked
from ui.bars import bar
from ui.links import Query, link
from ui.markup import Safe, join, tag
from ui.satisfaction import words
from ui.satisfaction.story import DIMENSIONS, NAMED
from ui.tables import report, two_lines

MOST_GROUPS, MOST_TOPICS = 12, 4
LEAST_REACH, SPARE = 0.1, 1.05
# By what the list of contacts is narrowed, for each dimension.
NARROWED = {
    "topic_family": "topic",
    "queue": "first_queue",
    "team": "team",
    "language": "language",
    "segment": "segment",
}


def groups(table: pl.DataFrame, dimension: str, asked: Asked) -> Safe:
    """Satisfaction of each group, plain and weighted, with how many of those asked answered."""
    rows = table.head(MOST_GROUPS).rows(named=True)
    cells = [_group(row, dimension, behind(asked, dimension, row["name"])) for row in rows]
    heads = [_(DIMENSIONS[dimension]), _("Satisfied"), "", _("Weighted"), _("Answered"), _("n")]
    return report(heads, cells, right=frozenset({1, 3, 4, 5}))


def behind(asked: Asked, dimension: str, name: str | None) -> Query:
    """The address of the contacts behind one group's share."""
    if dimension == "channel":
        return replace(asked, channel=name or "").behind("csat")
    return asked.behind("csat", **{NARROWED[dimension]: name or NONE})


def _group(row: Mapping[str, Any], dimension: str, query: Query) -> list[str]:
    csat: Figure = row["csat"]
    shown = link("contacts", share(csat["value"]), query)
    n = number(csat["denominator"])
    name = words.group(dimension, row["name"])
    if row["is_few"]:
        few = two_lines(tag("span", shown, "faint"), _("too few to judge"))
        return [name, few, "", "–", share(row["response_rate"]["value"], 0), n]
    return [
        name,
        two_lines(shown, between(csat["low"], csat["high"], "share")),
        bar(csat["value"], csat["low"], csat["high"], 1.0),
        _weighted(row["csat_weighted"]),
        share(row["response_rate"]["value"], 0),
        n,
    ]


def _weighted(one: Figure) -> str:
    if one["value"] is None:
        return "–"
    return two_lines(share(one["value"]), _("n_eff {n}").format(n=number(one["denominator"])))


def by_number(table: pl.DataFrame, refusal: str, asked: Asked) -> Safe:
    """Satisfaction with the first, second, third contact of an issue, under why nothing can be said of it."""
    cells = [
        [
            words.nth(row["number"]),
            *_nth(row["csat"], asked.behind("csat", nth=str(row["number"]))),
            number(row["csat"]["denominator"]),
        ]
        for row in table.iter_rows(named=True)
    ]
    shown = report([_("Contact"), _("Satisfied"), "", _("n")], cells, right=frozenset({1, 3}))
    why = tag("p", refusal, "soft") if refusal else ""
    return join([why, shown if cells else ""])


def _nth(one: Figure, query: Query) -> list[str]:
    if (one["denominator"] or 0) < NAMED:
        return ["–", tag("span", _("too few to tell"), "soft")]
    if not is_judgeable(METRICS["csat"], one):
        shown = tag("span", link("contacts", share(one["value"]), query), "faint")
        return [shown, tag("span", _("too few to judge"), "soft")]
    return [link("contacts", share(one["value"]), query), bar(one["value"], one["low"], one["high"], 1.0)]


def forest(drivers: Sequence[Driver], topics: Sequence[Driver]) -> Safe:
    """What goes with dissatisfaction, the largest first, each with its interval about no difference."""
    below = [one for one in by_size(topics) if one.is_clear and (one.points or 0) < 0][:MOST_TOPICS]
    rows = by_size([*drivers, *below])
    ends = [abs(end) for one in rows for end in (one.low, one.high) if end is not None]
    reach = SPARE * max([LEAST_REACH, *ends])
    cells = [
        [two_lines(words.driver(one), words.compared(one)), _mark(one, reach), _said(one)] for one in rows
    ]
    heads = [_("Those who"), _("less satisfied · more satisfied"), _("Difference")]
    return report(heads, cells, right=frozenset({2}))


def _said(one: Driver) -> str:
    return two_lines(words.difference(one), words.bounds(one)) if one.is_told else "–"


def _mark(one: Driver, reach: float) -> Safe:
    """A dot with its whisker; the line in the middle is no difference."""
    if one.points is None or one.low is None or one.high is None or not one.is_told:
        return tag("span", tag("b"), "forest none", aria_hidden="true")
    low, at, high = (50 + 50 * value / reach for value in (one.low, one.points, one.high))
    whisker = tag("s", "", style=f"inset-inline-start:{low:.1f}%;width:{high - low:.1f}%")
    dot = tag("i", "", style=f"inset-inline-start:{at:.1f}%")
    css = "forest" if not one.is_clear else "forest worse" if one.points < 0 else "forest better"
    return tag("span", join([tag("b"), whisker, dot]), css, aria_hidden="true")
