from datetime import timedelta

import pytest

from store import publish
from store.housekeeping import Tidied, hourly, published_versions, vacuum, week_files
from store.ingest import begin, publish_versions
from store.locks import BusyError, writing
from store.merge import merge
from store.models import Pin
from store.schema import CONTACTS
from tests.factories import NOON, contacts
from tests.store.published import (
    DAY,
    MONTH,
    count,
    files_on_disk,
    load,
    load_many,
    newest,
    pin,
    publications,
    read,
)

pytestmark = pytest.mark.both_databases


@pytest.fixture
def hasty(store):
    """A store whose tables do not wait before deleted files may be removed."""
    for name in store.history.versions():
        store.history.open(name).alter.set_table_properties(
            {"delta.deletedFileRetentionDuration": "interval 0 seconds"}
        )
    publish_versions(store, "test", NOON)
    return store


def test_a_week_of_many_files_becomes_one_and_is_published(store, arrival):
    load_many(store, arrival, 12)
    before = newest(store)

    tidied = hourly(store, NOON, MONTH)

    assert tidied.compacted == 1
    assert week_files(store.history, "contacts").height == 1
    assert newest(store) == before + 1
    assert read(store, newest(store)) == sorted(f"bank:{n}" for n in range(12))
    assert publish.newest(store.state).versions == store.history.versions()


def test_a_week_of_few_files_is_left_alone(store, arrival):
    load_many(store, arrival, 8)
    before = newest(store)

    tidied = hourly(store, NOON, MONTH)

    assert (tidied.compacted, tidied.files) == (0, 0)
    assert newest(store) == before


def test_files_of_the_last_hours_stay_so_that_open_pages_can_read_on(store, arrival):
    older = load_many(store, arrival, 12)[5]

    tidied = hourly(store, NOON, MONTH)

    assert tidied.files == 0
    assert len(read(store, older)) == 6


def two_hours(store, now=NOON):
    """Tidy twice: what the first round replaces is still published then; the second deletes it."""
    hourly(store, now, MONTH)
    return hourly(store, now + DAY, MONTH)


def test_vacuum_keeps_pinned_publications_readable_and_deletes_the_rest(hasty, arrival):
    numbers = load_many(hasty, arrival, 12)
    pin(hasty, numbers[3], NOON + 3 * MONTH)
    before = len(files_on_disk(hasty))

    tidied = two_hours(hasty, NOON + 2 * MONTH)

    assert read(hasty, numbers[3]) == ["bank:0", "bank:1", "bank:2", "bank:3"]
    assert len(read(hasty, newest(hasty))) == 12
    assert tidied.files == 8
    assert len(files_on_disk(hasty)) == before + 1 - 8


def test_publications_of_the_last_hours_stay_readable(hasty, arrival):
    numbers = load_many(hasty, arrival, 12)

    hourly(hasty, NOON + timedelta(hours=5), MONTH)
    hourly(hasty, NOON + timedelta(hours=6), MONTH)

    assert [len(read(hasty, number)) for number in numbers] == list(range(1, 13))


def test_the_last_publication_of_a_day_stays_readable_for_a_month(hasty, arrival):
    numbers = load_many(hasty, arrival, 12)
    before = hasty.history.versions()

    two_hours(hasty, NOON + MONTH - DAY)

    assert publish.numbered(hasty.state, numbers[-1]).versions == before
    assert len(read(hasty, numbers[-1])) == 12
    with pytest.raises(publish.PublicationError):
        publish.numbered(hasty.state, numbers[-2])


def test_every_publication_that_is_listed_can_be_read(hasty, arrival):
    for day in range(4):
        for n in range(3):
            merge(
                hasty.history, CONTACTS, contacts({"contact_id": f"bank:{day}-{n}"}), arrival, source="bank"
            )
            publish_versions(hasty, "refresh", NOON + day * DAY)
        hourly(hasty, NOON + day * DAY, 2 * DAY)

    assert [len(read(hasty, number)) for number in publications(hasty)] == [6, 9, 10, 11, 12, 12]


def test_files_go_once_their_pin_is_over(hasty, arrival):
    numbers = load_many(hasty, arrival, 12)
    pin(hasty, numbers[3], NOON + 3 * MONTH)
    two_hours(hasty, NOON + 2 * MONTH)
    before = len(files_on_disk(hasty))

    hourly(hasty, NOON + 3 * MONTH, MONTH)

    assert count(hasty, Pin) == 0
    assert len(files_on_disk(hasty)) == before - 4
    assert len(read(hasty, newest(hasty))) == 12


def test_an_idle_hour_writes_nothing(hasty, arrival):
    load_many(hasty, arrival, 12)
    two_hours(hasty, NOON + 2 * MONTH)
    hourly(hasty, NOON + 4 * MONTH, MONTH)
    versions, number = hasty.history.versions(), newest(hasty)

    tidied = hourly(hasty, NOON + 6 * MONTH, MONTH)

    assert tidied == Tidied()
    assert (hasty.history.versions(), newest(hasty)) == (versions, number)


def test_a_file_that_a_killed_write_left_behind_goes(hasty, arrival):
    load(hasty, arrival, {})
    leaked = hasty.history.root / "contacts" / "week=2026-W10" / "part-00000-leaked.snappy.parquet"
    leaked.write_bytes(b"half a file")

    hourly(hasty, NOON, MONTH)

    assert not leaked.exists()
    assert read(hasty, newest(hasty)) == ["bank:1"]


def test_housekeeping_that_was_cut_off_before_it_published_is_undone(hasty, arrival):
    load_many(hasty, arrival, 12)
    hasty.history.open("contacts").optimize.compact()
    vacuum(hasty.history, "contacts", published_versions(hasty, "contacts"))

    begin(hasty, NOON)

    assert len(read(hasty, newest(hasty))) == 12


def test_a_pinned_publication_whose_log_is_gone_does_not_stop_the_vacuum(hasty, arrival):
    numbers = load_many(hasty, arrival, 12)
    pin(hasty, numbers[3], NOON + 3 * MONTH)
    hasty.history.open("contacts").create_checkpoint()
    version = publish.numbered(hasty.state, numbers[3]).versions["contacts"]
    for number in range(version + 1):
        (hasty.history.root / "contacts" / "_delta_log" / f"{number:020}.json").unlink()

    tidied = two_hours(hasty, NOON + 2 * MONTH)

    assert tidied.files == 12
    assert len(read(hasty, newest(hasty))) == 12


def test_housekeeping_waits_for_the_writer_and_then_says_who_it_is(store):
    with writing(store, 0), pytest.raises(BusyError):
        hourly(store, NOON, MONTH, wait_s=0.05)
