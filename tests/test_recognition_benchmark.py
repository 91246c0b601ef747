"""What the benchmark of recognition measures is what the product does, and it meets its target."""

import numpy as np
import polars as pl
import pytest

from benchmarks.recognition import AGENTS, TARGET, Drawn, answers, drawn_of, moked, places, scored, skills
from metrics.recognition import score
from metrics.recognition.cells import of_agents, with_rates
from metrics.recognition.together import judged

NAMES = [f"a{n:02}" for n in range(AGENTS)]


def frame(drawn: Drawn, run: int) -> pl.DataFrame:
    """One run's counts as the product takes them, scored."""
    rows = [
        (name, queue, int(drawn.n[run, agent, queue]), int(drawn.x[run, agent, queue]))
        for agent, name in enumerate(NAMES)
        for queue in range(2)
        if drawn.n[run, agent, queue]
    ]
    counts = pl.DataFrame(rows, schema=["agent_id", "queue", "n", "x"], orient="row")
    return score.scored(of_agents(with_rates(counts, ["queue"])))


@pytest.mark.parametrize("weeks", [1, 4])
def test_the_benchmarks_rule_is_the_products(weeks):
    chance = np.random.default_rng(7)
    skill = skills(chance, 20)
    two = [answers(chance, skill, weeks) for _measure in range(2)]

    rule = moked([scored(each) for each in two])

    for run in range(20):
        found = judged({str(n): frame(each, run) for n, each in enumerate(two)})
        tied = found.above.filter("is_tied")["agent_id"]
        assert set(found.above["agent_id"]) == {NAMES[n] for n in np.flatnonzero(rule.above[run])}
        assert set(tied) == {NAMES[n] for n in np.flatnonzero(rule.tied[run])}
    assert rule.above.any()


@pytest.mark.parametrize("weeks", [1, 8])
@pytest.mark.parametrize("measures", [1, 2])
def test_who_is_named_is_truly_good_as_often_as_the_target_says(weeks, measures):
    chance = np.random.default_rng(3)
    skill = skills(chance, 1500)

    named = drawn_of(moked([scored(answers(chance, skill, weeks)) for _n in range(measures)]).tied, chance)

    n, top, low = places(skill, named)
    assert top / n >= TARGET[0]
    assert low / n <= TARGET[1]
    assert n >= (200 if weeks == 1 else 1400)
