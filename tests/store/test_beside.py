"""The rows beside contacts and legs, as each of the cast may see them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import polars as pl
import pytest

from settings import Settings
from store.heard import rehear
from store.hearing import Hearing
from store.ingest import Ingest, publish_versions
from store.merge import Arrival, merge
from store.opened import Store
from store.read import Filters, Viewer, open_reading
from store.schema import (
    AGENTS,
    CONTACTS,
    CUSTOMERS,
    GESTURES,
    IDENTITIES,
    JOURNEY,
    LEGS,
    NOTES,
    PROMISES,
    QUEUES,
    STAFFING,
    SURVEYS,
    TABLES,
    TOPICS,
    Table,
    empty,
)
from tests.factories import NOON, ZONE, contacts, legs
from tests.store.sent import Sent

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TEN = NOON - 2 * HOUR
MANAGER, EXECUTIVE = Viewer("Dana", "manager"), Viewer("Noa", "executive")
LEAD, OUTSIDER = Viewer("Rina", "lead", frozenset({"North"})), Viewer("Outsider", "lead")
NOW = Filters(as_of=NOON)
OF_CONTACTS = (SURVEYS, NOTES, PROMISES, GESTURES)
OTHERS = (*OF_CONTACTS, CUSTOMERS, IDENTITIES, JOURNEY, STAFFING, QUEUES, TOPICS)
Load = Callable[..., int]
Read = Callable[..., list[object]]


def rows(table: Table, *given: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(
        [{"source": "bank", "version": 1, **one} for one in given], schema=empty(table).schema
    )


def of_contacts(table: Table, *contact_ids: str | None, at: datetime = TEN + HOUR) -> pl.DataFrame:
    plain = {"kind": "csat", "text": "words", table.begins or "": at}
    given = [
        {**plain, table.key[0]: f"bank:{n}", "contact_id": contact, "customer_id": f"bank:c{n}"}
        for n, contact in enumerate(contact_ids, start=1)
    ]
    known = [{name: value for name, value in one.items() if name in table.columns} for one in given]
    return rows(table, *known)


@pytest.fixture
def load(store: Store, settings: Settings) -> Load:
    """Two contacts: bank:1 with Dorit of the team North, bank:2 with Eli of the South; and what is given."""

    def loaded(**tables: pl.DataFrame) -> int:
        of = contacts(
            {"customer_id": "bank:c1", "entry_queue": "PS"},
            {"contact_id": "bank:2", "customer_id": "bank:c2", "entry_queue": "NW", "started_at": TEN - DAY},
        )
        visits = legs(of, {}, {"contact_id": "bank:2", "agent_id": "bank:ELI", "queue": "NW"})
        people = [("bank:DORIT", "North"), ("bank:ELI", "South")]
        records = [{"agent_id": who, "valid_from": TEN - 9 * DAY, "team": team} for who, team in people]
        arrival = Arrival(NOON, NOON, is_first=True)
        merge(store.history, AGENTS, rows(AGENTS, *records), arrival, source="bank")
        bare = {"contacts": of.select(empty(CONTACTS).columns), "legs": visits.select(empty(LEGS).columns)}
        Ingest(store, "bank", ZONE, arrival).take(Sent({**bare, **tables}))
        rehear(store, Hearing(ZONE), NOON)
        return publish_versions(store, "test", NOON)

    return loaded


@pytest.fixture
def read(store: Store, settings: Settings) -> Read:
    def column(table: Table, name: str, viewer: Viewer = MANAGER, filters: Filters = NOW) -> list[object]:
        reading = open_reading(store, settings, viewer, filters)
        assert reading is not None
        return reading.rows(table).sort(table.key).select(name).collect()[name].to_list()

    return column


@pytest.mark.parametrize("table", OTHERS, ids=lambda table: table.name)
def test_a_table_that_no_source_fills_has_no_rows(
    store: Store, settings: Settings, load: Load, table: Table
) -> None:
    load()
    reading = open_reading(store, settings, MANAGER, NOW)

    assert reading is not None
    found = reading.rows(table).collect()
    assert (found.height, found.schema) == (0, pl.Schema(table.stored))


def test_an_older_publication_has_none_of_what_came_since(
    store: Store, settings: Settings, load: Load
) -> None:
    before = load()
    load(notes=of_contacts(NOTES, "bank:1"))
    reading = open_reading(store, settings, MANAGER, NOW, publication=before)

    assert reading is not None
    assert reading.rows(NOTES).collect().is_empty()


@pytest.mark.parametrize("table", OF_CONTACTS, ids=lambda table: table.name)
@pytest.mark.parametrize(
    ("viewer", "expected"),
    [
        (MANAGER, ["bank:1", "bank:2", "bank:9", None]),
        (EXECUTIVE, ["bank:1", "bank:2", "bank:9", None]),
        (LEAD, ["bank:1"]),
        (OUTSIDER, []),
    ],
    ids=["a manager", "an executive", "a lead", "an outsider"],
)
def test_what_belongs_to_a_contact_is_seen_by_who_sees_the_contact(
    load: Load, read: Read, table: Table, viewer: Viewer, expected: list[object]
) -> None:
    load(**{table.name: of_contacts(table, "bank:1", "bank:2", "bank:9", None)})

    assert read(table, "contact_id", viewer) == expected


@pytest.mark.parametrize(
    ("viewer", "expected"),
    [
        (MANAGER, ["bank:c1", "bank:c2", "bank:c3"]),
        (LEAD, ["bank:c1"]),
        (OUTSIDER, []),
        (EXECUTIVE, [None] * 3),
    ],
    ids=["a manager", "a lead", "an outsider", "an executive"],
)
@pytest.mark.parametrize("table", [CUSTOMERS, IDENTITIES, JOURNEY], ids=lambda table: table.name)
def test_a_lead_knows_the_customers_of_the_own_teams(
    load: Load, read: Read, table: Table, viewer: Viewer, expected: list[object]
) -> None:
    plain = {"valid_from": TEN, "kind": "order", "value": "7", "at": TEN}
    columns = {name: value for name, value in plain.items() if name in table.columns}
    given = [{**columns, "customer_id": f"bank:c{n}"} for n in (1, 2, 3)]
    named = [{**one, "event_id": f"bank:{n}"} for n, one in enumerate(given)] if table == JOURNEY else given
    load(**{table.name: rows(table, *named)})

    assert read(table, "customer_id", viewer) == expected


def test_free_words_of_a_journey_are_read_without_numbers_and_addresses(load: Load, read: Read) -> None:
    told = ["order 20417", "card 4580 1234 5678 9010 declined", "receipt to ada@example.org", None]
    events = [
        {"event_id": f"bank:{n}", "customer_id": "bank:c1", "kind": "order", "at": TEN, "detail": words}
        for n, words in enumerate(told)
    ]
    load(journey_events=rows(JOURNEY, *events))

    masked = ["order 20417", "card [card] declined", "receipt to [email]", None]
    assert sorted(read(JOURNEY, "detail"), key=str) == sorted(masked, key=str)


def test_free_words_of_a_journey_are_read_without_the_names_of_their_customer(load: Load, read: Read) -> None:
    told = ["asked for the card of Ada Levi", "Levi came to the branch", "Boris came with her", None]
    events = [
        {"event_id": f"bank:{n}", "customer_id": "bank:c1", "kind": "visit", "at": TEN, "detail": words}
        for n, words in enumerate(told)
    ]
    named = {"customer_id": "bank:c1", "valid_from": TEN - 9 * DAY}
    records = [{**named, "name": "Ada Levi"}, {**named, "valid_from": TEN, "name": "Ada Cohen"}]
    other = {**named, "customer_id": "bank:c2", "name": "Boris Kim"}
    load(journey_events=rows(JOURNEY, *events), customers=rows(CUSTOMERS, *records, other))

    masked = ["asked for the card of [name]", "[name] came to the branch", "Boris came with her", None]
    assert sorted(read(JOURNEY, "detail"), key=str) == sorted(masked, key=str)


def test_everyone_sees_the_plan_of_the_queues_looked_at(load: Load, read: Read) -> None:
    plans = [{"queue": queue, "starts_at": NOON - HOUR, "interval_s": 1800} for queue in ("NW", "PS")]
    load(staffing=rows(STAFFING, *plans))
    narrowed = Filters(NOON, where=(("queue", ("NW",)),))

    assert read(STAFFING, "queue", OUTSIDER) == ["NW", "PS"]
    assert read(STAFFING, "queue", MANAGER, narrowed) == ["NW"]


@pytest.mark.parametrize(
    ("table", "given", "hidden"),
    [
        (SURVEYS, {"survey_id": "s", "invited_at": TEN, "kind": "csat"}, ["customer_id", "comment"]),
        (NOTES, {"note_id": "n", "written_at": TEN}, ["customer_id", "text"]),
        (PROMISES, {"promise_id": "p", "made_at": TEN}, ["customer_id"]),
        (GESTURES, {"gesture_id": "g", "granted_at": TEN}, ["customer_id"]),
        (CUSTOMERS, {"valid_from": TEN}, ["customer_id", "name", "born_on", "attributes"]),
        (IDENTITIES, {"kind": "phone"}, ["customer_id", "value", "person_id"]),
        (JOURNEY, {"event_id": "e", "kind": "order", "at": TEN}, ["customer_id", "detail"]),
    ],
    ids=lambda given: given.name if isinstance(given, Table) else None,
)
def test_an_executive_reads_nothing_that_names_or_quotes_a_customer(
    store: Store, settings: Settings, load: Load, table: Table, given: dict[str, object], hidden: list[str]
) -> None:
    covered = {"name", "attributes", "value", "person_id"}
    load(**{table.name: rows(table, {**dict.fromkeys(hidden, "Ada"), **given})})
    both = [open_reading(store, settings, viewer, NOW) for viewer in (MANAGER, EXECUTIVE)]

    shown = [one.rows(table).select(hidden).collect().row(0) for one in both if one is not None]

    told = tuple("A••••" if name in covered else "Ada" for name in hidden)
    assert shown == [told, (None,) * len(hidden)]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (TEN - DAY, TEN, ["bank:2"]),
        (TEN, None, ["bank:1"]),
        (TEN + HOUR, None, []),
    ],
    ids=["the day before", "from the contact on", "after it, when it was written"],
)
def test_the_window_is_about_when_the_contact_began(
    load: Load, read: Read, start: datetime, end: datetime | None, expected: list[str]
) -> None:
    load(notes=of_contacts(NOTES, "bank:1", "bank:2"))

    assert read(NOTES, "contact_id", MANAGER, Filters(NOON, start, end)) == expected


def test_filters_narrow_to_the_contacts_looked_at(load: Load, read: Read) -> None:
    load(notes=of_contacts(NOTES, "bank:1", "bank:2", None))

    assert read(NOTES, "contact_id", MANAGER, Filters(NOON, where=(("queue", ("NW",)),))) == ["bank:2"]


def test_events_lie_in_the_window_in_which_they_happened(load: Load, read: Read) -> None:
    times = (TEN - 40 * DAY, TEN, NOON)
    events = [
        {"event_id": f"bank:{n}", "customer_id": "bank:c1", "kind": "order", "at": at}
        for n, at in enumerate(times)
    ]
    load(journey_events=rows(JOURNEY, *events))

    assert read(JOURNEY, "event_id", MANAGER, Filters(NOON, TEN, NOON)) == ["bank:1"]


def test_of_a_customer_the_record_in_force_is_read(load: Load, read: Read) -> None:
    spans = [(TEN - DAY, "basic"), (TEN, "gold"), (NOON + DAY, "none")]
    load(
        customers=rows(
            CUSTOMERS, *[{"customer_id": "bank:c1", "valid_from": at, "plan": p} for at, p in spans]
        )
    )

    assert read(CUSTOMERS, "plan") == ["gold"]
    assert read(CUSTOMERS, "plan", MANAGER, Filters(TEN - HOUR)) == ["basic"]


@pytest.mark.parametrize(
    ("table", "given", "names", "steps"),
    [
        (
            SURVEYS,
            {"survey_id": "s", "kind": "csat", "invited_at": TEN, "answered_at": TEN + HOUR, "score": 4.0},
            ("score", "answered_at"),
            [[], [(None, None)], [(4.0, TEN + HOUR)]],
        ),
        (
            PROMISES,
            {"promise_id": "p", "made_at": TEN, "due_at": NOON + DAY, "attempted_at": NOON, "kept_at": NOON},
            ("due_at", "kept_at"),
            [[], [(NOON + DAY, None)], [(NOON + DAY, None)]],
        ),
    ],
    ids=["a survey", "a promise"],
)
def test_what_was_told_later_is_not_known_then(
    store: Store,
    settings: Settings,
    load: Load,
    table: Table,
    given: dict[str, object],
    names: tuple[str, ...],
    steps: list[object],
) -> None:
    load(**{table.name: rows(table, given)})
    times = (TEN - HOUR, TEN + HOUR / 2, TEN + HOUR)
    readings = [open_reading(store, settings, MANAGER, Filters(at)) for at in times]

    assert [one.rows(table).select(names).collect().rows() for one in readings if one] == steps


def test_two_sources_may_plan_for_queues_of_one_name(store: Store, load: Load, read: Read) -> None:
    plan = {"queue": "PS", "starts_at": TEN, "interval_s": 1800}
    load(staffing=rows(STAFFING, {**plan, "required": 3.0}))
    arrival = Arrival(NOON, NOON)
    for required in (5.0, 6.0):
        shop = rows(STAFFING, {**plan, "source": "shop", "required": required})
        merge(store.history, STAFFING, shop, arrival, source="shop")
    publish_versions(store, "test", NOON)

    assert read(STAFFING, "required") == [3.0, 6.0]


def test_every_table_is_beside_or_read_in_a_way_of_its_own() -> None:
    own = {"contacts", "legs", "agents", "agent_states", "quarantine", "traces", "persons", "texts"}

    assert set(TABLES) == own | {table.name for table in OTHERS}
