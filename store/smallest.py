"""Groups of too few agents: what would tell of one of them is not given ([access] `smallest_group`).

An executive, who may know no single agent, is given nothing that is narrowed to so few, and no such queue or
team beside others. A lead is given no figure of everybody of which so few are not of the own teams: less the
own, which the lead knows, it would tell of the rest.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from store.asked import Filters, Viewer, inside
from store.narrowing import NARROW_BY, OF_AGENTS, legs_of, narrowed
from store.tables import Tables

GROUPS: Final = ("queue", "team")


@dataclass(frozen=True)
class Withheld:
    """What is not given: all of it, or some queues and teams, by name."""

    is_all: bool = False
    left_out: tuple[str, ...] = ()


NOTHING: Final = Withheld()
ALL: Final = Withheld(is_all=True)


def kept(
    tables: Tables, viewer: Viewer, filters: Filters, dimensions: Collection[str], smallest: int
) -> tuple[Filters, Withheld]:
    """Narrow what an executive asks for to groups that are large enough; tell what is withheld."""
    asked = dict(filters.where).keys()
    groups = [name for name in GROUPS if name in dimensions]
    if viewer.role != "executive" or smallest <= 1 or not (asked or dimensions):
        return filters, NOTHING
    if "agent" in asked or "agent" in dimensions:
        return filters, ALL
    if not asked and not groups:
        return filters, NOTHING
    legs = narrowed(legs_of(tables, viewer, filters, GROUPS), filters, NARROW_BY)
    seen = inside(legs, filters, "started_at").select("agent_id", *GROUPS).unique().collect()
    n = seen["agent_id"].drop_nulls().n_unique()
    if asked and n < smallest and (n or asked & {*OF_AGENTS, "site"}):
        return filters, ALL
    left_out: list[str] = []
    for name in groups:
        small = too_small(seen.select("agent_id", pl.col(name).alias("group")), smallest)
        if small:
            there = set(seen[name].drop_nulls().unique())
            filters = _only(filters, name, sorted(there - small))
            left_out += sorted(small)
        if small and not filters.values(name):
            return filters, ALL
    return filters, Withheld(left_out=tuple(left_out))


def too_small(members: pl.DataFrame, smallest: int) -> set[str]:
    """Find the groups of so few agents, and further ones until their agents together are enough.

    members: group and agent_id. Otherwise all less those that are shown would be the one that is not.
    """
    known = members.drop_nulls().unique()
    sizes = known.group_by("group").agg(n=pl.col("agent_id").n_unique()).sort("n", "group")
    small = set(sizes.filter(pl.col("n") < smallest)["group"])
    for group in sizes["group"] if small else ():
        if _agents(known, small) >= smallest:
            break
        small.add(group)
    return small


def hidden(members: pl.DataFrame, viewer: Viewer, smallest: int) -> list[str]:
    """Name the groups of which a viewer must not be told what all their agents do.

    members: group, agent_id and team; who is of no team is not of the own.
    """
    if viewer.role not in ("executive", "lead"):
        return []
    known = members.filter(pl.col("group").is_not_null(), pl.col("agent_id").is_not_null())
    if viewer.role == "lead":
        own = pl.col("team").is_in(list(viewer.teams)).fill_null(value=False)
        known = known.filter(~own)
    sizes = known.group_by("group").agg(n=pl.col("agent_id").n_unique())
    return sizes.filter(pl.col("n") < smallest)["group"].sort().to_list()


def _agents(known: pl.DataFrame, groups: set[str]) -> int:
    return known.filter(pl.col("group").is_in(list(groups)))["agent_id"].n_unique()


def _only(filters: Filters, name: str, values: list[str]) -> Filters:
    others = tuple(pair for pair in filters.where if pair[0] != name)
    return replace(filters, where=(*others, (name, tuple(values))))
