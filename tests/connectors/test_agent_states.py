from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from connectors.errors import Refused
from settings import load
from store.ingest import Ingest, begin
from store.merge import Arrival
from store.opened import Store, open_store
from store.schema import STATES
from tests.connectors.fetched import NOON, fetch, files, write

HEADER = "agent,since,until,state,why"
SELECT = """
SELECT _row AS source_row, agent AS agent_id, since AS started_at, until AS ended_at, state, why AS reason
FROM rows
"""
ROWS = (
    "dorit,2026-03-02 09:00:00,2026-03-02 09:30:00,available,",
    "dorit,2026-03-02 09:30:00,2026-03-02 09:45:00,break,lunch",
    "dorit,2026-03-02 09:45:00,,available,",
)


def desk(folder: Path, *rows: str, select: str = SELECT):
    write(folder / "states.csv", *rows, header=HEADER)
    return files(folder, "Asia/Jerusalem", select={"agent_states": select})


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 3, 2, hour, minute, tzinfo=UTC)


def test_a_mapping_fills_states_alone(tmp_path: Path) -> None:
    fetched = fetch(desk(tmp_path, *ROWS))

    rows = fetched.table("agent_states").select(list(STATES.columns)).rows()
    assert rows == [
        ("desk:dorit", at(7, 0), "available", None, at(7, 30)),
        ("desk:dorit", at(7, 30), "break", "lunch", at(7, 45)),
        ("desk:dorit", at(7, 45), "available", None, None),
    ]
    assert (fetched.read, fetched.loaded) == (3, 3)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            "eli,2026-03-02 09:00:00,2026-03-02 09:30:00,lunch,",
            "state: 'lunch' is not one of available, on_contact, wrap_up, ringing, break, meeting, offline",
        ),
        ("eli,2026-03-02 09:00:00,2026-03-02 09:30:00,,", "state is missing"),
        (",2026-03-02 09:00:00,2026-03-02 09:30:00,break,", "agent_id is missing"),
        (
            "eli,2026-03-02 09:00:00,2026-03-02 08:30:00,break,",
            "ended_at is before started_at: is the source's clock right?",
        ),
    ],
    ids=["an unknown state", "no state", "nobody's", "backwards"],
)
def test_a_stretch_that_cannot_be_right_is_set_aside_with_its_reason(
    tmp_path: Path, row: str, reason: str
) -> None:
    fetched = fetch(desk(tmp_path, *ROWS, row))

    assert (fetched.read, fetched.loaded) == (4, 3)
    assert fetched.reasons == {5: reason}


def test_a_select_without_a_state_is_refused(tmp_path: Path) -> None:
    without = SELECT.replace(", state,", ", ").replace("why", "state || why")

    with pytest.raises(Refused, match="The SELECT of agent_states has to return state as well."):
        fetch(desk(tmp_path, *ROWS, select=without))


@pytest.fixture
def store(tmp_path: Path):
    config = tmp_path / "moked.toml"
    config.write_text("")
    opened: Store = open_store(load(config, tmp_path / "data"))
    begin(opened, NOON)
    yield opened
    opened.close()


def test_states_are_kept_and_a_stretch_that_ends_is_ended(tmp_path: Path, store: Store) -> None:
    open_one, ended = (
        "dorit,2026-03-02 09:45:00,,available,",
        "dorit,2026-03-02 09:45:00,2026-03-02 10:00:00,available,",
    )

    for rows in (ROWS, (*ROWS[:2], open_one), (*ROWS[:2], ended)):
        run = Ingest(store, "desk", "Asia/Jerusalem", Arrival(NOON, NOON))
        for batch in fetch(desk(tmp_path, *rows)).batches:
            run.take(batch)

    kept = pl.read_delta(store.history.path("agent_states")).sort("started_at")
    assert kept["ended_at"].to_list() == [at(7, 30), at(7, 45), at(8, 0)]
