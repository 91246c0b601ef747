"""Waits and abandonment against Erlang A (Palm 1946), where its assumptions hold: constant arrivals,
exponential handling and patience, agents alike, one queue."""

from collections.abc import Iterator
from itertools import accumulate
from random import Random

import pytest

from connectors.demo.floor import Floor, Visit
from connectors.demo.inquiry import Needs
from connectors.demo.roster import Shift
from connectors.demo.teams import Agent

HOURS, HOUR, WARM_UP = 400, 3_600_000, 3_600_000


def erlang_a(per_hour: float, handling_s: float, patience_s: float, agents: int) -> tuple[float, float]:
    """Give the share of those who abandon and the mean wait of all, in s, from the birth-death chain."""
    arrive, serve, leave = per_hour / 3600, 1 / handling_s, 1 / patience_s
    rates = [min(n, agents) * serve + max(n - agents, 0) * leave for n in range(1, 2000)]
    shares = list(accumulate(rates, lambda share, rate: share * arrive / rate, initial=1.0))
    waiting = sum(max(n - agents, 0) * share for n, share in enumerate(shares)) / sum(shares)
    return waiting * leave / arrive, waiting / arrive


def calls(draws: Random, per_hour: float, handling_s: float, patience_s: float) -> Iterator[Visit]:
    at = 0.0
    while (at := at + draws.expovariate(per_hour / HOUR)) < HOURS * HOUR:
        patience = int(1000 * draws.expovariate(1 / patience_s)) + 1
        talk = int(1000 * draws.expovariate(1 / handling_s))
        yield Visit(None, Needs(0, patience, "abandoned", 0, False, talk, 0, 0), int(at))


def crew(agents: int) -> tuple[list[Agent], list[Shift]]:
    people = [Agent(f"a{n}", "", "", "", "", (0,), 1.0, 1, 0) for n in range(agents)]
    return people, [Shift(n, 0, HOURS * HOUR, stays=False) for n in range(agents)]


@pytest.mark.parametrize(
    ("per_hour", "handling_s", "patience_s", "agents"),
    [(90, 300, 240, 8), (90, 300, 240, 7), (60, 240, 600, 4)],
    ids=["some wait", "too few agents", "patient callers"],
)
def test_the_floor_waits_and_abandons_as_erlang_a_says(
    per_hour: float, handling_s: float, patience_s: float, agents: int
) -> None:
    people, shifts = crew(agents)
    visits = list(calls(Random(5), per_hour, handling_s, patience_s))
    Floor(people, [0]).run(shifts, visits)
    seen = [visit for visit in visits if visit.queued > WARM_UP]
    abandoned = sum(visit.outcome == "abandoned" for visit in seen) / len(seen)
    waits = [((visit.answered or visit.ended or 0) - visit.queued) / 1000 for visit in seen]
    share, wait_s = erlang_a(per_hour, handling_s, patience_s, agents)

    assert abandoned == pytest.approx(share, rel=0.06)
    assert sum(waits) / len(waits) == pytest.approx(wait_s, rel=0.06)


def test_erlang_a_with_endless_patience_is_erlang_c() -> None:
    share, wait_s = erlang_a(per_hour=30, handling_s=100, patience_s=1e12, agents=1)

    assert share == pytest.approx(0, abs=1e-9)
    assert wait_s == pytest.approx(500, rel=1e-6)  # M/M/1: rho / (1 - rho) × handling
