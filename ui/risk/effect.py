"""Read what came of those listed and of those held out."""

import polars as pl
import streamlit as st

from metrics.risk_effect import Effect, effect
from metrics.work_list import CALLED_AGAIN, INSTANT
from store import work_list
from store.read import Filters, Viewer, open_reading
from store.schema import CUSTOMERS, PERSONS
from ui.scene import Scene

ITSELF = Viewer("Moked", "manager")  # shares of all teams' customers, of whom none is named


def told(scene: Scene) -> Effect | None:
    """Compare who left of those listed and of those held out; None while nothing was published."""
    key = (*scene.key[:4], scene.today.isoformat(), work_list.revision(scene.store.state))
    return _told(scene, key)


@st.cache_data(max_entries=4, show_spinner=False)
def _told(_scene: Scene, key: tuple[str, ...]) -> Effect | None:  # noqa: ARG001
    scene = _scene
    shown = work_list.shown(scene.store.state)
    in_time = shown.filter(pl.col("made_at") - pl.col("as_of") < CALLED_AGAIN)
    reading = open_reading(scene.store, scene.settings, ITSELF, Filters(as_of=scene.now))
    if reading is None:
        return None
    gone = reading.rows(CUSTOMERS).filter(pl.col("churned_on").is_not_null())
    linked = gone.join(reading.rows(PERSONS).select("customer_id", "person"), on="customer_id", how="left")
    day = pl.col("churned_on").str.to_date(strict=False).cast(INSTANT.base_type()).dt.replace_time_zone("UTC")
    left = linked.select(person=pl.coalesce("person", "customer_id"), left_at=day.dt.cast_time_unit("us"))
    return effect(in_time, left.filter(pl.col("left_at").is_not_null()).collect(), scene.now)
