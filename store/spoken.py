"""With whom somebody spoke last, as it was written down: on the lists of a week, or of a follow-up."""

from datetime import datetime

import polars as pl

from metrics.followed import REACHED
from metrics.work_list import INSTANT, standing
from store import loop, risk_acts
from store.state import State

CALLS = pl.Schema({"person": pl.String(), "at": INSTANT})


def spoken(state: State, at: datetime) -> pl.DataFrame:
    """Give the last call of each by an instant: person, at."""
    acts = standing(risk_acts.acts(state, at)).select("person", at="called_at")
    made = loop.followups(state, at).filter(pl.col("outcome").is_in(REACHED)).select("person", at="done_at")
    both = pl.concat([acts.cast(CALLS), made.cast(CALLS)]).drop_nulls()
    return both.group_by("person").agg(pl.col("at").max()).sort("person")


def lost(state: State, at: datetime) -> list[str]:
    """List the people of whom it was written down that they are lost."""
    return standing(risk_acts.acts(state, at)).filter(state="lost")["person"].to_list()


def to_follow_up(state: State, at: datetime) -> list[str]:
    """List the people of whom a follow-up was still to be made at an instant."""
    rows = loop.followups(state, at)
    return rows.filter(pl.col("done_at").is_null())["person"].drop_nulls().unique().sort().to_list()
