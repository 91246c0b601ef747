"""What lost minutes cost, who stays, and how members fare: read once for a publication, and cached."""

from dataclasses import replace

import polars as pl
import streamlit as st

from metrics.compare import Figure
from metrics.money import told
from metrics.money.lifetime import WhatIf, fewer_leavers, lifetime_value, what_if, yearly
from store.costing import Members, lost_of
from store.costing import members as compared
from store.stayed import stayed_of
from ui import settled
from ui.periods import Days
from ui.readings import NOTHING, first_row
from ui.scene import Scene

MONTHS = 12
POINTS = (1.0, 2.0, 5.0)
FEWER = 0.05


def lost(scene: Scene, days: Days) -> pl.DataFrame | None:
    """The rows of `lost.lost` over these days; None where nothing was published."""
    return _lost(scene, settled.key(scene), days)


@st.cache_data(max_entries=16, show_spinner=False)
def _lost(_scene: Scene, key: tuple[str, ...], days: Days) -> pl.DataFrame | None:  # noqa: ARG001
    filters = settled.filters(_scene, days)
    return lost_of(_scene.store, _scene.settings, _scene.viewer, filters, settled.number(_scene))


def members(scene: Scene, days: Days) -> Members | None:
    """Members beside others alike over these days; None where nothing was published."""
    return _members(scene, settled.key(scene), days)


@st.cache_data(max_entries=16, show_spinner=False)
def _members(_scene: Scene, key: tuple[str, ...], days: Days) -> Members | None:  # noqa: ARG001
    filters = settled.filters(_scene, days)
    return compared(_scene.store, _scene.settings, filters, settled.number(_scene))


def stayed(scene: Scene) -> pl.DataFrame | None:
    """The last twelve whole months of `retention.stayed`; None where nothing was published."""
    return _stayed(scene, settled.key(scene))


@st.cache_data(max_entries=16, show_spinner=False)
def _stayed(_scene: Scene, key: tuple[str, ...]) -> pl.DataFrame | None:  # noqa: ARG001
    filters = replace(settled.filters(_scene, Days(_scene.today, _scene.today)), start=None, end=None)
    rows = stayed_of(_scene.store, _scene.settings, filters, "month", settled.number(_scene))
    return None if rows is None else rows.tail(MONTHS)


def retention(months: pl.DataFrame) -> Figure:
    """The retention of a month, over all of them."""
    return first_row(told.figures(months, ["retention"], [])).get("retention", NOTHING)


def of_year(month: Figure) -> float | None:
    """The retention of a year, were each month to be like these."""
    return None if month["value"] is None else yearly(month["value"], MONTHS)


def changes(margin: float, retained: float, discount: float) -> tuple[WhatIf, ...]:
    """Say what a customer is worth today, with POINTS more of retention, and with FEWER leavers."""
    fewer = 100 * (fewer_leavers(retained, FEWER) - retained)
    return what_if(margin, retained, discount, (0.0, *POINTS, fewer))


def is_endless(margin: float, retained: float, discount: float) -> bool:
    """Tell whether a customer's worth has no end, as nobody leaves and nothing is discounted."""
    return lifetime_value(margin, retained, discount) is None
