"""What of agents' work lies in the hours in which their queues are open, and when all is closed."""

from collections.abc import Sequence

import polars as pl

UNITS = ("channel", "queue")  # of what somebody may be there
SPAN = {"start": pl.Int64, "end": pl.Int64}
BOTH = ("work", "open")


def during(work: pl.DataFrame, opened: pl.DataFrame | None) -> pl.DataFrame:
    """Cut work (channel, queue, start, end in ms) where its queue opens and closes: is_open stands beside.

    Work at the same time on the same queue becomes one. opened: queue, start, end; without it all is open.
    """
    if opened is None:
        return work.with_columns(is_open=pl.lit(value=True))
    queues = work.select(UNITS).unique()
    swept = _both(work, queues.join(opened, on="queue"), list(UNITS))
    return swept.filter(pl.col("work") > 0).select(*UNITS, *SPAN, is_open=pl.col("open") > 0)


def shut(
    queues: pl.DataFrame, opened: pl.DataFrame | None, of: Sequence[str], reach: tuple[int, int]
) -> pl.DataFrame:
    """Give the time in which every queue of a unit is closed: the unit's columns, start, end.

    queues: channel, queue; reach: from when to when, in ms.
    """
    start, end = (pl.lit(at, pl.Int64) for at in reach)
    whole = queues.select(of).unique().with_columns(start=start, end=end)
    if opened is None:
        return whole.clear()
    spans = queues.join(opened, on="queue").with_columns(
        pl.col("start").clip(lower_bound=start), pl.col("end").clip(upper_bound=end)
    )
    swept = _both(whole, spans.filter(pl.col("start") < pl.col("end")), list(of))
    return swept.filter(pl.col("work") > 0, pl.col("open") == 0).select(*of, *SPAN)


def _both(work: pl.DataFrame, opened: pl.DataFrame, of: list[str]) -> pl.DataFrame:
    counted = [
        each.select(*of, *SPAN, **{name: pl.lit(int(name == own)) for name in BOTH})
        for each, own in ((work, "work"), (opened, "open"))
    ]
    return running(pl.concat(counted), of, BOTH)


def running(rows: pl.DataFrame, of: list[str], sums: Sequence[str]) -> pl.DataFrame:
    """Sum up what holds from each change to the next, of each unit: its columns, start, end and the sums."""
    begins = rows.select(*of, *sums, at="start")
    ends = rows.select(*of, *(-pl.col(name) for name in sums), at="end")
    changes = pl.concat([begins, ends]).group_by(*of, "at").agg(pl.col(sums).sum()).sort(*of, "at")
    # Each one's changes add up to nothing, so that one running sum serves all.
    after = pl.col("at").shift(-1)
    summed = changes.with_columns(pl.col(sums).cum_sum(), end=after.over(of) if of else after)
    return summed.filter(pl.col("end").is_not_null()).select(*of, "end", *sums, start="at")
