"""What rows that are about an agent and a customer have in common: who may see them, and the segment."""

from collections.abc import Iterable

import polars as pl

from store.asked import Filters, Viewer
from store.masking import masked
from store.schema import CUSTOMERS, TEXT
from store.tables import Tables


def about_agents(rows: pl.LazyFrame, viewer: Viewer, filters: Filters, names: Iterable[str]) -> pl.LazyFrame:
    """Keep what is about the agents looked at; hide whom the viewer may not know, customers under `names`.

    rows hold agent_id and team.
    """
    for name, column in (("agent", "agent_id"), ("team", "team")):
        if values := filters.values(name):
            rows = rows.filter(pl.col(column).is_in(list(values)))
    if viewer.role == "lead":
        rows = rows.filter(pl.col("team").is_in(list(viewer.teams)))
    if not viewer.sees_customers:
        rows = rows.with_columns(masked(names))
    if viewer.sees_agents:
        return rows
    rows = rows.clear() if filters.values("agent") else rows
    return rows.with_columns(agent_id=pl.lit(None, TEXT))


def with_segment(rows: pl.LazyFrame, tables: Tables, who: str) -> pl.LazyFrame:
    """Put the segment on the customer's record beside each row, as it stood when the contact began."""
    records = tables.scan(CUSTOMERS).select("valid_from", "segment", pl.col("customer_id").alias(who))
    return rows.sort("started_at").join_asof(
        records.sort("valid_from"),
        left_on="started_at",
        right_on="valid_from",
        by=who,
        check_sortedness=False,
    )
