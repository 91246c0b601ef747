"""The small simulated centre: the quiet excellent agent is thanked, the one who rings off never is."""

import pytest

from metrics.recognition.guards import held_back
from metrics.recognition.measures import measured
from metrics.recognition.together import judged
from metrics.recognition.told import held, without
from metrics.recognition.words import guard
from tests.connectors.demo.centre import SEEDS
from tests.metrics.recognition.simulated import rows, told

WEEKS = (5, 8)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_excellent_agent_of_the_hard_queue_is_nominated_within_eight_weeks_seldom_asked_as_they_are(seed):
    decided = [rows(seed, weeks) for weeks in WEEKS]

    excellent = f"demo:{told(seed).excellent}"
    kept = [without(judged(measured(of)), held_back(seen)["agent_id"]) for of, seen in decided]
    assert excellent in {agent for week in kept for agent in week.above["agent_id"]}
    assert excellent not in {agent for _of, seen in decided for agent in held_back(seen)["agent_id"]}


@pytest.mark.parametrize("seed", SEEDS)
def test_who_rings_off_within_seconds_is_held_back_each_week_with_the_reason(seed):
    cutter = f"demo:{told(seed).cutter}"

    decided = [rows(seed, weeks) for weeks in WEEKS]

    reasons = [
        guard(one)
        for _of, seen in decided
        for one in held(held_back(seen), {})
        if (one.agent_id, one.guard) == (cutter, "short")
    ]
    kept = [without(judged(measured(of)), held_back(seen)["agent_id"]) for of, seen in decided]
    assert cutter not in {agent for week in kept for agent in week.above["agent_id"]}
    assert len(reasons) == len(WEEKS)
    assert all("contacts ended within 10 seconds" in each for each in reasons)
