from datetime import date
from types import SimpleNamespace

import polars as pl
import pytest

from metrics.ratio import FIGURE
from ui.queues.tiles import TARGETS


def story(today, **offered):
    """As much of a story as the offered tile asks for: contacts by day."""
    days = [date(2026, 3, int(name[1:])) for name in offered]
    figures = [{"value": float(n), "numerator": float(n)} for n in offered.values()]
    table = pl.DataFrame({"day": days, "offered": pl.Series(figures, dtype=FIGURE)})
    return SimpleNamespace(
        days=lambda: days, scene=SimpleNamespace(today=today), over_time=lambda _grain, _ids: table
    )


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2026, 3, 4), "200 a day"), (date(2026, 3, 5), "150 a day"), (date(2026, 3, 2), "so far today")],
    ids=["today counts for nothing", "all days are over", "there is only today"],
)
def test_contacts_a_day_are_those_of_whole_days(today, expected):
    assert TARGETS["offered"](story(today, d2=100, d3=300, d4=50), None) == expected
