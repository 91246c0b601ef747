import math
from statistics import mean, stdev

import pytest

from metrics.queueing import time_to_clear
from tests.metrics.queueing.simulated import cleared


def test_a_backlog_takes_as_long_as_spare_hands_need() -> None:
    found = time_to_clear(50, 0.1, 180, 20)

    assert found is not None
    assert found.mean_s == pytest.approx(50 / (20 / 180 - 0.1))
    assert found.low_s < found.mean_s < found.high_s


@pytest.mark.parametrize("agents", [17, 18], ids=["fewer than come", "as many as come"])
def test_a_backlog_that_grows_is_never_gone(agents: int) -> None:
    assert time_to_clear(5, 0.1, 180, agents, patience_s=300) is None


def test_nothing_waiting_is_gone_at_once() -> None:
    found = time_to_clear(0, 0.1, 180, 0)

    assert found is not None
    assert (found.mean_s, found.high_s) == (0, 0)


@pytest.mark.parametrize("patience_s", [math.inf, 600], ids=["nobody leaves", "some leave"])
def test_a_played_backlog_is_gone_as_told(patience_s: float) -> None:
    times = [cleared(30, 0.1, 180, 22, patience_s, seed) for seed in range(1500)]

    found = time_to_clear(30, 0.1, 180, 22, patience_s)

    assert found is not None
    assert found.mean_s == pytest.approx(mean(times), abs=3 * stdev(times) / math.sqrt(len(times)))
    assert mean(found.low_s <= each <= found.high_s for each in times) == pytest.approx(0.8, abs=0.04)


def test_who_gives_up_shortens_the_queue() -> None:
    patient, impatient = (time_to_clear(30, 0.1, 180, 22, patience_s) for patience_s in (1e9, 600))

    assert patient is not None
    assert impatient is not None
    assert patient.mean_s == pytest.approx(30 / (22 / 180 - 0.1), rel=1e-4)
    assert impatient.mean_s < patient.mean_s


def test_a_backlog_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match=r"waiting is -1; a whole number from 0 on is needed\."):
        time_to_clear(-1, 0.1, 180, 20)
