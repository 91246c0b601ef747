"""How many customers stay and what is at risk: figures in the form of the other metrics."""

from collections.abc import Sequence

import polars as pl

from language import marked
from metrics.metric import Metric
from metrics.money.at_risk import value_at_risk
from metrics.money.retention import churn_rate, retention

NAMES = ("month", "quarter")
OF_VALUE = ("reason",)
AT_START = marked("customers when the month or quarter began")
UNTOLD = marked(
    "Months that are not over; who joined within them; sources that never tell who leaves, and the time"
    " before they first did."
)
STAYED_METRICS = (
    Metric(
        id="retention",
        label=marked("Stayed"),
        unit="share",
        minimum_n=30,
        definition=marked(
            "Share of those who were customers when a month began that were still customers when it ended;"
            " by quarter the same of quarters. Of several months their sums: the retention of a month."
        ),
        numerator=marked("customers of the beginning who did not leave"),
        denominator=AT_START,
        exclusions=UNTOLD,
        formula=lambda _of: retention(),
        direction="higher",
    ),
    Metric(
        id="churn_rate",
        label=marked("Left"),
        unit="share",
        minimum_n=30,
        definition=marked(
            "Share of those who were customers when a month began that left within it; by quarter the same of"
            " quarters. Of several months their sums: the churn of a month."
        ),
        numerator=marked("customers of the beginning who left"),
        denominator=AT_START,
        exclusions=UNTOLD,
        formula=lambda _of: churn_rate(),
        direction="lower",
    ),
)
VALUE_METRICS = (
    Metric(
        id="value_at_risk",
        label=marked("Value at risk"),
        unit="count",
        definition=marked(
            "The yearly value of the customers on this week's list of those at risk. It is what stands on"
            " them, not what will be lost."
        ),
        numerator=marked("yearly value of the customers on the list"),
        denominator=marked("customers on the list whose value is known"),
        exclusions=marked("Customers whose value is not known; they are counted."),
        formula=lambda _of: value_at_risk(),
        direction="lower",
        owner="customers",
    ),
)
STAYED: dict[str, Metric] = {metric.id: metric for metric in STAYED_METRICS}
VALUE: dict[str, Metric] = {metric.id: metric for metric in VALUE_METRICS}


def figures(rows: pl.DataFrame, ids: Sequence[str], by: Sequence[str]) -> pl.DataFrame:
    """Tell rows of `retention.stayed`: the columns of `by`, sorted, then one figure per metric id."""
    told = [STAYED[name].formula(pl.col).alias(name) for name in ids]
    if not by:
        return rows.select(told)
    return rows.group_by(pl.col("starts_on").alias(by[0])).agg(told).sort(by[0])


def values(rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Tell rows of `risk.told.listed`: the columns of `by`, sorted, then value_at_risk of those listed."""
    made = value_at_risk().alias("value_at_risk")
    listed = rows.filter("is_listed")
    return listed.group_by(by).agg(made).sort(by, nulls_last=True) if by else listed.select(made)
