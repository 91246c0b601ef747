from statistics import mean

import pytest

from metrics.queueing import erlang_a
from tests.metrics.queueing.simulated import play


@pytest.mark.parametrize(
    ("per_s", "patience_s", "agents"),
    [(0.1, 120, 16), (0.1, 120, 20), (0.14, 300, 20)],
    ids=["too few", "enough", "overloaded and patient"],
)
def test_erlang_a_tells_what_a_played_queue_shows(per_s: float, patience_s: float, agents: int) -> None:
    played = play(per_s, 180, patience_s, agents, customers=100_000, seed=3)

    found = erlang_a(per_s, 180, patience_s, agents, within_s=20, short_s=5)

    each = list(zip(played.waits, played.answered, strict=True))
    offered = [(wait, answered) for wait, answered in each if answered or wait > 5]
    in_time = mean(answered and wait <= 20 for wait, answered in offered)
    assert found.in_time == pytest.approx(in_time, abs=0.015)
    assert found.abandons == pytest.approx(1 - mean(played.answered), abs=0.012)
    assert found.waits == pytest.approx(mean(wait > 0 for wait, _ in each), abs=0.015)
    assert found.wait_s == pytest.approx(mean(played.waits), rel=0.06)
    assert found.asa_s == pytest.approx(mean(wait for wait, answered in each if answered), rel=0.06)
