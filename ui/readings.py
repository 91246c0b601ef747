"""Figures of one row of compute(), and what a page asks of them."""

import polars as pl

from metrics.compare import Figure
from metrics.metric import Metric
from metrics.ratio import FIELDS

NOTHING: Figure = dict.fromkeys(FIELDS)


def first_row(frame: pl.DataFrame) -> dict[str, Figure]:
    """The figures of a frame without groups, by metric."""
    return dict(frame.row(0, named=True)) if frame.height else {}


def is_nothing(figure: Figure) -> bool:
    """Tell whether there is no value, and no bound of one either."""
    return figure["value"] is None and figure["low"] is None


def judged(metric: Metric, figure: Figure) -> int:
    """The n that decides whether a figure is enough to judge by."""
    return int(figure[metric.judged_by] or 0)


def misses(figure: Figure, target: float | None, metric: Metric) -> bool:
    """Tell whether the whole interval is on the wrong side of the target."""
    low, high = figure["low"], figure["high"]
    if target is None or low is None or high is None:
        return False
    return high < target if metric.direction == "higher" else low > target
