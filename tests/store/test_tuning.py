"""What the weeks before come to: thresholds, and what would have rung."""

import json
from dataclasses import replace

import polars as pl
import pytest

from metrics.bottlenecks import Calibrated, Look, frame, restored_look
from metrics.bottlenecks.look import of_row
from scheduler.learning import calibrate
from scheduler.work import Work
from settings import Settings
from store import calibrations
from store.episodes import history
from store.looks import read as read_looks
from store.looks import write as write_looks
from store.past_looks import past_looks
from store.tuning import is_due, rang, rules_of, together, tune
from tests.factories import NOON
from tests.metrics.bottlenecks.looking import AT as AT_NINE
from tests.metrics.bottlenecks.looking import SHORT
from tests.store.watched import AT, BAD_DAY, DAY, MINUTE, SETTINGS, TROUBLE, ticks, watched


@pytest.fixture
def store(tmp_path):
    with watched(tmp_path) as opened:
        yield opened


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


def test_a_replay_loses_sight_of_a_queue_whose_source_was_silent_for_two_hours():
    silent = range(35, 161, 5)
    rows = frame(
        replace(SHORT, at=AT_NINE + n * MINUTE, told_at=AT_NINE + min(n, 30) * MINUTE)
        for n in (*range(0, 31, 5), *silent)
    )

    [over] = rang(rows, [Calibrated({"Billing": rules_of(None, "Billing")}, {}, {}, {}, 1.0, 1.0)])

    assert (over.ended_at, over.how) == (AT_NINE + 35 * MINUTE, "lost sight")


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ([(151, True)], (30, "lost sight")),
        ([(151, False)], (30, "lost sight")),
        ([(150, False)], (150, "closed")),
    ],
    ids=["open again", "closed by then", "closed after two hours"],
)
def test_a_replay_loses_sight_of_what_no_look_reached_for_two_hours(looks, expected):
    seen = [(minute, True) for minute in range(0, 31, 5)] + looks
    rows = frame(
        replace(SHORT, at=AT_NINE + n * MINUTE, told_at=AT_NINE + n * MINUTE, is_open=is_open)
        for n, is_open in seen
    )

    [over] = rang(rows, [Calibrated({"Billing": rules_of(None, "Billing")}, {}, {}, {}, 1.0, 1.0)])

    assert (over.ended_at, over.how) == (AT_NINE + expected[0] * MINUTE, expected[1])


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


def work(store, now=NOON):
    return Work(SETTINGS, store, lambda: now, lambda: False)


def test_the_job_calibrates_once_a_week(store):
    said = "Calibrated by 5.0 weeks of looks; alerts would have rung 2 times."
    assert calibrate(work(store), None) == said
    assert calibrate(work(store, NOON + DAY), None) == "Calibrated of late."
