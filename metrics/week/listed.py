"""List what changed as rows: by metric, comparison, cut and segment, mix and rate and how sure they are."""

from collections.abc import Iterable, Iterator

import polars as pl

from language import marked
from metrics.metric import Metric
from metrics.ratio import NOTHING, figure
from metrics.week.changed import Changed
from metrics.week.drivers import Segment

OTHER = "other"
NAMES = ("metric", "comparison", "cut", "segment")
COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(NAMES, pl.String()),
    **dict.fromkeys(("from", "to", "against_from", "against_to"), pl.Date()),
    **dict.fromkeys(("before", "now", "change", "mix", "rate", "se"), pl.Float64()),
    "verdict": pl.String(),
    "unit": pl.String(),
}
CHANGES: dict[str, Metric] = {
    "changes": Metric(
        id="changes",
        label=marked("What changed"),
        unit="ratio",
        definition=marked(
            "How the headline figures of a week changed against the week before, the four weeks before and"
            " the same week a year before, taken apart by queue, topic, channel and team: by a segment's own"
            " value (rate) and its part of the whole (mix). They add up to the change and say where, not why."
        ),
        numerator=marked("what a segment added, in the metric's own unit"),
        formula=lambda _of: figure(NOTHING),
        direction="neutral",
    )
}


def rows(changes: Iterable[Changed]) -> pl.DataFrame:
    """List every change, and below it its segments by each cut; of "other" all that is not told."""
    listed = [row for one in changes for row in _rows(one)]
    return pl.DataFrame(listed, schema=COLUMNS)


def _rows(one: Changed) -> Iterator[dict[str, object]]:
    days = {
        "from": one.now.days.first,
        "to": one.now.days.last,
        "against_from": one.before.days.first,
        "against_to": one.before.days.last,
    }
    shared = {
        "metric": one.headline.id,
        "comparison": one.comparison,
        "unit": one.headline.metric.unit,
        **days,
    }
    yield {
        **shared,
        "cut": None,
        "segment": None,
        "before": float(one.value - one.change),
        "now": float(one.value),
        "change": float(one.change),
        "se": one.error,
        "verdict": one.verdict,
    }
    for cut, division in one.divisions.items():
        for segment in division.segments:
            yield {**shared, "cut": cut, **_segment(segment)}


def _segment(one: Segment) -> dict[str, object]:
    return {
        "segment": OTHER if one.segment is None else one.segment,
        "change": float(one.size),
        "mix": float(one.mix),
        "rate": float(one.rate),
        "se": one.error,
        "verdict": one.verdict,
    }
