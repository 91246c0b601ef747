"""What issues take, and which long ones are still open: read once, and cached."""

from dataclasses import dataclass, replace
from datetime import timedelta

import polars as pl
import streamlit as st

from metrics import lengths
from metrics.catalog import METRICS
from metrics.chains import AMOUNTS
from metrics.compare import Figure
from store.read import Reading
from store.schema import CUSTOMERS
from ui import data
from ui.data import Window
from ui.readings import first_row
from ui.scene import Scene

PER_ISSUE = ("contacts_per_issue", "agents_told", "channels_crossed", "minutes_per_issue")
NEEDED = ("started_at", *AMOUNTS)
OPEN_FOR = timedelta(weeks=12)  # an open issue is counted as far back
MOST_OPEN = 6


@dataclass(frozen=True)
class Chains:
    """`figures` per issue by metric, `lengths` and `long` as `metrics.lengths` gives them."""

    figures: dict[str, Figure]
    lengths: pl.DataFrame
    long: dict[str, Figure]


def chains(reading: Reading, window: Window) -> Chains:
    """Sum up the issues that began in a window."""
    issues = reading.issues()
    rows = data.inside(issues.select(NEEDED), "started_at", window).collect()
    figures = first_row(rows.select(METRICS[metric]() for metric in PER_ISSUE))
    return Chains(figures, lengths.lengths(rows), first_row(lengths.long_ones(rows)))


def open_now(scene: Scene, window: Window) -> pl.DataFrame:
    """The open issues of most contacts, whatever the period: the columns of `open_issues`, and name."""
    now = replace(window, start=scene.now - OPEN_FOR, end=scene.now)
    return _open_now(scene, scene.key, now)


@st.cache_data(max_entries=64, show_spinner=False)
def _open_now(_scene: Scene, key: tuple[str, ...], window: Window) -> pl.DataFrame:  # noqa: ARG001
    reading = data.reading_of(_scene, window)
    if reading is None:
        return pl.DataFrame()
    heavy = reading.open_issues().filter(pl.col("contacts") >= lengths.LONG)
    order = ["contacts", "spent_ms", "person", "topic_family"]
    found = heavy.sort(order, descending=[True, True, False, False]).collect().head(MOST_OPEN)
    known = reading.rows(CUSTOMERS).select("customer_id", "name").collect()
    return found.join(known, on="customer_id", how="left", maintain_order="left")
