import datetime as dt

import pytest

from metrics import compute
from metrics.catalog import METRICS
from metrics.findings import missed_days, where_grown, worst_hours
from tests.metrics.rows import NOON, frames, many

SUNDAY = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def waited(*rows, column="queue"):
    return compute(frames(*rows), ["wait_median", "asa"], by=[column])


BEFORE = [*many(40, wait_s=20), *many(40, wait_s=20, queue="support")]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ([*many(40, wait_s=60), *many(40, wait_s=21, queue="support")], ("sales",)),
        ([*many(40, wait_s=60), *many(40, wait_s=90, queue="support")], ("support",)),
        ([*many(100, wait_s=20), *many(40, wait_s=100), *many(40, wait_s=21, queue="support")], ()),
        ([*many(5, wait_s=90), *many(40, wait_s=20, queue="support")], ()),
        ([*many(200, wait_s=20), *many(40, wait_s=20, queue="support")], ()),
        (
            [*many(40, wait_s=20), *many(40, wait_s=60, queue="new"), *many(40, wait_s=21, queue="support")],
            (),
        ),
        ([], ()),
    ],
    ids=[
        "one queue",
        "both, one of them more",
        "most seconds in a queue whose own figure stood still",
        "too few to judge",
        "more calls, the same wait",
        "a new queue, which has no before",
        "nothing",
    ],
)
def test_growth_is_placed_where_most_of_it_is(now, expected):
    assert where_grown(waited(*now), waited(*BEFORE), "queue", METRICS["wait_median"]) == expected


def test_growth_on_two_weekdays_names_both():
    days = [SUNDAY + n * DAY for n in range(7)]
    before = [row for day in days for row in many(20, wait_s=20, at=day)]
    slow = {0: 60, 2: 60, 3: 40}
    now = [row for n, day in enumerate(days) for row in many(20, wait_s=slow.get(n, 20), at=day)]
    tables = (waited(*rows, column="weekday") for rows in (now, before))

    assert tuple(sorted(where_grown(*tables, "weekday", METRICS["wait_median"], 2))) == (2, 7)


def test_a_day_misses_its_target_only_with_its_whole_interval():
    rows = [
        *many(40, wait_s=30),
        *many(24, wait_s=10, at=NOON + DAY),
        *many(10, wait_s=30, at=NOON + DAY),
        *many(9, wait_s=30, at=NOON + 2 * DAY),
    ]
    table = compute(frames(*rows), ["service_level"], by=["day"])

    missed, judged = missed_days(table, "service_level", 0.8)

    assert missed == (NOON.date(),)
    assert judged == (NOON.date(), (NOON + DAY).date())


def test_for_a_share_that_should_be_low_the_target_is_a_ceiling():
    rows = [*many(40, wait_s=30, outcome="abandoned")]
    table = compute(frames(*rows), ["abandon_rate"], by=["day"])

    assert missed_days(table, "abandon_rate", 0.05, higher_is_better=False)[0] == (NOON.date(),)


def test_the_worst_hours_take_in_their_neighbours():
    rows = [
        *many(10, wait_s=80, at=NOON - dt.timedelta(hours=1)),
        *many(10, wait_s=100),
        *many(10, wait_s=20, at=NOON + dt.timedelta(hours=1)),
        *many(10, wait_s=99, at=NOON + dt.timedelta(hours=2)),
        *many(9, wait_s=900, at=NOON + dt.timedelta(hours=3)),
    ]
    table = compute(frames(*rows), ["wait_p90"], by=["weekday", "hour"])

    assert worst_hours(table, "wait_p90") == (3, 11, 12)


def test_no_hour_stands_out_when_nobody_waits():
    table = compute(frames(*many(20, wait_s=0)), ["wait_p90"], by=["weekday", "hour"])

    assert worst_hours(table, "wait_p90") == (None, 0, 0)
