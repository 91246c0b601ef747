from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest

from store.history import History
from store.merge import Arrival, Written, merge
from store.schema import CONTACTS, LEGS
from tests.factories import NOON, contacts, legs


def stored(history: History, table: str = "contacts") -> pl.DataFrame:
    return pl.scan_delta(history.open(table)).sort("contact_id").collect()


def test_twice_is_once(history: History, arrival: Arrival) -> None:
    rows = contacts({}, {"contact_id": "bank:2"})
    merge(history, CONTACTS, rows, arrival, source="bank")
    before = history.versions()

    again = merge(history, CONTACTS, rows, replace(arrival, now=NOON + timedelta(hours=1)), source="bank")

    assert again == Written(same=2)
    assert history.versions() == before


def test_a_changed_row_keeps_when_it_was_first_known(history: History, arrival: Arrival) -> None:
    merge(history, CONTACTS, contacts({}), arrival, source="bank")
    later = replace(arrival, now=NOON + timedelta(hours=1))

    written = merge(history, CONTACTS, contacts({"topic": "loans"}), later, source="bank")

    assert written == Written(changed=1)
    assert stored(history).select("topic", "known_at", "ingested_at").rows() == [
        ("loans", NOON, NOON + timedelta(hours=1))
    ]


def test_an_older_version_changes_nothing(history: History, arrival: Arrival) -> None:
    merge(history, CONTACTS, contacts({"version": 5, "topic": "new"}), arrival, source="bank")

    written = merge(history, CONTACTS, contacts({"version": 4, "topic": "old"}), arrival, source="bank")

    assert written == Written(stale=1, outdated=frozenset({"bank:1"}))
    assert stored(history)["topic"].to_list() == ["new"]


def test_a_contact_whose_beginning_moved_to_another_week_stays_one_row(
    history: History, arrival: Arrival
) -> None:
    merge(history, CONTACTS, contacts({}), arrival, source="bank")

    written = merge(
        history, CONTACTS, contacts({"started_at": NOON - timedelta(days=5)}), arrival, source="bank"
    )

    assert written == Written(changed=1)
    assert stored(history).select("contact_id", "week").rows() == [("bank:1", "2026-W09")]


def test_legs_no_longer_sent_are_deleted_and_come_back(history: History, arrival: Arrival) -> None:
    of = contacts({})
    merge(history, LEGS, legs(of, {}, {"leg_no": 2}), arrival, source="bank", parents=["bank:1"])

    fewer = merge(history, LEGS, legs(of, {}), arrival, source="bank", parents=["bank:1"])
    gone = stored(history, "legs").filter(pl.col("deleted_at").is_not_null())["leg_no"].to_list()
    back = merge(history, LEGS, legs(of, {}, {"leg_no": 2}), arrival, source="bank", parents=["bank:1"])

    assert (fewer, gone, back) == (Written(gone=1, same=1), [2], Written(changed=1, same=1))


def test_pieces_complete_each_other(history: History, arrival: Arrival) -> None:
    early, late = NOON - timedelta(hours=3), NOON - timedelta(hours=1)
    merge(history, CONTACTS, contacts({"topic": "loans", "ended_at": late}), arrival, source="bank")

    merge(
        history,
        CONTACTS,
        contacts({"started_at": early, "ended_at": NOON - timedelta(hours=2), "language": "he"}),
        arrival,
        source="bank",
        pieces=True,
    )

    assert stored(history).select("topic", "language", "started_at", "ended_at").rows() == [
        ("loans", "he", early, late)
    ]


def test_sources_do_not_touch_each_other(history: History, arrival: Arrival) -> None:
    merge(history, CONTACTS, contacts({}), arrival, source="bank")

    merge(history, CONTACTS, contacts({"source": "shop", "contact_id": "shop:1"}), arrival, source="shop")

    assert stored(history)["contact_id"].to_list() == ["bank:1", "shop:1"]


def test_a_key_twice_in_one_merge_is_refused(history: History, arrival: Arrival) -> None:
    with pytest.raises(ValueError, match="one key twice"):
        merge(history, CONTACTS, contacts({}, {}), arrival, source="bank")
