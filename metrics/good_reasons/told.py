"""How many customers to call for a good reason: a figure in the form of other metrics."""

from collections.abc import Sequence

import polars as pl

from language import marked
from metrics.metric import Metric
from metrics.ratio import figure

NAMES = ("reason", "rank", "customer")
GOOD_METRICS = (
    Metric(
        id="good_reasons",
        label=marked("Good reasons to call"),
        unit="count",
        definition=marked(
            "Customers to call in the seven days from an instant on for a good reason: 14 days after a"
            " purchase, three months without a call, the day they became customers, their birthday; as many"
            " as set. Several reasons are one call, counted under each of them."
        ),
        numerator=marked("customers to call for a good reason"),
        denominator=marked("customers who could be called for one"),
        exclusions=marked(
            "Customers who left, have open trouble, are on the list of those at risk or held out, or were"
            " called within seven days."
        ),
        formula=lambda _of: _listed(0),
        direction="higher",
        owner="customers",
    ),
)
GOOD: dict[str, Metric] = {metric.id: metric for metric in GOOD_METRICS}


def _listed(due: int) -> pl.Expr:
    listed = pl.col("person").n_unique()
    return figure(listed, listed, pl.lit(due, pl.Int64))


def figures(rows: pl.DataFrame, due: int, by: Sequence[str]) -> pl.DataFrame:
    """Tell a list (LISTED) by group: the columns of `by`, sorted, then good_reasons, of so many due."""
    told = _listed(due).alias("good_reasons")
    named = rows.with_columns(customer="person")
    if "reason" in by:
        named = named.explode("reasons").with_columns(reason=pl.col("reasons").struct.field("kind"))
    return (
        named.group_by(by).agg(told).sort(by).select(*by, told.meta.output_name())
        if by
        else named.select(told)
    )
