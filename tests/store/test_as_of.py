"""What a look at an earlier time does not show: what came later, and what was told later."""

from collections.abc import Callable
from datetime import timedelta

import polars as pl
import pytest

from settings import Settings
from store.ingest import publish_versions
from store.merge import Arrival, merge
from store.opened import Store
from store.read import Filters, Reading, Viewer, open_reading
from store.schema import AGENTS, CONTACTS, LEGS, STATES, empty
from tests.factories import NOON, contacts, legs, states

MANAGER = Viewer("Dana", "manager")
TEN, MINUTE = NOON - timedelta(hours=2), timedelta(minutes=1)
BACKFILL, LATE = Arrival(NOON, NOON), Arrival(NOON, TEN - timedelta(days=9))
Load = Callable[..., None]


@pytest.fixture
def load(store: Store) -> Load:
    def loaded(arrival: Arrival, of: pl.DataFrame, *visits: dict[str, object]) -> None:
        records = [{"source": "bank", "agent_id": "bank:DORIT", "valid_from": TEN, "team": "North"}]
        people = pl.DataFrame(records, schema=empty(AGENTS).schema)
        merge(store.history, CONTACTS, of, arrival, source="bank")
        merge(store.history, LEGS, legs(of, *visits), arrival, source="bank", parents=of["contact_id"])
        merge(store.history, AGENTS, people, arrival, source="bank")
        merge(store.history, STATES, states({}), arrival, source="bank")
        publish_versions(store, "test", NOON)

    return loaded


def read(store: Store, settings: Settings, minutes: float, *dimensions: str) -> Reading:
    filters = Filters(as_of=TEN + minutes * MINUTE)
    reading = open_reading(store, settings, MANAGER, filters, dimensions=dimensions)
    assert reading is not None
    return reading


def seen(reading: Reading) -> list[int]:
    states = reading.states()
    assert states is not None
    return [each.collect().height for each in (reading.contacts, reading.visits, states)]


def test_rows_that_came_later_are_not_seen(store: Store, settings: Settings, load: Load) -> None:
    load(LATE, contacts({}), {})

    assert seen(read(store, settings, 60)) == [0, 0, 0]
    assert seen(read(store, settings, 120)) == [1, 1, 1]


def test_what_a_backfill_brings_was_there(store: Store, settings: Settings, load: Load) -> None:
    load(BACKFILL, contacts({}), {})

    assert seen(read(store, settings, 60)) == [1, 1, 1]


def test_an_agents_record_that_came_later_names_no_team(store: Store, settings: Settings, load: Load) -> None:
    load(BACKFILL, contacts({}), {})
    record = pl.scan_delta(store.history.open("agents")).collect()
    late = record.with_columns(known_at=pl.lit(NOON).cast(record.schema["known_at"]))
    store.history.replace_week(AGENTS, "0000-W00", late)
    publish_versions(store, "test", NOON)

    teams = [read(store, settings, at, "team").visits.collect()["team"].to_list() for at in (60, 120)]

    assert teams == [[None], ["North"]]


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0.5, (None, None, None, None, None, None)),
        (1, (60_000, "sales", None, None, None, None)),
        (10, (60_000, "sales", "bill", 1, None, None)),
        (30, (60_000, "sales", "bill", 1, 1, TEN + 30 * MINUTE)),
    ],
    ids=["in the menu", "at its end", "at the end of the contact", "at its resolution"],
)
def test_a_contact_tells_of_itself_step_by_step(
    store: Store, settings: Settings, load: Load, minutes: float, expected: tuple[object, ...]
) -> None:
    told = {"topic": "bill", "is_complaint": 1, "is_resolved": 1, "resolved_at": TEN + 30 * MINUTE}
    load(BACKFILL, contacts({"menu_ms": 60_000, "entry_queue": "sales", **told}), {})

    names = ("menu_ms", "queue", "topic", "is_complaint", "is_resolved", "resolved_at")

    assert read(store, settings, minutes).contacts.select(names).collect().row(0) == expected


@pytest.mark.parametrize(("channel", "expected"), [("email", 1), ("voice", None)])
def test_what_is_written_is_a_complaint_since_it_came(
    store: Store, settings: Settings, load: Load, channel: str, expected: int | None
) -> None:
    load(BACKFILL, contacts({"channel": channel, "topic": "bill", "is_complaint": 1}), {})

    row = read(store, settings, 1).contacts.select("topic", "is_complaint").collect().row(0)

    assert row == (None, expected)


def test_what_has_no_known_end_tells_all(store: Store, settings: Settings, load: Load) -> None:
    load(BACKFILL, contacts({"ended_at": None, "topic": "bill"}), {})

    assert read(store, settings, 1).contacts.select("topic").collect().item() == "bill"


@pytest.mark.parametrize(("minutes", "expected"), [(5, None), (10, "bill")], ids=["it goes on", "it ended"])
def test_a_visit_is_about_nothing_until_its_contact_has_ended(
    store: Store, settings: Settings, load: Load, minutes: float, expected: str | None
) -> None:
    load(BACKFILL, contacts({"topic": "bill"}), {})

    visits = read(store, settings, minutes, "topic").visits

    assert visits.select("topic").collect().item() == expected
