from datetime import timedelta

import polars as pl
import pytest
from sqlalchemy import select

from store import publish
from store.derive import OrphanError
from store.ingest import AccountingError, Ingest, begin
from store.merge import Arrival
from store.models import RunDetail
from store.opened import Store
from store.rebuild import rebuild
from store.schema import CONTACTS, LEGS, empty
from tests.factories import NOON, ZONE, contacts, legs
from tests.store.sent import NOBODY, Sent

pytestmark = pytest.mark.both_databases


def sent(*rows: dict[str, object], visits: bool = True) -> dict[str, pl.DataFrame]:
    of = contacts(*rows)
    chosen = [{"contact_id": one} for one in of["contact_id"]] if visits else []
    return {
        "contacts": of.select(empty(CONTACTS).columns),
        "legs": legs(of, *chosen).select(empty(LEGS).columns),
    }


@pytest.fixture
def ingest(store: Store, arrival: Arrival) -> Ingest:
    return Ingest(store, "bank", ZONE, arrival)


def finished(store: Store, ingest: Ingest) -> publish.Outcome:
    publish.connected_at(store.state, "bank", NOON)
    run = publish.begin_run(store.state, "bank", "test", NOON)
    return ingest.finish(run, NOON, NOON)


def test_rows_that_went_astray_fail_the_run(store: Store, ingest: Ingest) -> None:
    before = publish.newest(store.state)
    ingest.take(Sent(sent({}), read=3, loaded=1, excluded={"a rule": 1}))

    with pytest.raises(AccountingError, match="3 were read, but 1 loaded, 1 excluded and 0 set aside"):
        finished(store, ingest)

    assert publish.newest(store.state) == before


def test_a_leg_without_its_contact_is_refused(ingest: Ingest) -> None:
    tables = sent({})
    tables["contacts"] = tables["contacts"].clear()

    with pytest.raises(OrphanError, match="1 leg names a contact that no row for contacts has, 'bank:1'"):
        ingest.take(Sent(tables))


def test_the_account_stands_beside_the_publication(store: Store, ingest: Ingest) -> None:
    aside = pl.DataFrame([("bank", "a.csv", 7, "no number", "x;y")], schema=NOBODY.schema, orient="row")
    ingest.take(
        Sent(
            sent({}),
            read=3,
            excluded={"test call": 1},
            quarantined=aside,
            wheres=("a.csv",),
            cursor={"a": "1"},
        )
    )

    outcome = finished(store, ingest)

    assert (outcome.read, outcome.loaded, outcome.written) == (3, 1, 3)
    assert publish.cursor(store.state, "bank") == {"a": "1"}
    with store.state.reading() as connection:
        told = connection.execute(select(RunDetail.kind, RunDetail.words, RunDetail.row_count)).all()
    assert sorted(told) == [("excluded", "test call", 1), ("quarantined", "no number", 1)]


def test_a_stale_contact_does_not_delete_its_legs(store: Store, ingest: Ingest) -> None:
    ingest.take(Sent(sent({"version": 5})))

    ingest.take(Sent(sent({"version": 4, "topic": "old"}, visits=False)))

    rows = pl.scan_delta(store.history.open("legs")).collect()
    assert rows["deleted_at"].to_list() == [None]


def test_beginning_twice_publishes_once(store: Store) -> None:
    before = publish.newest(store.state)

    begin(store, NOON + timedelta(hours=1))

    assert publish.newest(store.state) == before


def test_rebuilding_in_another_zone_changes_the_local_columns_only(store: Store, ingest: Ingest) -> None:
    ingest.take(Sent(sent({})))
    finished(store, ingest)
    known = pl.scan_delta(store.history.open("contacts")).collect()

    weeks = rebuild(store, "UTC", NOON)
    again = rebuild(store, "UTC", NOON)

    moved = pl.scan_delta(store.history.open("contacts")).collect()
    assert (weeks, again) == (1, 0)
    assert (moved["started_local_s"] - known["started_local_s"]).to_list() == [-7200]
    assert moved.drop("started_local_s").equals(known.drop("started_local_s"))
