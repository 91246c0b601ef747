"""How sound customers' records are, by field, segment and source: a figure in the form of other metrics."""

from collections.abc import Sequence

import polars as pl

from language import marked
from metrics.metric import Metric
from metrics.ratio import ratio

NAMES = ("field", "segment", "source")


def _sound(of: object) -> pl.Expr:
    del of
    return ratio(pl.col("fault").is_null().sum(), pl.len())


QUALITY_METRICS = (
    Metric(
        id="data_quality",
        label=marked("Sound entries"),
        unit="share",
        minimum_n=30,
        definition=marked(
            "Share of the entries in customers' records that are neither missing nor invalid, contradict"
            " nothing, and are not shown to be stale by contacts. A field that fewer than a tenth of a"
            " source's segment have is not kept for them, and not missing."
        ),
        numerator=marked("entries in which no fault is seen"),
        denominator=marked("entries that the centre keeps, of customers who have not left"),
        exclusions=marked("Faults that nobody can see: of most words only the centre knows which are valid."),
        formula=_sound,
        direction="higher",
    ),
)
QUALITY: dict[str, Metric] = {metric.id: metric for metric in QUALITY_METRICS}


def figures(rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Tell `faults.looked_at` by group: the columns of `by`, sorted, then data_quality."""
    made = _sound(pl.col).alias("data_quality")
    return rows.group_by(by).agg(made).sort(by, nulls_last=True) if by else rows.select(made)
