"""Looks counted from visits, row by row and against the minutes of a simulated day."""

from datetime import timedelta

import numpy as np
import polars as pl
import pytest

from benchmarks.queues import seen
from benchmarks.queues.simulated import QUARTER, THRESHOLD_S, simulated
from metrics.bottlenecks.counted import arrivals, evidence_minutes, handling, waits
from tests.metrics.bottlenecks.looking import AT, MINUTE

OPENED = AT - 4 * 60 * MINUTE
SCHEMA = {
    "queue": pl.String,
    "queued_at": pl.Datetime("us", "UTC"),
    "wait_ms": pl.Int64,
    "outcome": pl.String,
    "threshold_ms": pl.Int64,
    "short_ms": pl.Int64,
}


def visit(minutes_ago: float, wait_s: float | None, outcome: str = "answered"):
    queued_at = AT - minutes_ago * MINUTE
    wait_ms = None if wait_s is None else round(1000 * wait_s)
    return ("Billing", queued_at, wait_ms, outcome, 20_000, 5_000)


def counted(*rows):
    frame = pl.DataFrame(list(rows), schema=SCHEMA, orient="row")
    found = waits(frame, AT, OPENED).select("window", "ended", "late", "waiting", "overdue")
    return found.row(0) if found.height else None


QUICK = [visit(5 + n, 3) for n in range(10)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (QUICK, (30, 10, 0, 0, 0)),
        ([*QUICK, visit(4, 21), visit(4, 20)], (30, 12, 1, 0, 0)),
        ([*QUICK, visit(4, 240, "waiting"), visit(0.2, 12, "waiting")], (30, 10, 0, 2, 1)),
        ([*QUICK, visit(4, 4, "abandoned"), visit(4, 30, "abandoned")], (30, 11, 1, 0, 0)),
        ([visit(35 + n, 3) for n in range(10)], (45, 10, 0, 0, 0)),
        ([visit(200, 3)] * 20, (120, 0, 0, 0, 0)),
        ([visit(31, 90)] * 10, (30, 10, 10, 0, 0)),
        ([*QUICK, visit(5, None), visit(-1, 0)], (30, 10, 0, 0, 0)),
        ([], None),
    ],
    ids=[
        "ended in time",
        "at the threshold and just over",
        "ages over T",
        "a short one is not a wait",
        "the window grows",
        "too long ago",
        "it is the end that counts",
        "an unknown wait and one of the future",
        "nobody",
    ],
)
def test_waits_are_counted_in_a_window_that_grows(rows, expected):
    assert counted(*rows) == expected


def test_the_window_does_not_reach_back_before_the_opening():
    frame = pl.DataFrame([visit(25, 3)] * 10, schema=SCHEMA, orient="row")

    assert waits(frame, AT, AT - 20 * MINUTE)["ended"].item() == 0
    assert evidence_minutes(AT, AT - 20 * MINUTE) == 20
    assert evidence_minutes(AT, AT) == 1
    assert evidence_minutes(AT, OPENED) == 90


@pytest.mark.parametrize("minute", [10, 45, 200, 480, 719])
def test_looks_from_visits_equal_those_of_the_simulated_minutes(minute: int):
    [day, *_rest], _incidents = simulated(28.0, 1, (8, 1), 0.0)
    at, left = AT + minute * MINUTE, day.came_s + day.wait_s
    is_waiting = (left > minute * 60) & (day.came_s <= minute * 60)
    wait_s = np.where(is_waiting, minute * 60 - day.came_s, day.wait_s)
    outcome = np.where(is_waiting, "waiting", np.where(day.is_gone, "abandoned", "answered"))
    frame = pl.DataFrame(
        {
            "queue": ["q"] * left.size,
            "queued_at": [AT + timedelta(seconds=float(came)) for came in day.came_s],
            "wait_ms": np.round(wait_s * 1000).astype(np.int64),
            "outcome": outcome,
            "threshold_ms": [round(THRESHOLD_S * 1000)] * left.size,
            "short_ms": [5000] * left.size,
        }
    ).with_columns(pl.col("queued_at").cast(pl.Datetime("us", "UTC")))
    told = waits(frame, at, AT).row(0, named=True)
    row = {key: values[minute] for key, values in seen.of_day(day, seen.minutes(day), np.ones(24)).items()}

    assert {name: told[name] for name in ("window", "ended", "late", "waiting", "overdue")} == {
        name: row[name] for name in ("window", "ended", "late", "waiting", "overdue")
    }
    assert arrivals(frame, at, AT)["arrivals"].item() == row["arrivals"]
    assert row["staffed"] == pytest.approx(np.mean(np.repeat(day.staffed, QUARTER)[_last(row, minute)]))


def _last(row: dict[str, float], minute: int) -> slice:
    return slice(max(0, minute - int(row["window"]) + 1), minute + 1)


def test_handling_is_held_against_what_is_usual_for_the_topic():
    parts = {"talk_ms": [100, 400, 100, None], "hold_ms": [0] * 4, "wrap_ms": [100, 0, 100, 9]}
    rows = pl.DataFrame(
        {
            "queue": ["q"] * 4,
            "topic": ["a", "a", None, "a"],
            "outcome": ["answered"] * 4,
            "ended_at": [AT] * 4,
            **parts,
        }
    )
    usual = pl.DataFrame({"queue": ["q", "q"], "topic": ["a", "b"], "usual_ln": [np.log(200.0), 1.0]})

    assert handling(rows, usual, AT, OPENED).rows() == [("q", "a", 2, pytest.approx(np.log(2) / 2))]
    assert handling(rows, usual, AT - MINUTE, OPENED).is_empty()
