"""Whose work it was: each agent's record as it stood at the time."""

import polars as pl

from store.schema import TEXT

RECORD = ("team", "site")
COLUMNS = ("agent_id", *RECORD)  # by what stretches of agents can be narrowed


def with_record(rows: pl.LazyFrame, agents: pl.LazyFrame, at: str, columns: tuple[str, ...]) -> pl.LazyFrame:
    """Put columns of the agent's record beside each row, as it stood at that instant."""
    records = agents.select("agent_id", "valid_from", *columns).sort("valid_from")
    return (
        rows.drop(columns, strict=False)
        .sort(at)
        .join_asof(
            records,
            left_on=at,
            right_on="valid_from",
            by="agent_id",
            strategy="backward",
            check_sortedness=False,
        )
    )


def with_names(rows: pl.DataFrame, agents: pl.LazyFrame, at: str) -> pl.DataFrame:
    """Put `agent_name` beside each row, as the record of its agent stood at that instant; in their order."""
    asked = rows.select("agent_id", at).with_row_index("_row").lazy()
    found = with_record(asked, agents, at, ("name",)).sort("_row").collect()
    return rows.with_columns(found["name"].alias("agent_name"))


def without_record(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Leave unknown what nobody asked for."""
    return rows.with_columns(pl.lit(None, TEXT).alias(name) for name in RECORD)


def nameless(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Tell agents apart without saying who they are."""
    return rows.with_columns(pl.col("agent_id").hash().cast(TEXT))
