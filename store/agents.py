"""Whose work it was: each agent's record as it stood at the time."""

from collections.abc import Collection

import polars as pl

from language import _
from store.masking import masked
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


def with_names(
    rows: pl.DataFrame, agents: pl.LazyFrame, at: str, teams: Collection[str] | None = None
) -> pl.DataFrame:
    """Put `agent_name` beside each row, as the record of its agent stood at that instant; in their order.

    With `teams` who was never of them has no name: it says that they are of another team.
    """
    asked = rows.select("agent_id", at).with_row_index("_row").lazy()
    found = with_record(asked, agents, at, ("name",)).sort("_row").collect()
    if teams is not None:
        own = agents.filter(pl.col("team").is_in(list(teams))).select("agent_id").unique().collect()
        is_other = ~pl.col("agent_id").is_in(own["agent_id"].implode())
        found = found.with_columns(name=pl.when(is_other).then(pl.lit(_("another team"))).otherwise("name"))
    return rows.with_columns(found["name"].alias("agent_name"))


def without_record(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Leave unknown what nobody asked for."""
    return rows.with_columns(pl.lit(None, TEXT).alias(name) for name in RECORD)


def nameless(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Tell agents apart without saying who they are."""
    return rows.with_columns(masked(["agent_id"]))
