"""Counting in windows, at one instant as `counted` does and at many at once."""

from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
import polars as pl
import pytest

from metrics.bottlenecks import counted
from metrics.bottlenecks.contacts import lengths, usual_lengths, with_lengths, with_origins
from metrics.bottlenecks.counts import counts, harm, longer
from metrics.bottlenecks.days import days, usual
from metrics.bottlenecks.levels import heads, planned
from metrics.bottlenecks.seen import People, Ticks, looks

OPENED = datetime(2026, 3, 4, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
US = 60_000_000


def us(at):
    return np.array([round(at.timestamp() * 1e6)])


def visit(minute, wait_s=5.0, outcome="answered", **told):
    at = OPENED + minute * MINUTE
    return {
        "queue": "cards",
        "queued_at": at,
        "wait_ms": None if wait_s is None else round(wait_s * 1000),
        "outcome": outcome,
        "threshold_ms": 20_000,
        "short_ms": 5000,
        "ended_at": None,
        "from_queue": None,
        "longer": None,
        **told,
    }


SCHEMA = {
    "queue": pl.String,
    "queued_at": pl.Datetime("us", "UTC"),
    "wait_ms": pl.Int64,
    "outcome": pl.String,
    "threshold_ms": pl.Int64,
    "short_ms": pl.Int64,
    "ended_at": pl.Datetime("us", "UTC"),
    "from_queue": pl.String,
    "longer": pl.Float64,
}


def visits(*rows):
    return pl.DataFrame(list(rows), schema=SCHEMA, orient="row")


def any_visit(draws, now):
    minute = draws.uniform(0, now)
    wait_s = draws.choice([1.0, 4.0, 6.0, 19.0, 21.0, 300.0, None])
    outcome = draws.choice(["answered", "answered", "abandoned", "overflow", "waiting"])
    age_s = (now - minute) * 60
    if outcome == "waiting" or (wait_s is not None and wait_s > age_s):
        return visit(minute, age_s, "waiting")
    return visit(minute, wait_s, outcome)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("now", [7, 31, 100, 300], ids=lambda now: f"{now} minutes after opening")
def test_at_one_instant_both_ways_of_counting_agree(seed, now):
    draws = Random(seed)
    rows = visits(*(any_visit(draws, now) for _n in range(draws.choice([3, 12, 90]))))
    at = OPENED + now * MINUTE

    found = harm(counts(rows), us(at), np.array([now]))

    expected = counted.waits(rows, at, OPENED).row(0, named=True)
    assert {name: int(getattr(found, name)[0]) for name in ("window", "ended", "late", "waiting")} == {
        name: expected[name] for name in ("window", "ended", "late", "waiting")
    }
    assert int(found.overdue[0]) == expected["overdue"]


@pytest.mark.parametrize(
    ("wait_s", "overdue"), [(20.0, 0), (20.001, 1)], ids=["exactly as long as allowed", "longer"]
)
def test_who_waits_exactly_as_long_as_allowed_is_not_over_it(wait_s, overdue):
    at = OPENED + 10 * MINUTE
    rows = visits(visit(0, wait_s, "waiting", queued_at=at - timedelta(seconds=wait_s)))

    assert harm(counts(rows), us(at), np.array([10])).overdue.tolist() == [overdue]


def test_longer_is_the_mean_of_those_whose_handling_ended_in_the_window():
    rows = visits(
        visit(0, ended_at=OPENED + 5 * MINUTE, longer=1.0),
        visit(1, ended_at=OPENED + 15 * MINUTE, longer=0.5),
        visit(2, ended_at=OPENED + 16 * MINUTE, longer=0.1),
    )
    at = us(OPENED + 20 * MINUTE)

    n, mean = longer(counts(rows), at - 10 * US, at)

    assert (n.tolist(), mean.tolist()) == ([2], [pytest.approx(0.3)])


def test_heads_are_averaged_over_any_window():
    edges = pl.DataFrame(
        {
            "at": [OPENED, OPENED + 10 * MINUTE, OPENED + 20 * MINUTE, OPENED + 60 * MINUTE],
            "step": [4, -2, 1, 0],
        }
    )
    level = heads(edges)
    at = us(OPENED + 30 * MINUTE)

    assert level.mean(at - 30 * US, at).tolist() == [pytest.approx((4 + 2 + 3) / 3)]
    assert np.isnan(level.mean(at + 31 * US, at + 61 * US)).all()
    assert heads(edges.clear()) is None


def test_between_two_plans_nothing_is_known():
    plan = pl.DataFrame(
        {
            "starts_at": [OPENED, OPENED + 60 * MINUTE],
            "interval_s": [1800, 1800],
            "scheduled": [4.0, 6.0],
        }
    )
    level = planned(plan, "scheduled")

    assert level.mean(us(OPENED), us(OPENED + 30 * MINUTE)).tolist() == [4.0]
    assert level.mean(us(OPENED + 60 * MINUTE), us(OPENED + 90 * MINUTE)).tolist() == [6.0]
    assert np.isnan(level.mean(us(OPENED + 10 * MINUTE), us(OPENED + 60 * MINUTE))).all()


def weeks(each, ticks=48, step=30, opens=16, closes=40):
    """A table of days, open from 8 to 20; so many of `each` come in every open half hour of its day."""
    many = len(each)
    day0 = round(datetime(2026, 1, 5, tzinfo=UTC).timestamp() * 1e6)
    at = day0 + (np.arange(many)[:, None] * 1440 + np.arange(ticks)[None, :] * step) * US
    is_open = np.zeros((many, ticks), dtype=bool)
    is_open[:, opens:closes] = True
    rows = [
        visit(0, queued_at=datetime.fromtimestamp((at[day, tick] - (n + 1) * US) / 1e6, UTC))
        for day, count in enumerate(each)
        for tick in range(opens + 1, closes)
        for n in range(count)
    ]
    return days(at, np.ones_like(is_open), is_open, step), counts(visits(*rows))


def test_usual_is_the_middle_of_six_same_weekdays():
    each = [10 + day // 7 for day in range(42)] + [99]
    table, of = weeks(each)

    found = usual(table, of, 1)

    assert found.arrivals[0, 30] == 3 * 12.5
    assert np.isnan(found.arrivals[0, 10])
    assert found.spread >= 1


def test_under_three_weeks_nothing_is_usual():
    table, of = weeks([10] * 20)

    assert np.isnan(usual(table, of, 1).arrivals).all()


def test_the_evidence_window_is_cut_at_the_opening():
    table, _of = weeks([1] * 3)

    assert table.opened[2, 15:20].tolist() == [0, 30, 60, 90, 120]
    assert table.evidence[2, 15:20].tolist() == [1, 30, 60, 90, 90]


def test_who_moved_a_contact_here_is_the_queue_of_the_leg_before():
    rows = pl.DataFrame(
        {
            "contact_id": ["a", "a", "a", "b", "b"],
            "leg_no": [1, 2, 3, 1, 2],
            "queue": ["cards", "loans", "loans", "cards", "loans"],
            "outcome": ["answered", "answered", "answered", "overflow", "answered"],
        }
    )

    assert with_origins(rows)["from_queue"].to_list() == [None, "cards", None, None, None]


def handled(week, topic, seconds, n):
    at = datetime(2026, 1, 8, 12, tzinfo=UTC) + timedelta(weeks=week)
    return [{"queue": "cards", "topic": topic, "queued_at": at, "handle_ms": seconds * 1000}] * n


def test_lengths_are_compared_with_those_of_the_weeks_before():
    rows = pl.DataFrame(
        [*handled(0, "fees", 100, 30), *handled(0, "limits", 400, 30), *handled(1, "fees", 200, 1)],
        schema_overrides={"handle_ms": pl.Int64},
    )

    found = with_lengths(rows, usual_lengths(lengths(rows)))

    assert found["longer"][:60].null_count() == 60
    assert found["longer"][-1] == pytest.approx(np.log(2))


def test_a_topic_that_is_not_known_is_compared_with_the_whole_queue():
    rows = pl.DataFrame(
        [*handled(0, "fees", 100, 30), *handled(1, None, 200, 1)], schema_overrides={"handle_ms": pl.Int64}
    )

    found = with_lengths(rows, usual_lengths(lengths(rows)))

    assert found["longer"][-1] == pytest.approx(np.log(2))


def test_a_look_holds_what_is_known_and_null_for_what_is_not():
    rows = visits(*(visit(minute) for minute in range(60)))
    nothing = np.array([np.nan])
    ticks = Ticks(us(OPENED + 60 * MINUTE), np.array([60]), nothing, nothing, nothing, nothing, nothing)

    [look] = looks("cards", ticks, counts(rows), People(), None).rows(named=True)

    assert (look["queue"], look["at"], look["is_open"]) == ("cards", OPENED + 60 * MINUTE, True)
    assert (look["arrivals"], look["ended"], look["evidence"]) == (59, 30, 60)
    assert [look[name] for name in ("usual", "staffed", "scheduled", "required", "longer")] == [None] * 5


def test_before_the_first_contact_nothing_is_usual() -> None:
    none = pl.DataFrame(
        schema={
            "queue": pl.String,
            "topic": pl.String,
            "queued_at": pl.Datetime("us", "UTC"),
            "handle_ms": pl.Int64,
        }
    )

    assert usual_lengths(lengths(none)).is_empty()
