from dataclasses import dataclass
from datetime import timedelta

import polars as pl
import pytest

from store.live import Writer, forget, read_now, sources_now
from store.schema import AGENTS_NOW, VISITS_NOW
from tests.factories import NOON

pytestmark = pytest.mark.both_databases


@dataclass(frozen=True)
class Told:
    at: object
    visits: pl.DataFrame
    agents: pl.DataFrame


def told(at=NOON, visits=(), agents=()):
    plain = {"leg_no": 1, "queue": "PS", "outcome": "waiting", "queued_at": NOON, "started_at": NOON}
    return Told(
        at,
        pl.DataFrame([{**plain, **row} for row in visits], schema=VISITS_NOW),
        pl.DataFrame([{"state": "available", "since": NOON, **row} for row in agents], schema=AGENTS_NOW),
    )


@pytest.fixture
def writer(store):
    return Writer(store.state, "bank")


def test_what_a_source_tells_is_read_as_it_was_told(store, writer):
    one = told(visits=[{"contact_id": "bank:1"}], agents=[{"agent_id": "bank:A", "queues": "PS"}])

    assert writer.write(one)

    now = read_now(store.state)
    assert now.visits.drop("source").equals(one.visits)
    assert now.agents.drop("source").equals(one.agents)
    assert [(s.source, s.at, s.problem) for s in now.sources] == [("bank", NOON, None)]


def test_only_a_change_raises_the_revision_and_the_age_goes_on(store, writer):
    same = {"visits": [{"contact_id": "bank:1"}]}
    writer.write(told(**same))
    first = sources_now(store.state)[0]

    assert not writer.write(told(NOON + timedelta(seconds=5), **same))

    second = sources_now(store.state)[0]
    assert second.revision == first.revision
    assert second.at == NOON + timedelta(seconds=5)


def test_a_changed_a_new_and_a_gone_visit_are_brought_up_to_date(store, writer):
    writer.write(told(visits=[{"contact_id": "bank:1"}, {"contact_id": "bank:2"}]))

    assert writer.write(
        told(visits=[{"contact_id": "bank:2", "outcome": "answered", "wait_ms": 9}, {"contact_id": "bank:3"}])
    )

    found = read_now(store.state).visits.sort("contact_id")
    assert found.select("contact_id", "outcome", "wait_ms").rows() == [
        ("bank:2", "answered", 9),
        ("bank:3", "waiting", None),
    ]


def test_a_new_writer_goes_on_from_what_the_dead_one_wrote(store, writer):
    writer.write(told(visits=[{"contact_id": "bank:1"}, {"contact_id": "bank:2"}]))

    assert Writer(store.state, "bank").write(told(visits=[{"contact_id": "bank:2"}]))

    assert read_now(store.state).visits["contact_id"].to_list() == ["bank:2"]


def test_a_source_that_fails_keeps_what_it_told_and_says_why(store, writer):
    writer.write(told(visits=[{"contact_id": "bank:1"}]))

    writer.fail("The switch does not answer.")

    now = read_now(store.state)
    assert now.visits.height == 1
    assert now.sources[0].problem == "The switch does not answer."
    assert now.sources[0].at == NOON


def test_sources_do_not_touch_each_other_and_a_removed_one_is_forgotten(store, writer):
    other = Writer(store.state, "shop")
    writer.write(told(visits=[{"contact_id": "1"}]))
    other.write(told(visits=[{"contact_id": "1"}]))
    writer.write(told())

    assert read_now(store.state).visits["source"].to_list() == ["shop"]

    forget(store.state, ["bank"])

    assert read_now(store.state).visits.is_empty()
    assert [one.source for one in sources_now(store.state)] == ["bank"]


def test_what_could_not_be_written_is_written_the_next_time(store, monkeypatch):
    writer = Writer(store.state, "bank")
    one = told(visits=[{"contact_id": "bank:1"}])
    with monkeypatch.context() as broken:
        broken.setattr(Writer, "_mark", lambda *_given, **_values: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            writer.write(one)

    assert writer.write(one)
    assert read_now(store.state).visits.drop("source").equals(one.visits)
