from datetime import timedelta

import polars as pl
import pytest
from sqlalchemy import func, insert, select

from store import publish
from store.housekeeping import Tidied, hourly, nightly, published_versions, vacuum, week_files
from store.ingest import begin, publish_versions
from store.locks import BusyError, writing
from store.merge import merge
from store.models import Fact, Heartbeat, JobRun, Pin, Publication, Request, Run, RunDetail
from store.schema import CONTACTS, LEGS, TABLES
from tests.factories import NOON, contacts, legs

MONTH = timedelta(days=30)
DAY = timedelta(days=1)


@pytest.fixture
def hasty(store):
    """A store whose tables do not wait before deleted files may be removed."""
    for name in TABLES:
        store.history.open(name).alter.set_table_properties(
            {"delta.deletedFileRetentionDuration": "interval 0 seconds"}
        )
    publish_versions(store, "test", NOON)
    return store


def load(store, arrival, *rows):
    """Merge contacts as one refresh does and publish them; give the publication's number."""
    merge(store.history, CONTACTS, contacts(*rows), arrival, source="bank")
    return publish_versions(store, "refresh", NOON)


def load_many(store, arrival, refreshes):
    return [load(store, arrival, {"contact_id": f"bank:{n}"}) for n in range(refreshes)]


def read(store, number):
    versions = publish.numbered(store.state, number).versions
    rows = pl.scan_delta(store.history.open("contacts", versions["contacts"])).collect()
    return sorted(rows["contact_id"])


def newest(store):
    return publish.newest(store.state).id


def pin(store, number, until):
    with store.state.writing() as connection:
        connection.execute(insert(Pin).values(publication_id=number, reason="a mail", until=until))


def files_on_disk(store, name="contacts"):
    return sorted(path.name for path in (store.history.root / name).glob("week=*/*.parquet"))


def count(store, model):
    with store.state.reading() as connection:
        return connection.execute(select(func.count()).select_from(model)).scalar_one()


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
    before = {name: hasty.history.versions()[name] for name in TABLES}

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


def publications(store):
    with store.state.reading() as connection:
        return list(connection.execute(select(Publication.id).order_by(Publication.id)).scalars())


def publish_at(store, *hours):
    """Publish at each of these hours after NOON; give the publications' numbers."""
    return [publish_versions(store, "test", NOON + timedelta(hours=hour)) for hour in hours]


def test_old_publications_are_forgotten_but_for_the_newest_and_the_pinned(store):
    numbers = publish_at(store, 0, 1, 2, 3)
    pin(store, numbers[1], NOON + 3 * MONTH)

    tidied = hourly(store, NOON + MONTH + DAY, MONTH)

    assert publications(store) == [numbers[1], numbers[3]]
    assert tidied.publications == 3  # one was made with the store


def test_of_each_day_the_last_publication_stays(store):
    numbers = publish_at(store, 0, 11, 12, 24, 200)

    hourly(store, NOON + timedelta(hours=207), MONTH)

    assert publications(store) == [numbers[1], numbers[3], numbers[4]]


@pytest.mark.parametrize(
    ("hours_later", "expected"),
    [(6, 2), (6.01, 1)],
    ids=["replaced six hours ago", "a little longer ago"],
)
def test_a_publication_stays_for_six_hours_after_it_was_replaced(store, hours_later, expected):
    numbers = publish_at(store, 0, 6)

    hourly(store, NOON + timedelta(hours=6 + hours_later), MONTH)

    assert publications(store) == numbers[-expected:]


@pytest.mark.parametrize(
    ("age", "expected"),
    [(MONTH, 2), (MONTH + timedelta(seconds=1), 1)],
    ids=["at the limit", "just over"],
)
def test_the_last_publication_of_a_day_stays_until_the_limit(store, age, expected):
    numbers = publish_at(store, 0, 24)

    hourly(store, NOON + age, MONTH)

    assert publications(store) == numbers[-expected:]


def test_housekeeping_waits_for_the_writer_and_then_says_who_it_is(store):
    with writing(store.folder, 0), pytest.raises(BusyError):
        hourly(store, NOON, MONTH, wait_s=0.05)


def visits(store, arrival, at, *queues):
    """Load one contact with a visit for each queue, in this order, all begun at `at`."""
    ids = [f"bank:{at:%d}-{n}" for n in range(len(queues))]
    of = contacts(*({"contact_id": one, "started_at": at} for one in ids))
    merge(store.history, CONTACTS, of, arrival, source="bank")
    rows = legs(of, *({"contact_id": one, "queue": q} for one, q in zip(ids, queues, strict=True)))
    for row in rows.iter_slices(1):  # one file each
        merge(store.history, LEGS, row, arrival, source="bank")
    return publish_versions(store, "refresh", NOON)


def test_a_closed_week_is_sorted_by_queue_into_one_file(store, arrival):
    visits(store, arrival, NOON - 2 * 7 * DAY, "PS", "IN", "NW")

    tidied = nightly(store, NOON, MONTH)

    assert tidied.sorted == 2  # its contacts and its legs
    assert week_files(store.history, "legs").height == 1
    assert pl.scan_delta(store.history.open("legs")).collect()["queue"].to_list() == ["IN", "NW", "PS"]
    assert publish.newest(store.state).versions == store.history.versions()


def test_a_sorted_week_is_not_sorted_again(store, arrival):
    visits(store, arrival, NOON - 2 * 7 * DAY, "PS", "IN")
    nightly(store, NOON, MONTH)
    versions, number = store.history.versions(), newest(store)

    tidied = nightly(store, NOON + DAY, MONTH)

    assert tidied.sorted == 0
    assert (store.history.versions(), newest(store)) == (versions, number)


def test_a_sorted_week_that_changed_is_sorted_again(store, arrival):
    at = NOON - 2 * 7 * DAY
    visits(store, arrival, at, "PS", "IN")
    nightly(store, NOON, MONTH)
    visits(store, arrival, at + timedelta(days=1), "AA")

    tidied = nightly(store, NOON + DAY, MONTH)

    assert tidied.sorted == 2
    assert pl.scan_delta(store.history.open("legs")).collect()["queue"].to_list() == ["AA", "IN", "PS"]


@pytest.mark.parametrize(
    ("age", "expected"),
    [(timedelta(0), 0), (7 * DAY, 0), (14 * DAY, 2)],
    ids=["this week", "the week before", "two weeks ago"],
)
def test_only_weeks_that_are_over_are_sorted(store, arrival, age, expected):
    visits(store, arrival, NOON - age, "PS", "IN")

    assert nightly(store, NOON, MONTH).sorted == expected


def test_sorting_changes_no_row(store, arrival):
    visits(store, arrival, NOON - 2 * 7 * DAY, "PS", "IN", "NW")
    visits(store, arrival, NOON - 3 * 7 * DAY, "PS", "IN")
    before = {name: everything(store, name) for name in TABLES}

    nightly(store, NOON, MONTH)
    hourly(store, NOON, MONTH)

    assert all(everything(store, name).equals(before[name]) for name in TABLES)


def everything(store, name):
    rows = pl.scan_delta(store.history.open(name)).collect()
    return rows.select(list(TABLES[name].stored)).sort(TABLES[name].key)


def test_a_stop_ends_the_night_after_the_week_at_hand_and_keeps_what_was_done(store, arrival):
    visits(store, arrival, NOON - 2 * 7 * DAY, "PS", "IN")
    visits(store, arrival, NOON - 3 * 7 * DAY, "PS", "IN")
    asked = iter([False, True])

    tidied = nightly(store, NOON, MONTH, stop=lambda: next(asked))

    assert tidied.sorted == 1
    assert nightly(store, NOON, MONTH).sorted == 3


def test_the_log_keeps_its_entries_until_they_expire(store, arrival):
    load_many(store, arrival, 3)
    log = store.history.root / "contacts" / "_delta_log"
    store.history.checkpoint(["contacts"])

    nightly(store, NOON, MONTH)

    assert len(list(log.glob("*.json"))) == store.history.open("contacts").version() + 1


def test_expired_log_entries_go_and_the_newest_version_stays_readable(store, arrival):
    load_many(store, arrival, 3)
    store.history.open("contacts").alter.set_table_properties(
        {"delta.logRetentionDuration": "interval 0 seconds"}
    )
    publish_versions(store, "test", NOON)
    store.history.checkpoint(["contacts"])

    nightly(store, NOON, MONTH)

    log = store.history.root / "contacts" / "_delta_log"
    assert len(list(log.glob("*.json"))) < store.history.open("contacts").version() + 1
    assert read(store, newest(store)) == ["bank:0", "bank:1", "bank:2"]


def work_done(store, at):
    """Leave behind what a day of the scheduler leaves behind."""
    with store.state.writing() as connection:
        connection.execute(insert(JobRun).values(job="refresh", slot=at, claimed_at=at, worker="w"))
        connection.execute(insert(Request).values(kind="refresh", asked_by="the manager", asked_at=at))
        connection.execute(insert(Heartbeat).values(process=f"{at:%d}", at=at, worker="w"))


def test_old_claims_requests_and_heartbeats_are_forgotten(store):
    work_done(store, NOON)
    work_done(store, NOON - 15 * DAY)

    tidied = nightly(store, NOON, MONTH)

    assert tidied.rows == 3
    assert [count(store, model) for model in (JobRun, Request, Heartbeat)] == [1, 1, 1]


def run_of(store, at, connector="bank"):
    with store.state.writing() as connection:
        number = connection.execute(
            insert(Run)
            .values(connector=connector, trigger="schedule", started_at=at, ended_at=at, status="ok")
            .returning(Run.id)
        ).scalar_one()
        connection.execute(insert(RunDetail).values(run_id=number, kind="notice", words="a file was empty"))
    return number


def test_reasons_of_old_runs_are_forgotten_before_the_runs_themselves(store):
    run_of(store, NOON - 31 * DAY)
    run_of(store, NOON - 29 * DAY)
    run_of(store, NOON)

    nightly(store, NOON, MONTH)

    assert (count(store, Run), count(store, RunDetail)) == (3, 2)


def test_what_the_last_run_of_a_connector_said_stays_however_old_it_is(store):
    run_of(store, NOON - 500 * DAY, "gone")
    run_of(store, NOON - 500 * DAY, "bank")
    run_of(store, NOON - 401 * DAY, "bank")

    nightly(store, NOON, MONTH)

    assert (count(store, Run), count(store, RunDetail)) == (2, 2)


def test_a_run_that_a_publication_names_stays(store):
    number = run_of(store, NOON - 500 * DAY)
    run_of(store, NOON)
    with store.state.writing() as connection:
        publish.publish(connection, store.history.versions(), kind="refresh", now=NOON, run_id=number)

    nightly(store, NOON, MONTH)

    assert count(store, Run) == 2


def test_facts_of_others_are_left_alone(store, arrival):
    with store.state.writing() as connection:
        connection.execute(insert(Fact).values(name="site.timezone", value="UTC"))
    visits(store, arrival, NOON - 2 * 7 * DAY, "PS")

    nightly(store, NOON, MONTH)

    with store.state.reading() as connection:
        kept = connection.execute(select(Fact.value).where(Fact.name == "site.timezone")).scalar()
    assert kept == "UTC"


def test_the_oldest_publication_outlives_the_limit_while_it_is_the_only_one(store):
    hourly(store, NOON + 10 * MONTH, MONTH)

    assert count(store, Publication) == 1
