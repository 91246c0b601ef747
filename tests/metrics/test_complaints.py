"""The clocks of complaints and the steps of their plan, as of an instant."""

import datetime as dt

import polars as pl
import pytest

from metrics.complaints import Step, kept_steps, next_steps, planned
from metrics.compute import Frames, compute
from tests.metrics.promised import complaints
from tests.metrics.rows import INSTANT, NOON, contacts, visits

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
HOUR_MS = 3_600_000
MARKS = {"complaint_id": pl.String, "step": pl.String, "done_at": INSTANT}
PLAN = (Step("Answer", 2, "answer"), Step("Say what will be done", 24), Step("Solve", 72, "end"))


def complaint(name="c", at=NOON, **given):
    return {"complaint_id": name, "complained_at": at, "queue": "A", "is_told": True, **given}


def one(row, now=NOON + DAY):
    return complaints(row, now=now).collect().row(0, named=True)


def steps(row, now=NOON + DAY, marks=()):
    said = pl.LazyFrame(list(marks), schema=MARKS)
    return planned(complaints(row, now=now), PLAN, said, now)


def test_who_marked_a_complaint_does_not_hide_what_a_step_is_seen_by():
    row = complaint(answered_at=NOON + HOUR)
    marked = complaints(row, now=NOON + DAY).with_columns(done_by=pl.lit(None, pl.String))

    found = planned(marked, PLAN, pl.LazyFrame(schema=MARKS), NOON + DAY).collect()

    assert found["state"].to_list() == ["done", "due", "due"]


def states(row, now=NOON + DAY, marks=()):
    return steps(row, now, marks).collect()["state"].to_list()


def test_both_clocks_stop_where_it_happened():
    found = one(complaint(answered_at=NOON + HOUR, ended_at=NOON + 3 * HOUR))

    assert (found["answer_ms"], found["is_answered"]) == (HOUR_MS, True)
    assert (found["age_ms"], found["is_open"]) == (3 * HOUR_MS, False)


def test_both_clocks_run_until_now():
    found = one(complaint())

    assert (found["answer_ms"], found["is_answered"]) == (24 * HOUR_MS, False)
    assert (found["age_ms"], found["is_open"]) == (24 * HOUR_MS, True)


@pytest.mark.parametrize(
    ("given", "expected"),
    [({"is_told": False}, None), ({"is_told": False, "ended_at": NOON + HOUR}, False)],
    ids=["a source that never says what was solved", "somebody marked it as done"],
)
def test_what_nobody_tells_is_not_open(given, expected):
    assert one(complaint(**given))["is_open"] is expected


@pytest.mark.parametrize(
    ("row", "now", "expected"),
    [
        (complaint(), NOON + HOUR, ["due", "due", "due"]),
        (complaint(), NOON + 2 * HOUR, ["due", "due", "due"]),
        (complaint(), NOON + 3 * HOUR, ["late", "due", "due"]),
        (complaint(answered_at=NOON + 3 * HOUR), NOON + 4 * HOUR, ["done", "due", "due"]),
        (complaint(answered_at=NOON + HOUR), NOON + 25 * HOUR, ["done", "late", "due"]),
        (complaint(ended_at=NOON + HOUR), NOON + 80 * HOUR, ["done", "done", "done"]),
    ],
    ids=["in time", "at the last moment", "not answered", "answered late", "not said", "solved unanswered"],
)
def test_a_step_is_due_until_it_is_late(row, now, expected):
    assert states(row, now) == expected


def test_a_mark_does_a_step():
    marks = [{"complaint_id": "c", "step": "Say what will be done", "done_at": NOON + HOUR}]
    other = [{**marks[0], "complaint_id": "d"}]

    assert states(complaint(), NOON + 30 * HOUR, marks) == ["late", "done", "due"]
    assert states(complaint(), NOON + 30 * HOUR, other) == ["late", "late", "due"]


def test_the_next_step_is_the_first_that_is_not_done():
    found = next_steps(steps(complaint(answered_at=NOON))).collect()
    none = next_steps(steps(complaint(ended_at=NOON))).collect()

    assert found.select("step", "due_at").rows() == [("Say what will be done", NOON + DAY)]
    assert none.is_empty()


def test_the_median_counts_the_unanswered_until_now():
    rows = complaints(
        complaint("1", answered_at=NOON + HOUR),
        complaint("2", answered_at=NOON + 2 * HOUR),
        complaint("3"),
        complaint("4", is_told=False),
        now=NOON + DAY,
    )
    frames = Frames(visits(), contacts(), complaints=rows)

    found = compute(frames, ["complaint_first_answer_median", "complaints_open"]).row(0, named=True)

    median = found["complaint_first_answer_median"]
    assert (median["value"], median["numerator"], median["denominator"]) == (7200, 2, 4)
    assert found["complaints_open"]["value"] == 3


def test_the_plan_is_kept_where_steps_were_done_in_time():
    rows = [
        complaint("a", answered_at=NOON + HOUR),
        complaint("b", answered_at=NOON + 3 * HOUR),
        complaint("c"),
        complaint("d", at=NOON + DAY - HOUR),
    ]
    own = complaints(*rows, now=NOON + DAY)

    found = kept_steps(planned(own, PLAN, pl.LazyFrame(schema=MARKS), NOON + DAY)).collect()

    assert found["step"].to_list() == [step.name for step in PLAN]
    assert found["late"].to_list() == [1, 0, 0]
    answer = found["in_time"][0]
    assert (answer["numerator"], answer["denominator"]) == (1, 3)
    assert [one["value"] for one in found["in_time"]] == [pytest.approx(1 / 3), None, None]
