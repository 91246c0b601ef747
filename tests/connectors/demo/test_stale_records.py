"""The story of the stale records, found by its field and held against what the simulator knows to be true.

True is what it cost the businesses whose record names a wrong desk, told by the simulated visits themselves.
The product cannot know all of it, for two reasons: 6 % of the callers show no number (`frames.WITHHELD`), so
that nobody knows whose record it was; and 6 % of those sent to a wrong desk come back to it and are answered
there (`inquiry.BOUNCES`), so that the record named the right one in the end. The latter wait once more and
cost up to twice as much: .06 + 2 × .06 = 18 % may be missing. By chance it may be more: of the hundred or so
contacts of three weeks a share of 6 % varies by 2.4 points, so two standard errors of both together are
2 × √(2.4² + 4.8²) = 11 points. Nothing may come on top of the truth.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import polars as pl
import pytest

from connectors.demo.cuts import Tables
from connectors.demo.day import Carry, live_through
from connectors.demo.demand import demand
from connectors.demo.floor import Visit
from connectors.demo.frames import contact_id
from connectors.demo.menu import is_stale
from connectors.demo.world import World, world
from metrics.causes import attributed, causes, to_mend
from metrics.menu import walked
from metrics.routes import routed
from metrics.usual import usual_waits, with_net_wait
from store.derive import derived_contacts, derived_legs
from tests.connectors.demo.centre import DAYS, END, SEEDS, ZONE, demo, merged, own_map, weeks
from tests.connectors.fetched import fetch

MOST_MISSING = 0.18 + 0.11
WEEKS = len(DAYS) / 7
FIELD = pl.col("cause") == "field"


@dataclass(frozen=True)
class Cost:
    """What a wrong desk cost a business: it may have shown no number, and been sent back."""

    contact: str
    customer: str
    minutes: float
    is_back: bool


def queues_of(visits: Sequence[Visit]) -> list[Visit]:
    """The visits that took place."""
    left = next((n for n, visit in enumerate(visits) if visit.outcome != "answered"), len(visits))
    return list(visits[: left + 1])


def cost_s(visits: Sequence[Visit]) -> float:
    """Waiting after the first queue, and handling before the last answer or the queue that was given up."""
    answered = [n for n, visit in enumerate(visits) if visit.answered is not None]
    last = len(visits) - 1 if visits[-1].outcome == "abandoned" else answered[-1]
    waits = sum((visit.answered or visit.ended or 0) - visit.queued for visit in visits[1:])
    handling = sum((visit.ended or 0) - (visit.answered or 0) for visit in visits[:last])
    return (waits + handling) / 1000


def stale_of(centre: World) -> Iterator[Cost]:
    """Everything that stale records of businesses cost in these weeks."""
    carry = Carry(offline=dict.fromkeys(range(len(centre.agents)), 0))
    for day in DAYS:
        lived, carry = live_through(centre, day, carry, demand(centre, day))
        for made, all_visits in lived.contacts:
            visits = queues_of(all_visits)
            is_business = centre.queues[made.owner].segment == "business"
            if is_business and len(visits) > 1 and is_stale(centre, made.customer):
                is_back = visits[-1].needs.queue == visits[0].needs.queue
                who = f"demo:t{made.customer:06d}"
                yield Cost(f"demo:{contact_id(made.key)}", who, cost_s(visits) / 60, is_back)


@lru_cache(maxsize=len(SEEDS))
def truth(seed: int) -> tuple[Cost, ...]:
    """What is true of a seed."""
    return tuple(stale_of(world(seed, "small", ZONE, DAYS[0])))


def judged(tables: Tables) -> pl.DataFrame:
    """What the product makes of a centre, knowing nothing of it but its rows."""
    own = own_map(tables)
    contacts = derived_contacts(tables["contacts"], ZONE)
    legs = derived_legs(tables["legs"], contacts, ZONE).lazy()
    rows = walked(routed(legs, contacts.lazy(), own.centre), own.menu)
    timed = with_net_wait(rows, usual_waits(legs))
    return attributed(timed, tables["customers"].lazy(), own.centre).collect()


@lru_cache(maxsize=len(SEEDS))
def found(seed: int) -> pl.DataFrame:
    return judged(weeks(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_misroute_of_a_stale_record_is_found_where_anybody_can_know_it(seed: int) -> None:
    rows = found(seed)
    known = set(rows.filter(pl.col("customer_id").is_not_null())["contact_id"])
    expected = {each.contact for each in truth(seed) if each.contact in known and not each.is_back}

    assert set(rows.filter(FIELD)["contact_id"]) == expected
    assert len(expected) > 80


@pytest.mark.parametrize("seed", SEEDS)
def test_the_field_is_named_and_its_minutes_are_within_the_truth(seed: int) -> None:
    table = causes(found(seed).lazy(), WEEKS).filter(FIELD)
    row, true = table.row(0, named=True), sum(each.minutes for each in truth(seed)) / WEEKS

    assert table["detail"].to_list() == ["home_queue"]
    assert (1 - MOST_MISSING) * true <= row["minutes"] <= true
    assert 0 < row["low"] < row["minutes"] < row["high"]
    assert 0 < row["saved_low"] < row["saved"] < row["minutes"]
    assert row["since"] is None


@pytest.mark.parametrize("seed", SEEDS)
def test_the_records_to_mend_are_stale_ones_and_no_others(seed: int) -> None:
    listed = to_mend(found(seed).lazy(), "home_queue")

    assert set(listed["customer_id"]) <= {each.customer for each in truth(seed)}
    assert set(listed["recorded"]) == {"Billing"}
    assert set(listed["turned_out"]) == {"Business desk"}
    assert listed.height > 50


@pytest.mark.parametrize("seed", SEEDS)
def test_the_option_that_misleads_is_the_only_one_named(seed: int) -> None:
    options = causes(found(seed).lazy(), WEEKS).filter(cause="option")

    assert options["detail"].to_list() == ["technical>change of details"]


@pytest.mark.parametrize("seed", SEEDS)
def test_without_stories_no_field_and_no_option_is_claimed(seed: int) -> None:
    rows = judged(merged(fetch(demo(seed, stories=False), until=END)))
    table = causes(rows.lazy(), WEEKS)

    assert set(table["cause"]) == {"opt_out", "rule", "unknown"}
    assert table.filter(pl.col("contacts") > 30)["since"].drop_nulls().is_empty()
