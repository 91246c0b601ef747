"""All figures of the page Menu, read once and cached."""

from dataclasses import dataclass
from typing import ClassVar

import polars as pl
import streamlit as st

from metrics import paths, places
from metrics.menu import Menu, expression
from metrics.places import Place
from ui import data
from ui.data import Window
from ui.reads import Reads
from ui.scene import Scene

TILES = ("menu_time_median", "menu_hang_up_rate", "menu_opt_out_rate", "menu_loop_rate", "containment_rate")
TROUBLE = "menu_trouble_rate"
NEEDED = (
    *("menu_outcome", "menu_path", "menu_way", "menu_ms", "menu_steps"),
    *("is_menu", "is_looping", "is_opt_out", "is_misroute"),
)


@dataclass(frozen=True)
class Walked:
    """How contacts went through the menu.

    menus: those that entered one; done: of them who completed their task there; unasked: those whom the
    telephone system recognised and asked nothing; steps: nodes named on average; ways: `paths.paths`;
    places: `places.places`, the beginning first; words: what the nodes of a path mean.
    """

    menus: int
    done: int
    unasked: int
    steps: float | None
    ways: pl.DataFrame
    places: tuple[Place, ...]
    words: Menu

    @property
    def whole(self) -> Place:
        """The beginning: everybody whose path is known."""
        return self.places[0]


class Story(Reads):
    """What the page Menu tells."""

    headline: ClassVar = (*TILES, TROUBLE, "menu_hang_ups", "contacts")
    sized_by: ClassVar = "contacts"

    def walked(self) -> Walked | None:
        """How contacts of the period went through the menu; None where nothing was ever published."""
        return _walked(self.scene, self.scene.key, self.window)


@st.cache_data(max_entries=64, show_spinner=False)
def _walked(_scene: Scene, key: tuple[str, ...], window: Window) -> Walked | None:  # noqa: ARG001
    reading = data.reading_of(_scene, window)
    if reading is None:
        return None
    rows = data.inside(reading.traced(), "started_at", window).select(*NEEDED)
    met = rows.filter(pl.col("menu_outcome").is_not_null()).collect()
    return walked_of(met.lazy(), reading.centre().menu)


def walked_of(met: pl.LazyFrame, words: Menu) -> Walked:
    """How contacts with a menu_outcome went through the menu."""
    counts = met.select(
        menus=pl.col("is_menu").sum(),
        done=(pl.col("is_menu") & (pl.col("menu_outcome") == "completed")).sum(),
        unasked=(~pl.col("is_menu")).sum(),
        steps=expression("menu_steps_mean").struct["value"],
    )
    told = counts.collect().row(0, named=True)
    found = tuple(places.places(met, words))
    return Walked(**told, ways=paths.paths(met), places=found, words=words)
