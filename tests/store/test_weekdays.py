"""Weekdays by name, over both changes of the clock; weeks by the centre's own first day."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from settings import Site
from store.weekdays import Week, Weekly, ended_by

JERUSALEM = ZoneInfo("Asia/Jerusalem")
SITE = Site.model_validate({"timezone": "Asia/Jerusalem", "week_start": "sunday"})


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def slots(cadence: Weekly, start: datetime, n: int) -> list[datetime]:
    """The next slots, as a scheduler that sleeps until each meets them."""
    found = [cadence.following(start)]
    while len(found) < n:
        found.append(cadence.following(found[-1]))
    return found


@pytest.mark.parametrize(
    ("now", "latest", "following"),
    [
        (utc(2026, 11, 16, 5), utc(2026, 11, 16, 5), utc(2026, 11, 23, 5)),
        (utc(2026, 11, 16, 4, 59), utc(2026, 11, 9, 5), utc(2026, 11, 16, 5)),
        (utc(2026, 11, 15, 23), utc(2026, 11, 9, 5), utc(2026, 11, 16, 5)),
        (utc(2026, 11, 22, 12), utc(2026, 11, 16, 5), utc(2026, 11, 23, 5)),
    ],
    ids=["on the slot", "a minute before", "when the local day has begun", "the day before the next"],
)
def test_monday_is_monday_by_its_name(now: datetime, latest: datetime, following: datetime) -> None:
    weekly = Weekly("monday", time(7), JERUSALEM)

    assert (weekly.latest(now), weekly.following(now)) == (latest, following)


def test_seven_stays_seven_when_the_clock_changes() -> None:
    # 25 October 2026: at 02:00 summer time it is 01:00 again.
    found = slots(Weekly("monday", time(7), JERUSALEM), utc(2026, 10, 18), 2)

    assert found == [utc(2026, 10, 19, 4), utc(2026, 10, 26, 5)]


def test_a_time_that_comes_twice_is_one_slot() -> None:
    weekly = Weekly("sunday", time(1, 30), JERUSALEM)

    assert slots(weekly, utc(2026, 10, 20), 2) == [utc(2026, 10, 24, 22, 30), utc(2026, 10, 31, 23, 30)]
    assert weekly.latest(utc(2026, 10, 24, 23, 45)) == utc(2026, 10, 24, 22, 30)


def test_a_time_that_is_jumped_over_is_taken_after_it() -> None:
    # 27 March 2026, a Friday: at 02:00 it is 03:00.
    found = slots(Weekly("friday", time(2, 30), JERUSALEM), utc(2026, 3, 22), 2)

    assert [at.astimezone(JERUSALEM).time() for at in found] == [time(3, 30), time(2, 30)]
    assert found == [utc(2026, 3, 27, 0, 30), utc(2026, 4, 2, 23, 30)]


@pytest.mark.parametrize(
    ("at", "first"),
    [(utc(2026, 11, 16, 5), date(2026, 11, 8)), (utc(2026, 11, 14, 22), date(2026, 11, 8))],
    ids=["on Monday", "the moment after Saturday"],
)
def test_the_week_that_is_over_is_the_centres_own(at: datetime, first: date) -> None:
    assert ended_by(at, SITE) == Week(first)


def test_a_week_with_a_change_of_the_clock_has_an_hour_more() -> None:
    start, end = Week(date(2026, 10, 25)).instants(SITE)

    assert (end - start).total_seconds() == 7 * 86_400 + 3_600
