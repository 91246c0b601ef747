"""What the list of customers at risk tells, by customer, rank or reason: figures as of other metrics."""

from collections.abc import Sequence

import polars as pl

from language import marked
from metrics.metric import Metric
from metrics.ratio import figure

LISTED = ("customer", "rank")  # by which only the list is told, in its own order
NAMES = (*LISTED, "reason")


def _listed(of: object) -> pl.Expr:
    del of
    listed = pl.col("is_listed").sum()
    return figure(listed, listed, pl.len())


def _points(of: object) -> pl.Expr:
    del of
    total, n = pl.col("points").sum(), pl.len()
    return figure(pl.when(n > 0).then((total / n).round(6)), total, n)


RISK_METRICS = (
    Metric(
        id="at_risk",
        label=marked("Customers at risk"),
        unit="count",
        definition=marked(
            "Customers to call this week, as the page At risk lists them: the first of those with more than 0"
            " points, as many as your people can call by the settings. Who is held out at random, or was"
            " called less than a week before, is not counted. Not how many will leave."
        ),
        numerator=marked("customers to call"),
        denominator=marked("customers who have not left"),
        formula=_listed,
        direction="lower",
        owner="customers",
    ),
    Metric(
        id="risk_score",
        label=marked("Risk points"),
        unit="ratio",
        definition=marked(
            "Points of evidence that a customer may leave, fading with time: of each family the largest"
            " counts in full, the others at a quarter; what speaks for staying is subtracted. Of several"
            " customers their mean. No probability."
        ),
        numerator=marked("points"),
        denominator=marked("customers who have not left"),
        formula=_points,
        direction="lower",
        owner="customers",
    ),
)
RISK: dict[str, Metric] = {metric.id: metric for metric in RISK_METRICS}


def listed(scores: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Put customer, reason (the largest, a key of EVIDENCE), is_listed and rank beside scores.

    rows: a list (metrics.work_list.LISTED) of these scores. Listed is who is to be called: neither held out
    nor called of late. rank is the place on the list, as it is shown; null of whoever it does not show, those
    held out among them, so that no order of all tells them from the others.
    """
    shown = rows.filter(is_held_out=0).select(
        "person", is_listed=pl.col("called_at").is_null(), rank=pl.int_range(1, pl.len() + 1)
    )
    first = pl.col("reasons").list.first().struct.field("evidence")
    beside = scores.drop("rank").join(shown, on="person", how="left").sort("rank", "person", nulls_last=True)
    return beside.with_columns(
        customer="person", reason=first, is_listed=pl.col("is_listed").fill_null(value=False)
    )


def figures(rows: pl.DataFrame, ids: Sequence[str], by: Sequence[str]) -> pl.DataFrame:
    """Tell the list by group: the columns of `by`, then one figure struct per metric id.

    rows are what `listed` gives. By customer or rank only the list is told as it is shown, the first to call
    on top. Where at_risk is asked for, groups of whom nobody is to be called are left out.
    """
    is_list = bool(set(LISTED) & set(by))
    rows = rows.filter(pl.col("rank").is_not_null()) if is_list else rows
    told = [RISK[name].formula(pl.col).alias(name) for name in ids]
    if not by:
        return rows.select(told)
    order = ["first"] if is_list else list(by)
    groups = rows.group_by(by).agg(*told, first=pl.col("rank").min(), n=pl.col("is_listed").sum())
    kept = groups.filter(pl.col("n") > 0) if "at_risk" in ids else groups
    return kept.sort(order, nulls_last=True).select(*by, *ids)
