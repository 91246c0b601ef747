"""Tiles: a number first, then its target, its change, its trend, its n and its interval."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import streamlit as st

from language import _
from metrics.wording import ChangeWords
from ui import cards, navigation
from ui.markup import Safe, join, mk, tag, text
from ui.notices import Way
from ui.spark import Tone, spark


@dataclass(frozen=True)
class Tile:
    """One figure as a person reads it; every text is ready, nothing is computed here."""

    key: str
    label: str
    definition: str
    value: str
    target: str = ""
    change: ChangeWords | None = None
    trend: Sequence[float | None] = field(default=())
    foot: str = ""
    foot_end: str = ""
    state: Literal["", "breach", "few", "none", "stale"] = ""
    tone: Tone = ""


def row(tiles: Sequence[Tile], ways: Mapping[str, Way] | None = None, key: str = "tiles") -> None:
    """Show tiles side by side; a tile with a way opens the contacts behind its figure.

    The key of a page's second row begins with tiles, too.
    """
    with st.container(key=key):
        for tile in tiles:
            with st.container(key=f"tile_{tile.key}"):
                st.html(mk(body(tile)))
                if way := (ways or {}).get(tile.key):
                    navigation.link(way.page, way.label, way.query)


def waiting(count: int) -> Safe:
    """Bones of as many tiles."""
    return tag("div", join(tag("div", cards.bones(94), "mk-tile") for _at in range(count)), "mk-tiles")


def body(tile: Tile) -> Safe:
    """The tile as HTML."""
    parts = [
        definition(tile.label, tile.definition),
        tag("div", join([figure(tile.value), spark(tile.trend, tile.tone)]), "v"),
        tag("div", tile.target or Safe("&nbsp;"), "t"),
        _change(tile.change),
        tag("div", join([tag("span", tile.foot), tag("span", tile.foot_end, _foot_css(tile))]), "n"),
    ]
    return tag("div", join(parts), f"mk-tile {STATES[tile.state]}".strip())


STATES: dict[str, str] = {"": "", "breach": "is-breach", "few": "is-small", "none": "", "stale": "is-small"}


def definition(label: str, words: str) -> Safe:
    """A label that opens what it means."""
    if not words:
        return tag("div", label, "l")
    closed = tag("summary", tag("span", label), title=_("What this means"))
    return tag("details", join([closed, tag("div", words)]), "l def", name="definition")


def figure(value: str) -> Safe:
    """A value with its units small: the figures of "4 min 05 s" are large, min and s are not."""
    words = re.split(r"[\s\u00a0]+", value)
    shown = [
        text(word) if any(sign.isdigit() for sign in word) or len(words) == 1 else tag("u", word)
        for word in words
    ]
    return tag("span", join(shown))


def _change(change: ChangeWords | None) -> Safe:
    if change is None:
        return tag("div", Safe("&nbsp;"), "d")
    css = change.tone if change.tone in {"better", "worse"} else ""
    amount = tag("b", f"{change.arrow} {change.amount}".strip(), css)
    return tag("div", join([amount, Safe(" "), text(change.against)]), "d")


def _foot_css(tile: Tile) -> str:
    return "worse" if tile.state == "stale" else ""
