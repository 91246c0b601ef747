"""When queues are open, on the clock of the world: by queue, on holidays, around a clock change."""

from datetime import UTC, datetime

import polars as pl

from settings import Hours
from store.open_hours import opened
from tests.metrics.found_there import STATE, VISIT, visit

ZONE = "Asia/Jerusalem"  # its clock goes forward on 27 March 2026 at 02:00
NONE = pl.DataFrame(schema=STATE)


def instant(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def spans(
    *hours: Hours, first: int = 24, last: int = 25, queue: str = "Sales"
) -> list[tuple[datetime, datetime]]:
    seen = [visit(instant(day, 12), queue=queue) for day in (first, last)]
    found = opened(hours, pl.DataFrame(seen, schema=VISIT), NONE, ZONE)
    assert found is not None
    times = found.select(
        pl.from_epoch(pl.col(name), "ms").dt.replace_time_zone("UTC") for name in ("start", "end")
    )
    return times.rows()


def test_opening_hours_are_those_of_the_wall_clock() -> None:
    found = spans(Hours(tuesday=["08:00-16:00"]))

    # 24 March 2026 is a Tuesday; the day before and the day after are looked at as well.
    assert found == [(instant(24, 6), instant(24, 14))]


def test_the_last_entry_that_names_a_queue_or_none_holds() -> None:
    every, own = Hours(tuesday=["08:00-16:00"]), Hours(queue="Night", tuesday=["20:00-22:00"])

    assert spans(every, own, queue="Night") == [(instant(24, 18), instant(24, 20))]
    assert spans(every, own) == [(instant(24, 6), instant(24, 14))]


def test_a_holiday_closes() -> None:
    assert spans(Hours(tuesday=["08:00-16:00"], closed_on=["2026-03-24"])) == []


def test_a_queue_without_hours_is_always_open() -> None:
    assert spans(Hours(queue="Other", tuesday=["08:00-16:00"])) == [(instant(22, 22), instant(26, 22))]


def test_without_any_hours_nothing_is_said() -> None:
    assert opened([], pl.DataFrame([visit(instant(24, 12))], schema=VISIT), NONE, ZONE) is None


def test_an_opening_that_the_clock_jumps_over_is_the_moment_of_the_jump() -> None:
    found = spans(Hours(friday=["02:30-08:00"]), first=27, last=27)

    assert found == [(instant(27, 0), instant(27, 5))]
