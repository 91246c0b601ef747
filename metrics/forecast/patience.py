"""What Erlang A asks of a queue besides its work: how patient people are, how many are served at once."""

import math

import polars as pl

LEAST = 10  # who gave up, under which a queue says nothing of its own
SEVERAL = ("chat", "message", "social")  # channels on which an agent may serve several at once
ANSWERED, GAVE_UP = pl.col("outcome") == "answered", pl.col("outcome") == "abandoned"


def patience(visits: pl.DataFrame) -> pl.DataFrame:
    """Estimate the mean patience of each queue: queue, patience_s, gave_up.

    By the exponential patience of Erlang A: all seconds waited by everybody / those who gave up, the longest
    likelihood where an answer cuts patience short (Mandelbaum and Zeltyn 2007, 3.2). The first seconds up to
    the short limit count in neither, since who leaves then does not leave the wait. Where fewer than ten gave
    up, that of all queues of the channel; where too few did there, infinite. visits hold queue, channel,
    outcome, wait_ms and short_ms.
    """
    waited = pl.col("wait_ms") - pl.col("short_ms")
    rows = visits.drop_nulls(["queue", "wait_ms"]).select(
        "queue", "channel", waited_s=waited.clip(lower_bound=0) / 1000, left=GAVE_UP & (waited > 0)
    )
    left, mean = pl.col("left").sum(), pl.col("waited_s").sum() / pl.col("left").sum()
    known = pl.when(left >= LEAST).then(mean)
    of_channel = rows.group_by("channel").agg(of_channel=known)
    of_queue = rows.group_by("queue").agg(
        channel=pl.col("channel").drop_nulls().mode().first(), own=known, gave_up=left.cast(pl.Int64)
    )
    return (
        of_queue.join(of_channel, on="channel", how="left", nulls_equal=True)
        .select("queue", patience_s=pl.coalesce("own", "of_channel", math.inf), gave_up="gave_up")
        .sort("queue")
    )


def at_once(visits: pl.DataFrame) -> pl.DataFrame:
    """Measure how many contacts an agent of a queue serves at once while serving any: queue, at_once.

    Seconds of contacts / seconds of the clock with one or more (DEFINITIONS 2); 1 on channels where one
    excludes another. visits hold queue, channel, agent_id, answered_at and handle_ms.
    """
    served = visits.filter(ANSWERED, pl.col("channel").is_in(SEVERAL)).drop_nulls(
        ["agent_id", "answered_at", "handle_ms"]
    )
    who = ("queue", "agent_id")
    begin = pl.col("answered_at").dt.epoch("ms")
    spans = served.select(*who, begin=begin, end=begin + pl.col("handle_ms")).sort("begin")
    before = pl.col("end").cum_max().shift(1).over(who)
    alone = (pl.col("end") - pl.max_horizontal("begin", before)).clip(lower_bound=0)
    sums = (
        spans.with_columns(alone=alone)
        .group_by("queue")
        .agg(at_once=(pl.col("end") - pl.col("begin")).sum() / pl.col("alone").sum())
    )
    every = visits.select(pl.col("queue").unique().drop_nulls())
    measured = pl.col("at_once").fill_nan(None).fill_null(1.0)
    return every.join(sums, on="queue", how="left").with_columns(measured).sort("queue")
