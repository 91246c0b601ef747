"""Real scheduler processes: who leads, who takes over, and how they end."""

import signal
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from sqlalchemy import func, select

from scheduler.refresh import refresh
from settings import load
from store import publish
from store.models import JobRun
from store.requests import take
from store.status import ask, asked, heartbeat, is_alive, recent_runs
from tests import bank
from tests.scheduler.conftest import is_refreshed, last, until

FILES = 12


def set_pace(folder, seconds):
    config = bank.config(folder)
    config.write_text(f"{config.read_text()}\n[refresh]\nevery_s = {seconds}\n")


def few(folder, *numbers):
    bank.write(folder / "calls" / f"calls-{numbers[0]}.txt", *(bank.call(n) for n in numbers))


def many(folder, files, calls=30_000):
    """Write files that take a refresh about half a second each, a batch each."""
    rows = pl.DataFrame([{name: str(value) for name, value in bank.call(1).items()}])
    for n in range(files):
        path = folder / "calls" / f"many-{n:02}.txt"
        path.parent.mkdir(exist_ok=True)
        ids = pl.int_range(n * calls, (n + 1) * calls).cast(pl.String).alias("call_id")
        rows.drop("call_id").join(pl.select(ids), how="cross").select(bank.COLUMNS).write_csv(
            path, separator="\t", line_terminator="\r\n", quote_style="never"
        )


def contacts(store):
    """Count what readers see."""
    published = publish.newest(store.state)
    table = store.history.open("contacts", published.versions["contacts"])
    return pl.scan_delta(table).select(pl.len()).collect().item()


def now():
    return datetime.now(UTC)


def test_it_fetches_beats_answers_and_stops_with_0(folder, store, start):
    few(folder, 1, 2)
    scheduler = start()
    until(lambda: is_refreshed(store))
    few(folder, 3)
    number = ask(store.state, "refresh", "bank", "the manager", now())
    until(lambda: asked(store.state, number).done_at)

    assert asked(store.state, number).taken_at
    assert asked(store.state, number).outcome == "bank: 2 rows are new or changed."
    assert contacts(store) == 3
    assert is_alive(store.state, now())
    assert scheduler.stop() == 0
    assert heartbeat(store.state) is None
    assert [line.split(" ", 1)[1] for line in scheduler.said().splitlines()] == [
        "INFO scheduler: Leading; fetching from bank.",
        "INFO scheduler: Stopped.",
    ]


@pytest.mark.both_databases
def test_one_of_three_leads_and_another_takes_over_when_it_is_killed(folder, store, start):
    few(folder, 1)
    leader = start()
    leader.says("Leading")
    follower, another = start(), start()
    follower.says(f"Waiting: process {leader.process.pid} since")
    another.says(f"Waiting: process {leader.process.pid} since")
    until(lambda: is_refreshed(store))
    assert another.stop() == 0

    leader.signal(signal.SIGKILL)
    follower.says("Leading; fetching from bank.")
    number = ask(store.state, "refresh", None, "the manager", now())
    until(lambda: asked(store.state, number).done_at)

    assert is_alive(store.state, now())
    assert follower.stop() == 0


@pytest.mark.both_databases
def test_sigterm_in_the_middle_of_a_refresh_ends_it_before_its_last_file_and_shows_nothing_of_it(
    folder, store, start
):
    few(folder, 1, 2)
    refresh(load(folder / "moked.toml", folder / "data"), store)
    many(folder, files=FILES)
    before = publish.newest(store.state)
    scheduler = start()
    until(lambda: store.history.versions() != before.versions)

    code = scheduler.stop()

    assert code == 0
    assert "in the middle of a job" not in scheduler.said()
    assert scheduler.said().endswith("INFO scheduler: Stopped.\n")
    assert store.history.versions()["contacts"] - before.versions["contacts"] < FILES
    assert contacts(store) == 2
    assert last(store).status == "stopped"
    assert publish.newest(store.state).versions == store.history.versions()


@pytest.mark.both_databases
def test_what_was_asked_before_a_stop_is_done_by_the_next_scheduler(folder, store, start):
    few(folder, 1, 2)
    number = ask(store.state, "refresh", "bank", "the manager", now())
    take(store.state, now())

    start()
    until(lambda: asked(store.state, number).done_at)

    assert "bank:" in asked(store.state, number).outcome


def test_the_heart_beats_on_during_a_long_refresh(folder, store, start):
    many(folder, files=30)
    start()
    until(lambda: last(store) is not None and last(store).status == "running")
    first = heartbeat(store.state)
    until(lambda: heartbeat(store.state) != first)

    assert last(store).status == "running"


def test_a_second_signal_ends_it_at_once(folder, store, start):
    many(folder, files=8)
    scheduler = start()
    until(lambda: last(store) is not None and last(store).status == "running")
    scheduler.signal(signal.SIGTERM)
    scheduler.signal(signal.SIGINT)

    assert scheduler.ends() in (-signal.SIGINT, -signal.SIGTERM)


@pytest.mark.both_databases
def test_a_killed_refresh_is_begun_again_by_the_next_leader(folder, store, start):
    set_pace(folder, 86_400)
    many(folder, files=2, calls=10_000)
    scheduler = start()
    until(lambda: last(store) is not None and last(store).status == "running")
    scheduler.signal(signal.SIGKILL)
    scheduler.ends()

    start()
    until(lambda: is_refreshed(store))

    assert [one.status for one in recent_runs(store.state, "bank")] == ["ok", "killed"]
    assert contacts(store) == 20_000


def test_downtime_is_caught_up_with_by_one_run(folder, store, start):
    few(folder, 1)
    yesterday = now() - timedelta(days=1)
    with store.state.writing() as connection:
        connection.execute(
            JobRun.__table__.insert().values(
                job="refresh:bank", slot=yesterday, claimed_at=yesterday, worker="w", ended_at=yesterday
            )
        )
    start()
    until(lambda: is_refreshed(store))
    until(lambda: claims(store, "tidy"))

    assert claims(store, "refresh:bank") == 2


def claims(store, job):
    with store.state.reading() as connection:
        ended = select(func.count()).where(JobRun.job == job, JobRun.ended_at.is_not(None))
        return connection.execute(ended).scalar_one()


def test_a_source_keeps_its_own_pace(folder, store, start):
    set_pace(folder, 5)
    few(folder, 1)
    start()
    until(lambda: is_refreshed(store, runs=2))

    with store.state.reading() as connection:
        slots = connection.execute(select(JobRun.slot).where(JobRun.job == "refresh:bank")).scalars().all()
    assert {slot.timestamp() % 5 for slot in slots} == {0}
    assert (max(slots) - min(slots)).total_seconds() in range(5, 60, 5)


def test_new_settings_are_used_at_once_and_wrong_ones_are_told_once_and_not_used(folder, store, start):
    set_pace(folder, 86_400)
    few(folder, 1)
    bank.write(folder / "other" / "calls.txt", bank.call(2))
    config = folder / "moked.toml"
    told = config.read_text()
    config.write_text("")
    scheduler = start()
    scheduler.says("Leading, with nothing to fetch: no source is connected. Add one to moked.toml.")
    nothing = ask(store.state, "refresh", None, "the manager", now())
    until(lambda: asked(store.state, nothing).done_at)
    config.write_text(told)
    until(lambda: is_refreshed(store))
    assert contacts(store) == 1
    config.write_text(told.replace("calls/*.txt", "*/*.txt"))
    until(lambda: is_refreshed(store, runs=2))
    config.write_text("sight = 1")
    scheduler.says("The settings changed, but the earlier ones stay in force: Unknown key 'sight'")
    number = ask(store.state, "refresh", "bank", "the manager", now())
    until(lambda: asked(store.state, number).done_at)

    assert asked(store.state, nothing).outcome == "No source is connected, so there was nothing to fetch."
    assert contacts(store) == 2
    assert asked(store.state, number).outcome == "bank: 0 rows are new or changed."
    assert scheduler.said().count("stay in force") == 1
    assert scheduler.stop() == 0


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("[site]\ntimezone = 'Mars/Olympus'", "moked.toml: site.timezone = 'Mars/Olympus' is not allowed"),
        ("state_url = 'sqlite:////nowhere/at/all'", "The state database sqlite:////nowhere/at/all cannot be"),
        (
            "state_url = 'postgresql://moked:secret@127.0.0.1:1/moked'",
            "The state database postgresql+psycopg://moked:***@127.0.0.1:1/moked cannot be opened: ",
        ),
    ],
    ids=["a wrong setting", "a database that is not to be had", "a server that does not answer"],
)
def test_what_a_person_must_mend_ends_it_with_2_and_one_sentence(folder, start, settings, sentence):
    (folder / "moked.toml").write_text(settings)
    scheduler = start()

    assert scheduler.ends() == 2
    assert scheduler.said().startswith(sentence)
    assert len(scheduler.said().splitlines()) == 1
