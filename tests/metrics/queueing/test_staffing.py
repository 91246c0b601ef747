import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from metrics.queueing import Demand, Goal, agents_for, agents_needed, erlang_a, erlang_c, on_the_roster

IN_TIME = Goal("in_time", 0.8, within_s=20)


def test_the_fewest_agents_reach_the_goal_and_one_less_does_not() -> None:
    needed = agents_needed(100 / 1800, 180, 120, IN_TIME)

    assert needed == 12
    assert erlang_a(100 / 1800, 180, 120, 12, 20).in_time >= 0.8
    assert erlang_a(100 / 1800, 180, 120, 11, 20).in_time < 0.8


def test_erlang_c_needs_more_agents_than_erlang_a() -> None:
    needed = agents_needed(250 / 1800, 210, math.inf, IN_TIME)

    assert needed == 34
    assert erlang_c(250 / 1800, 210, 33, 20).in_time < 0.8


def missed(goal: Goal, per_s: float, patience_s: float, agents: int) -> bool:
    found = erlang_a(per_s, 180, patience_s, agents, goal.within_s, goal.short_s)
    if goal.kind == "in_time":
        return found.in_time < goal.value
    return (found.wait_s if goal.kind == "wait" else found.abandons) > goal.value


@given(
    st.floats(0.01, 80),
    st.one_of(st.floats(10, 3000), st.just(math.inf)),
    st.sampled_from(
        [
            IN_TIME,
            Goal("in_time", 0.95, 0),
            Goal("in_time", 0.9, 60, 5),
            Goal("wait", 5),
            Goal("wait", 100),
            Goal("abandons", 0.03),
            Goal("abandons", 0.3),
        ]
    ),
)
@settings(max_examples=80, deadline=None)
def test_no_smaller_number_would_do(load: float, patience_s: float, goal: Goal) -> None:
    assume(goal.kind != "abandons" or patience_s < math.inf)
    needed = agents_needed(load / 180, 180, patience_s, goal)

    fewer = max(needed - 1, 0)
    assert not missed(goal, load / 180, patience_s, needed)
    assert needed == 1 or missed(goal, load / 180, patience_s, fewer)


def test_where_most_leave_at_once_few_agents_do() -> None:
    goal = Goal("in_time", 0.8, within_s=60, short_s=20)
    needed = agents_needed(40 / 180, 180, 10, goal)

    fewest = next(n for n in range(1, 60) if not missed(goal, 40 / 180, 10, n))
    assert needed == fewest < 0.8 * 40


def test_thousands_of_agents_are_found() -> None:
    needed = agents_needed(5000 / 180, 180, 240, IN_TIME)

    assert erlang_a(5000 / 180, 180, 240, needed, 20).in_time >= 0.8
    assert erlang_a(5000 / 180, 180, 240, needed - 1, 20).in_time < 0.8


def test_many_cases_are_found_as_each_by_itself() -> None:
    rng = np.random.default_rng(7)
    demand = Demand(rng.uniform(0, 0.4, 600), rng.uniform(60, 600, 600), rng.uniform(30, 900, 600))
    demand.per_s[:3], demand.patience_s[3:9] = 0, np.inf

    found = agents_for(demand, IN_TIME)

    alone = [
        agents_needed(*map(float, case), IN_TIME)
        for case in zip(demand.per_s[:40], demand.handle_s[:40], demand.patience_s[:40], strict=True)
    ]
    assert found[:40].tolist() == alone
    assert found[:3].tolist() == [0, 0, 0]
    assert (found[3:] > 0).all()


def test_who_is_away_is_planned_on_top() -> None:
    assert on_the_roster(9, 0.25) == 12
    assert on_the_roster(9, 0) == 9


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        ("in_time", 1.0, "in_time is 1.0; a share over 0 and under 1 is needed, as 0.8."),
        ("abandons", 0.0, "abandons is 0.0; a share over 0 and under 1 is needed, as 0.8."),
        ("wait", 0.0, "wait is 0.0; a number over 0 is needed."),
    ],
    ids=["everybody in time", "nobody gives up", "no wait at all"],
)
def test_a_goal_that_no_number_reaches_is_refused(kind, value, sentence) -> None:
    with pytest.raises(ValueError, match=sentence):
        Goal(kind, value)


def test_everybody_away_is_refused() -> None:
    with pytest.raises(ValueError, match="shrinkage is 1; a share over 0 and under 1"):
        on_the_roster(9, 1)


def test_a_share_that_gives_up_is_no_goal_where_nobody_does() -> None:
    with pytest.raises(ValueError, match="patience_s is inf; where nobody gives up"):
        agents_needed(0.1, 180, math.inf, Goal("abandons", 0.03))
