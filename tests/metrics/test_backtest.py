import random
from datetime import timedelta

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from metrics.backtest import as_known, judge, learn, student, weeks_of, weighed
from metrics.expected import LEVEL
from tests.metrics.rows import NOON, visit, visits
from tests.weeks import UNTIL, busy, regular

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def frame_of(*rows):
    return visits(*rows).collect()


def centre(weeks, lengthened=0):
    """Visits of the two queues; those of the last week wait so many seconds longer."""
    rows = [("sales", *one) for one in busy(weeks)] + [("post", *one) for one in regular(weeks)]
    late = UNTIL - 7 * DAY
    return frame_of(
        *(
            visit(at=at, wait_s=wait + (lengthened if at > late else 0), queue=queue)
            for queue, at, wait in rows
        )
    )


def weights(*rows):
    return [round(weight, 3) for weight in weighed(frame_of(*rows))["weight"]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([visit(1), visit(2), visit(3)], [1, 1, 1]),
        ([visit(1), visit(2, "abandoned"), visit(3)], [1, 0, 2]),
        ([visit(1, "abandoned"), visit(2, "overflow"), visit(3), visit(4)], [0, 0, 2, 2]),
        ([visit(2, "abandoned"), visit(2)], [1, 0]),
        ([visit(n, "abandoned") for n in range(99)] + [visit(100)], [0] * 99 + [10]),
        ([visit(None), visit(1)], [1]),
    ],
    ids=[
        "all were answered",
        "who left counts with who stayed longer",
        "two who left",
        "at a tie the answer comes first",
        "no visit stands for more than ten",
        "an unknown wait",
    ],
)
def test_who_was_answered_stands_for_those_who_left_before(rows, expected):
    assert weights(*rows) == expected


def test_who_was_answered_later_was_waiting_then():
    rows = frame_of(
        visit(at=NOON - 20 * SECOND, wait_s=5), visit(at=NOON - 10 * SECOND, wait_s=30), visit(at=NOON)
    )

    stood = as_known(rows, NOON).select("outcome", "wait_ms").rows()

    assert stood == [("answered", 5_000), ("waiting", 10_000)]


@pytest.mark.parametrize(("days", "expected"), [(9, 2.262), (13, 2.160), (27, 2.052)])
def test_the_point_of_students_distribution(days, expected):
    found = pl.select(student(pl.lit(days))).item()

    assert found == pytest.approx(expected, abs=0.005)


def test_a_step_holds_eight_of_ten_waits():
    rows = [visit(at=NOON + n * 1000 * SECOND, wait_s=30 * n) for n in range(1, 11)]

    found = learn(frame_of(visit(at=NOON - SECOND, wait_s=0), *rows), NOON + DAY)

    assert found.rows() == [
        ("sales", 0.0, 0.0, 150.0, 240.0),
        ("sales", LEVEL, None, None, None),
    ]


def test_a_queue_with_congestion_that_no_calendar_tells_is_better_foretold_than_by_the_hour():
    found = judge(centre(weeks=6), UNTIL).row(by_predicate=pl.col("queue") == "sales", named=True)

    assert found["is_enough"]
    assert found["is_better"]
    assert found["is_held"]
    assert found["error_s"] < 0.5 * found["usual_error_s"]
    assert (found["n"], found["days"]) == (21 * 39, 21)


def test_a_queue_whose_waits_the_hour_tells_is_not_better_foretold():
    found = judge(centre(weeks=6), UNTIL).row(by_predicate=pl.col("queue") == "post", named=True)

    assert found["is_enough"]
    assert not found["is_better"]
    assert found["usual_error_s"] == 0.0


@pytest.mark.parametrize(("weeks", "expected"), [(3, False), (4, True)])
def test_four_weeks_are_enough_and_less_is_not(weeks, expected):
    found = judge(centre(weeks), UNTIL)

    assert found["is_enough"].to_list() == [expected] * 2


def test_nothing_is_judged_where_nobody_came():
    nobody = centre(1).clear()

    assert judge(nobody, UNTIL).height == 0
    assert learn(nobody, UNTIL).height == 0
    assert weeks_of(nobody, UNTIL) == 0


def test_the_order_of_the_rows_does_not_matter():
    rows = centre(weeks=4)
    order = random.Random(1).sample(range(rows.height), rows.height)

    assert_frame_equal(judge(rows[order], UNTIL), judge(rows, UNTIL), rel_tol=1e-9)


def test_what_is_learnt_at_an_instant_does_not_know_what_comes_after():
    then = UNTIL - 7 * DAY

    assert learn(centre(4, lengthened=300), then).equals(learn(centre(4), then))


def test_a_week_is_not_judged_by_what_was_learnt_from_itself():
    found = judge(centre(4, lengthened=300), UNTIL).row(by_predicate=pl.col("queue") == "post", named=True)

    assert found["error_s"] > 120
    assert found["usual_error_s"] > 120


def test_waits_beyond_the_most_who_ever_waited_ahead_are_not_foretold():
    many = [visit(at=UNTIL - 600 * SECOND + n * SECOND, wait_s=300) for n in range(40)]

    foretold = judge(pl.concat([centre(4), frame_of(*many)]), UNTIL)["n"].sum()

    assert foretold == judge(centre(4), UNTIL)["n"].sum() + 8  # up to seven were ahead before
