"""A week's figure as a point of a trend."""

from datetime import date

from language import _, day
from metrics.catalog import METRICS
from metrics.compare import Figure, is_judgeable
from ui.charts.trend import Point
from ui.readings import is_nothing


def point(metric: str, at: date, one: Figure, *, is_whole: bool = True) -> Point:
    """The figure of the week that begins at a day; it leads to that week."""
    return Point(
        at=at,
        label=_("week of {day}").format(day=day(at)),
        value=None if is_nothing(one) else one["value"],
        low=one["low"],
        high=one["high"],
        n=int(one["denominator"] or 0),
        before=None,
        restriction={"week": at.isoformat()},
        is_sure=is_judgeable(METRICS[metric], one),
        is_whole=is_whole,
    )
