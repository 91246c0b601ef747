"""Which breaks, meetings and wrap-ups took longer than is usual for the team and the kind."""

from collections.abc import Sequence

import polars as pl

from metrics.ratio import ratio

# The states that are judged, and by how many minutes at least a long one exceeds the usual.
LONG_STATES: dict[str, float] = {"break": 5.0, "meeting": 5.0, "wrap_up": 2.0}
TIMES = 2.0  # as long as usual, above which one is long
LEAST = 20  # stretches of a kind, under which no usual length is told
KIND = ("state", "reason")


def judged_long(states: pl.DataFrame) -> pl.DataFrame:
    """Give breaks, meetings and wrap-ups that are over, with minutes, usual_min and is_long.

    states holds team, state, reason, started_at and ended_at. Usual is the median of the team's stretches of
    the same state and reason, of all teams' where the team has fewer than twenty; with fewer still null, and
    is_long too. Long is more than twice as long as usual, and by five minutes or more; wrap-up by two.
    """
    minutes = (pl.col("ended_at") - pl.col("started_at")).dt.total_milliseconds() / 60_000
    over = states.filter(pl.col("state").is_in(list(LONG_STATES)), pl.col("ended_at").is_not_null())
    rows = over.with_columns(minutes=minutes).filter(pl.col("minutes") > 0)
    usual = pl.coalesce(_median("team", *KIND), _median(*KIND))
    more = pl.col("state").replace_strict(LONG_STATES, return_dtype=pl.Float64)
    excess = pl.col("minutes") - pl.col("usual_min")
    is_long = (pl.col("minutes") > TIMES * pl.col("usual_min")) & (excess >= more)
    return rows.with_columns(usual_min=usual).with_columns(is_long=is_long, beyond_min=excess)


def _median(*by: str) -> pl.Expr:
    value = pl.col("minutes")
    return pl.when(value.count().over(by) >= LEAST).then(value.median().over(by))


def long_by(rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Sum `judged_long` by group: long as a share of the stretches judged, and minutes.

    minutes are those of all stretches judged, long_min of the long ones, beyond_min what these took beyond
    the usual.
    """
    judged = rows.filter(pl.col("is_long").is_not_null())
    long = pl.col("is_long")
    sums = judged.group_by(by).agg(
        long=ratio(long.sum(), pl.len()),
        minutes=pl.col("minutes").sum(),
        long_min=pl.col("minutes").filter(long).sum(),
        beyond_min=pl.col("beyond_min").filter(long).sum(),
    )
    return sums.sort(by, nulls_last=True)
