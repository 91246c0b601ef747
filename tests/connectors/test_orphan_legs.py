from pathlib import Path

import pytest

from tests.connectors.fetched import CONTACTS, LEGS, ROWS, fetch, files, write

GOOD = ["desk:c1", "desk:c2", "desk:c3"]


def test_a_row_that_does_not_fit_as_a_leg_is_no_contact_either(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS, "c4,2026-03-02 09:00:00,sales,3,vanished")

    fetched = fetch(files(tmp_path))

    assert fetched.ids() == GOOD
    assert fetched.reasons[5].startswith("outcome: 'vanished' is not one of answered, abandoned,")


@pytest.mark.parametrize("chunk_rows", [100, 2])
def test_a_leg_whose_contact_is_not_there_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk_rows: int
) -> None:
    monkeypatch.setattr("connectors.delimited.CHUNK_ROWS", chunk_rows)
    write(tmp_path / "calls.csv", *ROWS, "c4,2026-03-02 09:15:00,lost,4,answered")
    select = {"contacts": CONTACTS + "WHERE queue <> 'lost'", "legs": LEGS}

    fetched = fetch(files(tmp_path, select=select))

    assert (fetched.read, fetched.loaded, fetched.ids()) == (4, 3, GOOD)
    assert fetched.table("legs")["contact_id"].to_list() == GOOD
    assert fetched.reasons == {5: "no row of contacts that fits has this leg's contact_id"}
    assert "desk: 1 row would be set aside." in files(tmp_path, select=select).check()
