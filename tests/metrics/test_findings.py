import datetime as dt

import pytest

from metrics import compute
from metrics.findings import missed_days, where_grown, worst_hours
from tests.metrics.rows import NOON, frames, many, visit

SUNDAY = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def minutes(*rows):
    return compute(frames(*rows), ["minutes_waited"], by=["queue", "weekday"])


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ([visit(600, at=SUNDAY), visit(60, queue="support")], ("sales", (7,))),
        (
            [visit(600, at=SUNDAY), visit(600, at=SUNDAY, queue="support"), visit(600, queue="b")],
            (None, (7,)),
        ),
        ([visit(600, at=SUNDAY + n * DAY) for n in range(7)], ("sales", ())),
        ([visit(60)], (None, ())),
        ([], (None, ())),
    ],
    ids=["one queue on one day", "all queues on one day", "one queue all week", "no growth", "nothing"],
)
def test_growth_is_placed_where_most_of_it_is(now, expected):
    assert where_grown(minutes(*now), minutes(visit(60), visit(60, queue="support"))) == expected


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
