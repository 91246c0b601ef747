"""Who contacts the centre on a day of their own accord, and when.

A gamma effect makes a day as a whole busier or calmer. Everything about a contact that does not depend on
others is drawn here, so that a contact can be made again from its day and number alone. Who comes again
because of what happened before is in `again`.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from random import Random

from connectors.demo.arrivals import arrivals, in_hours, rates, when_open
from connectors.demo.chance import mix_of_key
from connectors.demo.dates import DAY, clock, quarters
from connectors.demo.inquiry import Inquiry, inquiry
from connectors.demo.journey import declines
from connectors.demo.people import customer_mix, have_left, somebody
from connectors.demo.queues import Queue, Topic
from connectors.demo.world import World

DAY_SHAPE = 55.0  # of the gamma effect: one day is about 13 % more or less than another alike
DRIFT_WRITES = 0.2
HOUR = 3_600_000
TRIES = 40  # enough to meet the five hours of a short day


@lru_cache(maxsize=6)
def demand(centre: World, day: date) -> tuple[Inquiry, ...]:
    """Draw the contacts of a day that no earlier contact led to, in their order."""
    found = [inquiry for n in range(len(centre.queues)) for inquiry in _of_queue(centre, n, day)]
    found += _drifting(centre, day)
    found += _declined(centre, day)
    found.sort(key=lambda each: each.started)
    ordinal = day.toordinal()
    for n, each in enumerate(found):
        each.key = (ordinal, n, 0)
        each.mix = mix_of_key(centre.mix, each.key)
    return tuple(found)


def _of_queue(centre: World, n: int, day: date) -> Iterator[Inquiry]:
    queue = centre.queues[n]
    draws = centre.random(day, "demand", queue.name)
    effect = draws.gammavariate(DAY_SHAPE, 1 / DAY_SHAPE)
    expected = [rate * effect for rate in rates(queue, day)]
    gone = have_left((day - centre.first).days)
    for started in arrivals(expected, quarters(day, centre.zone), draws):
        topic = _topic(queue, draws.random())
        who = somebody(centre.mix, centre.customers, draws, bool(queue.segment), gone)
        while centre.stories and day >= centre.stories.leaving.get(who[0], date.max):
            who = somebody(centre.mix, centre.customers, draws, bool(queue.segment), gone)
        yield inquiry(centre, day, started, n, topic, who, draws)


def _drifting(centre: World, day: date) -> Iterator[Inquiry]:
    """The customers of the story who come again and again before they leave."""
    for each in centre.stories.drifting.get(day, ()) if centre.stories else ():
        draws = centre.random(day, "drifting", each.customer)
        name = "Complaint" if draws.random() < DRIFT_WRITES else "Slow connection"
        owner, topic = centre.handling[name][0]
        started = in_hours(centre.zone, day, draws)
        if started is not None and not centre.has_left(each.customer, day):
            made = inquiry(centre, day, started, owner, topic, _customer(centre, each.customer), draws)
            made.is_drifting = True
            yield made


def _declined(centre: World, day: date) -> Iterator[Inquiry]:
    """The customers of the story whose card was declined within the day before."""
    if centre.stories is None:
        return
    owner, topic = centre.handling["Payment failed"][0]
    at = clock(day, centre.zone)
    for customer, declined in declines(centre, day - DAY) + declines(centre, day):
        draws = centre.random("declined", customer, declined)
        asks = draws.random() < centre.stories.declines.share
        begun = _within_a_day(centre, declined, draws) if asks else None
        if begun is not None and at(0) <= begun < at(1440) and not centre.has_left(customer, day):
            yield inquiry(centre, day, begun, owner, topic, _customer(centre, customer), draws)


def _within_a_day(centre: World, at: int, draws: Random) -> int | None:
    """Draw an instant of the 24 hours since another at which the centre answers; None where it never does."""
    for _n in range(TRIES):
        begun = at + int(draws.uniform(0.2, 23.9) * HOUR)
        if begun == when_open(centre.zone, begun, lambda: draws):
            return begun
    return None


def _customer(centre: World, customer: int) -> tuple[int, int]:
    return customer, customer_mix(centre.mix, customer)


def _topic(queue: Queue, share: float) -> Topic:
    for topic in queue.topics:
        if share < topic.weight:
            return topic
        share -= topic.weight
    return queue.topics[-1]
