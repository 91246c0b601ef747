from datetime import timedelta

import polars as pl
import pytest

from store import publish
from store.housekeeping import hourly, nightly, week_files
from store.ingest import publish_versions
from store.schema import TABLES
from tests.factories import NOON
from tests.store.published import DAY, MONTH, load_many, newest, read, visits


def test_a_closed_week_is_sorted_by_queue_into_one_file(store, arrival):
    visits(store, arrival, NOON - 2 * 7 * DAY, "PS", "IN", "NW")

    tidied = nightly(store, NOON, MONTH)

    assert tidied.sorted == 2  # its contacts and its legs
    assert week_files(store.history, "legs").height == 1
    assert pl.scan_delta(store.history.open("legs")).collect()["queue"].to_list() == ["IN", "NW", "PS"]
    assert publish.newest(store.state).versions == store.history.versions()


def test_a_sorted_week_is_not_sorted_again(store, arrival):
    visits(store, arrival, NOON - 2 * 7 * DAY, "PS", "IN")
    nightly(store, NOON, MONTH)
    versions, number = store.history.versions(), newest(store)

    tidied = nightly(store, NOON + DAY, MONTH)

    assert tidied.sorted == 0
    assert (store.history.versions(), newest(store)) == (versions, number)


def test_a_sorted_week_that_changed_is_sorted_again(store, arrival):
    at = NOON - 2 * 7 * DAY
    visits(store, arrival, at, "PS", "IN")
    nightly(store, NOON, MONTH)
    visits(store, arrival, at + timedelta(days=1), "AA")

    tidied = nightly(store, NOON + DAY, MONTH)

    assert tidied.sorted == 2
    assert pl.scan_delta(store.history.open("legs")).collect()["queue"].to_list() == ["AA", "IN", "PS"]


@pytest.mark.parametrize(
    ("age", "expected"),
    [(timedelta(0), 0), (7 * DAY, 0), (14 * DAY, 2)],
    ids=["this week", "the week before", "two weeks ago"],
)
def test_only_weeks_that_are_over_are_sorted(store, arrival, age, expected):
    visits(store, arrival, NOON - age, "PS", "IN")

    assert nightly(store, NOON, MONTH).sorted == expected


def test_sorting_changes_no_row(store, arrival):
    visits(store, arrival, NOON - 2 * 7 * DAY, "PS", "IN", "NW")
    visits(store, arrival, NOON - 3 * 7 * DAY, "PS", "IN")
    before = {name: everything(store, name) for name in store.history.versions()}

    nightly(store, NOON, MONTH)
    hourly(store, NOON, MONTH)

    assert all(everything(store, name).equals(before[name]) for name in before)


def everything(store, name):
    rows = pl.scan_delta(store.history.open(name)).collect()
    return rows.select(list(TABLES[name].stored)).sort(TABLES[name].key)


def test_a_stop_ends_the_night_after_the_week_at_hand_and_keeps_what_was_done(store, arrival):
    visits(store, arrival, NOON - 2 * 7 * DAY, "PS", "IN")
    visits(store, arrival, NOON - 3 * 7 * DAY, "PS", "IN")
    asked = iter([False, True])

    tidied = nightly(store, NOON, MONTH, stop=lambda: next(asked))

    assert tidied.sorted == 1
    assert nightly(store, NOON, MONTH).sorted == 3


def test_the_log_keeps_its_entries_until_they_expire(store, arrival):
    load_many(store, arrival, 3)
    log = store.history.root / "contacts" / "_delta_log"
    store.history.checkpoint(["contacts"])

    nightly(store, NOON, MONTH)

    assert len(list(log.glob("*.json"))) == store.history.open("contacts").version() + 1


def test_expired_log_entries_go_and_the_newest_version_stays_readable(store, arrival):
    load_many(store, arrival, 3)
    store.history.open("contacts").alter.set_table_properties(
        {"delta.logRetentionDuration": "interval 0 seconds"}
    )
    publish_versions(store, "test", NOON)
    store.history.checkpoint(["contacts"])

    nightly(store, NOON, MONTH)

    log = store.history.root / "contacts" / "_delta_log"
    assert len(list(log.glob("*.json"))) < store.history.open("contacts").version() + 1
    assert read(store, newest(store)) == ["bank:0", "bank:1", "bank:2"]
