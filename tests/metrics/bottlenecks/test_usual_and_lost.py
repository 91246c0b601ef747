"""What is usual today, how far counts vary, how many agents the work needs, and what an episode cost."""

from datetime import timedelta

import numpy as np
import polars as pl
import pytest

from metrics.bottlenecks import customer_minutes_lost, late_visits
from metrics.bottlenecks.usual import level, needed, spread
from metrics.queueing import erlang_a
from tests.metrics.bottlenecks.looking import AT, MINUTE

T_MS = 20_000


def visit(queued_s: float, wait_s: float | None, queue: str = "Billing", threshold_ms: int | None = T_MS):
    wait_ms = None if wait_s is None else round(wait_s * 1000)
    return {
        "queue": queue,
        "queued_at": AT + timedelta(seconds=queued_s),
        "wait_ms": wait_ms,
        "threshold_ms": threshold_ms,
    }


def lost(*visits) -> float:
    schema = {"queue": pl.String, "queued_at": pl.Datetime("us", "UTC"), "wait_ms": pl.Int64}
    frame = pl.DataFrame(list(visits), schema=schema | {"threshold_ms": pl.Int64})
    return customer_minutes_lost(frame, "Billing", AT, AT + 10 * MINUTE)


@pytest.mark.parametrize(
    ("rows", "minutes"),
    [
        ([visit(0, 20)], 0.0),
        ([visit(0, 80)], 1.0),
        ([visit(-120, 200)], 1 + 1 / 3),
        ([visit(560, 300)], 20 / 60),
        ([visit(700, 300)], 0.0),
        ([visit(0, 80, queue="Sales"), visit(0, None), visit(0, 80, threshold_ms=None)], 0.0),
        ([visit(0, 80), visit(5, 140)], 3.0),
        ([], 0.0),
    ],
    ids=[
        "in time",
        "a minute over",
        "begun before",
        "goes on after",
        "came later",
        "others and unknown",
        "two",
        "nobody",
    ],
)
def test_lost_are_the_minutes_over_the_threshold_inside_the_episode(rows, minutes):
    assert lost(*rows) == pytest.approx(minutes)


def test_the_rows_behind_it_add_up_to_it():
    rows = pl.DataFrame([visit(0, 80), visit(5, 140), visit(9, 10)])

    assert late_visits(rows, "Billing", AT, AT + 10 * MINUTE)["lost_ms"].to_list() == [60_000, 120_000]


def test_today_is_believed_as_far_as_contacts_tell():
    assert level(0.0, 0.0) == 1.0
    assert level(180.0, 150.0) == pytest.approx(1.1)
    assert level(12_000.0, 10_000.0) == pytest.approx(1.197, abs=0.001)


@pytest.mark.parametrize("variance", [1.0, 2.0, 4.0])
def test_how_far_counts_vary_is_found_among_incidents(variance: float):
    random = np.random.default_rng(3)
    usual = np.full(4000, 80.0)
    counts = usual + np.sqrt(variance * usual) * random.standard_normal(4000)
    counts[:80] *= 1.6

    assert spread(counts, usual) == pytest.approx(variance, rel=0.15)


def test_where_nothing_is_known_counts_vary_by_chance():
    assert spread(np.array([np.nan, 3.0]), np.array([5.0, np.nan])) == 1.0


def test_parts_of_agents_lie_between_the_last_too_few_and_the_first_enough():
    agents = needed(100 / 1800, 180, 120, 0.8, 20)
    below, above = (erlang_a(100 / 1800, 180, 120, n, 20).in_time for n in (int(agents), int(agents) + 1))

    assert below < 0.8 <= above
    assert agents - int(agents) == pytest.approx((0.8 - below) / (above - below))
    assert needed(0.0001, 60, 120, 0.8, 20) == 1.0


def test_a_little_more_work_never_needs_fewer():
    agents = [needed(n / 1800, 270, 240, 0.8, 20) for n in np.arange(5, 60, 0.5)]

    assert np.diff(agents).min() >= -1e-9
    assert np.diff(agents).max() < 0.3
