"""The rows that reading gives, table by table: whoever looks, never one of somebody else's."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from settings import Settings
from store import moment, publish, rung
from store.covering import cover
from store.episodes import history
from store.live import read_now
from store.opened import Store, open_store
from store.read import Filters, Reading, Viewer, open_reading
from store.recorded import quality
from store.schema import AGENTS as RECORDS
from store.schema import CUSTOMERS, GESTURES, IDENTITIES, JOURNEY, NOTES, PERSONS, PROMISES, SURVEYS
from tests.access.planted import AGENTS, CLIENTS, MONDAY, OTHERS, TEAM, planted, told
from tests.factories import NOON
from ui.good_reasons import read as good
from ui.risk import read as risk
from ui.scene import Scene

FOUR_WEEKS = Filters(NOON, NOON - timedelta(weeks=4), NOON)
ONE = "bank:zsouth-1"  # a contact of the team Zteam


@dataclass(frozen=True)
class Asked:
    """Whoever looks, and where."""

    store: Store
    settings: Settings
    viewer: Viewer

    @property
    def reading(self) -> Reading:
        opened = open_reading(self.store, self.settings, self.viewer, FOUR_WEEKS, dimensions=("team",))
        assert opened is not None
        return opened

    @property
    def scene(self) -> Scene:
        return Scene(self.settings, self.store, self.viewer, publish.newest(self.store.state), NOON)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Settings]]:
    folder: Path = tmp_path_factory.mktemp("rows")
    shutil.copytree(planted(), folder / "data")
    settings = told(folder, 1)
    store = open_store(settings)
    yield store, settings
    store.close()


def listed(read: Callable[[Scene, date], object]) -> Callable[[Asked], pl.DataFrame]:
    """The list of a past week, as a page reads it."""

    def rows(asked: Asked) -> pl.DataFrame:
        found = read(asked.scene, MONDAY)
        assert found is not None
        return found.rows  # type: ignore[attr-defined,no-any-return]

    return rows


def late(asked: Asked) -> pl.DataFrame:
    """The visits behind all alerts."""
    alerts = history(asked.store.state, NOON - timedelta(days=1), NOON)
    found = [rung.late(asked.store, asked.settings, asked.viewer, one, NOON) for one in alerts]
    return pl.concat(one for one in found if one is not None)


def crew(asked: Asked) -> pl.DataFrame:
    number = publish.newest(asked.store.state)
    assert number is not None
    return moment.crew_of(asked.store, number.id, read_now(asked.store.state), asked.viewer, NOON)


def today(asked: Asked) -> pl.DataFrame:
    number = publish.newest(asked.store.state)
    assert number is not None
    since = NOON - timedelta(days=9)
    return moment.known_visits(asked.store, asked.settings, asked.viewer, since, NOON, number.id)


def records(asked: Asked) -> pl.DataFrame:
    found = quality(asked.store, asked.settings, asked.viewer, FOUR_WEEKS)
    assert found is not None
    return found.rows


def states(asked: Asked) -> pl.DataFrame:
    found = asked.reading.states()
    assert found is not None  # nothing is narrowed
    return found.collect()


def people(asked: Asked) -> pl.DataFrame:
    """Who covers the queues: of others a lead knows how many there are, and no name."""
    found = cover(asked.store, asked.settings, asked.viewer, (NOON - timedelta(weeks=4), NOON), NOON, {3: 4})
    assert found is not None
    return found.people.select("name")


READ: dict[str, Callable[[Asked], pl.DataFrame]] = {
    "contacts": lambda asked: asked.reading.contacts.collect(),
    "visits": lambda asked: asked.reading.visits.collect(),
    "legs": lambda asked: asked.reading.legs().collect(),
    "legs by name": lambda asked: asked.reading.named(asked.reading.legs().collect(), "queued_at"),
    "texts": lambda asked: asked.reading.texts().collect(),
    "words of a figure": lambda asked: asked.reading.verbatims().collect(),
    "notes": lambda asked: asked.reading.rows(NOTES).collect(),
    "surveys": lambda asked: asked.reading.rows(SURVEYS).collect(),
    "surveys of a figure": lambda asked: asked.reading.surveys().collect(),
    "promises": lambda asked: asked.reading.rows(PROMISES).collect(),
    "promises of a figure": lambda asked: asked.reading.promises().collect(),
    "complaints": lambda asked: asked.reading.complaints().collect(),
    "follow-ups": lambda asked: asked.reading.followups().collect(),
    "gestures": lambda asked: asked.reading.rows(GESTURES).collect(),
    "gestures of a figure": lambda asked: asked.reading.gestures().collect(),
    "gestures compared": lambda asked: asked.reading.compared().collect(),
    "customers": lambda asked: asked.reading.rows(CUSTOMERS).collect(),
    "customers of all time": lambda asked: asked.reading.records().collect(),
    "identities": lambda asked: asked.reading.rows(IDENTITIES).collect(),
    "persons": lambda asked: asked.reading.rows(PERSONS).collect(),
    "what happened to customers": lambda asked: asked.reading.rows(JOURNEY).collect(),
    "agents": lambda asked: asked.reading.rows(RECORDS).collect(),
    "states": states,
    "handling": lambda asked: asked.reading.handling().collect(),
    "traces": lambda asked: asked.reading.traced().collect(),
    "issues": lambda asked: asked.reading.issues().collect(),
    "open issues": lambda asked: asked.reading.open_issues().collect(),
    "who was reached": lambda asked: asked.reading.reached().collect(),
    "records to mend": records,
    "at risk": listed(risk.looked),
    "good reasons": listed(good.looked),
    "visits behind alerts": late,
    "agents now": crew,
    "visits of days past": today,
    "people who cover queues": people,
}
NORTH = Viewer("Eli", "lead", frozenset({"North"}))
NO_TEAM = Viewer("Noa", "lead")
EXECUTIVE = Viewer("Omer", "executive")
MANAGER, ADMIN = Viewer("Dana", "manager"), Viewer("Ivy", "admin")
# Of whom the words of texts are, is not to be told from them; that they are somebody's is for all who look.
FORBIDDEN = {NORTH: (OTHERS, TEAM), NO_TEAM: (OTHERS, TEAM, AGENTS, CLIENTS), EXECUTIVE: (AGENTS, CLIENTS)}
UNFILLED = {"follow-ups", "good reasons", "open issues", "persons"}  # of which the planted centre has none


def marks(rows: pl.DataFrame) -> set[str]:
    """Which marks stand anywhere in rows."""
    text = rows.with_columns(pl.selectors.nested().map_elements(str, return_dtype=pl.String)).write_csv()
    return {mark for mark in (OTHERS, TEAM, AGENTS, CLIENTS) if mark in text.lower()}


@pytest.mark.parametrize("viewer", FORBIDDEN, ids=["lead", "lead of no team", "executive"])
@pytest.mark.parametrize("table", READ)
def test_no_row_of_a_table_is_somebody_elses(
    centre: tuple[Store, Settings], table: str, viewer: Viewer
) -> None:
    found = marks(READ[table](Asked(*centre, viewer)))

    assert found & {*FORBIDDEN[viewer]} == set()


@pytest.mark.parametrize("viewer", [MANAGER, ADMIN], ids=["manager", "admin"])
@pytest.mark.parametrize("table", sorted(READ.keys() - UNFILLED))
def test_who_may_see_all_is_given_the_rows_of_others(
    centre: tuple[Store, Settings], table: str, viewer: Viewer
) -> None:
    assert OTHERS in marks(READ[table](Asked(*centre, viewer)))


@pytest.mark.parametrize("viewer", [NORTH, NO_TEAM], ids=["lead", "lead of no team"])
def test_a_contact_of_others_is_not_there_by_its_id(centre: tuple[Store, Settings], viewer: Viewer) -> None:
    reading = Asked(*centre, viewer).reading

    assert reading.contact(ONE) is None
    assert reading.legs_of(ONE).height == 0
    assert reading.legs_of_all(pl.Series([ONE, "bank:north-1"]))["contact_id"].unique().to_list() == (
        ["bank:north-1"] if viewer.teams else []
    )
