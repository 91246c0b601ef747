"""How far off the next slot may be: few errors, errors that come together, and what lies farther ahead."""

import math
from itertools import pairwise
from random import Random

import polars as pl
import pytest

from metrics.forecast import bands
from metrics.forecast.reaches import errors
from metrics.forecast.walk import spread, walks


def past(offs: list[list[float]], expected: float = 100.0, queue: str = "PS") -> pl.DataFrame:
    """Days of slots of 100 expected, each off by so much."""
    rows = [(queue, day, expected + off, expected) for day, slots in enumerate(offs) for off in slots]
    return pl.DataFrame(rows, schema=["queue", "day", "n", "expected"], orient="row")


def noise(days: int, slots: int, common: float = 0.0, own: float = 10.0) -> list[list[float]]:
    """Draw days whose slots are off together by `common` and each by `own`, on average."""
    draws = Random(7)
    together = [draws.gauss(0, common) for _day in range(days)]
    return [[off + draws.gauss(0, own) for _slot in range(slots)] for off in together]


def ends(rows: pl.DataFrame, **given: pl.Expr) -> tuple[float, float]:
    next_one = pl.DataFrame({"queue": ["PS"], "expected": [100.0]})
    return bands.banded(next_one, bands.learnt(rows), **given).select("low", "high").row(0)


def test_the_band_is_that_of_the_next_error_and_not_of_the_past_ones() -> None:
    ordered = pl.DataFrame({"off": [[float(n) for n in range(1, 10)]]})
    off, nine = pl.col("off"), pl.lit(9)

    low, high = ordered.select(bands.quantile(off, 0.1, nine), high=bands.quantile(off, 0.9, nine)).row(0)

    # Nine errors leave ten places for the next one, one of them outside at each end.
    assert (low, high) == (1, 9)


def test_slots_that_are_off_together_say_less_than_slots_that_are_not() -> None:
    one_by_one = noise(14, 20, own=10)
    together = [[slots[0]] * 20 for slots in noise(14, 1, own=10)]

    alone, joint = (
        bands.learnt(past(rows)).filter(queue="PS").row(0, named=True) for rows in (one_by_one, together)
    )

    offs = sorted(slots[0] / 10 for slots in together)
    assert alone["high"] == pytest.approx(bands.NORMAL, abs=0.2)
    # Fourteen days are fourteen draws: 0.9 × 15 / 14 of the way up.
    place = 0.9 * 15 / 14 * 279
    every = sorted(off for off in offs for _slot in range(20))
    expected = every[int(place)] + (place % 1) * (every[int(place) + 1] - every[int(place)])
    assert joint["high"] == pytest.approx(expected)


def test_what_lies_beyond_known_errors_is_wider_by_the_walk_of_the_level() -> None:
    rows = past(noise(30, 20))

    near, far = ends(rows), ends(rows, spread=pl.lit(0.3))

    shifted = 100 * (math.exp(0.3 * bands.NORMAL) - 1)
    assert near[1] < far[1] == pytest.approx(100 + math.hypot(near[1] - 100, shifted), abs=1)
    # A level that falls leaves something: the lower end is nearer than the upper one.
    assert 0 < far[0] < near[0]
    assert 100 - far[0] < far[1] - 100


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [(0.26, 0.74, (1, 0)), (0.24, 0.76, (0, 1))],
    ids=["more than a quarter off", "a quarter off"],
)
def test_an_end_is_passed_by_up_to_a_quarter_of_a_contact(
    low: float, high: float, ends: tuple[int, int]
) -> None:
    offs = {name: (end - 0.3) / math.sqrt(0.3) for name, end in (("low", low), ("high", high))}
    band = pl.DataFrame(
        {"queue": [None], "size": [None], **offs}, schema_overrides={"queue": pl.String, "size": pl.Int8}
    )

    found = bands.banded(pl.DataFrame({"queue": ["PS"], "expected": [0.3]}), band)

    assert found.select("low", "high").row(0) == ends


def weeks(levels: list[float], queue: str = "PS") -> pl.DataFrame:
    """Ten slots a week with what came in them and in the week before."""
    rows = [
        (queue, 1, week * 7, 100 * now, 100 * before)
        for week, (before, now) in enumerate(pairwise(levels))
        for _slot in range(10)
    ]
    return pl.DataFrame(rows, schema=["queue", "like", "day", "n", "last_1"], orient="row")


def test_a_level_that_stays_does_not_walk() -> None:
    assert walks(weeks([1.0] * 5)).rows() == [("PS", 0.0)]


def test_a_walk_is_how_far_the_level_goes_in_a_day_without_the_chance_of_counts() -> None:
    up = 1.2

    [(_queue, walk)] = walks(weeks([1.0, up])).rows()

    assert walk == pytest.approx((math.log(up) ** 2 - 1 / 1200 - 1 / 1000) / 7)


def test_a_queue_leans_to_the_walk_of_all() -> None:
    both = pl.concat([weeks([1.0, 1.5, 1.0, 1.5]), weeks([1.0] * 4, queue="NE")])

    found = dict(walks(both).rows())

    assert 0 < found["NE"] < found["PS"]


def test_a_holiday_is_no_step_of_the_level() -> None:
    odd = weeks([1.0, 3.0]).with_columns(like=pl.lit(8, pl.Int64))

    assert walks(pl.concat([weeks([1.0] * 4), odd])).rows() == [("PS", 0.0)]


def test_without_two_weeks_to_compare_nothing_is_known_of_a_walk() -> None:
    assert walks(weeks([1.0, 1.0]).clear()).height == 0
    assert pl.DataFrame({"walk": [None]}, schema={"walk": pl.Float64}).select(spread(pl.lit(3))).item() == 0


def test_errors_that_are_known_for_under_four_weeks_leave_the_word_to_nearer_ones() -> None:
    nearer, farther = past(noise(40, 20)), past(noise(40, 20, own=30))
    told = {"today": nearer, "day": nearer, "week": farther.filter(pl.col("day") >= 13), "fortnight": farther}
    walk = walks(weeks([1.0] * 4))

    found = [errors(told, walk, reach, 40) for reach in ("day", "week", "fortnight")]  # type: ignore[arg-type]

    assert [one.ahead for one in found] == [1, 1, 14]
    assert found[0].band.equals(found[1].band)


def test_the_band_of_a_fortnight_from_errors_of_a_day_grows_with_the_days_between() -> None:
    known = errors({"day": past(noise(20, 20))}, walks(weeks([1.0, 1.3])), "day", 40)  # type: ignore[arg-type]
    rows = pl.DataFrame({"queue": ["PS"] * 3, "expected": [100.0] * 3, "days": [1, 7, 14]})

    wide = known.banded(rows, pl.col("days")).select(pl.col("high") - pl.col("low")).to_series().to_list()

    assert wide[0] < wide[1] < wide[2]
