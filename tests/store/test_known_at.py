"""When rows could first be known, and what a look at an earlier time makes of it."""

from datetime import datetime, timedelta

import polars as pl
import pytest

from store.history import History
from store.merge import Arrival, merge
from store.schema import CONTACTS, IDENTITIES, LEGS, PROMISES, QUARANTINE, STAFFING, Table
from tests.factories import NOON, contacts, legs

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LATE = Arrival(now=NOON, connected_at=NOON - DAY)
FIRST = Arrival(now=NOON, connected_at=NOON, is_first=True)


def known(history: History, table: Table, rows: pl.DataFrame, arrival: Arrival) -> datetime | None:
    merge(history, table, rows, arrival, source="bank")
    return pl.scan_delta(history.open(table.name)).select("known_at").collect().item()


def row(table: Table, **given: object) -> pl.DataFrame:
    schema = {name: table.stored[name] for name in ("source", "version", *table.columns, *table.derived)}
    return pl.DataFrame([{"source": "bank", "version": 1, **given}], schema=schema)


@pytest.mark.parametrize(
    ("began", "ended", "delay", "expected"),
    [
        (NOON - 3 * DAY, NOON - 3 * DAY + HOUR, 0 * HOUR, NOON - 3 * DAY),
        (NOON - 3 * DAY, NOON - HOUR, 0 * HOUR, NOON - 3 * DAY),
        (NOON - 3 * DAY, None, 0 * HOUR, NOON - 3 * DAY),
        (NOON - 3 * DAY, None, 6 * HOUR, NOON - 3 * DAY + 6 * HOUR),
        (NOON - 2 * HOUR, NOON - HOUR, 0 * HOUR, NOON),
        (NOON - DAY - HOUR, None, 2 * HOUR, NOON),
    ],
    ids=[
        "a backfill",
        "it ended after the connection",
        "it is open still",
        "the source is late",
        "after the connection",
        "the source told it after the connection",
    ],
)
def test_a_contact_is_known_since_it_began_or_since_it_came(
    history: History, began: datetime, ended: datetime | None, delay: timedelta, expected: datetime
) -> None:
    rows = contacts({"started_at": began, "ended_at": ended})

    assert known(history, CONTACTS, rows, Arrival(NOON, NOON - DAY, delay)) == expected


def test_all_of_a_first_run_is_a_backfill(history: History) -> None:
    rows = contacts({"started_at": NOON - HOUR})

    assert known(history, CONTACTS, rows, Arrival(NOON, NOON - DAY, is_first=True)) == NOON - HOUR


def test_what_comes_is_known_from_the_minute_in_which_it_came(history: History) -> None:
    seconds = timedelta(seconds=42)

    assert known(history, CONTACTS, contacts({}), Arrival(NOON + seconds, NOON - DAY)) == NOON


def test_where_the_clock_of_the_data_is_set_rows_are_known_on_that_clock(history: History) -> None:
    then = NOON - DAY
    arrival = Arrival(NOON + 200 * DAY, NOON - 9 * DAY, seen_at=then)

    assert known(history, CONTACTS, contacts({"started_at": then - HOUR}), arrival) == then


def test_where_that_clock_stands_still_a_delay_hides_nothing(history: History) -> None:
    arrival = Arrival(NOON + 200 * DAY, NOON + 200 * DAY, delay=6 * HOUR, seen_at=NOON)

    assert known(history, CONTACTS, contacts({"started_at": NOON - HOUR}), arrival) == NOON


def test_a_promise_is_known_when_it_is_made_not_when_it_is_due(history: History) -> None:
    made = {"made_at": NOON - 3 * DAY, "due_at": NOON + 9 * DAY, "started_at": NOON - 3 * DAY}

    assert known(history, PROMISES, row(PROMISES, promise_id="bank:p", **made), LATE) == NOON - 3 * DAY


def test_a_leg_in_no_queue_is_known_since_its_contact_began(history: History) -> None:
    of = contacts({"started_at": NOON - 3 * DAY})

    assert known(history, LEGS, legs(of, {"queued_at": None}), LATE) == NOON - 3 * DAY


@pytest.mark.parametrize(
    ("table", "given"),
    [
        (IDENTITIES, {"customer_id": "bank:7", "kind": "phone", "value": "+97235550100"}),
        (STAFFING, {"queue": "PS", "starts_at": NOON + DAY, "interval_s": 1800}),
    ],
    ids=["an identity", "a plan"],
)
def test_what_never_began_is_known_since_ever_where_it_came_first(
    history: History, table: Table, given: dict[str, object]
) -> None:
    assert known(history, table, row(table, **given), FIRST) is None


def test_an_identity_that_comes_later_is_known_since_then(history: History) -> None:
    mail = row(IDENTITIES, customer_id="bank:7", kind="email", value="a@example.org")

    assert known(history, IDENTITIES, mail, LATE) == NOON


def test_what_is_set_aside_is_dated_even_in_a_first_run(history: History) -> None:
    aside = row(QUARANTINE, where_from="a.csv", row_no=1, reason="no number")

    assert known(history, QUARANTINE, aside, FIRST) == NOON
