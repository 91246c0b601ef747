"""A replay of stored looks is what it was live; thresholds are found by it."""

import json
from dataclasses import replace
from datetime import timedelta

import numpy as np
import polars as pl
import pytest

from metrics.bottlenecks import Change, Look, Rules, State, frame, looked, restored_look, with_strengths
from metrics.bottlenecks.calibrate import GRID, NEVER, calibrate, past, pooled
from metrics.bottlenecks.episode import Episode
from metrics.bottlenecks.judged import CAUSES, H0, PLAN, STAGE, THRESHOLDS, judged
from metrics.bottlenecks.replay import endings, minutes_lost, replay, track
from tests.metrics.bottlenecks.looking import AT, CALM, HARMED, MINUTE, SHORT

RULES = Rules()
DAY = timedelta(days=1)


def looks_by_chance(seed: int, n: int = 600) -> list[Look]:
    """Looks in stretches of some kind, with missed ticks, pauses, silence and closings."""
    random = np.random.default_rng(seed)
    at, found = AT, []
    while len(found) < n:
        kind = random.choice(5, p=(0.35, 0.35, 0.15, 0.1, 0.05))
        for _n in range(int(random.integers(1, 150 if kind == 3 else 30))):
            pause = random.choice([1, 2, 4, 8, 130], p=(0.9, 0.05, 0.03, 0.01, 0.01))
            at += int(pause) * MINUTE
            shape = (CALM, SHORT, HARMED, SHORT, SHORT)[kind]
            told_at = at - 9 * MINUTE if kind == 3 else at
            late = int(random.integers(8, 20)) if kind else 2
            changed = {"late": late, "overdue": int(random.integers(0, 5)) if kind else 0}
            found.append(replace(shape, at=at, told_at=told_at, is_open=kind != 4, **changed))
    return found


def lived(looks: list[Look], rules: Rules) -> list[Episode]:
    state, changes = State(looks[0].queue), list[Change]()
    for look in looks:
        state, change = looked(state, look, rules)
        changes += [change] if change is not None and change.event == "ended" else []
    return [one.episode for one in changes] + ([state.episode] if state.episode else [])


@pytest.mark.parametrize("seed", range(6))
def test_a_replay_of_stored_looks_equals_what_was_lived(seed: int):
    looks = looks_by_chance(seed)
    stored = [restored_look(json.loads(json.dumps(one.stored()))) for one in looks]
    rows = judged(with_strengths(frame(stored)), RULES)
    of = track(rows)
    found = replay(of, rows["is_held"].to_numpy(), endings(of, rows["is_calm"].to_numpy()))
    lives = lived(looks, RULES)
    at = rows["at"].to_list()

    assert len(lives) > 1
    assert [at[place] for place in found.begun] == [one.begun_at for one in lives]
    assert [at[place] for place in found.raised] == [one.raised_at for one in lives]
    assert minutes_lost(of, found).tolist() == pytest.approx([one.lost_min for one in lives])


def weeks_of(queue: str, weeks: int, incidents: int, usual: float = 84.0) -> pl.DataFrame:
    """Looks of four hours a day, each quarter of them harmed a little by chance; some days people miss."""
    random = np.random.default_rng([weeks, incidents, len(queue)])
    rows = []
    short = set(random.choice(7 * weeks, incidents, replace=False).tolist())
    for day in range(7 * weeks):
        staffed, missing = 8.0 - 0.4 * random.integers(0, 3), random.uniform(1.5, 4)
        for minute in range(0, 240, 2):
            at = AT + day * DAY + minute * MINUTE
            is_short = day in short and 60 <= minute < 180
            look = replace(SHORT if is_short else CALM, queue=queue, at=at, told_at=at, usual=usual)
            late = int(random.integers(0, 9))
            worse = {"staffed": 8 - missing} if is_short else {"staffed": staffed, "late": late}
            rows.append(replace(look, **worse))
        rows.append(replace(CALM, queue=queue, at=AT + day * DAY + 240 * MINUTE, is_open=False))
    return with_strengths(frame(rows))


UNTIL = AT + 56 * DAY


def test_eight_weeks_are_calibrated_to_half_a_ring_a_queue_week():
    pool = past(pl.concat([weeks_of("Billing", 8, 12), weeks_of("Sales", 8, 1)]), UNTIL)
    found = calibrate(pool)

    assert found.is_whole
    assert found.rate is not None
    assert 0 < found.rate <= 0.5
    assert sum(found.times.values()) <= 8
    assert found.rules["Billing"].thresholds == found.rules["Sales"].thresholds


def test_what_rings_seldom_is_heard_and_how_often_each_threshold_would_ring_is_told():
    found = calibrate(past(weeks_of("Sales", 8, 2), UNTIL))
    tried = [one.times for _threshold, one in found.tried[PLAN]]

    assert found.times == {"Sales": 2}
    assert [threshold for threshold, _heard in found.tried[PLAN]] == list(GRID[PLAN])
    assert tried == sorted(tried, reverse=True)
    assert found.by_cause[PLAN].times == 2
    assert found.rules["Sales"].thresholds[STAGE] == THRESHOLDS[STAGE]
    assert found.by_cause[PLAN].minutes > 0


def test_too_many_incidents_raise_the_bar_until_it_fits():
    found = calibrate(past(weeks_of("Billing", 8, 40), UNTIL))

    assert found.rate is not None
    assert found.rate <= 0.5
    assert found.rules["Billing"].h0 > max(H0, 0.3)


def quiet(*queues: str) -> list[pl.DataFrame]:
    """Weeks in which a queue is looked at once a day and nothing rings."""
    looks = [replace(CALM, at=AT + day * DAY) for day in range(56)]
    return [with_strengths(frame(replace(one, queue=queue) for one in looks)) for queue in queues]


def short_days(days: int, staffed: float, first: int = 0) -> pl.DataFrame:
    """Days of six calm looks each; so many from the `first` begin with two looks at missing people."""
    looks = [
        replace(look, at=at, told_at=at)
        for day in range(first, 56)
        for minute in (0, 10, 30, 40, 50, 60, 70, 80)
        for at in [AT + day * DAY + minute * MINUTE]
        for look in [replace(SHORT, staffed=staffed) if minute < 30 and day < first + days else CALM]
    ]
    return with_strengths(frame(looks))


@pytest.mark.parametrize(
    ("looks", "level", "times"),
    [
        (short_days(7, 6.0), GRID[PLAN][0], 7),
        (short_days(9, 6.0), 0.3, 0),
        (short_days(9, 1.0), NEVER, 0),
        (short_days(1, 6.0, first=55), GRID[PLAN][0], 1),
    ],
    ids=["under once a week", "more than once a week", "at any threshold", "a queue of a day"],
)
def test_no_cause_alone_rings_more_than_once_a_week_in_a_queue(looks, level, times):
    found = calibrate(past(pl.concat([looks, *quiet("Sales", "Cards", "Loans")]), UNTIL))

    assert found.rules["Billing"].thresholds[PLAN] == level
    assert found.times["Billing"] == times
    assert found.rules["Sales"].thresholds[PLAN] <= THRESHOLDS[PLAN]


def test_under_four_weeks_the_defaults_hold_and_it_is_said_how_many_there_are():
    found = calibrate(past(weeks_of("Sales", 3, 2), AT + 21 * DAY))

    assert found.weeks == pytest.approx(3, abs=0.2)
    assert not found.is_whole
    assert found.rules["Sales"] == Rules()
    assert found.tried == {}


def test_looks_before_the_weeks_or_after_them_are_not_calibrated_on():
    [one] = past(weeks_of("Sales", 9, 2), UNTIL, weeks=2)

    assert one.looks["at"].min() == AT + 42 * DAY
    assert one.looks["at"].max() < UNTIL


def test_queues_of_like_size_are_calibrated_together_and_a_lonely_one_with_the_rest():
    sizes = {"Small": 9.0, "Less": 12.0, "Billing": 84.0, "Large": 900.0}
    rows = pl.concat([weeks_of(name, 8, 1, usual) for name, usual in sizes.items()])
    names = [sorted(one.queue for one in pool) for pool in pooled(past(rows, UNTIL))]
    alike = pooled(past(rows.filter(pl.col("queue").is_in(["Small", "Less"])), UNTIL))

    assert names == [["Less", "Small"], ["Billing", "Large"]]
    assert [sorted(one.queue for one in pool) for pool in alike] == [["Less", "Small"]]


def test_no_looks_are_no_rules():
    found = calibrate([])

    assert (found.rules, found.rate, found.weeks) == ({}, None, 0.0)
    assert set(found.by_cause) == set(CAUSES)
