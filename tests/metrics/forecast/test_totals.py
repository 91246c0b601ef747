from datetime import timedelta

import polars as pl
import pytest

from metrics.forecast.totals import told_days, total_band
from tests.metrics.forecasting import MONDAY, SLOT_S, instant, slots_of, visits

WEEK = timedelta(days=7)


def past(off: list[float], expected: float = 100.0, queue: str = "PS") -> pl.DataFrame:
    """Days of 100 expected on which so many more came."""
    return pl.DataFrame(
        {
            "queue": queue,
            "day": range(len(off)),
            "n": [expected + more for more in off],
            "expected": expected,
        },
        schema_overrides={"day": pl.Int64},
    )


def test_past_days_are_told_as_they_were_told_then() -> None:
    today = MONDAY + 9 * WEEK
    came = visits(lambda _day, _hour: 10, MONDAY, 63)

    days = told_days(slots_of(came, MONDAY, instant(today)), SLOT_S)

    assert days["reach"].unique().sort().to_list() == ["day", "week"]
    assert days["n"].unique().to_list() == [200]
    assert days["expected"].unique().to_list() == pytest.approx([200])


def test_a_band_is_the_middle_of_how_far_past_sums_were_off() -> None:
    off = [float(n) for n in range(-20, 21)]

    # Of 41 days 0.9 × 42 were off by 16.9 or less, at 100 expected; at 400 it is twice as much.
    assert total_band(100, past(off), 1) == (83, 117)
    assert total_band(400, past(off), 1) == (366, 434)


def test_a_few_sums_that_share_no_day_are_held_by_the_widest() -> None:
    off = [float(10 * (day // 7)) for day in range(56)]

    # Eight weeks are worth eight draws: of the next one 0.9 × 9 of 8 can only say that it is within all.
    assert total_band(700, past(off), 7) == (700, 700 + 7 * 70)


def test_days_that_are_off_together_make_a_wide_band() -> None:
    weeks = [float(10 if day // 7 % 2 else -10) for day in range(56)]
    days = [float(10 if day % 2 else -10) for day in range(56)]

    together, by_turns = (total_band(700, past(off), 7) for off in (weeks, days))

    assert together is not None
    assert by_turns is not None
    assert together[1] - together[0] > 80
    assert by_turns[1] - by_turns[0] <= 22


def test_queues_are_added_up_before_they_are_compared() -> None:
    off = [float(n) for n in range(-20, 21)]
    both = pl.concat([past(off), past([-n for n in off], queue="Other")])

    assert total_band(200, both, 1) == (200, 200)


@pytest.mark.parametrize(
    ("expected", "days", "n"),
    [(100.0, 1, 27), (700.0, 7, 33), (0.0, 1, 56)],
    ids=["days", "weeks", "nothing"],
)
def test_too_few_past_sums_or_nothing_to_come_have_no_band(expected: float, days: int, n: int) -> None:
    assert total_band(expected, past([0.0] * n), days) is None
