"""How things stood at an instant: what came later is not known yet."""

from datetime import datetime

import polars as pl

from metrics.stretches import settled
from store.schema import INSTANT


def legs_at(legs: pl.LazyFrame, as_of: datetime, latest: datetime | None) -> pl.LazyFrame:
    """Show the legs as they stood at `as_of`: what came later is not known, who waited waits."""
    now = pl.lit(as_of).cast(INSTANT)
    if latest is not None and latest > as_of:
        legs = legs.filter((pl.col("queued_at") <= now) | pl.col("queued_at").is_null())
        unanswered = pl.col("answered_at").is_null() | (pl.col("answered_at") > now)
        still_in = unanswered & ((pl.col("ended_at") > now) | (pl.col("answered_at") > now)).fill_null(
            value=False
        )
        still_on = ~still_in & (pl.col("ended_at") > now).fill_null(value=False)
        gone = still_in | still_on
        legs = legs.with_columns(
            outcome=pl.when(still_in).then(pl.lit("waiting")).otherwise("outcome"),
            wait_ms=pl.when(~still_in).then("wait_ms"),
            answered_at=pl.when(~still_in).then("answered_at"),
            agent_id=pl.when(~still_in).then("agent_id"),
            **{
                name: pl.when(~gone).then(name)
                for name in ("talk_ms", "hold_ms", "wrap_ms", "ended_at", "ended_by", "ended_local_s")
            },
        )
    age = (now - pl.col("queued_at")).dt.total_milliseconds()
    return legs.with_columns(
        wait_ms=pl.when((pl.col("outcome") == "waiting") & pl.col("wait_ms").is_null())
        .then(age)
        .otherwise("wait_ms")
    )


def states_at(states: pl.LazyFrame, as_of: datetime) -> pl.LazyFrame:
    """Show stretches as they stood at `as_of`: what came later is not known, what lasted then ends there."""
    return settled(states, as_of)


def handling_at(legs: pl.LazyFrame, as_of: datetime) -> pl.LazyFrame:
    """Show the handling of answered legs, calls from agent to agent included, as far as it went by `as_of`.

    An end that is not known stays unknown: it may be a call in progress as well as one whose end was lost.
    """
    now = pl.lit(as_of).cast(INSTANT)
    answered = (pl.col("outcome") == "answered") & (pl.col("answered_at") < now)
    ended = pl.when(pl.col("ended_at").is_not_null()).then(pl.min_horizontal("ended_at", now))
    return legs.filter(answered).with_columns(ended_at=ended)
