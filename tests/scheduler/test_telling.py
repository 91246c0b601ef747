from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from scheduler.live import keep_telling, tellers
from scheduler.work import Work
from settings import load
from store.live import read_now, sources_now
from store.opened import open_store
from tests.connectors.asterisk.logs import NOON, enter, write

CONFIG = """
now = {now}
[[connectors]]
name = "switch"
kind = "asterisk"
path = "queue_log*"
[[connectors]]
name = "calls"
kind = "files"
path = "*.csv"
"""


class Clock:
    """This machine's clock, as a test sets it."""

    def __init__(self):
        self.at = datetime(2026, 11, 22, 9, tzinfo=UTC)

    def __call__(self):
        return self.at


@pytest.fixture
def work(tmp_path):
    (tmp_path / "moked.toml").write_text(CONFIG.format(now=(NOON + timedelta(minutes=5)).isoformat()))
    settings = load(tmp_path / "moked.toml", tmp_path / "data")
    store = open_store(settings)
    yield Work(settings, store, Clock(), lambda: False)
    store.close()


def test_only_sources_that_can_tell_are_asked(work):
    assert [one.settings.name for one in tellers(work)] == ["switch"]


def test_who_waits_is_written_down(work, tmp_path):
    write(tmp_path, enter(0), enter(7, "c2"))
    [teller] = tellers(work)

    teller.tell()

    now = read_now(work.store.state)
    assert sorted(now.visits["contact_id"]) == ["switch:c1", "switch:c2"]
    assert set(now.visits["outcome"]) == {"waiting"}
    assert now.sources[0].at == work.settings.now()


def test_a_source_that_cannot_tell_says_why_is_asked_again_later_and_recovers(work, tmp_path):
    [teller] = tellers(work)
    teller.tell()
    said = sources_now(work.store.state)[0].problem
    write(tmp_path, enter(0))

    work.clock.at += timedelta(seconds=9)
    teller.tell()
    too_early = sources_now(work.store.state)[0].problem
    work.clock.at += timedelta(seconds=2)
    teller.tell()

    assert said is not None
    assert "queue_log" in said
    assert too_early == said
    assert sources_now(work.store.state)[0].problem is None
    assert read_now(work.store.state).visits.height == 1


def test_a_failing_source_is_asked_once_a_minute_in_the_end(work):
    [teller] = tellers(work)
    pauses = []
    for _try in range(8):
        teller.tell()
        pauses.append((teller.retry_at - work.clock.at).total_seconds())
        work.clock.at = teller.retry_at

    assert pauses[:3] == [10, 20, 40]
    assert pauses[3:] == [60] * 5


def test_a_clock_that_was_set_back_does_not_silence_a_source(work, tmp_path):
    [teller] = tellers(work)
    teller.tell()
    write(tmp_path, enter(0))
    work.clock.at -= timedelta(days=1)

    teller.tell()

    assert read_now(work.store.state).visits.height == 1


def test_telling_goes_on_until_it_is_ended_and_forgets_sources_that_are_gone(work, tmp_path):
    write(tmp_path, enter(0))
    [teller] = tellers(work)
    teller.tell()
    (tmp_path / "moked.toml").write_text(
        '[[connectors]]\nname = "b"\nkind = "asterisk"\npath = "queue_log*"\n'
    )
    settings = load(tmp_path / "moked.toml", tmp_path / "data")
    rounds = iter([False, False, True])

    keep_telling(Work(settings, work.store, work.clock, lambda: False), Event(), lambda _s: next(rounds))

    assert [one.source for one in sources_now(work.store.state)] == ["b"]
    assert next(rounds, "used up") == "used up"
