"""Fold words that tell of one problem: those of the same contacts, and other languages at the same time.

Words of which half the contacts are those of another are its near duplicates. What rose in the same topic in
another language in the same week, or one beside, is taken for the same problem: nobody can compare the words
themselves, and two problems that begin in one topic in one week are rare; both are shown with their words.
"""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from metrics.spoken import Spoken

SAME = 0.5  # of the contacts of the rarer words
LEAST_PEOPLE = 5  # different customers; those whose name nobody knows are one together
MOST_SHOWN = 3  # words in one script
AS_NEW = 0.8  # words are shown that were nearly as rare before as the rarest
ADDS = 0.1  # of a group's contacts that a further word must add
PAIRS_FIRST = 1.25  # two words tell more than one: they may stand in fewer contacts
Rows = list[dict[str, Any]]


@dataclass
class Group:
    """Words of one problem: since when, the p of the surest, and by script the words that are shown."""

    family: str
    since: int
    p: float
    contacts: set[str] = field(default_factory=set)
    members: Rows = field(default_factory=list)
    shown: tuple[tuple[str, tuple[str, ...]], ...] = ()
    keys: frozenset[str] = frozenset()

    @property
    def scripts(self) -> set[str]:
        return {row["script"] for row in self.members}


def folded(grown: pl.DataFrame, told: pl.DataFrame, said: Spoken) -> list[Group]:
    """Group what grew (family, term, p, since, excess), the surest first. told: its contacts with a text."""
    if grown.is_empty():
        return []
    since = grown.join(said.terms, on="term", maintain_order="left")
    pairs = said.said.join(since, on="term").join(told, on=["contact_id", "family"])
    recent = pairs.filter(pl.col("w") >= pl.col("since")).group_by("family", "term")
    people = pl.col("person").n_unique()
    who = recent.agg(contacts="contact_id", people=people)
    rows = since.join(
        who.filter(pl.col("people") >= LEAST_PEOPLE), on=["family", "term"], maintain_order="left"
    )
    groups: list[Group] = []
    for row in rows.iter_rows(named=True):
        _put(groups, row | {"contacts": set(row["contacts"])})
    joined: list[Group] = []
    for group in groups:
        _join(joined, group)
    for group in joined:
        _show(group)
    return joined


def _put(groups: list[Group], row: dict[str, Any]) -> None:
    """Put a word into the group of its contacts, or begin one."""
    for group in groups:
        shared = len(row["contacts"] & group.contacts)
        if group.family == row["family"] and shared >= SAME * min(len(row["contacts"]), len(group.contacts)):
            break
    else:
        group = Group(row["family"], row["since"], row["p"])
        groups.append(group)
    group.contacts |= row["contacts"]
    group.members.append(row)


def _join(joined: list[Group], group: Group) -> None:
    """Take a group for the same problem as one in other languages that began with it."""
    for other in joined:
        is_near = other.family == group.family and abs(other.since - group.since) <= 1
        if is_near and not other.scripts & group.scripts:
            other.contacts |= group.contacts
            other.members += group.members
            return
    joined.append(group)


def _show(group: Group) -> None:
    """Choose the words that tell most of a group's contacts and were not usual before, in each script."""
    chosen = {script: _chosen(group, script) for script in sorted(group.scripts)}
    group.shown = tuple((script, tuple(row["shown"] for row in rows)) for script, rows in chosen.items())
    group.keys = frozenset(row["key"] for rows in chosen.values() for row in rows)


def _chosen(group: Group, script: str) -> Rows:
    mine = [row for row in group.members if row["script"] == script]
    most = max(row["excess"] for row in mine)
    left = [row for row in mine if row["excess"] >= AS_NEW * most]
    whole = set().union(*(row["contacts"] for row in left))
    covered: set[str] = set()
    chosen: Rows = []
    while left and len(chosen) < MOST_SHOWN:
        best = max(left, key=lambda row: (_adds(row, covered), -row["p"], row["key"]))
        if chosen and len(best["contacts"] - covered) < ADDS * len(whole):
            break
        chosen.append(best)
        covered |= best["contacts"]
        left.remove(best)
    return chosen


def _adds(row: dict[str, Any], covered: set[str]) -> float:
    new = len(row["contacts"] - covered) * float(row["excess"]) ** 2
    return new * (PAIRS_FIRST if " " in row["key"] else 1.0)
