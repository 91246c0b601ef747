"""Weeks that a period cuts: which are whole, and how the rest are named."""

from collections.abc import Sequence
from datetime import date, timedelta

from language import _
from ui.charts.trend import Point

WEEK = timedelta(7)


def is_whole(week: date, first: date, last: date) -> bool:
    """Tell whether all seven days of a week lie between the first and the last day that are known wholly."""
    return first <= week and week + WEEK - timedelta(1) <= last


def cut(points: Sequence[Point]) -> str:
    """Which weeks of a trend are not whole, in words; none gives nothing."""
    at = [place for place, point in enumerate(points) if not point.is_whole]
    if not at:
        return ""
    if len(at) == len(points):
        return _("hollow: no week is whole")
    if at == [0]:
        return _("hollow: the first week is not whole")
    if at == [len(points) - 1]:
        return _("hollow: the last week is not whole")
    return _("hollow: the first and last week are not whole")
