from datetime import date, timedelta

import polars as pl
import pytest

from metrics.forecast import days_of_data, forecast
from metrics.forecast.ahead import daily
from tests.metrics.forecasting import MONDAY, SLOT_S, Rule, instant, slots_of, visits

WEEK = timedelta(days=7)
WEEKS = 9
TODAY = MONDAY + WEEKS * WEEK
TEN_OR_SO = {0: 10, 1: 12, 2: 8, 3: 14, 4: 10, 5: 4, 6: 2}


def by_weekday(day: date, _hour: int) -> int:
    return TEN_OR_SO[day.weekday()]


def told(rule: Rule, days: int = WEEKS * 7, hour: int = 0, **given: object) -> pl.DataFrame:
    first, at = TODAY - timedelta(days=days), instant(TODAY, hour)
    slots = slots_of(visits(rule, first, days + (1 if hour else 0)), first, at, **given)  # type: ignore[arg-type]
    return forecast(slots, at, SLOT_S)


def on(rows: pl.DataFrame, day: date) -> pl.DataFrame:
    return rows.filter(pl.col("starts_at").dt.date() == day, "is_open")


def test_what_always_comes_is_expected() -> None:
    rows = told(by_weekday)

    assert on(rows, TODAY)["expected"].to_list() == pytest.approx([10] * 20)
    assert on(rows, TODAY + timedelta(days=13))["expected"].to_list() == pytest.approx([2] * 20)
    assert rows["starts_at"].min() == instant(TODAY)
    assert rows["handle_s"].drop_nulls().unique().to_list() == [300]


def test_one_odd_week_changes_nothing() -> None:
    odd = TODAY - 3 * WEEK

    rows = told(lambda day, hour: 90 if day == odd else by_weekday(day, hour))

    # Its excess is not in the median, and its day is not in the two weeks of the level.
    assert on(rows, TODAY)["expected"].to_list() == pytest.approx([10] * 20)


def test_six_weeks_count_and_no_more() -> None:
    def rule(day: date, _hour: int) -> int:
        weeks = (TODAY - day).days // 7
        return (10 if weeks <= 3 else 20 if weeks <= 6 else 40) if day.weekday() == 0 else 10

    rows = told(rule)

    came, bases, prior = 14 * 20 * 10, 12 * 20 * 10 + 2 * 20 * 15, 60
    expected = 15 * (came + prior) / (bases + prior)
    assert on(rows, TODAY + WEEK)["expected"].to_list() == pytest.approx([expected] * 20)


def test_a_level_is_held_against_the_bases_of_today() -> None:
    def rule(day: date, _hour: int) -> int:
        return {1: 30, 2: 20, 3: 20}.get(-((day - TODAY).days // 7), 10)

    rows = told(rule)

    came, bases, prior = 7 * 20 * (30 + 20), 14 * 20 * 15, 60
    expected = 15 * (came + prior) / (bases + prior)
    assert on(rows, TODAY)["expected"].to_list() == pytest.approx([expected] * 20)


def test_a_new_level_of_two_weeks_is_followed() -> None:
    rows = told(lambda day, _hour: 20 if day >= TODAY - 2 * WEEK else 10)

    (expected,) = set(on(rows, TODAY + timedelta(days=1))["expected"].round(6))
    came, should, prior = 14 * 20 * 20, 14 * 20 * 10, 60
    assert expected == pytest.approx(10 * (came + prior) / (should + prior), rel=1e-3)


def test_the_rest_of_today_follows_the_day_so_far() -> None:
    calm = told(by_weekday, hour=12)
    busy = told(lambda day, hour: 15 if day == TODAY else by_weekday(day, hour), hour=12)

    came, should, prior = 8 * 15, 8 * 10, 60
    ratio = (came + prior) / (should + prior)
    assert on(calm, TODAY)["expected"].to_list() == pytest.approx([10] * 12)
    assert on(busy, TODAY)["expected"].to_list() == pytest.approx([10 * ratio] * 12)
    assert on(busy, TODAY + timedelta(days=1))["expected"].to_list() == pytest.approx([12] * 20)


def test_the_slot_that_runs_is_still_told() -> None:
    at = instant(TODAY, 12) + timedelta(minutes=10)
    first = TODAY - WEEKS * WEEK

    rows = forecast(slots_of(visits(by_weekday, first, 64), first, at), at, SLOT_S)

    assert rows["starts_at"].min() == instant(TODAY, 12)


def test_a_closed_slot_expects_nobody() -> None:
    rows = told(by_weekday, closed=(7,))

    shut = rows.filter(~pl.col("is_open"))
    assert shut["expected"].unique().to_list() == [0]
    assert shut["high"].unique().to_list() == [0]
    assert shut["handle_s"].null_count() == shut.height
    assert on(rows, TODAY + timedelta(days=6)).height == 0


def test_a_holiday_is_like_former_holidays_and_no_part_of_ordinary_days() -> None:
    former = (TODAY - WEEK, TODAY - 2 * WEEK)
    coming = TODAY + WEEK

    rows = told(lambda day, hour: 3 if day in former else by_weekday(day, hour), holidays=(*former, coming))

    assert on(rows, coming)["expected"].to_list() == pytest.approx([3] * 20, rel=0.05)
    assert on(rows, coming)["is_holiday"].all()
    assert on(rows, TODAY)["expected"].to_list() == pytest.approx([10] * 20, rel=0.01)


def test_the_first_holiday_is_like_the_quietest_weekday() -> None:
    coming = TODAY + timedelta(days=2)

    rows = told(by_weekday, holidays=(coming,))

    assert on(rows, coming)["expected"].to_list() == pytest.approx([2] * 20)


@pytest.mark.parametrize(("days", "is_told"), [(27, False), (28, True)], ids=["27 days", "28 days"])
def test_under_28_days_of_data_nothing_is_told(days: int, is_told: bool) -> None:
    first = TODAY - timedelta(days=days)
    slots = slots_of(visits(lambda _day, _hour: 10, first, days), first, instant(TODAY))
    at = instant(TODAY, 8)

    rows = forecast(slots, at, SLOT_S)

    assert days_of_data(slots, at).rows() == [("PS", days)]
    assert on(rows, TODAY + timedelta(days=14))["expected"].is_not_null().all() == is_told
    assert on(rows, TODAY + timedelta(days=1))["expected"].is_not_null().all() == is_told


def test_an_hour_that_was_never_open_is_not_told() -> None:
    first, at = TODAY - WEEKS * WEEK, instant(TODAY)
    slots = slots_of(visits(by_weekday, first, 63), first, at)
    longer = slots.with_columns(is_open=pl.col("is_open") | (pl.col("second") == 19 * 3600))
    unknown = longer.with_columns(n=pl.when(pl.col("second") != 19 * 3600).then("n"))

    rows = forecast(unknown, at, SLOT_S)

    new = rows.filter(pl.col("local_s") % 86_400 == 19 * 3600)
    assert new.select("expected", "low", "high", "handle_s").null_count().row(0) == (new.height,) * 4


def test_the_band_holds_where_counts_are_spread_and_is_narrow_where_they_are_not() -> None:
    steady = told(by_weekday)
    spread = told(lambda day, hour: by_weekday(day, hour) + (day.toordinal() * 7 + hour * 5) % 11)

    width = pl.col("high") - pl.col("low")
    assert on(steady, TODAY).select((pl.col("low") <= 10) & (pl.col("high") >= 10)).to_series().all()
    assert on(steady, TODAY).select(width.max()).item() <= 2
    assert on(spread, TODAY).select(width.min()).item() >= 5


def test_the_slots_of_a_day_are_added_up_with_a_band_of_its_own() -> None:
    first, at = TODAY - WEEKS * WEEK, instant(TODAY)
    slots = slots_of(visits(by_weekday, first, 63), first, at)
    rows = forecast(slots, at, SLOT_S)

    days = daily(rows, slots, at, SLOT_S)

    assert days["expected"].to_list()[:3] == pytest.approx([200, 240, 160])
