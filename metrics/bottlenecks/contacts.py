"""Dress queue visits for the detector: who was moved here, and how long each took beside what is usual."""

import polars as pl

WEEKS = 6  # that usual lengths are learnt from
LEAST = 20  # contacts under which a topic has no usual length of its own
WEEK = (pl.col("queued_at").dt.epoch("s") // 604_800).alias("week")
LENGTH = pl.when(pl.col("handle_ms") > 0).then(pl.col("handle_ms").log()).alias("length")


def with_origins(visits: pl.DataFrame) -> pl.DataFrame:
    """Put from_queue beside visits: the queue whose agent moved the contact here, else null.

    visits hold contact_id, leg_no, queue, outcome. All legs of their contacts with a queue must be there.
    """
    before = visits.filter(pl.col("outcome") == "answered").select(
        "contact_id", next_leg=pl.col("leg_no") + 1, from_queue="queue"
    )
    joined = visits.join(
        before, left_on=["contact_id", "leg_no"], right_on=["contact_id", "next_leg"], how="left"
    )
    is_other = pl.col("from_queue") != pl.col("queue")
    return joined.with_columns(from_queue=pl.when(is_other).then("from_queue"))


def lengths(visits: pl.DataFrame) -> pl.DataFrame:
    """Sum up ln(handle time) by queue, topic and week: queue, topic, week, n, total, squares, seconds.

    visits hold queue, topic, queued_at and handle_ms; a topic that is not known counts as one.
    """
    return (
        visits.drop_nulls(["queue", "queued_at"])
        .select("queue", "topic", WEEK, LENGTH, seconds=pl.col("handle_ms") / 1000)
        .drop_nulls("length")
        .group_by("queue", "topic", "week")
        .agg(
            n=pl.len().cast(pl.Int64),
            total=pl.col("length").sum(),
            squares=(pl.col("length") ** 2).sum(),
            seconds=pl.col("seconds").sum(),
        )
    )


def usual_lengths(sums: pl.DataFrame) -> pl.DataFrame:
    """Learn what was usual in each week, from the six before it: queue, topic, week, usual, sd, n, handle_s.

    usual is the mean of ln(handle time). A row without a topic is of the whole queue, for topics with under
    20 contacts and contacts whose topic is not known (yet); sd, of one contact about the usual of its topic,
    and handle_s, the mean in seconds, are the queue's. The week after the last one is there, too.
    """
    first, last = pl.col("week").min().fill_null(0), pl.col("week").max().fill_null(-1)  # none of no rows
    weeks = sums.select(pl.int_range(first + 1, last + 2).alias("of_week"))
    inside = (pl.col("week") < pl.col("of_week")) & (pl.col("week") >= pl.col("of_week") - WEEKS)
    past = weeks.join(sums, how="cross").filter(inside)
    adding = pl.col("n", "total", "squares", "seconds").sum()
    of_topic = past.group_by("queue", "topic", "of_week").agg(adding).drop_nulls("topic")
    of_queue = past.group_by("queue", "of_week").agg(adding)
    known = of_topic.filter(pl.col("n") >= LEAST)
    within = pl.col("squares") - pl.col("total") ** 2 / pl.col("n")
    spread = (
        past.group_by("queue", "topic", "of_week")
        .agg(adding)
        .with_columns(within=within)
        .group_by("queue", "of_week")
        .agg(sd=(pl.col("within").sum() / (pl.col("n").sum() - pl.len())).sqrt())
    )
    usual = (pl.col("total") / pl.col("n")).alias("usual")
    handle_s = of_queue.select("queue", "of_week", handle_s=pl.col("seconds") / pl.col("n"))
    every = pl.concat(
        [
            known.select("queue", "topic", "of_week", usual, "n"),
            of_queue.filter(pl.col("n") >= LEAST).select(
                "queue", pl.lit(None, pl.String).alias("topic"), "of_week", usual, "n"
            ),
        ]
    )
    beside = every.join(spread, on=["queue", "of_week"]).join(handle_s, on=["queue", "of_week"])
    return beside.rename({"of_week": "week"}).with_columns(pl.col("sd").fill_nan(None))


def with_lengths(visits: pl.DataFrame, usual: pl.DataFrame) -> pl.DataFrame:
    """Put longer beside visits: ln(handle time / what is usual of its topic in its week), null: not known."""
    own = usual.drop_nulls("topic").select("queue", "topic", "week", own="usual")
    whole = usual.filter(pl.col("topic").is_null()).select("queue", "week", whole="usual")
    dated = visits.with_columns(WEEK, LENGTH)
    joined = dated.join(own, on=["queue", "topic", "week"], how="left").join(
        whole, on=["queue", "week"], how="left"
    )
    longer = pl.col("length") - pl.coalesce("own", "whole")
    return joined.with_columns(longer=longer).drop("own", "whole", "length")
