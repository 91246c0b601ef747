"""The tables of the part Complaints: how the plan was kept, and complaints by a chosen dimension."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from language import _, between, duration, number, share
from metrics.catalog import METRICS
from metrics.compare import Figure, is_judgeable
from ui.asked import NONE, Asked
from ui.links import Query, link
from ui.markup import Safe, tag
from ui.promises import complaint_words as words
from ui.promises.complaint_story import ANSWER, DIMENSIONS, STILL_OPEN
from ui.tables import report, two_lines
from ui.words import channel

MOST_GROUPS, FEW = 8, 30
RIGHT = frozenset({1, 2, 3, 4})
NARROWED = {"topic_family": "topic", "queue": "queue"}


def plan(table: pl.DataFrame, hours: Mapping[str, float]) -> Safe:
    """How each step of the plan was kept; `hours` are within how many it is to be done."""
    cells = [_step(row, hours.get(row["step"])) for row in table.iter_rows(named=True)]
    return report([_("Step"), _("Due within"), _("Done in time"), _("n"), _("Still late")], cells, RIGHT)


def _step(row: Mapping[str, Any], hours: float | None) -> list[str]:
    one: Figure = row["in_time"]
    n = int(one["denominator"] or 0)
    within = "–" if hours is None else words.within(hours)
    late = number(row["late"])
    if not n:
        return [row["step"], within, "–", "–", late]
    if n < FEW:
        shown = two_lines(tag("span", share(one["value"]), "faint"), _("too few to judge"))
        return [row["step"], within, shown, number(n), late]
    shown = two_lines(share(one["value"]), between(one["low"], one["high"], "share"))
    return [row["step"], within, shown, number(n), late]


def groups(table: pl.DataFrame, dimension: str, asked: Asked) -> Safe:
    """How many complaints of each group were made and are not solved, and how long the first answer took."""
    rows = table.head(MOST_GROUPS).rows(named=True)
    heads = [_(DIMENSIONS[dimension]), _("Not solved so far"), _("Made"), _("First answer")]
    return report(heads, [_group(row, dimension, asked) for row in rows], frozenset({1, 2, 3}))


def _group(row: Mapping[str, Any], dimension: str, asked: Asked) -> list[str]:
    one: Figure = row[ANSWER]
    still, made = words.open_of(row), words.made_of(row)
    name = row["name"]
    shown = (channel(name) if dimension == "channel" else name) if name else _("not known")
    left = _open(number(still), behind(asked, STILL_OPEN, dimension, name)) if still else "–"
    every = _open(number(made), behind(asked, ANSWER, dimension, name))
    time = "–" if one["value"] is None else duration(one["value"])
    if not is_judgeable(METRICS[ANSWER], one):
        return [shown, left, every, two_lines(tag("span", time, "faint"), _("too few to judge"))]
    return [shown, left, every, two_lines(time, between(one["low"], one["high"], "seconds"))]


def behind(asked: Asked, figure: str, dimension: str, name: str | None) -> Query | None:
    """The address of the contacts behind one group's figure; none where they cannot be asked for."""
    if name is None and dimension != "topic_family":
        return None
    if dimension == "channel":
        return replace(asked, channel=name or "").behind(figure)
    return asked.behind(figure, **{NARROWED[dimension]: name or NONE})


def _open(label: str, query: Query | None) -> Safe:
    return tag("span", label) if query is None else link("contacts", label, query)
