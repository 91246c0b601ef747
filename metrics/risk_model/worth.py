"""What past lists of customers at risk were worth, as metrics that can be asked for."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from language import marked
from metrics.metric import Metric
from metrics.ratio import FIGURE
from metrics.risk_model.learned import Kind
from metrics.risk_model.studied import Study

OF = {"lift_at_capacity": "lift", "precision_at_capacity": "precision", "recall_at_capacity": "recall"}
COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {"way": pl.String, "week": pl.Date}
NAMES = tuple(COLUMNS)
BY: dict[str, str] = {
    "score": marked("points"),
    "logistic": marked("learnt weights"),
    "challenger": marked("learnt trees"),
}


def _as_replayed(of: object) -> pl.Expr:
    del of
    return pl.col("figure")


WORTH_METRICS = (
    Metric(
        id="lift_at_capacity",
        label=marked("Times better than chance"),
        unit="ratio",
        definition=marked(
            "How many times as many of those on past lists left as of as many customers taken at random, from"
            " a week after the list on. 1 is no better than chance."
        ),
        numerator=marked("customers on the lists who left"),
        denominator=marked("as many as chance would have found"),
        formula=_as_replayed,
        direction="higher",
        owner="customers",
    ),
    Metric(
        id="precision_at_capacity",
        label=marked("Of those on the list, left"),
        unit="share",
        definition=marked(
            "Share of those on past lists who left, from a week after the list on. Who left before is out."
        ),
        numerator=marked("customers on the lists who left"),
        denominator=marked("customers on the lists"),
        formula=_as_replayed,
        direction="higher",
        owner="customers",
    ),
    Metric(
        id="recall_at_capacity",
        label=marked("Of those who left, on the list"),
        unit="share",
        definition=marked(
            "Share of the customers who left, from a week after each past list on, who were on that list."
        ),
        numerator=marked("customers who left and were on the list"),
        denominator=marked("customers who left"),
        formula=_as_replayed,
        direction="higher",
        owner="customers",
    ),
)
WORTH: dict[str, Metric] = {metric.id: metric for metric in WORTH_METRICS}


def judged(found: Study, this: Kind | None) -> Kind:
    """Choose the way to tell of: this week's list's; where that was not tried or is not made, the next."""
    return this if this is not None and this in set(found.together["kind"]) else found.chosen.kind


def mondays(found: Study, kind: Kind | None, zone: str) -> list[date]:
    """List the Mondays on which a way was tried, or any (None), the oldest first, by the site's clock."""
    rows = found.by_week if kind is None else found.by_week.filter(kind=kind)
    return rows.select(pl.col("at").dt.convert_time_zone(zone).dt.date()).unique().sort("at")["at"].to_list()


def figures(found: Study, ids: Sequence[str], by: Sequence[str], zone: str, kind: Kind) -> pl.DataFrame:
    """Tell what past lists were worth: the columns of `by` (way, week), then one figure per id.

    Without way it is one, `kind`; without week all Mondays on which it was tested. A week is named by the
    list's Monday on the site's clock.
    """
    rows = found.by_week if "week" in by else found.together
    if "way" not in by:
        rows = rows.filter(pl.col("kind") == kind)
    told = rows.with_columns(way="kind")
    if "week" in by:
        told = told.with_columns(week=pl.col("at").dt.convert_time_zone(zone).dt.date())
    return told.select(*by, *(pl.col(OF[name]).alias(name) for name in ids))


def nothing(ids: Sequence[str], by: Sequence[str]) -> pl.DataFrame:
    """Tell the same of no list at all: no value, or no group."""
    rows = (
        []
        if by
        else [dict.fromkeys(ids, dict.fromkeys(("value", "numerator", "denominator", "low", "high")))]
    )
    return pl.DataFrame(rows, schema={**{name: COLUMNS[name] for name in by}, **dict.fromkeys(ids, FIGURE)})
