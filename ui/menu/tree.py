"""The flow through the menu as a tree of bars: wide where many go, orange where they run into trouble."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from language import _, ngettext, number, share
from metrics.menu import STEPS, Menu, Way
from metrics.paths import LEAST, nodes
from metrics.places import Place
from ui.asked import NONE, Asked
from ui.bars import pieces
from ui.markup import Safe, join, tag
from ui.menu import lists, names, words
from ui.menu.story import Walked
from ui.tables import report

DEEPEST, MOST = 3, 8  # levels of the menu, and places below one, that are drawn


@dataclass(frozen=True)
class Row:
    """One line of the tree: a place, or what is left of its parent; how deep, its numbers, and its contacts.

    opens: by what the list of contacts is narrowed to these; empty where several places stand in one line.
    """

    name: str
    note: str
    depth: int
    contacts: int
    in_trouble: int
    done: int
    opens: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Tree:
    """The places that each one leads to, the ways that stand out, and what the nodes of a path mean."""

    below: dict[Way, list[Place]]
    above: frozenset[Way]
    menu: Menu


def rows(walked: Walked) -> list[Row]:
    """The tree in reading order, each place below the one that leads to it; parts add up."""
    below: dict[Way, list[Place]] = {}
    for place in walked.places[1:]:
        below.setdefault(place.way[:-1], []).append(place)
    above = frozenset(tuple(nodes(way)) for way in walked.ways.filter(pl.col("is_above"))["way"])
    return list(_below(walked.whole, Tree(below, above, walked.words)))


def _below(parent: Place, tree: Tree) -> Iterator[Row]:
    depth, places = len(parent.way) + 1, tree.below.get(parent.way, [])
    if depth > DEEPEST or (parent.way and not places):
        return
    kept = {place.way for place in sorted(places, key=lambda place: -place.entered)[:MOST]}
    for place in places:
        if place.way in kept:
            yield _row(place, tree)
            yield from _below(place, tree)
    yield from _folded([place for place in places if place.way not in kept], depth)
    yield from _stopped(parent, places, depth)


def _row(place: Place, tree: Tree) -> Row:
    depth = len(place.way)
    name = names.named(place.way, tree.menu) if depth == 1 else names.place(place.way, tree.menu)
    opens = (("menu_place", STEPS.join(place.way)),)
    return Row(name, _note(place, tree), depth, place.contacts, place.in_trouble, place.done, opens)


def _note(place: Place, tree: Tree) -> str:
    """What stands below a place: its main trouble where it stands out, of a branch who turned back there."""
    if place.way in tree.above:
        return words.mostly({name: getattr(place, name) for name in words.TROUBLES})
    return words.turned(place.turned, place.circled)


def _folded(places: Sequence[Place], depth: int) -> Iterator[Row]:
    """The places that are too small to be drawn, together."""
    if places:
        name = ngettext("{n} smaller option", "{n} smaller options", len(places))
        yield Row(name.format(n=number(len(places))), "", depth, *_summed(places))


def _stopped(parent: Place, places: Sequence[Place], depth: int) -> Iterator[Row]:
    """Those who got no further than the parent."""
    contacts, in_trouble, done = _summed(places)
    if parent.contacts > contacts:
        name = _("No further than here") if parent.way else _("Went back, and no further")
        rest = (parent.contacts - contacts, parent.in_trouble - in_trouble, parent.done - done)
        yield Row(name, "", depth, *rest, opens=(("menu_way", STEPS.join(parent.way) or NONE),))


def _summed(places: Sequence[Place]) -> tuple[int, int, int]:
    return (
        sum(place.contacts for place in places),
        sum(place.in_trouble for place in places),
        sum(place.done for place in places),
    )


def drawn(walked: Walked, asked: Asked) -> Safe:
    """The tree as a table: place, bar, callers, share in trouble; each line opens its contacts."""
    made = rows(walked)
    top = max((row.contacts for row in made), default=0)
    heads = [_("Callers chose"), "", _("Callers"), _("In trouble")]
    return report(heads, [_cells(row, top, asked) for row in made], right=frozenset({2, 3}))


def _cells(row: Row, top: int, asked: Asked) -> list[str]:
    parts = {"worse": row.in_trouble, "better": row.done, "rest": row.contacts - row.in_trouble - row.done}
    opens = dict(row.opens) if row.contacts else {}
    named = tag("span", lists.every(row.name, asked, opens))
    name = tag("span", join([named, tag("small", row.note) if row.note else ""]), f"place d{row.depth}")
    troubled = "–"
    if row.contacts >= LEAST:
        judged = share(row.in_trouble / row.contacts, 0)
        troubled = lists.in_trouble(judged, asked, opens if row.in_trouble else {})
    return [name, pieces(parts, top), lists.every(number(row.contacts), asked, opens), troubled]


def key() -> Safe:
    """What the colours of the bars mean."""
    said = {"worse": _("in trouble"), "better": _("done in the menu"), "rest": _("went on to a desk")}
    marks = (tag("span", join([tag("i", "", css), tag("span", name)])) for css, name in said.items())
    return tag("span", join(marks), "piecekey")
