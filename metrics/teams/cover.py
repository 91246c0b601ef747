"""How many who can do it were at work when a contact came: two or more, one alone, or nobody."""

from collections.abc import Sequence

import polars as pl

from metrics.ratio import ratio
from metrics.teams.missing import HOUR, LEAST
from metrics.teams.there import there

HALF = 0.5


def covered(
    visits: pl.DataFrame, spans: pl.DataFrame, skills: pl.DataFrame, untold: pl.Series
) -> pl.DataFrame:
    """Put at_work and alone_id beside each visit, as they were at the moment it came.

    visits holds queue and queued_at. null where nobody is known to serve the queue, or somebody who does is
    `untold`, so that nobody knows how many were there.
    """
    queues = skills.filter("is_queue")
    dark = queues.filter(pl.col("agent_id").is_in(untold.implode()))["skill"].unique()
    lit = queues.filter(~pl.col("skill").is_in(dark.implode()))["skill"].unique()
    moments = visits.with_columns(skill="queue", at="queued_at")
    known = pl.col("queue").is_in(lit.implode())
    found = there(spans, queues, moments).drop("skill", "at")
    return found.with_columns(pl.when(known).then(name).alias(name) for name in ("at_work", "alone_id"))


def covers(rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Sum `covered` by group: alone and nobody as shares of the contacts judged, and the mean at work.

    A contact whose cover is not known is in no sum; a group without any has no row.
    """
    count = pl.col("at_work")
    known = rows.filter(count.is_not_null())
    n = pl.len().cast(pl.Int64)
    sums = known.group_by(by).agg(
        alone=ratio((count == 1).sum(), n),
        nobody=ratio((count == 0).sum(), n),
        thin=ratio((count <= 1).sum(), n),
        at_work=count.mean(),
    )
    return sums.sort(by)


def hanging(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep the hours of the week that hang on one person, of most such contacts first.

    Hours of ten contacts or more, at least half of which came while one person alone, or nobody, could take
    them. Adds `who`, the ids of those who were alone, in their order.
    """
    alone = pl.col("alone_id").drop_nulls().unique().sort()
    who = rows.group_by(HOUR).agg(who=alone)
    thin = pl.col("thin").struct
    hours = covers(rows, HOUR).filter(thin["value"] >= HALF, thin["denominator"] >= LEAST)
    return hours.join(who, on=HOUR, how="left").sort(
        thin["numerator"], *HOUR, descending=[True, False, False, False]
    )
