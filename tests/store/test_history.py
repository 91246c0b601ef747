from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from store.files import open_at
from store.history import History
from store.merge import Arrival, merge
from store.schema import CONTACTS, CORE
from tests.factories import NOON, contacts

CORE_NAMES = {table.name for table in CORE}
LONG_AGO = NOON - timedelta(days=100)


def old() -> pl.DataFrame:
    """Make contacts of an early week whose ids lie around those of the later one."""
    early = {"started_at": LONG_AGO, "ended_at": LONG_AGO}
    return contacts({"contact_id": "bank:0", **early}, {"contact_id": "bank:9", **early})


def spoil(history: History, week: str) -> None:
    """Make the files of a week unreadable, so that whoever reads them fails."""
    for file in (history.root / "contacts" / f"week={week}").glob("*.parquet"):
        file.write_bytes(b"x" * file.stat().st_size)


@pytest.mark.parametrize("name", ["a b", "דוחות", "100%", "a#b?*", "{x}"])
def test_a_folder_may_be_called_as_one_likes(tmp_path: Path, arrival: Arrival, name: str) -> None:
    history = History(tmp_path / name)
    history.create()
    merge(history, CONTACTS, contacts({}), arrival, source="bank")

    written = merge(history, CONTACTS, contacts({"topic": "loans"}), arrival, source="bank")

    assert written.changed == 1
    assert pl.scan_delta(history.open("contacts")).select("topic").collect().item() == "loans"
    opened = open_at(history.path("contacts"), history.versions()["contacts"])
    assert pl.scan_delta(opened.delta).select("topic").collect().item() == "loans"
    assert [Path(file).is_file() for file in opened.files["file"]] == [True]


def test_a_merge_reads_only_the_weeks_it_touches(history: History, arrival: Arrival) -> None:
    merge(history, CONTACTS, old(), arrival, source="bank")
    merge(history, CONTACTS, contacts({}), arrival, source="bank")
    spoil(history, "2025-W48")

    written = merge(history, CONTACTS, contacts({"topic": "loans"}), arrival, source="bank")

    assert written.changed == 1


def test_a_reader_of_that_week_would_fail(history: History, arrival: Arrival) -> None:
    merge(history, CONTACTS, old(), arrival, source="bank")
    spoil(history, "2025-W48")

    with pytest.raises(pl.exceptions.ComputeError, match="parquet"):
        history.read_weeks(CONTACTS, ["2025-W48"])


def test_restoring_undoes_what_was_not_published(history: History, arrival: Arrival) -> None:
    merge(history, CONTACTS, contacts({}), arrival, source="bank")
    published = history.versions()
    merge(history, CONTACTS, contacts({"topic": "torn"}), arrival, source="bank")

    undone = history.restore(published)

    assert undone
    assert pl.scan_delta(history.open("contacts")).collect()["topic"].to_list() == [None]


def test_restoring_what_is_published_writes_nothing(history: History, arrival: Arrival) -> None:
    merge(history, CONTACTS, contacts({}), arrival, source="bank")
    before = history.versions()

    assert not history.restore(before)
    assert history.versions() == before


def test_a_value_of_another_type_is_refused_before_it_is_written(history: History) -> None:
    wrong = contacts({}).with_columns(
        menu_ms=pl.lit("soon"), week=pl.lit("2026-W10"), **dict.fromkeys(("known_at", "ingested_at"), NOON)
    )

    with pytest.raises(pl.exceptions.InvalidOperationError):
        history.append(CONTACTS, wrong.with_columns(deleted_at=None))


def test_replacing_a_week_leaves_the_others(history: History, arrival: Arrival) -> None:
    merge(history, CONTACTS, old(), arrival, source="bank")
    merge(history, CONTACTS, contacts({}), arrival, source="bank")
    week = history.read_weeks(CONTACTS, ["2026-W10"]).with_columns(topic=pl.lit("loans"))

    history.replace_week(CONTACTS, "2026-W10", week)

    rows = pl.scan_delta(history.open("contacts")).sort("contact_id").select("contact_id", "topic").collect()
    assert rows.rows() == [("bank:0", None), ("bank:1", "loans"), ("bank:9", None)]


def test_the_newest_version_is_the_one_that_is_opened(history: History, arrival: Arrival) -> None:
    for n in range(3):
        merge(history, CONTACTS, contacts({"topic": str(n)}), arrival, source="bank")

    found = history.versions()

    assert found == {name: history.open(name).version() for name in found}
    assert found["contacts"] == 3
    assert found.keys() >= CORE_NAMES


def test_what_is_read_later_stays_as_it_was_asked_for(history: History, arrival: Arrival) -> None:
    merge(history, CONTACTS, contacts({"topic": "old"}), arrival, source="bank")
    (week,) = history.weeks("contacts")
    before = history.scan_weeks(CONTACTS, [week]).select("topic")
    merge(history, CONTACTS, contacts({"topic": "new"}), arrival, source="bank")

    after = history.scan_weeks(CONTACTS, [week]).select("topic")

    assert (before.collect().item(), after.collect().item()) == ("old", "new")


def test_a_version_that_only_a_checkpoint_tells_of_is_the_newest(history: History, arrival: Arrival) -> None:
    merge(history, CONTACTS, contacts({}), arrival, source="bank")
    history.checkpoint(["contacts"])
    for commit in (history.root / "contacts" / "_delta_log").glob("*.json"):
        commit.unlink()

    assert history.versions()["contacts"] == history.open("contacts").version() == 1


def test_a_table_to_which_nothing_was_committed_has_no_version(history: History) -> None:
    (commit,) = (history.root / "agents" / "_delta_log").glob("*.json")
    commit.rename(commit.with_name(f"{commit.name}#1"))  # as it is called while it is being written

    assert "agents" not in history.versions()


def test_a_creation_that_was_killed_is_begun_again(history: History) -> None:
    log = history.root / "agents" / "_delta_log"
    for file in log.iterdir():
        file.unlink()

    history.create()

    assert history.open("agents").version() == 0
