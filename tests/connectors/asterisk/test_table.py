"""The table of a switch: by its id or its time, on the site's clock, read-only."""

import sqlite3
from pathlib import Path

import pytest

from connectors.errors import Refused
from tests.connectors.asterisk.logs import Kept, asterisk, connect, enter, fetch, hang_up, write
from tests.connectors.asterisk.tables import insert, table

CALL = (enter(0), connect(10.5), hang_up(70))


def talks(kept: Kept) -> list[tuple[str, int, int | None]]:
    return kept.table("legs").select("contact_id", "wait_ms", "talk_ms").rows()


@pytest.mark.parametrize("has_id", [True, False], ids=["by id", "by time"])
def test_a_call_over_two_fetches_is_one_contact(tmp_path: Path, has_id: bool) -> None:
    kept = Kept(asterisk(tmp_path, url=table(tmp_path, *CALL[:2], has_id=has_id)))
    kept.fetch()
    idle = kept.fetch()
    insert(tmp_path, CALL[2], has_id=has_id)

    kept.fetch()

    assert idle.read == 0
    assert talks(kept) == [("pbx:c1", 10_500, 59_500)]
    assert kept.read == kept.accounted == 3


def test_rows_of_one_instant_that_come_later_are_read_without_an_id(tmp_path: Path) -> None:
    kept = Kept(asterisk(tmp_path, url=table(tmp_path, enter(0, "a"), has_id=False)))
    kept.fetch()
    insert(tmp_path, enter(0, "b"), has_id=False)

    kept.fetch()

    assert [row[0] for row in talks(kept)] == ["pbx:a", "pbx:b"]


def test_the_table_gives_what_the_file_gives(tmp_path: Path) -> None:
    write(tmp_path, *CALL, enter(90, "c2"))
    url = table(tmp_path, *CALL, enter(90, "c2"), zone="Asia/Jerusalem")

    by_table = fetch(asterisk(tmp_path, zone="Asia/Jerusalem", url=url)).table("legs")

    assert by_table.equals(fetch(asterisk(tmp_path)).table("legs"))


def create(folder: Path, statement: str, *rows: tuple[object, ...]) -> str:
    connection = sqlite3.connect(folder / "other.sqlite")
    connection.execute(statement)
    for row in rows:
        connection.execute(f"INSERT INTO queue_log VALUES ({', '.join('?' * len(row))})", row)
    connection.commit()
    connection.close()
    return f"sqlite:///{folder / 'other.sqlite'}"


def test_an_older_table_has_its_data_in_one_column_and_counts_seconds(tmp_path: Path) -> None:
    url = create(
        tmp_path,
        "CREATE TABLE queue_log (time, callid, queuename, agent, event, data)",
        (1772452800, "c1", "sales", "NONE", "ENTERQUEUE", "|0501234567|1"),
        ("1772452831.5", "c1", "sales", "NONE", "ABANDON", "1|1|31"),
    )

    leg = fetch(asterisk(tmp_path, zone="Asia/Jerusalem", url=url)).table("legs").row(0, named=True)

    assert (leg["outcome"], leg["wait_ms"]) == ("abandoned", 31_500)
    assert f"{leg['queued_at']:%F %T}" == "2026-03-02 12:00:00"


def test_a_table_that_is_no_log_is_refused(tmp_path: Path) -> None:
    url = create(tmp_path, "CREATE TABLE queue_log (id, time)")

    with pytest.raises(Refused) as refused:
        fetch(asterisk(tmp_path, url=url))

    assert str(refused.value) == "The table queue_log is not a queue_log: it has no column callid, event."


def test_a_row_whose_time_cannot_be_read_is_set_aside(tmp_path: Path) -> None:
    url = create(
        tmp_path,
        "CREATE TABLE queue_log (id, time, callid, queuename, agent, event, data1)",
        (7, "yesterday", "c1", "sales", "NONE", "ENTERQUEUE", ""),
        (8, "2026-03-02 12:00:00", "c2", "sales", "NONE", "", ""),
    )

    assert fetch(asterisk(tmp_path, url=url)).reasons == {
        7: "its time 'yesterday' is none on the clock of UTC",
        8: "it names no event",
    }
