from datetime import timedelta

import polars as pl
import pytest

from store.ingest import publish_versions
from store.live import Now, SourceNow
from store.merge import merge
from store.moment import crew_of, known_visits, overlaid
from store.read import Viewer
from store.schema import AGENTS, AGENTS_NOW, CONTACTS, LEGS, VISITS_NOW
from tests.factories import NOON, contacts, legs

MANAGER = Viewer("m", "manager")
HOUR = timedelta(hours=1)


def told(*rows, agents=()):
    plain = {
        "source": "bank",
        "leg_no": 1,
        "queue": "PS",
        "channel": "voice",
        "direction": "inbound",
        "outcome": "waiting",
        "queued_at": NOON - timedelta(seconds=90),
    }
    schema = {"source": pl.String, **VISITS_NOW}
    doing = pl.DataFrame(
        [{"source": "bank", **agent} for agent in agents], schema={"source": pl.String, **AGENTS_NOW}
    )
    frame = pl.DataFrame([{**plain, **row} for row in rows], schema=schema)
    return Now(frame, doing, (SourceNow("bank", NOON, 1, None),))


@pytest.fixture
def known(store, settings, arrival):
    """History knows an answered visit of 10:00 and one that waited when it was read."""
    of = contacts({"contact_id": "bank:1"}, {"contact_id": "bank:2"})
    rows = legs(
        of, {"contact_id": "bank:1"}, {"contact_id": "bank:2", "outcome": "waiting", "answered_at": None}
    )
    merge(store.history, CONTACTS, of, arrival, source="bank")
    merge(store.history, LEGS, rows, arrival, source="bank")
    number = publish_versions(store, "refresh", NOON)
    return known_visits(store, settings, MANAGER, NOON - 6 * HOUR, NOON, number)


def test_visits_that_came_with_a_refresh_since_then_are_not_lost(store, settings, arrival):
    of = contacts({})
    merge(store.history, CONTACTS, of, arrival, source="bank")
    merge(store.history, LEGS, legs(of, {}), arrival, source="bank")
    number = publish_versions(store, "refresh", NOON)

    found = known_visits(store, settings, MANAGER, NOON - 6 * HOUR, NOON - HOUR, number)

    assert found["contact_id"].to_list() == ["bank:1"]


def test_a_told_visit_counts_once_and_as_it_was_told(known, settings):
    now = told({"contact_id": "bank:1", "outcome": "abandoned", "wait_ms": 7000}, {"contact_id": "bank:3"})

    found = overlaid(known, now, settings, NOON).sort("contact_id")

    assert found.select("contact_id", "outcome", "wait_ms").rows() == [
        ("bank:1", "abandoned", 7000),
        ("bank:3", "waiting", 90_000),
    ]
    assert found["threshold_ms"].to_list() == [20_000, 20_000]


def test_who_waited_in_history_waits_on_where_the_source_tells_nothing(known, settings):
    silent = Now(told().visits, told().agents, ())

    found = overlaid(known, silent, settings, NOON)

    assert sorted(found["outcome"]) == ["answered", "waiting"]


def test_without_any_history_what_is_told_is_all(settings):
    found = overlaid(pl.DataFrame(), told({"contact_id": "bank:9"}), settings, NOON)

    assert found["contact_id"].to_list() == ["bank:9"]


def test_a_visit_to_no_queue_is_none(settings):
    assert overlaid(pl.DataFrame(), told({"contact_id": "x", "queue": None}), settings, NOON).is_empty()


def test_agents_have_name_and_team_of_their_newest_record_and_a_lead_sees_the_own_ones(store, arrival):
    people = pl.DataFrame(
        [
            {"agent_id": "bank:A", "valid_from": NOON - 9 * HOUR, "name": "Ada", "team": "South"},
            {"agent_id": "bank:A", "valid_from": NOON - HOUR, "name": "Ada", "team": "North"},
            {"agent_id": "bank:A", "valid_from": NOON + HOUR, "name": "Ada", "team": "West"},
        ],
        schema=AGENTS.columns,
    ).with_columns(source=pl.lit("bank"), version=pl.lit(1, pl.Int64))
    merge(store.history, AGENTS, people, arrival, source="bank")
    number = publish_versions(store, "refresh", NOON)
    now = told(
        agents=[{"agent_id": "bank:A", "state": "available"}, {"agent_id": "bank:B", "state": "break"}]
    )

    everybody = crew_of(store, number, now, MANAGER, NOON).sort("agent_id")
    own = crew_of(store, number, now, Viewer("l", "lead", frozenset({"North"})), NOON)

    assert everybody.select("agent_id", "name", "team").rows() == [
        ("bank:A", "Ada", "North"),
        ("bank:B", None, None),
    ]
    assert own["agent_id"].to_list() == ["bank:A"]


def test_who_waits_in_a_silent_source_has_waited_until_it_told_last(settings):
    other = told({"contact_id": "shop:1", "source": "shop"}, {"contact_id": "bank:9"})

    found = overlaid(pl.DataFrame(), other, settings, NOON, {"shop": NOON - timedelta(seconds=60)})

    assert dict(found.select("contact_id", "wait_ms").rows()) == {"shop:1": 30_000, "bank:9": 90_000}
