import json
import os
from pathlib import Path

import polars as pl
import pytest

from store.history import History
from tests.installed import Installed

CONFIG = """
now = 2026-03-03T00:00:00+00:00
[[connectors]]
name = "desk"
kind = "files"
path = "*.csv"
{pieces}
[connectors.select]
contacts = '''SELECT _row AS source_row, id AS contact_id, 'voice' AS channel, 'inbound' AS direction,
    start AS started_at, topic FROM rows WHERE kind = 'contact' '''
legs = '''SELECT _row AS source_row, id AS contact_id, leg AS leg_no, queue, start AS queued_at, 5 AS wait_s,
    'answered' AS outcome FROM rows WHERE kind = 'leg' '''
agents = '''SELECT _row AS source_row, 'a' || leg AS agent_id, DATE '2026-01-01' AS valid_from FROM rows
    WHERE kind = 'leg' '''
"""
HEADER = "kind,id,start,topic,leg,queue\n"
CONTACT = "contact,c1,2026-03-02 09:00:00,bills,,\n"
OTHER = "contact,c2,2026-03-02 10:00:00,moves,,\n"
FIRST, SECOND = "leg,c1,2026-03-02 09:00:05,,1,sales\n", "leg,c1,2026-03-02 09:01:00,,2,support\n"
LOST = "leg,c9,2026-03-02 09:02:00,,1,sales\n"
WRITTEN = "desk: {} rows read = {} loaded + {} excluded + {} set aside."
PIECES = "pieces = true"


class Desk(Installed):
    """A desk whose files hold contacts and legs as rows of their own."""

    def write(self, name: str, *rows: str, at: int) -> None:
        path = self.folder / name
        path.write_text(HEADER + "".join(rows))
        os.utime(path, ns=(at * 10**9, at * 10**9))

    def refreshed(self) -> str:
        code, out, _ = self.run("refresh")
        assert code == 0
        return out

    def versions(self) -> dict[str, int]:
        return History(self.folder / "data" / "history").versions()

    def aside(self) -> list[tuple[str, int]]:
        """Where the rows stand that the quarantine table holds now."""
        table = History(self.folder / "data" / "history").open("quarantine")
        rows = pl.scan_delta(table).filter(pl.col("deleted_at").is_null()).sort("where_from", "row_no")
        return rows.select("where_from", "row_no").collect().rows()

    def answered(self, by: str = "topic") -> dict[str, float]:
        _, out, _ = self.run("query", "answered", "--by", by, "--format", "json")
        return {row[by]: row["answered"]["value"] for row in json.loads(out)}


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    (tmp_path / "moked.toml").write_text(CONFIG.format(pieces=""))
    return Desk(tmp_path, capsys)


@pytest.fixture
def spread(desk: Desk) -> Desk:
    """The same desk, told that its contacts are spread over files."""
    (desk.folder / "moked.toml").write_text(CONFIG.format(pieces=PIECES))
    return desk


@pytest.fixture(params=[1, 2, 100])
def chunked(desk: Desk, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Desk:
    monkeypatch.setattr("connectors.delimited.CHUNK_ROWS", request.param)
    return desk


@pytest.mark.parametrize(
    "rows",
    [(CONTACT, FIRST, SECOND, OTHER, LOST), (LOST, SECOND, FIRST, OTHER, CONTACT)],
    ids=["contact first", "contact last"],
)
def test_legs_find_their_contact_in_another_chunk_of_their_file(chunked: Desk, rows: tuple[str, ...]) -> None:
    chunked.write("a.csv", *rows, at=1)

    out = chunked.refreshed()

    assert out.startswith(WRITTEN.format(5, 4, 0, 1))
    assert "  set aside, no row of contacts that fits has this leg's contact_id: 1\n" in out
    assert chunked.answered() == {"bills": 2.0}


def test_a_file_read_again_keeps_its_legs_and_loses_those_it_lost(chunked: Desk) -> None:
    chunked.write("a.csv", CONTACT, OTHER, FIRST, SECOND, at=1)
    chunked.refreshed()
    chunked.write("a.csv", CONTACT, OTHER, SECOND, at=2)

    out = chunked.refreshed()

    assert out.startswith(WRITTEN.format(3, 3, 0, 0))
    assert chunked.answered("queue") == {"support": 1.0}


@pytest.mark.parametrize(("contacts_at", "legs_at"), [(1, 2), (2, 1)], ids=["contacts first", "legs first"])
def test_legs_find_their_contact_in_another_file_of_the_run(
    spread: Desk, contacts_at: int, legs_at: int
) -> None:
    spread.write("contacts.csv", CONTACT, OTHER, at=contacts_at)
    spread.write("legs.csv", FIRST, SECOND, LOST, at=legs_at)

    assert spread.refreshed().startswith(WRITTEN.format(5, 4, 0, 1))
    assert spread.answered() == {"bills": 2.0}


def test_legs_find_their_contact_in_history(spread: Desk) -> None:
    spread.write("contacts.csv", CONTACT, at=1)
    spread.refreshed()
    spread.write("legs.csv", FIRST, at=2)

    assert spread.refreshed().startswith(WRITTEN.format(1, 1, 0, 0))
    assert spread.answered() == {"bills": 1.0}


def test_a_contact_read_again_keeps_the_legs_of_other_files_and_hands_them_its_topic(spread: Desk) -> None:
    spread.write("contacts.csv", CONTACT, at=1)
    spread.write("legs.csv", FIRST, SECOND, at=1)
    spread.refreshed()
    spread.write("contacts.csv", CONTACT.replace("bills", "moves"), at=2)
    spread.refreshed()

    assert spread.answered() == {"moves": 2.0}


def test_without_pieces_a_leg_does_not_look_into_other_files(desk: Desk) -> None:
    desk.write("contacts.csv", CONTACT, at=1)
    desk.write("legs.csv", FIRST, at=2)

    assert desk.refreshed().startswith(WRITTEN.format(2, 1, 0, 1))


def test_a_leg_that_comes_twice_is_counted_as_a_duplicate(spread: Desk) -> None:
    spread.write("contacts.csv", CONTACT, at=1)
    spread.write("legs.csv", FIRST, FIRST.replace("sales", "support"), at=2)

    assert spread.refreshed().startswith(WRITTEN.format(3, 2, 1, 0))
    assert spread.answered("queue") == {"support": 1.0}


def test_check_looks_for_contacts_as_a_refresh_does(spread: Desk) -> None:
    spread.write("contacts.csv", CONTACT, at=2)
    spread.write("legs.csv", FIRST, LOST, at=1)

    _, out, _ = spread.run("check")

    assert "desk: 1 row would be set aside.\n" in out
    assert "  1 row: no row of contacts that fits has this leg's contact_id (legs.csv, row 3).\n" in out


def test_a_set_aside_legs_row_is_set_aside_for_all_tables(spread: Desk) -> None:
    spread.write("contacts.csv", CONTACT, at=1)
    spread.write("legs.csv", FIRST, LOST.replace(",1,", ",7,"), at=1)

    assert spread.refreshed().endswith("  4 rows were written.\n")  # contact, leg, agent; and what is aside
    assert spread.aside() == [("legs.csv", 3)]


def test_a_leg_without_a_contact_is_kept_with_its_reason_and_its_text(chunked: Desk) -> None:
    chunked.write("a.csv", CONTACT, FIRST, LOST, at=1)

    chunked.refreshed()

    assert chunked.aside() == [("a.csv", 4)]


def test_legs_that_come_a_refresh_before_their_contacts_are_loaded_with_them(spread: Desk) -> None:
    spread.write("legs.csv", FIRST, SECOND, at=1)
    assert spread.refreshed().startswith(WRITTEN.format(2, 0, 0, 2))
    assert spread.aside() == [("legs.csv", 2), ("legs.csv", 3)]
    spread.write("contacts.csv", CONTACT, at=2)

    assert spread.refreshed().startswith(WRITTEN.format(3, 3, 0, 0))
    assert spread.answered() == {"bills": 2.0}
    assert spread.aside() == []
    assert spread.refreshed().startswith(WRITTEN.format(0, 0, 0, 0))


def test_a_file_that_waits_for_contacts_is_read_again_and_writes_nothing(spread: Desk) -> None:
    spread.write("contacts.csv", CONTACT, at=1)
    spread.write("legs.csv", FIRST, LOST, at=1)
    spread.refreshed()
    before = spread.versions()

    assert spread.refreshed().startswith(WRITTEN.format(2, 1, 0, 1))
    assert spread.versions() == before
    assert spread.aside() == [("legs.csv", 3)]


def test_without_pieces_a_file_with_lost_legs_is_not_read_again(desk: Desk) -> None:
    desk.write("legs.csv", LOST, at=1)
    desk.refreshed()

    assert desk.refreshed().startswith(WRITTEN.format(0, 0, 0, 0))
