"""What stands beside the figures of promises and complaints."""

import polars as pl

from metrics.compute import Frames
from metrics.periods import Period
from metrics.promise_notes import promise_notes
from tests.metrics.promised import DAY, complaints, promise, promised
from tests.metrics.rows import NOON, contacts, visits

IDS = ["promises_open", "complaints_open", "contacts"]


def told(promises=(), complained=(), period=Period()):  # noqa: B008 (frozen)
    rows = promised(*[one | {"promise_id": str(n)} for n, one in enumerate(promises)], now=NOON).collect()
    origins = [one.get("from", "source") for one in promises]
    named = rows.sort("promise_id").with_columns(pl.Series("origin", origins, dtype=pl.String)).lazy()
    own = complaints(*complained, now=NOON)
    return promise_notes(Frames(visits(), contacts(), promises=named, complaints=own), IDS, period)


def test_promises_told_by_notes_and_those_without_a_date_are_said():
    rows = [promise(), promise() | {"from": "note"}, promise(None), promise(None) | {"from": "note"}]

    assert told(rows) == {
        "promises_open": ["1 told by an agent's note only", "without 2 promises that have no date"]
    }


def test_only_what_falls_due_in_the_period_is_said():
    rows = [promise(NOON - 9 * DAY) | {"from": "note"}, promise(NOON - DAY) | {"from": "note"}]

    assert told(rows, period=Period(NOON - 2 * DAY, NOON)) == {
        "promises_open": ["1 told by an agent's note only"]
    }


def test_complaints_of_which_nobody_knows_are_said():
    rows = [{"complaint_id": "a", "complained_at": NOON, "is_told": False}]

    assert told(complained=rows) == {
        "complaints_open": ["without 1 complaint whose source never says what was solved"]
    }
    assert told([promise()]) == {}
