"""The tables of the part Promises: by a chosen dimension, and satisfaction by delay."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from language import _, between, number, share
from metrics.catalog import METRICS
from metrics.compare import Figure, is_judgeable
from ui.asked import NONE, Asked
from ui.bars import bar
from ui.links import Query, link
from ui.markup import Safe, tag
from ui.promises import words
from ui.promises.story import DIMENSIONS, KEPT, LATENESS, undone
from ui.tables import report, two_lines

MOST_GROUPS = 12
# By what the list is narrowed, for each dimension.
NARROWED = {"kind": "promised", "team": "team", "agent": "agent", "queue": "queue", "origin": "origin"}


def groups(table: pl.DataFrame, dimension: str, asked: Asked, names: Mapping[str, str]) -> Safe:
    """How promises of each group were kept, and how many nobody has kept so far."""
    rows = table.head(MOST_GROUPS).rows(named=True)
    heads = [_(DIMENSIONS[dimension]), _("Kept in time"), "", _("Fell due"), _("Not kept so far")]
    cells = [_group(row, dimension, asked, names) for row in rows]
    return report(heads, cells, right=frozenset({1, 3, 4}))


def _group(row: Mapping[str, Any], dimension: str, asked: Asked, names: Mapping[str, str]) -> list[str]:
    kept: Figure = row[KEPT]
    name = words.group(dimension, row["name"], names)
    left, n = undone(row[LATENESS]), number(kept["denominator"] or 0)
    still = _open(number(left), not_kept(behind(asked, LATENESS, dimension, row["name"]))) if left else "–"
    shown = _open(share(kept["value"]), behind(asked, KEPT, dimension, row["name"]))
    if row["is_few"]:
        return [name, two_lines(tag("span", shown, "faint"), _("too few to judge")), "", n, still]
    sure = between(kept["low"], kept["high"], "share")
    return [name, two_lines(shown, sure), bar(kept["value"], kept["low"], kept["high"], 1.0), n, still]


def behind(asked: Asked, figure: str, dimension: str, name: str | None) -> Query | None:
    """The address of the promises behind one group's figure; none where they cannot be asked for."""
    if dimension == "queue" and name is None:
        return None
    return asked.behind(figure, **{NARROWED[dimension]: name or NONE})


def not_kept(query: Query | None) -> Query | None:
    """Of those that were late, the address of the part that nobody has kept so far."""
    return None if query is None else {**query, "part": ["no"]}


def _open(label: str, query: Query | None) -> Safe:
    return tag("span", label) if query is None else link("contacts", label, query)


def delays(table: pl.DataFrame) -> Safe:
    """Satisfaction by how long it was to take, and by how long it took."""
    found = {(row["clock"], row["band"]): row["csat"] for row in table.iter_rows(named=True)}
    bands = sorted({row[1] for row in found if row[1] is not None})
    cells = [
        [words.band(at), *_satisfied(found.get(("promised", at))), *_satisfied(found.get(("actual", at)))]
        for at in bands
    ]
    heads = [_("Delay"), _("As promised"), "", _("n"), _("As it came"), "", _("n")]
    return report(heads, cells, right=frozenset({1, 3, 4, 6}))


def _satisfied(one: Figure | None) -> list[str]:
    if one is None or not one["denominator"]:
        return ["–", "", ""]
    n = number(one["denominator"])
    if not is_judgeable(METRICS["csat"], one):
        return [two_lines("–", _("too few to tell")), "", n]
    shown = two_lines(share(one["value"], 0), between(one["low"], one["high"], "share"))
    return [shown, bar(one["value"], one["low"], one["high"], 1.0), n]
