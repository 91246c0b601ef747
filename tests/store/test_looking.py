"""Looks at a queue now and in the weeks before, and what rings by them."""

from dataclasses import replace
from datetime import date
from threading import Event

import numpy as np
import polars as pl
import pytest
from sqlalchemy import insert

from metrics.bottlenecks import frame
from scheduler.detecting import Detector, keep_detecting, taken
from scheduler.learning import calibrate
from scheduler.work import Work
from settings import Settings
from store.episodes import history, open_episodes
from store.live import SourceNow
from store.looking import Watch
from store.looks import read as read_looks
from store.models import Source
from store.opened import open_store
from store.past_looks import past_looks
from store.ringing import Memory, remembered, write
from store.tuning import tune
from store.usually import laid_out
from tests.factories import NOON
from tests.store.watched import AT, BAD_DAY, DAY, HOURS, MINUTE, NOBODY, SETTINGS, TROUBLE, ticks, watched


@pytest.fixture
def store(tmp_path):
    with watched(tmp_path) as opened:
        yield opened


def test_a_look_tells_what_goes_wrong_and_what_is_usual(store):
    [look] = Watch(store, SETTINGS).looks(NOON, ["cards"])

    assert (look.queue, look.at, look.is_open, look.window) == ("cards", NOON, True, 30)
    assert (look.ended, look.late, look.overdue) == (7, 7, 4)
    assert (look.arrivals, look.usual) == (22, pytest.approx(22, abs=1))
    assert (look.staffed, look.scheduled, look.required) == (1.0, 3.0, 2.0)
    assert (look.handle_s, look.moved_in) == (pytest.approx(240), 0)


def test_a_plan_is_known_until_history_is_read_again(store):
    watch = Watch(store, SETTINGS)
    watch.looks(NOON, ["cards"])
    watch.settings = Settings(**{**AT, "now": (NOON + 2 * 60 * MINUTE).isoformat()})

    [look] = watch.looks(NOON + 2 * 60 * MINUTE, ["cards"])

    assert look.scheduled == 3.0


def test_history_shows_what_the_moment_showed(store):
    [look] = Watch(store, SETTINGS).looks(NOON - BAD_DAY * DAY - MINUTE, ["cards"])
    past = past_looks(store, SETTINGS, NOON)

    [same] = past.filter(pl.col("at") == look.at).rows(named=True)
    assert frame([look]).row(0, named=True) == same


def test_trouble_rings_once_and_says_why(store):
    ticks(store, TROUBLE + 15 * MINUTE, 40)

    [alert] = open_episodes(store.state)
    assert (alert.queue, alert.kind, alert.cause) == ("cards", "bottleneck", "plan")
    assert TROUBLE + 20 * MINUTE < alert.raised_at < TROUBLE + 45 * MINUTE
    assert alert.raised_at - alert.begun_at == 10 * MINUTE
    assert alert.minutes_lost > 10
    assert alert.causes[0]["figures"]["scheduled"] == 3.0


def test_who_restarts_goes_on_with_the_same_alert(store):
    memory = ticks(store, TROUBLE + 15 * MINUTE, 35)
    [before] = open_episodes(store.state)
    assert remembered(store.state) == memory

    ticks(store, TROUBLE + 50 * MINUTE, 20, remembered(store.state))

    [after] = open_episodes(store.state)
    assert (after.id, after.raised_at) == (before.id, before.raised_at)
    assert after.minutes_lost > before.minutes_lost


def test_a_queue_that_closes_is_looked_at_once_more_and_its_alert_is_over(store):
    ticks(store, TROUBLE - BAD_DAY * DAY + 15 * MINUTE, 8, apart=5 * MINUTE)
    closing = NOON.replace(hour=15, minute=58) - BAD_DAY * DAY
    [alert] = open_episodes(store.state)

    memory = ticks(store, closing, 5, remembered(store.state))

    assert memory.queues["cards"].status == "closed"
    assert [one["at"][11:16] for one in read_looks(store.state, closing, NOON)] == ["15:58", "15:59", "16:00"]
    assert history(store.state, alert.raised_at, NOON)[0].cleared_at is not None


@pytest.mark.parametrize(
    ("told", "expected"),
    [(NOON - 2 * MINUTE, []), (NOON - 6 * MINUTE, ["switch"]), (None, ["switch"])],
    ids=["just now", "six minutes ago", "never"],
)
def test_a_source_that_falls_silent_is_its_own_alert(store, told, expected):
    memory = Memory()
    for n in range(11):
        silent = replace(NOBODY, sources=(SourceNow("switch", told and told + n * MINUTE, 1, None),))
        done = taken(NOON + n * MINUTE, [], silent, memory, None)
        write(store.state, done)
        memory = done.memory

    assert [alert.queue for alert in open_episodes(store.state) if alert.kind == "silent"] == expected


def test_the_hour_that_the_clock_skips_has_no_ticks_and_the_one_it_repeats_is_there_once():
    spring = laid_out(SETTINGS, ["cards"], date(2026, 3, 27), 1, 60)["cards"]
    autumn = laid_out(SETTINGS, ["cards"], date(2026, 10, 25), 1, 60)["cards"]

    assert spring.is_there.sum() == 23
    assert (np.diff(autumn.at[0]) // 60_000_000).tolist() == [60, 120] + [60] * 21


def test_on_a_holiday_nothing_is_open():
    closed = Settings(**{**AT, "hours": [{**HOURS[0], "closed_on": ["2026-03-04"]}]})

    assert laid_out(closed, ["cards"], NOON.date(), 1, 60)["cards"].is_open.sum() == 0
    assert laid_out(SETTINGS, ["cards"], NOON.date(), 1, 60)["cards"].is_open.sum() == 10


def work(store, now=NOON):
    return Work(SETTINGS, store, lambda: now, lambda: False)


def fetched(store, at):
    with store.state.writing() as connection:
        row = {"connector": "bank", "connected_at": NOON - DAY, "watermark": at, "failures": 0}
        connection.execute(insert(Source).values(row))


def test_a_source_that_tells_nothing_of_this_moment_is_looked_at_up_to_its_last_fetch(store):
    fetched(store, NOON - 6 * MINUTE)
    detector = Detector(work(store))

    done, again = detector.tick(NOON), detector.tick(NOON + MINUTE)

    assert [look.at for look in done.looks][-2:] == [NOON - 15 * MINUTE, NOON - 10 * MINUTE]
    assert (len(done.looks), again.looks) == (22, [])
    assert (done.looks[-1].arrivals, done.looks[-1].late) == (23, 8)
    assert [(alert.queue, alert.cause) for alert in open_episodes(store.state)] == [("cards", "plan")]


def test_a_detector_that_is_restarted_goes_on_and_loses_sight_of_what_is_fetched_no_more(store):
    fetched(store, NOON - 6 * MINUTE)
    first = Detector(work(store)).tick(NOON)
    [alert] = open_episodes(store.state)
    again = Detector(work(store)).tick(NOON + MINUTE)
    seldom = Settings(**{**AT, "connectors": [{"name": "bank", "kind": "bank", "every_s": 3 * 3600}]})
    waited = Detector(Work(seldom, store, lambda: NOON, lambda: False)).tick(NOON + 180 * MINUTE)
    still = open_episodes(store.state)
    later = Detector(work(store)).tick(NOON + 180 * MINUTE)

    assert (again.looks, again.memory) == ([], first.memory)
    assert [one.id for one in still] == [alert.id]
    assert waited.changes == []
    assert [(one.event, one.episode.how) for one in later.changes] == [("ended", "lost sight")]
    assert open_episodes(store.state) == []
    [over] = history(store.state, NOON - DAY, NOON + DAY)
    assert (over.id, over.cleared_at, over.how) == (alert.id, NOON - 10 * MINUTE, "lost sight")


def test_a_source_fetched_too_long_ago_tells_nothing_of_now(store):
    fetched(store, NOON - 31 * MINUTE)

    assert Detector(work(store)).tick(NOON).looks == []


def test_before_the_first_publication_there_is_nothing_to_look_at(tmp_path):
    bare = open_store(SETTINGS.model_copy(update={"data": tmp_path / "data"}))

    assert Detector(work(bare)).tick(NOON) is None
    assert tune(bare, SETTINGS, NOON) is None
    assert calibrate(work(bare), None) == "Nothing has been published yet."
    bare.close()


def test_a_tick_that_fails_is_logged_once_and_the_next_is_taken(store, caplog):
    lost = store.state.engine
    minutes = iter([False, False, True])
    store.state.engine = None
    keep_detecting(work(store), Event(), lambda _seconds: next(minutes))
    store.state.engine = lost

    assert [record.levelname for record in caplog.records if record.name == "scheduler.detecting"] == [
        "WARNING"
    ]
    assert "trying on" in caplog.text
