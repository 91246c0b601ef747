"""Draw the menu as the tree that its ways make: how many came through each place, and what became of them.

A contact counts at the place where its way ended and at all before it, so what comes in at a place goes on
to the next ones or ends there. Rows are contacts as `metrics.paths` takes them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from metrics.menu import IN_TROUBLE, LOOP, TROUBLES, Menu, Way, times_at, walk
from metrics.paths import KNOWN

COUNTS = ("contacts", "in_trouble", "done", *TROUBLES)


@dataclass
class Place:
    """One place of the menu; `way` are the nodes that lead to it, none the beginning.

    contacts: how many ended here or further on; in_trouble, done (in the menu, without trouble), left,
    looped, opted_out and misrouted of them. ends: how many ended right here, by outcome. entered and turned:
    how often it was chosen, and gone back from. circled: contacts that were here three times or more.
    """

    way: Way
    contacts: int = 0
    in_trouble: int = 0
    done: int = 0
    left: int = 0
    looped: int = 0
    opted_out: int = 0
    misrouted: int = 0
    entered: int = 0
    turned: int = 0
    circled: int = 0
    ends: Counter[str] = field(default_factory=Counter)

    def add(self, counts: dict[str, int]) -> None:
        """Count contacts that ended here or further on."""
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + counts[name])


def places(walked: pl.LazyFrame, menu: Menu) -> list[Place]:
    """List the places, the beginning first, each before those that it leads to, the worst first."""
    found: dict[Way, Place] = {(): Place(())}
    for row in _by_path(walked):
        _follow(found, row, menu)
    return sorted(found.values(), key=lambda place: [_rank(found, way) for way in before(place.way)])


def _by_path(walked: pl.LazyFrame) -> Iterable[dict[str, int | str]]:
    is_done = (pl.col("menu_outcome") == "completed") & ~IN_TROUBLE
    counted = (
        walked.filter(KNOWN)
        .group_by("menu_path", "menu_outcome")
        .agg(
            contacts=pl.len().cast(pl.Int64),
            in_trouble=IN_TROUBLE.sum().cast(pl.Int64),
            done=is_done.sum().cast(pl.Int64),
            **{name: each.sum().cast(pl.Int64) for name, each in TROUBLES.items()},
        )
    )
    return counted.collect().iter_rows(named=True)


def _follow(found: dict[Way, Place], row: dict[str, int | str], menu: Menu) -> None:
    followed = walk(str(row["menu_path"]), menu)
    counts = {name: int(row[name]) for name in COUNTS}
    n = counts["contacts"]
    for place in before(followed.way):
        found.setdefault(place, Place(place)).add(counts)
    found[followed.way].ends[str(row["menu_outcome"])] += n
    for place, times in Counter(followed.entered).items():
        found.setdefault(place, Place(place)).entered += n * times
    for place, times in times_at(followed).items():
        found[place].circled += n * (times >= LOOP)
    for place, times in Counter(followed.turned).items():
        found[place].turned += n * times


def before(way: Way) -> list[Way]:
    """A way and all before it, the beginning first."""
    return [way[:depth] for depth in range(len(way) + 1)]


def _rank(found: dict[Way, Place], way: Way) -> tuple[int, int, Way]:
    return -found[way].in_trouble, -found[way].contacts, way
