import os
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import func, select

from scheduler.refresh import Report, UnknownConnectorError, refresh
from settings import Settings, load
from store import publish
from store.locks import BusyError, writing
from store.models import Publication, Run
from store.opened import Store, open_store
from store.read import Filters, Viewer, open_reading, quarantined
from store.schema import LEGS
from tests import bank

MANAGER = Viewer("Dana", "manager")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bank.config(tmp_path)
    return tmp_path


@pytest.fixture
def settings(folder: Path) -> Settings:
    return load(folder / "moked.toml", folder / "data")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


def run(settings: Settings, store: Store) -> Report:
    (report,) = refresh(settings, store)
    return report


def waits(settings: Settings, store: Store) -> list[tuple[object, ...]]:
    reading = open_reading(store, settings, MANAGER, Filters(as_of=settings.now()))
    assert reading is not None
    return reading.visits.sort("contact_id").select("contact_id", "wait_ms").collect().rows()


def count(store: Store, column: object) -> int:
    with store.state.reading() as connection:
        return int(connection.execute(select(func.count(column))).scalar_one())  # type: ignore[arg-type]


def test_read_is_loaded_and_excluded_and_set_aside(folder: Path, settings: Settings, store: Store) -> None:
    calls = [bank.call(1), bank.hung_up(2), bank.call(3, outcome="PHANTOM"), bank.call(4)]
    calls[3]["q_time"] = "soon"
    bank.write(folder / "calls" / "february.txt", *calls)

    outcome = run(settings, store).outcome

    assert (outcome.status, outcome.read, outcome.loaded) == ("ok", 4, 2)
    assert outcome.excluded == {"phantom call": 1}
    assert sum((outcome.quarantined or {}).values()) == 1
    assert "soon" in quarantined(store, "bank", 10)["row_text"][0]


def test_the_second_run_writes_nothing(folder: Path, settings: Settings, store: Store) -> None:
    bank.write(folder / "calls" / "february.txt", bank.call(1), bank.hung_up(2))
    run(settings, store)
    before = (store.history.versions(), count(store, Publication.id))

    second = run(settings, store)

    assert (second.outcome.status, second.outcome.written) == ("ok", 0)
    assert (store.history.versions(), count(store, Publication.id)) == before


def test_reading_everything_again_writes_nothing(folder: Path, settings: Settings, store: Store) -> None:
    file = bank.write(folder / "calls" / "february.txt", bank.call(1), bank.hung_up(2))
    run(settings, store)
    before = store.history.versions()
    file.touch()

    again = run(settings, store)

    assert (again.outcome.read, again.outcome.written) == (2, 0)
    assert store.history.versions() == before


@pytest.mark.parametrize("order", [("a.txt", "b.txt"), ("b.txt", "a.txt")], ids=["a first", "b first"])
def test_the_order_of_files_changes_nothing(
    folder: Path, settings: Settings, store: Store, order: tuple[str, str]
) -> None:
    files = {
        "a.txt": (1_000, [bank.call(1, q_time=20), bank.call(2)]),
        "b.txt": (2_000, [bank.call(1, q_time=25), bank.call(3)]),
    }
    for name in order:
        time, calls = files[name]
        path = bank.write(folder / "calls" / name, *calls)
        os.utime(path, (time, time))
        run(settings, store)

    assert [wait for _, wait in waits(settings, store)] == [25_000, 20_000, 20_000]


def test_rows_set_aside_are_retried_when_the_file_is_mended(
    folder: Path, settings: Settings, store: Store
) -> None:
    bad = bank.call(1)
    bad["q_time"] = "soon"
    bank.write(folder / "calls" / "february.txt", bad)
    run(settings, store)
    bank.write(folder / "calls" / "february.txt", bank.call(1), bank.call(2))

    run(settings, store)

    assert quarantined(store, "bank", 10).is_empty()
    assert len(waits(settings, store)) == 2


@pytest.mark.both_databases
def test_a_failed_run_shows_nothing_and_says_why(folder: Path, settings: Settings, store: Store) -> None:
    bank.write(folder / "calls" / "february.txt", bank.call(1))
    run(settings, store)
    before = publish.newest(store.state)
    broken = bank.config(folder, "calls/*.txt").read_text() + '[connectors.select]\nlegs = "SELEC 1"\n'
    (folder / "moked.toml").write_text(broken)
    changed = load(folder / "moked.toml", folder / "data")

    outcome = run(changed, store).outcome

    assert outcome.status == "refused"
    assert outcome.message is not None
    assert "legs" in outcome.message
    assert publish.newest(store.state) == before
    assert len(waits(changed, store)) == 1


@pytest.mark.both_databases
def test_a_stop_in_the_middle_leaves_what_was_published(
    folder: Path, settings: Settings, store: Store
) -> None:
    bank.write(folder / "calls" / "february.txt", bank.call(1))
    run(settings, store)
    bank.write(folder / "calls" / "march.txt", bank.call(2))
    asked = iter([False, True])

    (report,) = refresh(settings, store, stop=lambda: next(asked, True))

    assert report.outcome.status == "stopped"
    assert len(waits(settings, store)) == 1
    assert run(settings, store).outcome.status == "ok"
    assert len(waits(settings, store)) == 2


@pytest.mark.both_databases
def test_what_was_written_and_not_published_is_undone(folder: Path, settings: Settings, store: Store) -> None:
    bank.write(folder / "calls" / "february.txt", bank.call(1))
    run(settings, store)
    torn = pl.scan_delta(store.history.open("legs")).with_columns(contact_id=pl.lit("bank:torn")).collect()
    store.history.append(LEGS, torn)

    run(settings, store)

    held = pl.scan_delta(store.history.open("legs")).collect()["contact_id"].to_list()
    assert held == [name for name, _ in waits(settings, store)]


@pytest.mark.both_databases
def test_two_refreshes_at_once(folder: Path, settings: Settings, store: Store) -> None:
    bank.write(folder / "calls" / "february.txt", bank.call(1))

    with writing(store, 0), pytest.raises(BusyError, match="Another refresh is running"):
        refresh(settings, store, wait_s=0)

    assert run(settings, store).is_ok


def test_an_unknown_connector_is_named_with_its_nearest(settings: Settings, store: Store) -> None:
    with pytest.raises(UnknownConnectorError, match="Unknown connector 'bnak'; did you mean 'bank'"):
        refresh(settings, store, ["bnak"])


@pytest.mark.both_databases
def test_a_run_that_was_killed_is_closed_by_the_next(folder: Path, settings: Settings, store: Store) -> None:
    bank.write(folder / "calls" / "february.txt", bank.call(1))
    publish.begin_run(store.state, "bank", "timetable", settings.now())

    run(settings, store)

    with store.state.reading() as connection:
        assert connection.execute(select(Run.status).order_by(Run.id)).scalars().all() == ["killed", "ok"]


def test_another_time_zone_derives_the_local_columns_anew(
    folder: Path, settings: Settings, store: Store
) -> None:
    bank.write(folder / "calls" / "february.txt", bank.call(1, begins=36_000))
    run(settings, store)
    text = (folder / "moked.toml").read_text().replace('"Asia/Jerusalem"', '"UTC"', 1)
    (folder / "moked.toml").write_text(text)
    moved = load(folder / "moked.toml", folder / "data")

    run(moved, store)

    reading = open_reading(store, moved, MANAGER, Filters(as_of=moved.now()))
    assert reading is not None
    hour = reading.contacts.select(pl.col("started_local_s") % 86_400 // 3600).collect().item()
    assert hour == 8


def remapped(folder: Path, more: str) -> Settings:
    """Change the mapping and read the settings again."""
    (folder / "moked.toml").write_text(bank.CONFIG.format(path="calls/*.txt") + more)
    return load(folder / "moked.toml", folder / "data")


def test_an_exclusion_rule_holds_for_what_was_loaded_before(
    folder: Path, settings: Settings, store: Store
) -> None:
    bank.write(folder / "calls" / "february.txt", bank.call(1), bank.call(2, type="NW"))
    run(settings, store)
    changed = remapped(folder, '[[connectors.exclude]]\nname = "not ours"\nwhere = "type = \'NW\'"\n')

    outcome = run(changed, store).outcome

    assert (outcome.loaded, outcome.excluded) == (1, {"not ours": 1})
    assert "1 contact that the mapping no longer makes was withdrawn." in outcome.notices
    assert waits(changed, store) == [("bank:990210/AA0101/10001", 20_000)]
    assert run(changed, store).outcome.written == 0


def test_another_id_does_not_double_the_contacts(folder: Path, settings: Settings, store: Store) -> None:
    bank.write(folder / "calls" / "february.txt", bank.call(1), bank.call(2))
    run(settings, store)
    select = """
[connectors.select]
contacts = '''SELECT _row AS source_row, call_id AS contact_id, 'voice' AS channel, 'inbound' AS direction,
    entered AS started_at FROM visits'''
legs = '''SELECT _row AS source_row, call_id AS contact_id, 1 AS leg_no, queue, queued AS queued_at,
    q_time AS wait_s, 'answered' AS outcome FROM visits'''
"""
    changed = remapped(folder, select)

    run(changed, store)

    assert [name for name, _ in waits(changed, store)] == ["bank:10001", "bank:10002"]


def test_a_contact_in_two_files_is_told(folder: Path, settings: Settings, store: Store) -> None:
    for name, time, wait in (("a.txt", 1_000, 20), ("b.txt", 2_000, 25)):
        os.utime(bank.write(folder / "calls" / name, bank.call(1, q_time=wait)), (time, time))

    outcome = run(settings, store).outcome

    assert (outcome.read, outcome.loaded) == (2, 2)
    assert outcome.notices == [
        "1 contact had been loaded from another file, with other values; the newer file is kept."
    ]
    assert [wait for _, wait in waits(settings, store)] == [25_000]


def test_reasons_are_counted_by_kind_and_kept_by_row(folder: Path, settings: Settings, store: Store) -> None:
    bad = [bank.call(number) for number in range(3)]
    for number, one in enumerate(bad):
        one["q_time"] = f"soon{number}"
    bank.write(folder / "calls" / "february.txt", *bad)

    outcome = run(settings, store).outcome

    assert list((outcome.quarantined or {}).values()) == [3]
    assert sorted(quarantined(store, "bank", 10)["row_no"]) == [2, 3, 4]
    assert "soon1" in " ".join(quarantined(store, "bank", 10)["reason"])
