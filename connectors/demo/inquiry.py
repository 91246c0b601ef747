"""One contact as it comes in: who, about what, by which way, and what each visit to a queue would take."""

from dataclasses import dataclass, field, replace
from datetime import date
from math import exp
from random import Random

from connectors.demo.arrivals import open_between
from connectors.demo.chance import Key
from connectors.demo.dates import kind_of
from connectors.demo.menu import walk
from connectors.demo.people import language_of
from connectors.demo.queues import ESCALATIONS, Queue, Topic
from connectors.demo.world import World

BALKING, CALL_BACKS, MISSED, HELD, BOUNCES, SAID_SO = 0.03, 0.12, 0.015, 0.2, 0.06, 0.4
LONGEST_PATIENCE_S, LONGEST_TALK_S = 2400, 2400
MISROUTE_TALK_S = 75
SPREAD_TALK, SPREAD_WRAP, SPREAD_PATIENCE = 0.65, 0.5, 0.95  # sigma of the lognormals

WRONG_DESK, ESCALATED = "Wrong department", "Escalated"


@dataclass(slots=True)
class Needs:
    """What one visit to a queue would take, whoever answers it; spans in ms."""

    queue: int
    patience: int | None
    leaves_as: str
    ring: int
    misses: bool
    talk: int
    hold: int
    wrap: int
    ended_by: str = "customer"
    disposition: str | None = None


@dataclass(slots=True)
class Inquiry:
    """One contact as it comes in; `needs` are its visits, more than one where the first queue is wrong.

    `is_listed` says of a business that calls whether its number is on record. `cause` says why somebody comes
    again. `mix` is the number from which all that follows by chance.
    """

    key: Key
    started: int
    customer: int
    language: str
    channel: str
    owner: int
    entry: int
    topic: Topic
    menu: int | None = None
    menu_path: str | None = None
    menu_outcome: str | None = None
    is_listed: bool | None = None
    is_closed: bool = False
    cause: str = ""
    is_drifting: bool = False
    mix: int = 0
    needs: list[Needs] = field(default_factory=list)

    @property
    def is_exit(self) -> bool:
        """Say whether it ended in the menu, done or given up."""
        return self.menu_outcome in {"exited", "completed"}


def inquiry(
    centre: World, day: date, started: int, owner: int, topic: Topic, who: tuple[int, int], draws: Random
) -> Inquiry:
    """Draw a contact of somebody about something: the way in, and what each visit to a queue would take."""
    queue, (customer, mix) = centre.queues[owner], who
    made = Inquiry(
        key=(0, 0, 0),
        started=started,
        customer=customer,
        language=language_of(mix),
        channel=queue.channel,
        owner=owner,
        entry=owner,
        topic=topic,
    )
    if queue.channel == "voice":
        way = walk(centre, owner, topic, customer, started, draws)
        made.entry, made.menu_path, made.menu_outcome = way.entry, way.path, way.outcome
        made.is_listed = way.is_listed
        made.menu = way.length(draws)
    made.needs = _visits_needed(centre, made, day, draws)
    if not queue.is_written:
        made.is_closed = not _is_open(centre, made, day)
    return made


def visit_needs(queue: Queue, n: int, talk_s: float, draws: Random) -> Needs:
    """Draw what a visit to a queue would take."""
    spoken = queue.channel == "voice"
    talk = min(_lognormal(draws, SPREAD_TALK) * talk_s, LONGEST_TALK_S)
    held = spoken and draws.random() < HELD
    calls_back = spoken and draws.random() < CALL_BACKS
    patience = _patience(queue, draws)
    return Needs(
        queue=n,
        patience=patience if not calls_back or patience is None else min(patience, _asks_after(draws)),
        leaves_as="callback" if calls_back else "abandoned",
        ring=int(draws.uniform(2000, 7000)) if spoken else 0,
        misses=spoken and draws.random() < MISSED,
        talk=int(1000 * max(talk, 4)),
        hold=int(1000 * draws.uniform(20, 150)) if held else 0,
        wrap=int(1000 * queue.wrap_s * _lognormal(draws, SPREAD_WRAP)),
        ended_by="customer" if draws.random() < 0.6 else "agent",
    )


def _is_open(centre: World, made: Inquiry, day: date) -> bool:
    opens, closes = open_between(centre.zone, day)
    is_served = kind_of(day) != "closed" or centre.queues[made.entry].is_emergency
    return is_served and opens <= made.started + (made.menu or 0) < closes


def _talk_s(centre: World, topic: Topic, day: date) -> float:
    return topic.talk_s * (centre.stories.talk(topic.name, day) if centre.stories else 1.0)


def _visits_needed(centre: World, made: Inquiry, day: date, draws: Random) -> list[Needs]:
    owner, entry = made.owner, made.entry
    talk_s = _talk_s(centre, made.topic, day)
    whole = visit_needs(centre.queues[owner], owner, talk_s, draws)
    if entry == owner:
        onward = _escalated(centre, made, draws)
        return [whole] if onward is None else [replace(whole, disposition=ESCALATED), onward]
    wrong = visit_needs(centre.queues[entry], entry, MISROUTE_TALK_S, draws)
    wrong.disposition = WRONG_DESK if draws.random() < SAID_SO else None
    if kind_of(day) == "closed" and not centre.queues[owner].is_emergency:
        return [replace(wrong, disposition=None)]  # nobody is there to be transferred to
    if draws.random() < BOUNCES:  # sent back to where it came from, and answered there in the end
        short = visit_needs(centre.queues[owner], owner, MISROUTE_TALK_S, draws)
        return [wrong, short, visit_needs(centre.queues[entry], entry, talk_s, draws)]
    return [wrong, whole]


def _escalated(centre: World, made: Inquiry, draws: Random) -> Needs | None:
    """What a second queue has to do, as planned."""
    for name, topic, to, part in ESCALATIONS:
        here = centre.queues[made.owner].name == name and made.topic.name == topic
        if here and to in centre.number and draws.random() < part:
            other = centre.number[to]
            return visit_needs(centre.queues[other], other, made.topic.talk_s, draws)
    return None


def _patience(queue: Queue, draws: Random) -> int | None:
    """Lognormal about the queue's median, but for those who hang up as soon as they hear that they wait."""
    if queue.patience_s is None:
        return None
    if draws.random() < BALKING:
        return int(1000 * draws.uniform(1, 12))
    return int(1000 * min(queue.patience_s * exp(draws.gauss(0, SPREAD_PATIENCE)), LONGEST_PATIENCE_S))


def _asks_after(draws: Random) -> int:
    return int(1000 * draws.uniform(90, 240))


def _lognormal(draws: Random, sigma: float) -> float:
    """A lognormal number whose mean is 1."""
    return exp(draws.gauss(0, sigma) - sigma * sigma / 2)
