from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from sqlalchemy import delete

from metrics.compute import compute
from metrics.periods import Period
from settings import Settings
from store.agents import nameless
from store.ingest import publish_versions
from store.merge import Arrival, merge
from store.models import PublicationTable
from store.opened import Store
from store.read import Filters, Viewer, open_reading
from store.schema import AGENTS, CONTACTS, LEGS, STATES, empty
from tests.factories import NOON, contacts, legs, states

MANAGER = Viewer("Dana", "manager")
NORTH = Viewer("Rina", "lead", frozenset({"North"}))
SOUTH = Viewer("Omer", "lead", frozenset({"South"}))
EXECUTIVE = Viewer("Noa", "executive")
TEN = NOON - timedelta(hours=2)
HOUR = timedelta(hours=1)
NOW = Filters(as_of=NOON)
TIMES = ("occupancy", "load", "time_available", "time_on_break")

Load = Callable[..., int]
Values = Callable[..., dict[str, float | None]]


@pytest.fixture
def arrival() -> Arrival:
    """A backfill: what happened is known since it happened."""
    return Arrival(now=NOON, connected_at=NOON)


@pytest.fixture
def load(store: Store, arrival: Arrival) -> Load:
    """Merge the plain contact with its visit, and stretches and agents as given, and publish them."""

    def loaded(*stretches: dict[str, object], of: pl.DataFrame | None = None, **leg: object) -> int:
        merge(store.history, CONTACTS, contacts({}), arrival, source="bank")
        merge(store.history, LEGS, legs(contacts({}), leg), arrival, source="bank", parents=["bank:1"])
        merge(store.history, STATES, states(*stretches), arrival, source="bank")
        if of is not None:
            merge(store.history, AGENTS, of, arrival, source="bank")
        return publish_versions(store, "test", NOON)

    return loaded


@pytest.fixture
def values(store: Store, settings: Settings) -> Values:
    """Compute the figures of agents' time."""

    def computed(
        viewer: Viewer = MANAGER, filters: Filters = NOW, *by: str
    ) -> dict[object, tuple[float | None, ...]]:
        reading = open_reading(store, settings, viewer, filters, dimensions=by)
        assert reading is not None
        table = compute(reading.frames, TIMES, by=by, period=Period(filters.start, filters.end))
        figures = zip(*(table[name].struct["value"].to_list() for name in TIMES), strict=True)
        keys = [tuple(row) for row in table.select(by).rows()] if by else [()]
        return dict(zip(keys, figures, strict=True))

    return computed


def agents(*rows: tuple[str, int, str, str]) -> pl.DataFrame:
    frame = [
        {
            "source": "bank",
            "agent_id": name,
            "valid_from": datetime(*day, tzinfo=UTC),
            "team": team,
            "site": site,
        }
        for name, day, team, site in rows
    ]
    return pl.DataFrame(frame, schema=empty(AGENTS).schema)


STAFF = agents(
    ("bank:DORIT", (2020, 1, 1), "South", "Eilat"),
    ("bank:DORIT", (2026, 3, 4), "North", "Haifa"),
    ("bank:ELI", (2020, 1, 1), "South", "Eilat"),
)


def test_a_publication_gives_states_and_handling_of_its_agents(load: Load, values: Values) -> None:
    load({})

    assert values() == {(): (60 / 3600, 1.0, 3540.0, 0.0)}


def test_groups_are_local_hours_of_the_site(load: Load, values: Values) -> None:
    load({"ended_at": TEN + 1.5 * HOUR})

    assert values(MANAGER, NOW, "agent", "hour") == {
        ("bank:DORIT", 12): (60 / 3600, 1.0, 3540.0, 0.0),
        ("bank:DORIT", 13): (0.0, None, 1800.0, 0.0),
    }


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (TEN - HOUR, (None, 0)),
        (TEN + timedelta(seconds=50), (20, 30)),
        (TEN + timedelta(seconds=100), (40, 60)),
    ],
    ids=["before it began", "in the middle of the call", "while it lasted"],
)
def test_what_lasts_ends_at_the_clock(
    store: Store, settings: Settings, load: Load, as_of: datetime, expected: tuple[float | None, float]
) -> None:
    load({"ended_at": None})
    reading = open_reading(store, settings, MANAGER, Filters(as_of=as_of))

    assert reading is not None
    row = compute(reading.frames, ["time_available", "load"]).row(0, named=True)
    assert (row["time_available"]["value"], row["load"]["numerator"]) == expected


def test_a_call_whose_end_is_not_known_is_not_said_to_last(load: Load, values: Values) -> None:
    load({}, talk_ms=None, ended_at=None)

    assert values() == {(): (0.0, None, 3600.0, 0.0)}


@pytest.mark.parametrize("ended_at", [None, NOON], ids=["it still lasts", "it covers the window"])
def test_a_window_finds_a_stretch_that_began_long_before(
    load: Load, values: Values, ended_at: datetime | None
) -> None:
    began = NOON - timedelta(days=40)
    load(
        {"started_at": began, "ended_at": ended_at},
        {"started_at": began, "ended_at": began + HOUR, "agent_id": "bank:ELI"},
    )
    window = Filters(as_of=NOON, start=NOON - 0.5 * HOUR, end=NOON - 0.25 * HOUR)

    assert values(MANAGER, window)[()][2] == 900


def test_a_window_finds_a_call_that_covers_it(load: Load, values: Values) -> None:
    load({}, ended_at=NOON + timedelta(days=20), talk_ms=None)
    window = Filters(
        as_of=NOON + timedelta(days=30), start=NOON + timedelta(days=15), end=NOON + timedelta(days=16)
    )

    assert values(MANAGER, window)[()][1] == 1.0


def test_a_lost_log_out_ends_where_the_agent_is_seen_again(load: Load, values: Values) -> None:
    load(
        {"started_at": NOON - timedelta(days=40), "ended_at": None},
        {"started_at": NOON - timedelta(days=30), "ended_at": NOON - timedelta(days=29), "state": "offline"},
        {"started_at": NOON - 0.5 * HOUR, "ended_at": NOON, "state": "break"},
    )
    window = Filters(as_of=NOON, start=NOON - HOUR, end=NOON)

    assert values(MANAGER, window) == {(): (None, None, 0.0, 1800.0)}


def test_weeks_that_do_not_reach_into_the_window_are_not_read(
    store: Store, settings: Settings, load: Load
) -> None:
    load({"started_at": NOON - timedelta(days=40), "ended_at": NOON - timedelta(days=39)}, {})
    window = Filters(as_of=NOON, start=TEN, end=NOON)
    reading = open_reading(store, settings, MANAGER, window)

    assert reading is not None
    assert reading.states().collect().height == 1


def test_a_lead_sees_the_time_that_the_own_team_spent(load: Load, values: Values) -> None:
    before = {"started_at": TEN - 24 * HOUR, "ended_at": TEN - 23 * HOUR}
    load(before, {}, {**before, "agent_id": "bank:ELI"}, of=STAFF)

    assert values(NORTH, NOW, "agent", "team") == {("bank:DORIT", "North"): (60 / 3600, 1.0, 3540.0, 0.0)}


def test_an_outsider_lead_sees_no_time(load: Load, values: Values) -> None:
    load({}, of=STAFF)

    assert values(Viewer("Outsider", "lead")) == {(): (None, None, None, None)}


def test_an_executive_sees_teams_but_no_agent(
    store: Store, settings: Settings, load: Load, values: Values
) -> None:
    load({}, of=STAFF)
    reading = open_reading(store, settings, EXECUTIVE, NOW)
    one_agent = Filters(as_of=NOON, where=(("agent", ("bank:DORIT",)),))

    assert values(EXECUTIVE, NOW, "team") == {("North",): (60 / 3600, 1.0, 3540.0, 0.0)}
    assert values(EXECUTIVE, NOW, "agent") == {}
    assert values(EXECUTIVE, one_agent) == {(): (None, None, None, None)}
    assert reading is not None
    assert "bank:DORIT" not in reading.states().collect()["agent_id"].to_list()


def test_the_site_is_where_the_agent_sits(load: Load, values: Values) -> None:
    load({}, {"agent_id": "bank:ELI"}, of=STAFF)

    assert values(MANAGER, NOW, "site") == {
        ("Eilat",): (0.0, None, 3600.0, 0.0),
        ("Haifa",): (60 / 3600, 1.0, 3540.0, 0.0),
    }


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (("agent", "bank:ELI"), (0.0, None, 3600.0, 0.0)),
        (("team", "North"), (60 / 3600, 1.0, 3540.0, 0.0)),
        (("queue", "PS"), (None, 1.0, None, None)),
        (("queue", "NW"), (None, None, None, None)),
    ],
    ids=["an agent", "a team", "a queue has a load but no idle agents", "a queue without contacts"],
)
def test_filters_narrow_what_agents_did(
    load: Load, values: Values, where: tuple[str, str], expected: tuple[float | None, ...]
) -> None:
    load({}, {"agent_id": "bank:ELI"}, of=STAFF)
    name, value = where

    assert values(MANAGER, replace(NOW, where=((name, (value,)),))) == {(): expected}


def test_a_call_from_agent_to_agent_is_work_too(load: Load, values: Values) -> None:
    load({}, queue=None)

    assert values()[()][0] == 60 / 3600


def test_a_publication_from_before_there_were_states_has_none(
    store: Store, load: Load, values: Values
) -> None:
    number = load({})
    old = delete(PublicationTable).where(
        PublicationTable.publication_id == number, PublicationTable.table_name == "agent_states"
    )
    with store.state.writing() as connection:
        connection.execute(old)

    assert values() == {(): (None, 1.0, None, None)}


def test_rows_get_the_name_that_the_agent_had_then(store: Store, settings: Settings, load: Load) -> None:
    load(of=STAFF.with_columns(name=pl.col("agent_id") + " of " + pl.col("team")))
    before = datetime(2026, 3, 3, tzinfo=UTC)
    asked = pl.DataFrame(
        {
            "agent_id": ["bank:DORIT", "bank:NOBODY", "bank:DORIT", "bank:ELI", None],
            "at": [datetime(2026, 3, 5, tzinfo=UTC), NOON, before, NOON, NOON],
            "name": ["Or", None, "Gil", None, None],
        }
    )
    later = Filters(as_of=NOON + timedelta(days=30))
    names = {}
    for viewer in (MANAGER, EXECUTIVE, NORTH, SOUTH):
        reading = open_reading(store, settings, viewer, later)
        assert reading is not None
        named = reading.named(asked, "at")
        names[viewer.name] = named["agent_name"].to_list()
        assert named.drop("agent_name").equals(asked)

    own, other = ["bank:DORIT of North", "bank:DORIT of South"], "another team"
    assert names["Dana"] == [own[0], None, own[1], "bank:ELI of South", None]
    assert names["Noa"] == [None] * 5
    assert names["Rina"] == [own[0], other, own[1], other, None]
    assert names["Omer"] == [own[0], other, own[1], "bank:ELI of South", None]


def test_who_knows_an_agents_id_cannot_work_out_by_what_it_is_replaced() -> None:
    told = nameless(pl.LazyFrame({"agent_id": ["a-1", "a-1", "a-2", None]})).collect()["agent_id"].to_list()

    assert told[0] == told[1] != told[2]
    assert told[3] is None
    assert told[0] != str(pl.Series(["a-1"]).hash()[0])
