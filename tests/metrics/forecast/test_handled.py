"""Expected handle times, told each week as they were to be told then: how far off, within which band."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import polars as pl
import pytest

from metrics.forecast import forecast
from metrics.forecast.handled import banded_times, learnt_times, scored_times, told_times
from metrics.forecast.handling import handle_times
from tests.metrics.forecasting import MONDAY, SLOT_S, instant, slots_of, visits

DAYS = 91
TODAY = MONDAY + timedelta(days=DAYS)
NUMBER = (TODAY - date(1970, 1, 1)).days
Length = Callable[[int, int], float]


def slots(length: Length, days: int = DAYS) -> pl.DataFrame:
    """Let ten contacts come in each slot, of a length in seconds by the number of the day and slot."""
    first = TODAY - timedelta(days=days)
    rows = slots_of(visits(lambda _day, _hour: 10, first, days), first, instant(TODAY))
    taken = [
        None if n is None else round(1000 * sum(length(day, second // SLOT_S) for _one in range(n)))
        for n, day, second in rows.select("n", "day", "second").iter_rows()
    ]
    return rows.with_columns(handle_ms=pl.Series(taken, dtype=pl.Int64))


def spread(day: int, slot: int) -> float:
    return Random(f"{day} {slot}").uniform(200, 400)


def of_all(rows: pl.DataFrame, reach: str = "day") -> dict[str, float]:
    return rows.filter(pl.col("queue").is_null(), reach=reach).row(0, named=True)


def test_what_always_takes_as_long_is_told_without_error() -> None:
    found = scored_times(told_times(slots(lambda _day, _slot: 300), NUMBER))

    assert found["reach"].unique(maintain_order=True).to_list() == ["day", "week", "fortnight"]
    assert found["wape"].to_list() == pytest.approx([0] * 6)
    assert found["usual_wape"].to_list() == pytest.approx([0] * 6)
    assert of_all(found)["came"] == 8 * 7 * 20 * 10


def test_an_error_is_told_in_parts_of_the_work_that_was_done() -> None:
    last = NUMBER - 1

    found = of_all(scored_times(told_times(slots(lambda day, _slot: 600 if day == last else 300), NUMBER)))

    work = 55 * 20 * 3000 + 20 * 6000
    assert found["wape"] == pytest.approx(20 * 3000 / work)


def test_the_means_of_six_weeks_tell_more_than_last_week() -> None:
    found = scored_times(told_times(slots(spread), NUMBER))

    assert (found["wape"] < found["usual_wape"]).all()
    assert of_all(found)["held"] == pytest.approx(0.8, abs=0.05)


def test_nothing_of_a_week_is_known_when_it_is_told() -> None:
    calm = slots(lambda _day, _slot: 300)
    long = calm.with_columns(
        handle_ms=pl.when(pl.col("day") >= NUMBER - 7).then(2 * pl.col("handle_ms")).otherwise("handle_ms")
    )

    for_calm, for_long = (told_times(rows, NUMBER)["day"].filter(week=NUMBER - 7) for rows in (calm, long))

    assert for_long["handle_s"].to_list() == pytest.approx(for_calm["handle_s"].to_list())
    assert for_long["ms"].sum() == 2 * for_calm["ms"].sum()


def test_a_slot_of_many_contacts_has_a_narrower_band_than_one_of_few() -> None:
    told = told_times(slots(spread), NUMBER)
    rows = pl.DataFrame({"queue": "PS", "expected": [2.0, 10.0, 40.0, 0.0], "handle_s": 300.0})

    ends = banded_times(rows, learnt_times(told, "day", NUMBER))

    wide = (ends["handle_high"] - ends["handle_low"]).to_list()
    assert wide[0] > wide[1] > wide[2]
    assert wide[3] is None
    assert ends.filter(pl.col("expected") > 0).select((pl.col("handle_low") > 0).all()).item()


def test_a_forecast_tells_the_band_of_its_handle_times() -> None:
    rows = forecast(slots(spread), instant(TODAY), SLOT_S).filter("is_open")

    assert rows.select((pl.col("handle_low") < pl.col("handle_s")).all()).item()
    assert rows.select((pl.col("handle_s") < pl.col("handle_high")).all()).item()


def test_the_level_is_that_of_the_last_two_weeks_and_of_no_earlier_day() -> None:
    since = NUMBER - 14
    before, from_then = (
        handle_times(slots(lambda day, _slot, at=at: 600 if day >= at else 300), NUMBER)["handle_s"].mean()
        for at in (since + 14, since)
    )

    contacts, longer = 14 * 200, 28 * 200 * 300 + 14 * 200 * 600
    mean = longer / (42 * 200)
    assert before == pytest.approx(300)
    assert from_then == pytest.approx(mean * (contacts * 600 + 30 * mean) / (contacts * mean + 30 * mean))


def test_of_a_queue_that_has_no_whole_week_nothing_is_scored() -> None:
    assert scored_times(told_times(slots(spread, days=5), NUMBER)).height == 0
