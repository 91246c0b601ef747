from datetime import UTC, date, datetime, timedelta

import polars as pl

from metrics.forecast import counted, grid
from metrics.forecast.slots import HOLIDAY
from tests.metrics.forecasting import MONDAY, SLOT_S, instant, slots_of, visits, visits_at

QUEUES = pl.DataFrame({"queue": ["PS"], "channel": ["voice"]})
ZONE = "Asia/Jerusalem"


def local_hours(day: date, until: datetime) -> list[str]:
    slots = grid(QUEUES, day, until, 3600, ZONE, ())
    return slots["starts_at"].dt.convert_time_zone(ZONE).dt.strftime("%H:%M").to_list()


def test_the_hour_that_the_clock_leaves_out_has_no_slot() -> None:
    hours = local_hours(date(2026, 3, 27), datetime(2026, 3, 27, 21, tzinfo=UTC))

    assert hours[:4] == ["00:00", "01:00", "03:00", "04:00"]
    assert len(hours) == 23


def test_the_hour_that_comes_twice_has_two_slots_alike() -> None:
    slots = grid(QUEUES, date(2026, 10, 25), datetime(2026, 10, 25, 22, tzinfo=UTC), 3600, ZONE, ())

    assert slots.height == 25
    assert slots.filter(pl.col("second") == 3600)["starts_at"].dt.hour().to_list() == [22, 23]


def test_visits_of_the_hour_that_comes_twice_are_told_apart() -> None:
    slots = grid(QUEUES, date(2026, 10, 25), datetime(2026, 10, 25, 2, tzinfo=UTC), 3600, ZONE, ())
    at = [datetime(2026, 10, 24, 22, 30, tzinfo=UTC), datetime(2026, 10, 24, 23, 30, tzinfo=UTC)]
    # On the wall clock both come at half past one.
    came = visits_at(at).with_columns(queued_local_s=slots["local_s"][1] + 1800)

    found = counted(
        slots.with_columns(is_open=pl.lit(value=True)), came, datetime(2026, 10, 26, tzinfo=UTC), 3600
    )

    assert found["n"].to_list()[1:3] == [1, 1]


def test_a_day_is_of_its_weekday_or_a_holiday() -> None:
    slots = grid(
        QUEUES, MONDAY, instant(MONDAY + timedelta(days=3)), 43_200, "UTC", [MONDAY + timedelta(days=1)]
    )

    assert slots["like"].to_list() == [1, 1, HOLIDAY, HOLIDAY, 3, 3]


def test_a_slot_in_which_nobody_came_counts_none() -> None:
    at = instant(MONDAY + timedelta(days=1))
    slots = slots_of(visits(lambda _day, hour: 0 if hour == 9 else 2, MONDAY, 1), MONDAY, at)

    of_hour = slots.filter(pl.col("day") == pl.col("day").min()).group_by(hour=pl.col("second") // 3600)
    counts = dict(of_hour.agg(pl.col("n").sum()).iter_rows())
    assert (counts[8], counts[9]) == (4, 0)


def test_what_is_not_over_or_not_told_or_closed_is_not_known() -> None:
    came = visits(lambda _day, _hour: 1, MONDAY, 3)
    silent = came.filter(pl.col("queued_at").dt.date() != MONDAY + timedelta(days=1))
    at = instant(MONDAY + timedelta(days=2), hour=12) + timedelta(minutes=10)

    slots = slots_of(silent, MONDAY, at)

    known = slots.drop_nulls("n")
    assert known["starts_at"].dt.date().unique().sort().to_list() == [MONDAY, MONDAY + timedelta(days=2)]
    assert known["starts_at"].max() == instant(MONDAY + timedelta(days=2), hour=11) + timedelta(minutes=30)
    assert known["second"].min() == 8 * 3600


def test_after_the_last_visit_of_all_nothing_is_known() -> None:
    came = visits(lambda _day, hour: 1 if hour < 10 else 0, MONDAY, 1)

    slots = slots_of(came, MONDAY, instant(MONDAY, hour=17))

    assert slots.drop_nulls("n").height == 4


def test_a_queue_that_began_later_has_no_empty_past() -> None:
    old = visits(lambda _day, _hour: 1, MONDAY, 3)
    new = visits(lambda _day, _hour: 1, MONDAY + timedelta(days=2), 1, queue="NW")

    slots = slots_of(pl.concat([old, new]), MONDAY, instant(MONDAY + timedelta(days=3)))

    assert slots.filter(pl.col("queue") == "NW").drop_nulls("n").height == 20
    assert slots["n"].null_count() == slots.height - 80


def test_slots_begin_at_even_quarters_whatever_the_second() -> None:
    came = visits_at([instant(MONDAY, hour=8) + timedelta(minutes=29, seconds=59, milliseconds=900)])

    slots = slots_of(came, MONDAY, instant(MONDAY + timedelta(days=1)))

    assert slots.filter(pl.col("n") > 0)["starts_at"].to_list() == [instant(MONDAY, hour=8)]
    assert SLOT_S == 1800
