"""The commands that forget a person and give what is held of one."""

import json
from pathlib import Path

import pytest

from commands import main
from settings import load
from store.ingest import begin, publish_versions
from store.merge import Arrival, merge
from store.opened import open_store
from store.schema import CONTACTS
from tests.factories import NOON, contacts


@pytest.fixture
def place(tmp_path: Path) -> list[str]:
    """A store with one contact of Anna's."""
    (tmp_path / "moked.toml").write_text("")
    settings = load(tmp_path / "moked.toml", tmp_path / "data")
    store = open_store(settings)
    begin(store, NOON)
    rows = contacts({"customer_id": "bank:anna"}, {"contact_id": "bank:2", "customer_id": "bank:eli"})
    merge(store.history, CONTACTS, rows, Arrival(NOON, NOON), source="bank")
    publish_versions(store, "test", NOON)
    store.close()
    return ["--config", str(tmp_path / "moked.toml"), "--data", str(tmp_path / "data")]


def test_somebody_is_forgotten_and_it_is_written_who_was(place, capsys):
    assert main(["forget", "bank:anna", *place]) == 0
    assert main(["audit", "--act", "forgot", *place]) == 0

    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("This person is forgotten; what is counted is kept under forgotten:")
    assert said[0].endswith(" 1 row was changed.")
    assert said[1] == "All files were searched: nothing of this person is left in them."
    assert "\tforgot\tcustomer forgotten:" in said[2]


def test_a_file_that_still_names_the_person_is_told_and_the_exit_code_is_1(place, capsys):
    Path(place[3], "old.csv").write_text("bank:anna\n")

    assert main(["forget", "bank:anna", *place]) == 1

    said = capsys.readouterr().err.splitlines()
    assert said[0] == "Still found in:"
    assert said[1].endswith("old.csv")


def test_an_id_that_nobody_has_is_said(place, capsys):
    assert main(["forget", "anna", *place]) == 2

    said = capsys.readouterr().err.strip()
    assert said == "Unknown customer 'anna'. An id stands with its source, as in bank:123."


def test_what_is_held_of_somebody_is_given_for_the_owners_eyes(place, tmp_path, capsys):
    out = tmp_path / "anna"

    assert main(["export-person", "bank:anna", "--out", str(out), *place]) == 0
    assert main(["audit", "--act", "gave", *place]) == 0

    assert [path.name for path in out.iterdir()] == ["contacts.json"]
    assert [row["customer_id"] for row in json.loads((out / "contacts.json").read_text())] == ["bank:anna"]
    assert (out / "contacts.json").stat().st_mode & 0o777 == 0o600
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "contacts\t1 row"
    assert said[2].endswith("\tgave\tcustomer bank:anna\t")


def test_a_folder_with_files_is_left_alone(place, tmp_path, capsys):
    assert main(["export-person", "bank:anna", "--out", str(tmp_path), *place]) == 2

    assert capsys.readouterr().err.strip() == f"{tmp_path} is not empty; name a new folder."
