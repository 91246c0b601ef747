"""Scores are worked out once for a morning, and anew when what was counted has changed."""

from datetime import date, timedelta

import polars as pl
import pytest

from store import scored
from tests.metrics.forecasting import MONDAY, SLOT_S, instant, slots_of, visits

TODAY = MONDAY + timedelta(days=42)
NUMBER = (TODAY - date(1970, 1, 1)).days


@pytest.fixture(scope="module")
def slots() -> pl.DataFrame:
    came = visits(lambda day, _hour: 4 + day.weekday(), MONDAY, 43)
    return slots_of(came, MONDAY, instant(TODAY, 12)).with_columns(like=pl.col("like").cast(pl.Int64))


def test_the_same_past_is_scored_once_whatever_comes_today(slots: pl.DataFrame) -> None:
    first = scored.scores(slots, NUMBER, SLOT_S)
    is_today = pl.col("day") == NUMBER
    later = slots.with_columns(n=pl.when(is_today).then(pl.col("n") * 3).otherwise("n"))

    again = scored.scores(later, NUMBER, SLOT_S)

    assert again[0] is first[0]
    assert again[1] is first[1]


@pytest.mark.parametrize("name", ["n", "handle_ms"])
def test_late_data_are_scored_anew(slots: pl.DataFrame, name: str) -> None:
    first = scored.scores(slots, NUMBER, SLOT_S)
    is_late = pl.col("day") == NUMBER - 1
    late = slots.with_columns(pl.when(is_late).then(pl.col(name) + 1).otherwise(name).alias(name))

    again = scored.scores(late, NUMBER, SLOT_S)

    assert not (again[0].equals(first[0]) and again[1].equals(first[1]))
