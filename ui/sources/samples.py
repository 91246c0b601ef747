"""Some of the rows that are set aside, of every reason."""

import polars as pl
import streamlit as st

from store.read import quarantined
from ui.scene import Scene

LOOKED_AT = 5_000
REASONS = 12
OF_EACH = 2


def samples(seen: Scene, connector: str) -> pl.DataFrame:
    """The newest rows of each reason, the most frequent reason first."""
    return _samples(seen, seen.key, connector)


@st.cache_data(max_entries=64, show_spinner=False)
def _samples(_seen: Scene, key: tuple[str, ...], connector: str) -> pl.DataFrame:  # noqa: ARG001
    return of_each_reason(quarantined(_seen.store, connector, LOOKED_AT))


def of_each_reason(rows: pl.DataFrame) -> pl.DataFrame:
    """A few rows of every reason, whatever value it names; the most frequent reason first."""
    kind = pl.col("reason").str.replace_all("'.*'", "…")
    known = rows.with_columns(kind.alias("kind")).with_columns(pl.len().over("kind").alias("rows"))
    few = known.filter(pl.int_range(pl.len()).over("kind") < OF_EACH)
    ranked = few.sort("rows", "kind", descending=[True, False], maintain_order=True)
    return ranked.filter(pl.col("kind").rle_id() < REASONS).drop("kind", "rows")
