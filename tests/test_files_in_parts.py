import json
import os
from pathlib import Path

import duckdb
import polars as pl
import pytest

from connectors.engine import LACKED, first_line
from tests.installed import Installed

CONFIG = """
now = 2026-03-03T00:00:00+00:00
[[connectors]]
name = "desk"
kind = "files"
path = "*.csv"
{pieces}
[connectors.select]
contacts = '''SELECT _row AS source_row, "Call ID" AS contact_id, 'voice' AS channel, 'inbound' AS direction,
    "Start" AS started_at, "Queue" AS entry_queue FROM rows'''
legs = '''SELECT _row AS source_row, "Call ID" AS contact_id, 1 AS leg_no, "Queue" AS queue,
    "{queued}" AS queued_at, "Wait" AS wait_s, 'answered' AS outcome FROM rows'''
"""
CONTACTS = "Call ID,Queue,Start\nc1,sales,2026-03-02 09:00:00\nc2,sales,2026-03-02 10:00:00\n"
LEGS = "Call ID,Queue,Queued,Wait\nc1,sales,2026-03-02 09:00:05,5\nc2,sales,2026-03-02 10:00:05,15\n"
READ = "desk: {} rows read = {} loaded + 0 excluded + {} set aside."
OF_CONTACTS = "contacts.csv is read for contacts only; columns it does not have: Queued (legs)."
OF_LEGS = "legs.csv is read for legs only; columns it does not have: Start (contacts)."


class Desk(Installed):
    """A desk that writes contacts and legs to files of their own, each with its own columns."""

    def tell(self, pieces: str = "pieces = true", queued: str = "Queued") -> None:
        (self.folder / "moked.toml").write_text(CONFIG.format(pieces=pieces, queued=queued))

    def write(self, name: str, text: str, at: int = 1) -> None:
        (self.folder / name).write_text(text)
        os.utime(self.folder / name, ns=(at * 10**9, at * 10**9))

    def waited(self) -> float:
        _, out, _ = self.run("query", "asa", "--format", "json")
        return float(json.loads(out)[0]["asa"]["value"])


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    desk = Desk(tmp_path, capsys)
    desk.tell()
    return desk


def test_each_file_is_read_for_the_tables_whose_columns_it_has(desk: Desk) -> None:
    desk.write("contacts.csv", CONTACTS)
    desk.write("legs.csv", LEGS)

    code, out, _ = desk.run("refresh")

    assert code == 0
    assert out.startswith(READ.format(4, 4, 0))
    assert OF_CONTACTS in out
    assert OF_LEGS in out
    assert desk.waited() == 10.0


def test_check_says_what_each_file_is_read_for(desk: Desk) -> None:
    desk.write("contacts.csv", CONTACTS)
    desk.write("legs.csv", LEGS)

    code, out, _ = desk.run("check")

    assert code == 0
    assert "the mapping fits" in out
    assert OF_CONTACTS in out
    assert OF_LEGS in out


def test_a_later_file_of_one_kind_needs_none_of_the_other_kind_beside_it(desk: Desk) -> None:
    desk.write("contacts.csv", CONTACTS.replace("c2", "c3"))
    desk.write("legs.csv", LEGS.replace("c2", "c1"))
    desk.run("refresh")
    desk.write("later.csv", CONTACTS.replace("c1", "c4"), at=2)

    code, out, _ = desk.run("refresh")

    assert code == 0
    assert out.startswith(READ.format(2, 2, 0))


@pytest.mark.parametrize("command", ["check", "refresh"])
def test_a_column_that_no_file_has_is_told(desk: Desk, command: str) -> None:
    desk.tell(queued="Qeued")
    desk.write("contacts.csv", CONTACTS)
    desk.write("legs.csv", LEGS)

    code, out, err = desk.run(command)

    assert code != 0
    assert 'The SELECT of legs: Referenced column "Qeued" not found' in out + err


def test_a_file_that_fits_no_table_is_not_loaded_and_says_why(desk: Desk) -> None:
    desk.write("contacts.csv", CONTACTS)
    desk.write("legs.csv", LEGS)
    desk.write("other.csv", "Call ID,Colour\nc1,red\n")

    code, out, _ = desk.run("refresh")

    assert code == 0
    assert out.startswith(READ.format(4, 4, 0))
    assert 'other.csv was not loaded: The SELECT of contacts: Referenced column "Start" not found' in out


def test_without_pieces_every_file_needs_the_columns_of_every_table(desk: Desk) -> None:
    desk.tell(pieces="")
    desk.write("contacts.csv", CONTACTS)
    desk.write("legs.csv", LEGS)

    code, out, err = desk.run("refresh")

    assert code != 0
    assert 'Referenced column "Queued" not found' in out + err


@pytest.mark.parametrize("name", ['"Queued"', 'rows."Queued"', "r.Queued", '"Queued" AS queued'])
def test_a_missing_column_is_known_by_its_name_however_it_is_written(name: str) -> None:
    rows = pl.DataFrame({"Start": ["x"]}).to_arrow()
    table = "rows r" if name.startswith("r.") else "rows"
    database = duckdb.connect()
    database.register("rows", rows)
    with pytest.raises(duckdb.BinderException) as told:
        database.sql(f"SELECT {name} FROM {table}")
    found = LACKED.search(first_line(told.value))
    assert found is not None, first_line(told.value)
    assert found[1] == "Queued"
