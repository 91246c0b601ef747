"""Looks at a queue now and in the weeks before, and what the weeks before come to."""

import json
import shutil
from argparse import ArgumentParser
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event

import numpy as np
import polars as pl
import pytest
from sqlalchemy import insert

import query
from metrics.bottlenecks import Calibrated, Look, frame, restored_look
from metrics.bottlenecks.look import of_row
from scheduler.detecting import Detector, keep_detecting, taken
from scheduler.jobs import Work, calibrate
from settings import Settings
from store import calibrations
from store.episodes import history, open_episodes
from store.ingest import begin, publish_versions
from store.live import Now, SourceNow
from store.looking import Watch
from store.looks import read as read_looks
from store.looks import write as write_looks
from store.merge import Arrival, merge
from store.models import Source
from store.opened import open_store
from store.past_looks import past_looks
from store.read import Filters
from store.ringing import Memory, remembered, write
from store.rung import rung
from store.schema import AGENTS, CONTACTS, LEGS, STAFFING, STATES, empty
from store.tuning import is_due, rang, rules_of, together, tune
from store.usually import laid_out
from tests.alerts import rang as ring
from tests.factories import NOON, ZONE, contacts, legs

HOURS = [{day: ["08:00-18:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "sunday")}]
AT = {"now": NOON.isoformat(), "site": {"timezone": ZONE, "week_start": "sunday"}, "hours": HOURS}
SETTINGS = Settings(**AT)
DAY, MINUTE, SECOND = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)
TROUBLE = (
    NOON - 90 * MINUTE
)  # since then nobody answers within a quarter of an hour, and two of three are away
BAD_DAY = 7  # days before NOON on which the same happened at the same time


def came():
    """For five weeks somebody comes to "cards" every 4 minutes of an open hour."""
    first = (NOON - 35 * DAY).replace(hour=6, minute=2)  # 8:02 on the wall, in winter
    days = [first + n * DAY for n in range(36)]
    open_days = [day for day in days if day.weekday() not in (4, 5)]
    every = [day + n * 4 * MINUTE for day in open_days for n in range(145)]
    return [at for at in every if at < NOON]


def is_bad(at):
    return any(TROUBLE - n * DAY <= at < NOON - n * DAY for n in (0, BAD_DAY))


def rows():
    ids = {f"bank:{n}": at for n, at in enumerate(came())}
    of = contacts(
        *({"contact_id": one, "started_at": at, "ended_at": at + 9 * MINUTE} for one, at in ids.items())
    )
    visits = []
    for one, at in ids.items():
        wait = 900 if is_bad(at) else 5
        answered = at + wait * SECOND
        told = {"contact_id": one, "queue": "cards", "queued_at": at, "wait_ms": wait * 1000}
        ends = {"answered_at": answered, "talk_ms": 240_000, "ended_at": answered + 240 * SECOND}
        waits = {
            "wait_ms": 60_000 if at < NOON - 8 * MINUTE else None,  # some sources tell it so far, some do not
            "outcome": "waiting",
            "answered_at": None,
            "talk_ms": None,
            "ended_at": None,
        }
        visits.append({**told, **(ends if answered < NOON else waits)})
    return of, legs(of, *visits)


def opening(day):
    return datetime.combine(day, datetime.min.time(), NOON.tzinfo) + timedelta(hours=6)


def days():
    return sorted({at.date() for at in came()})


def stretch(day, n):
    """Agent n is there for ten hours, but where there is trouble all but one leave."""
    bad = [one for one in (TROUBLE, TROUBLE - BAD_DAY * DAY) if one.date() == day]
    until = bad[0] if bad and n else opening(day) + timedelta(hours=10)
    told = {"agent_id": f"bank:a{n}", "started_at": opening(day), "state": "available"}
    return {"source": "bank", "version": 1, **told, "ended_at": min(until, NOON)}


def states():
    found = [stretch(day, n) for day in days() for n in range(3)]
    return pl.DataFrame(found, schema=empty(STATES).schema)


def plan():
    whole = {"source": "bank", "version": 1, "queue": "cards", "required": 2.0, "scheduled": 3.0}
    starts = [opening(day) + n * 30 * MINUTE for day in days() for n in range(20)]
    found = [{**whole, "interval_s": 1800, "starts_at": at} for at in starts]
    return pl.DataFrame(found, schema=empty(STAFFING).schema)


def crew():
    whole = {"source": "bank", "version": 1, "valid_from": NOON - 90 * DAY, "skills": "loans, cards"}
    found = [{**whole, "agent_id": f"bank:a{n}", "name": f"A{n}"} for n in range(3)]
    return pl.DataFrame(found, schema=empty(AGENTS).schema)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """Five weeks of a queue, with the same trouble now and a week ago; made once, copied by each test."""
    folder: Path = tmp_path_factory.mktemp("weeks") / "data"
    store = open_store(SETTINGS.model_copy(update={"data": folder}))
    begin(store, NOON)
    arrival = Arrival(now=NOON, connected_at=NOON - DAY)
    of, visits = rows()
    for table, frame_ in (
        (CONTACTS, of),
        (LEGS, visits),
        (STATES, states()),
        (STAFFING, plan()),
        (AGENTS, crew()),
    ):
        merge(store.history, table, frame_, arrival, source="bank")
    publish_versions(store, "refresh", NOON)
    store.close()
    return folder


@pytest.fixture
def store(loaded, tmp_path):
    shutil.copytree(loaded, tmp_path / "data")
    opened = open_store(SETTINGS.model_copy(update={"data": tmp_path / "data"}))
    yield opened
    opened.close()


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


def ticks(store, first, many, memory=None, rules=None, apart=MINUTE):
    """Take a look each minute, writing each down, as the detector does."""
    watch, memory = Watch(store, SETTINGS), memory or Memory()
    for n in range(many):
        at = first + n * apart
        done = taken(at, watch.looks(at, ["cards"]), NOBODY, memory, rules)
        write(store.state, done)
        memory = done.memory
    return memory


NOBODY = Now(pl.DataFrame(), pl.DataFrame(), ())


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


def test_eight_weeks_are_replayed_and_what_rang_is_kept(store):
    assert is_due(store, NOON)
    made = tune(store, SETTINGS, NOON)

    assert calibrations.newest(store.state) == made
    assert (made.weeks, made.is_whole) == (pytest.approx(5, abs=0.2), False)
    assert not is_due(store, NOON + DAY)
    assert is_due(store, NOON + 8 * DAY)
    assert rules_of(made, "cards").h0 >= 0.2
    assert rules_of(made, "loans") == rules_of(None, "cards")
    [alert] = history(store.state, NOON - 56 * DAY, NOON)
    assert (alert.source, alert.cause, alert.calibration_id) == ("replay", "plan", made.id)
    assert TROUBLE < alert.raised_at + BAD_DAY * DAY < NOON


def test_what_rang_today_before_anybody_looked_is_kept_and_what_goes_on_is_the_live_detectors(store):
    trouble, calm_again = TROUBLE - BAD_DAY * DAY, NOON - BAD_DAY * DAY + 100 * MINUTE
    later, within = (Settings(**{**AT, "now": at.isoformat()}) for at in (calm_again, trouble + 75 * MINUTE))
    tune(store, within, NOON)
    going_on = history(store.state, NOON - 56 * DAY, NOON)
    tune(store, later, NOON)
    [over] = history(store.state, NOON - 56 * DAY, NOON)

    assert going_on == []
    assert (over.source, over.how) == ("replay", "recovered")
    assert trouble < over.raised_at < over.cleared_at <= calm_again


def test_what_rang_today_since_the_first_live_look_is_left_to_the_live_detector(store):
    trouble, calm_again = TROUBLE - BAD_DAY * DAY, NOON - BAD_DAY * DAY + 100 * MINUTE
    ticks(store, trouble - 30 * MINUTE, 1)
    tune(store, Settings(**{**AT, "now": calm_again.isoformat()}), NOON)

    assert history(store.state, NOON - 56 * DAY, NOON) == []


def test_a_replay_of_the_looks_that_were_stored_is_what_rang_live(store):
    first = TROUBLE - BAD_DAY * DAY + 15 * MINUTE
    ticks(store, first, 38, apart=5 * MINUTE)
    [live] = history(store.state, first, NOON)

    stored = frame(restored_look(one) for one in read_looks(store.state, first, NOON))
    [again] = rang(stored, [Calibrated({"cards": rules_of(None, "cards")}, {}, {}, {}, 1.0, 1.0)])

    assert (again.begun_at, again.raised_at, again.ended_at) == (
        live.begun_at,
        live.raised_at,
        live.cleared_at,
    )
    assert (again.how, again.main) == (live.how, live.cause) == ("recovered", "plan")
    assert (again.lost_min, again.worst) == pytest.approx((live.minutes_lost, live.peak))
    assert json.loads(json.dumps(again.causes)) == list(live.causes)


def test_what_was_seen_live_is_replayed_and_said(store):
    day = TROUBLE - BAD_DAY * DAY
    old = past_looks(store, SETTINGS, NOON)
    seen = old.filter(pl.col("at").dt.date() == day.date())
    with store.state.writing() as connection:
        for row in seen.iter_rows(named=True):
            write_looks(connection, row["at"], [replace(of_row(row), late=0, overdue=0, ended=30).stored()])

    made = tune(store, SETTINGS, NOON)

    assert made.live_share == pytest.approx(seen.height / old.height, abs=0.001)
    assert calibrations.newest(store.state).live_share == made.live_share
    assert history(store.state, NOON - 56 * DAY, NOON) == []


def test_what_rang_live_or_was_spoken_of_is_not_told_twice(store):
    ticks(store, TROUBLE - BAD_DAY * DAY + 15 * MINUTE, 8, apart=5 * MINUTE)
    tune(store, SETTINGS, NOON)
    tune(store, SETTINGS, NOON + DAY)

    assert [alert.source for alert in history(store.state, NOON - 56 * DAY, NOON)] == ["live"]


def test_a_day_seen_live_is_taken_as_it_was_seen():
    [look] = [Look("cards", NOON - DAY, True, NOON, 30, 12, 6, 3, 2)]
    old = frame([replace(look, at=NOON - n * DAY, late=0) for n in range(3)])

    found = together(old, frame([look]))

    assert found.select("at", "late").rows() == [(NOON - 2 * DAY, 0), (NOON - DAY, 6), (NOON, 0)]


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


def test_a_source_fetched_too_long_ago_tells_nothing_of_now(store):
    fetched(store, NOON - 31 * MINUTE)

    assert Detector(work(store)).tick(NOON).looks == []


def test_before_the_first_publication_there_is_nothing_to_look_at(tmp_path):
    bare = open_store(SETTINGS.model_copy(update={"data": tmp_path / "data"}))

    assert Detector(work(bare)).tick(NOON) is None
    assert tune(bare, SETTINGS, NOON) is None
    assert calibrate(work(bare), None) == "Nothing has been published yet."
    bare.close()


def test_the_job_calibrates_once_a_week(store):
    said = "Calibrated by 5.0 weeks of looks; alerts would have rung 2 times."
    assert calibrate(work(store), None) == said
    assert calibrate(work(store, NOON + DAY), None) == "Calibrated of late."


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


def test_what_an_alert_cost_is_counted_from_the_contacts(store):
    tune(store, SETTINGS, NOON)
    [alert] = history(store.state, NOON - 56 * DAY, NOON)

    [row] = rung(store, SETTINGS, Filters(as_of=NOON)).rows(named=True)

    late = [at for at in came() if is_bad(at) and at < NOON - DAY]
    seconds = [
        (min(at + 900 * SECOND, alert.cleared_at) - max(at + 20 * SECOND, alert.begun_at)).total_seconds()
        for at in late
    ]
    assert row["minutes"] == pytest.approx(sum(max(one, 0) for one in seconds) / 60)
    assert row["minutes"] == pytest.approx(alert.minutes_lost, rel=0.1)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["episodes", "--by", "queue,cause"], "cards,plan,1.0,1.0,,,"),
        (["episodes", "--from", "2026-03-01"], "0.0,0.0,,,"),
        (["episodes,customer_minutes_lost", "--from", "2026-12-01"], ",,,,,,,,,"),
    ],
    ids=["by queue and cause", "after it", "in the future"],
)
def test_alerts_are_told_on_the_command_line(store, capsys, words, expected):
    tune(store, SETTINGS, NOON)

    assert query.run(asked(*words, "--format", "csv"), SETTINGS, store) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [expected]


def test_who_still_waits_costs_what_they_have_waited_so_far(store, capsys):
    begun, raised, cleared = (NOON - n * MINUTE for n in (15, 5, 4))
    ring(store.state, begun_at=begun, raised_at=raised, cleared_at=cleared, how="recovered")

    query.run(asked("customer_minutes_lost", "--format", "csv"), SETTINGS, store)

    answered_late, still_waiting = 4.0 + 8 + 11, 9.0 + 5 + 1 + 3 * 40 / 60
    lost = answered_late + still_waiting
    assert capsys.readouterr().out.splitlines()[1] == f"{lost},{lost},1.0,,"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["episodes,asa"], "episodes counts alerts and asa does not"),
        (["episodes", "--by", "agent"], "agent"),
        (["customer_minutes_lost", "--threshold", "20"], "--threshold says nothing about alerts"),
        (["episodes", "--where", "channel=voice"], "Alerts cannot be narrowed by channel. Known: queue"),
        (["episodes", "--where", "cause=plan"], "Alerts cannot be narrowed by cause. Known: queue"),
        (["episodes", "--where", "queue=card"], "Unknown queue 'card'; did you mean 'cards'"),
    ],
    ids=["with another metric", "by agent", "a threshold", "a channel", "a cause", "an unknown queue"],
)
def test_what_alerts_cannot_tell_is_refused(store, words, sentence):
    with pytest.raises(query.QueryError, match=sentence):
        query.run(asked(*words), SETTINGS, store)


def asked(*words):
    parser = ArgumentParser()
    query.arguments(parser)
    return parser.parse_args(list(words))
