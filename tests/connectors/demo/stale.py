"""What stale records of businesses cost in truth, and what the product finds of it.

True is what it cost the businesses whose record names a wrong desk and who were sent there by it, told by the
simulated visits themselves. The product cannot know all of it: 6 % of those sent to a wrong desk come back to
it and are answered there (`inquiry.BOUNCES`), so that the record named the right one in the end. They wait
once more and cost up to twice as much, so 2 × .06 = 12 % of the minutes may be missing. By chance it may be
more: of the hundred or so contacts of three weeks a share of 6 % varies by 2.4 points and its minutes by 4.8;
two standard errors are 10 points. Nothing may come on top of the truth.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from connectors.demo.cuts import Tables
from connectors.demo.day import Carry, live_through
from connectors.demo.demand import demand
from connectors.demo.floor import Visit
from connectors.demo.frames import contact_id
from connectors.demo.menu import is_stale
from connectors.demo.world import World
from metrics.causes import attributed
from metrics.menu import walked
from metrics.routes import routed
from metrics.usual import usual_waits, with_net_wait
from store.derive import derived_contacts, derived_legs
from tests.connectors.demo.centre import ZONE, own_map

MOST_MISSING = 0.12 + 0.10
FIELD = pl.col("cause") == "field"


@dataclass(frozen=True)
class Cost:
    """What a wrong desk cost a business, which may have been sent back to it."""

    contact: str
    customer: str
    minutes: float
    is_back: bool


def stale_costs(centre: World, days: Sequence[date]) -> Iterator[Cost]:
    """Give everything that stale records of businesses cost in the first days of a centre."""
    carry = Carry(offline=dict.fromkeys(range(len(centre.agents)), 0))
    for day in days:
        lived, carry = live_through(centre, day, carry, demand(centre, day))
        for made, all_visits in lived.contacts:
            visits = _took_place(all_visits)
            if made.is_listed and len(visits) > 1 and is_stale(centre, made.customer):
                is_back = visits[-1].needs.queue == visits[0].needs.queue
                who = f"demo:t{made.customer:06d}"
                yield Cost(f"demo:{contact_id(made.key)}", who, _cost_s(visits) / 60, is_back)


def judged(tables: Tables) -> pl.DataFrame:
    """Give what the product makes of a centre, knowing nothing of it but its rows."""
    own = own_map(tables)
    contacts = derived_contacts(tables["contacts"], ZONE)
    legs = derived_legs(tables["legs"], contacts, ZONE).lazy()
    rows = walked(routed(legs, contacts.lazy(), own.centre), own.menu)
    timed = with_net_wait(rows, usual_waits(legs))
    return attributed(timed, tables["customers"].lazy(), own.centre).collect()


def _took_place(visits: Sequence[Visit]) -> list[Visit]:
    left = next((n for n, visit in enumerate(visits) if visit.outcome != "answered"), len(visits))
    return list(visits[: left + 1])


def _cost_s(visits: Sequence[Visit]) -> float:
    """Waiting after the first queue, and handling before the last answer or the queue that was given up."""
    answered = [n for n, visit in enumerate(visits) if visit.answered is not None]
    last = len(visits) - 1 if visits[-1].outcome == "abandoned" else answered[-1]
    waits = sum((visit.answered or visit.ended or 0) - visit.queued for visit in visits[1:])
    handling = sum((visit.ended or 0) - (visit.answered or 0) for visit in visits[:last])
    return (waits + handling) / 1000
