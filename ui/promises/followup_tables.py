"""The tables of the part Follow-ups: who had no new trouble, and where calls are made least in time."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from language import _, between, marked, ngettext, number, share
from metrics.compare import Figure
from metrics.turned import LEAST, Turned
from ui.asked import NONE, Asked
from ui.bars import bar
from ui.links import link
from ui.markup import Safe, join, tag
from ui.promises import followup_words as words
from ui.promises.followed import RATE, TURNED
from ui.tables import report, two_lines

DIMENSIONS: dict[str, str] = {"kind": marked("Reason"), "team": marked("Team"), "queue": marked("Queue")}
NARROWED = {"kind": "reason", "team": "team", "queue": "queue"}
MOST_GROUPS = 10


def compared(known: Turned, asked: Asked) -> Safe:
    """Who had no new trouble of those called in time and of the others, and by how much they differ."""
    rows = [(_("Called in time"), known.in_time), (_("Not called in time"), known.others)]
    cells = [[name, *_share(one), number(one["denominator"] or 0)] for name, one in rows]
    heads = [_("Customers"), _("No new trouble"), "", _("n")]
    more = link("contacts", _("Show these follow-ups"), asked.behind(TURNED))
    shown = report(heads, cells, right=frozenset({1, 3}))
    return join([shown, _difference(known), tag("p", more, "soft")])


def _share(one: Figure) -> list[str]:
    n = int(one["denominator"] or 0)
    if n < LEAST:
        return [tag("span", share(one["value"], 0), "faint"), tag("span", _("too few to judge"), "soft")]
    sure = between(one["low"], one["high"], "share")
    return [two_lines(share(one["value"], 0), sure), bar(one["value"], one["low"], one["high"], 1.0)]


def _difference(known: Turned) -> Safe:
    if known.bounds is None:
        least = ngettext("{n} on each side is needed", "{n} on each side are needed", LEAST)
        said = _("Too few to compare: {least}.").format(least=least.format(n=number(LEAST)))
        return tag("p", said, "soft")
    by = (known.in_time["value"] or 0) - (known.others["value"] or 0)
    said = _("Difference: {points} points ({bounds}). Associated, not caused.")
    return tag(
        "p", said.format(points=number(100 * by, 0, signed=True), bounds=words.bounds(*known.bounds)), "soft"
    )


def groups(table: pl.DataFrame, dimension: str, asked: Asked) -> Safe:
    """The share called in time of each group."""
    cells = [_group(row, dimension, asked) for row in table.head(MOST_GROUPS).iter_rows(named=True)]
    heads = [_(DIMENSIONS[dimension]), _("In time"), "", _("n")]
    return report(heads, cells, right=frozenset({1, 3}))


def _group(row: Mapping[str, Any], dimension: str, asked: Asked) -> list[str]:
    one, name = row[RATE], row["name"]
    label, shown, n = words.group(dimension, name), share(one["value"]), number(one["denominator"])
    if name is not None or dimension == "team":
        shown = link("contacts", shown, asked.behind(RATE, **{NARROWED[dimension]: name or NONE}))
    if row["is_few"]:
        return [label, two_lines(tag("span", shown, "faint"), _("too few to judge")), "", n]
    sure = between(one["low"], one["high"], "share")
    return [label, two_lines(shown, sure), bar(one["value"], one["low"], one["high"], 1.0), n]
