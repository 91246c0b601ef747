from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduler.timetable import Daily, Every, Past, Slots, due_slot, next_try

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
WEEK = timedelta(days=7)
JERUSALEM = ZoneInfo("Asia/Jerusalem")


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "latest", "following"),
    [
        (NOON, NOON, NOON + 5 * MINUTE),
        (NOON + 4 * MINUTE, NOON, NOON + 5 * MINUTE),
        (NOON - timedelta(microseconds=1), NOON - 5 * MINUTE, NOON),
    ],
    ids=["on a slot", "between slots", "just before a slot"],
)
def test_every_process_counts_the_same_slots(now, latest, following):
    assert (Every(300).latest(now), Every(300).following(now)) == (latest, following)


def test_slots_can_be_moved_within_the_hour():
    hourly = Every(3600, offset_s=17 * 60)

    assert hourly.latest(NOON) == utc(2026, 3, 4, 11, 17)
    assert hourly.following(NOON) == utc(2026, 3, 4, 12, 17)


@pytest.mark.parametrize(
    ("now", "latest", "following"),
    [
        (utc(2026, 3, 4, 1, 40), utc(2026, 3, 4, 1, 40), utc(2026, 3, 5, 1, 40)),
        (utc(2026, 3, 4, 1, 39), utc(2026, 3, 3, 1, 40), utc(2026, 3, 4, 1, 40)),
        (utc(2026, 3, 4, 23), utc(2026, 3, 4, 1, 40), utc(2026, 3, 5, 1, 40)),
    ],
    ids=["on the slot", "a minute before", "when the next local day has begun"],
)
def test_a_daily_job_has_one_slot_a_local_day(now, latest, following):
    daily = Daily(time(3, 40), JERUSALEM)

    assert (daily.latest(now), daily.following(now)) == (latest, following)


def slots(cadence, start, end):
    """All slots from `start` on, as a scheduler that sleeps until the next one meets them."""
    found = [cadence.following(start)]
    while found[-1] < end:
        found.append(cadence.following(found[-1]))
    return found[:-1]


def test_half_past_one_comes_once_in_the_night_the_clock_goes_back():
    # 25 October 2026: at 02:00 summer time it is 01:00 again.
    found = slots(Daily(time(1, 30), JERUSALEM), utc(2026, 10, 23), utc(2026, 10, 26))

    assert found == [utc(2026, 10, 23, 22, 30), utc(2026, 10, 24, 22, 30), utc(2026, 10, 25, 23, 30)]


def test_the_second_half_past_one_belongs_to_the_slot_of_the_first():
    daily = Daily(time(1, 30), JERUSALEM)

    assert daily.latest(utc(2026, 10, 24, 23, 30)) == utc(2026, 10, 24, 22, 30)


def test_a_time_that_the_clock_jumps_over_still_has_its_slot():
    # 27 March 2026: at 02:00 it is 03:00.
    found = slots(Daily(time(2, 30), JERUSALEM), utc(2026, 3, 25, 12), utc(2026, 3, 28, 12))

    assert found == [utc(2026, 3, 26, 0, 30), utc(2026, 3, 27, 0, 30), utc(2026, 3, 27, 23, 30)]


def test_the_trigger_names_only_instants_to_come():
    trigger = Slots(Every(300))

    assert trigger.get_next_fire_time(None, NOON) == NOON + 5 * MINUTE
    assert trigger.get_next_fire_time(NOON - 60 * MINUTE, NOON + MINUTE) == NOON + 5 * MINUTE
    assert trigger.get_next_fire_time(NOON + 5 * MINUTE, NOON) == NOON + 10 * MINUTE


def test_after_a_week_of_downtime_only_the_newest_slot_is_due():
    assert due_slot(Every(300), Past(), NOON + WEEK + MINUTE) == NOON + WEEK


@pytest.mark.parametrize(
    ("past", "slot", "then"),
    [
        (Past(), NOON, NOON + 5 * MINUTE),
        (Past(1, NOON + MINUTE), None, NOON + MINUTE),
        (Past(1, NOON), NOON, NOON),
        (Past(9, NOON - MINUTE), NOON - MINUTE, NOON),
        (Past(9, NOON + 60 * MINUTE), None, NOON + 60 * MINUTE),
        (Past(1, NOON + WEEK), None, NOON + WEEK),
        (Past(1, NOON + WEEK + MINUTE), NOON, NOON + 5 * MINUTE),
        (Past(0, NOON + MINUTE), NOON, NOON + 5 * MINUTE),
    ],
    ids=[
        "a healthy source keeps its pace",
        "a failing one waits for its next try, sooner than its pace",
        "the next try is due at its instant",
        "a try that was missed is due now",
        "a long pause is longer than the pace",
        "a week is believed",
        "what a wrong clock wrote is not believed",
        "an old next try of a healthy source means nothing",
    ],
)
def test_a_failing_source_is_tried_when_its_back_off_is_over(past, slot, then):
    assert due_slot(Every(300), past, NOON) == slot
    assert next_try(Every(300), past, NOON) == then
