"""What alerts were and what they cost, by queue, cause, day: figures in the form of the other metrics."""

from collections.abc import Sequence

import polars as pl

from language import marked
from metrics import groups, periods
from metrics.metric import Metric
from metrics.ratio import figure

COLUMNS = ("queue", "kind", "cause", "source")
NAMES = (*COLUMNS, *periods.DECODED, "hour", "weekday")


def _episodes(of: object) -> pl.Expr:
    del of
    return figure(pl.len(), pl.len())


def _minutes(of: object) -> pl.Expr:
    del of
    known = pl.col("minutes").count()
    minutes = pl.when((known > 0) | (pl.len() == 0)).then(pl.col("minutes").sum())
    return figure(minutes, minutes, known)


RUNG_METRICS = (
    Metric(
        id="episodes",
        label=marked("Alerts"),
        unit="count",
        definition=marked(
            "Stretches of time that rang: too many waited too long and a cause held, in two looks ten minutes"
            " apart; or nobody came, or a source told nothing. Those of before alerts were on are replayed."
        ),
        numerator=marked("alerts that began"),
        formula=_episodes,
        direction="lower",
    ),
    Metric(
        id="customer_minutes_lost",
        label=marked("Customer-minutes lost"),
        unit="count",
        definition=marked(
            "Minutes that customers waited longer than the threshold of their queue while an alert lasted,"
            " those who gave up included."
        ),
        numerator=marked("minutes over the threshold"),
        denominator=marked("alerts whose cost is known"),
        formula=_minutes,
        direction="lower",
    ),
)
RUNG: dict[str, Metric] = {metric.id: metric for metric in RUNG_METRICS}


def figures(rows: pl.DataFrame, ids: Sequence[str], by: Sequence[str], week_start: int) -> pl.DataFrame:
    """Tell alerts by group: the columns of `by`, sorted, then one figure struct per metric id.

    rows hold queue, kind, cause, source, local_s (of the beginning) and minutes.
    """
    times = periods.keys(week_start)
    keys = [(times[name](pl.col("local_s")) if name in times else pl.col(name)).alias(name) for name in by]
    keyed = rows.with_columns(keys)
    told = [RUNG[name].formula(pl.col).alias(name) for name in ids]
    return groups.decoded(keyed.group_by(by).agg(told).sort(by) if by else keyed.select(told), by)
