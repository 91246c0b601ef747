"""The benchmark of bottlenecks, small: it simulates, rings and scores, and nothing it planted is seen."""

import inspect

import numpy as np
import pytest

from benchmarks import bottlenecks
from benchmarks.queues import seen
from benchmarks.queues.alarms import ALARMS
from benchmarks.queues.simulated import DAY, THRESHOLD_S, simulated

SMALL = {"middle": (28.0, 2)}
WEEKS = 18


@pytest.fixture(scope="module")
def outcomes() -> list[bottlenecks.Outcome]:
    centres = [bottlenecks.centre(seed, WEEKS, 1.0, SMALL) for seed in (1, 2, 3)]
    return [bottlenecks.judged(of, WEEKS, every=3)["middle"] for of in centres]


def test_moked_finds_more_than_every_usual_alarm_at_equal_noise(outcomes):
    whole = bottlenecks.together(outcomes)
    others = [bottlenecks.equally_loud(alarm, whole) for alarm in ALARMS]
    found, planted = whole.moked.recall()

    assert whole.moked.queue_weeks == 3 * 2 * (WEEKS - 15)
    assert planted == whole.moked.queue_weeks
    assert whole.moked.rate <= 1
    assert found > max(one.recall()[0] for one in others)


def test_the_report_names_every_kind_and_alarm(outcomes, capsys):
    bottlenecks.report("middle", bottlenecks.together(outcomes))
    said = capsys.readouterr().out

    assert [kind for kind in bottlenecks.KINDS if kind not in said] == []
    assert [alarm.name for alarm in ALARMS if alarm.name not in said] == []


def test_what_is_seen_is_made_without_what_was_planted():
    assert "incident" not in inspect.signature(seen.looks).parameters
    assert "Incident" not in inspect.getsource(seen)


def test_the_same_seed_is_the_same_queue_and_first_come_is_first_served():
    days, incidents = simulated(28.0, 2, (5, 1), 1.0)
    again, _incidents = simulated(28.0, 2, (5, 1), 1.0)
    stayed = [(day.came_s + day.wait_s)[~day.is_gone] for day in days]

    assert len(incidents) == 2
    assert all(np.array_equal(one.wait_s, other.wait_s) for one, other in zip(days, again, strict=True))
    assert min(float(np.diff(each).min()) for each in stayed) >= 0
    assert min(float(day.wait_s.min()) for day in days) >= 0


def test_without_incidents_waits_are_about_what_erlang_a_promises():
    days, _incidents = simulated(28.0, 8, (6, 1), 0.0)
    waits = np.concatenate([day.wait_s for day in days])
    gone = np.concatenate([day.is_gone for day in days])

    assert 0.8 < np.mean(~gone & (waits <= THRESHOLD_S)) < 0.92
    assert len(days) == 56


def test_minutes_count_what_there_was_at_the_end_of_each():
    [day, *_rest], _incidents = simulated(28.0, 1, (7, 1), 0.0)
    counted = seen.minutes(day)
    left = day.came_s + day.wait_s
    minute = 400
    there = (day.came_s <= minute * 60) & (left > minute * 60)

    assert counted.waiting[minute] == there.sum()
    assert counted.overdue[minute] == (there & (minute * 60 - day.came_s >= THRESHOLD_S)).sum()
    assert counted.came[DAY - 1] == (day.came_s <= (DAY - 1) * 60).sum()
