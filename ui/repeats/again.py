"""What the page Repeat contacts looks back on for long: once, and cached."""

from dataclasses import dataclass

import polars as pl
import streamlit as st

from metrics import contact_number, issues, next_issues
from metrics.contact_number import PerContact
from metrics.within import IDENTIFIED
from store.schema import SURVEYS
from ui import data
from ui.data import Window
from ui.repeats.chains import Chains, chains
from ui.repeats.weekly import by_week
from ui.scene import Scene


@dataclass(frozen=True)
class Again:
    """`known` counts contacts of known persons; `pairs` can stand out only where `has_pairs`: some topic has
    enough issues that were followed for a week."""

    known: int
    weeks: pl.DataFrame
    chains: Chains
    pairs: pl.DataFrame
    has_pairs: bool
    numbers: pl.DataFrame
    per_contact: PerContact


def again(scene: Scene, window: Window) -> Again | None:
    """What is known of repeat contacts over a window; None where nothing was ever published."""
    return _again(scene, scene.key, window)


@st.cache_data(max_entries=64, show_spinner=False)
def _again(_scene: Scene, key: tuple[str, ...], window: Window) -> Again | None:  # noqa: ARG001
    reading = data.reading_of(_scene, window)
    if reading is None:
        return None
    rows = reading.traced().collect().lazy()
    rated = contact_number.rated(issues.numbered(rows), reading.rows(SURVEYS))
    return Again(
        known=rows.select(IDENTIFIED.sum()).collect().item(),
        weeks=by_week(reading.frames, rows, _scene, window),
        chains=chains(reading, window),
        pairs=next_issues.pairs(rows),
        has_pairs=next_issues.is_enough(rows),
        numbers=contact_number.by_number(rated),
        per_contact=contact_number.per_contact(rated),
    )
