"""A cause planted in the last week of a simulated centre is named; without one there is no change."""

from functools import lru_cache

import pytest

from metrics.week.changed import Changed, changed
from metrics.week.headlines import HEADLINES
from metrics.week.sums import summed
from metrics.week.told import sentence
from tests.connectors.demo.centre import SEEDS
from tests.metrics.week.weeks_of import Frames, frames, last_week, worse_routing, worse_waits

BY = {one.id: one for one in HEADLINES}
QUEUE, TEAM = "Billing", "Technics"


@lru_cache(maxsize=len(SEEDS))
def centre(seed: int) -> Frames:
    return frames(seed)


def told(found: Frames, metric: str) -> Changed:
    one = changed(summed(found, BY[metric], last_week(), is_mixed=True), "before")
    assert one is not None
    return one


@pytest.mark.parametrize("seed", SEEDS)
def test_longer_waits_at_one_queue_are_named(seed: int) -> None:
    found = told(worse_waits(centre(seed), QUEUE, last_week(), percent=80), "service_level")
    first = found.drivers[0]

    assert (found.best, first.segment, first.kind, first.verdict) == ("queue", QUEUE, "rate", "worse")
    assert f"slower answers at {QUEUE.lower()}" in sentence(found).lower()


@pytest.mark.parametrize("seed", SEEDS)
def test_wrong_desks_of_one_team_are_named(seed: int) -> None:
    found = told(worse_routing(centre(seed), TEAM, last_week()), "misroute_rate")
    first = found.drivers[0]

    assert (found.best, first.segment, first.kind, first.verdict) == ("team", TEAM, "rate", "worse")
    assert f"more sent to the wrong desk in team {TEAM.lower()}" in sentence(found).lower()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "metric", ["service_level", "abandon_rate", "misroute_rate", "csat", "promise_kept_rate"]
)
def test_without_a_cause_there_is_no_change(seed: int, metric: str) -> None:
    found = told(centre(seed), metric)

    assert (found.verdict, found.best) == ("noise", None)
    assert sentence(found).endswith("no change beyond noise.")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("metric", BY)
def test_drivers_and_other_add_up_to_the_change(seed: int, metric: str) -> None:
    found = told(centre(seed), metric)
    sums = [sum(one.size for one in (*cut.drivers, cut.other)) for cut in found.divisions.values()]
    segments = [sum(one.size for one in cut.segments) for cut in found.divisions.values()]

    assert sums == [found.change] * 4 == segments
