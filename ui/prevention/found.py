"""What is followed by contacts: read once for a publication, and cached."""

from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl
import streamlit as st

from metrics.prevention.excess import followed
from metrics.prevention.ranked import ranked
from store.happened import happened
from ui import settled
from ui.asked import Asked
from ui.periods import Days
from ui.scene import Scene

OF_AFTER = ("contact_id", "kind", "hours", "begins")


@dataclass(frozen=True)
class Found:
    """rows of `ranked.ranked`; after: the contacts that they count, OF_AFTER; events from `since` on."""

    rows: pl.DataFrame
    after: pl.DataFrame
    since: datetime

    def of(self, hours: int) -> pl.DataFrame:
        """The kinds of events, what a message could save most of first, within so many hours."""
        return self.rows.filter(pl.col("hours") == hours)

    def behind(self, kind: str, hours: int) -> pl.DataFrame:
        """The contacts after events of a kind, of an empty one of all; rows of OF_AFTER."""
        rows = self.after.filter(pl.col("hours") == hours)
        return rows.filter(pl.col("kind") == kind) if kind else rows


def found(scene: Scene, days: Days) -> Found | None:
    """Hold the contacts after events of these days against the usual; None where nothing was published."""
    return _found(scene, _key(scene), days)


def kinds(scene: Scene, days: Days) -> tuple[str, ...]:
    """The kinds of events there are in these days."""
    told = found(scene, days)
    return () if told is None else tuple(told.rows["kind"].unique().sort())


def whole(asked: Asked) -> Asked:
    """The choice without queues and channels: events happen to customers and come in nowhere."""
    return replace(asked, queues=(), channel="", channels=())


def _key(scene: Scene) -> tuple[str, ...]:
    """As other settled reads, but for the viewer: it names nobody, and whoever looks sees the same."""
    told = settled.key(scene)
    return (*told[:2], *told[3:])


@st.cache_data(max_entries=8, show_spinner=False)
def _found(_scene: Scene, key: tuple[str, ...], days: Days) -> Found | None:  # noqa: ARG001
    filters = settled.filters(_scene, days)
    told = happened(_scene.store, _scene.settings, filters, settled.number(_scene))
    if told is None:
        return None
    pairs = followed(told)
    return Found(ranked(pairs), pairs.after.select(OF_AFTER), told.first)
