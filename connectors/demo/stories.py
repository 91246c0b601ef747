"""The stories planted in the simulated centre: what is wrong or changes, where, and by how much.

Sizes and places vary with the seed. This is the truth that tests hold the product to; the product itself
never reads it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate, cycle, takewhile
from random import Random

from connectors.demo.queues import BILLING, LEAVING, TECHNICAL, Queue, Size
from connectors.demo.teams import Agent

DRIFTING = {"full": 400, "small": 60}
CUSTOMERS_IN_REACH = {"full": 120_000, "small": 18_000}


@dataclass(frozen=True)
class StaleRecords:
    """Businesses whose record names another home queue than the desk that serves them: `share` of them."""

    share: float
    queue: int
    field: str = "home_queue"
    segment: str = "business"


@dataclass(frozen=True)
class MisleadingOption:
    """A menu option that leads to `queue`, chosen by `share` of those who call about `topic` of `owner`."""

    path: str
    queue: int
    owner: int
    topic: str
    share: float


@dataclass(frozen=True)
class ShortWeekday:
    """On this weekday (Monday 0) `share` of the agents of a queue are not planned."""

    queue: int
    weekday: int
    share: float


@dataclass(frozen=True)
class LongerCalls:
    """Since a product change calls about `topic` take `factor` times as long."""

    topic: str
    since: date
    factor: float


@dataclass(frozen=True)
class ManyRepeats:
    """`unsolved` of the contacts about `topic` solve nothing; each further one lowers the odds of a content
    customer by exp(`worse`)."""

    topic: str
    unsolved: float
    worse: float


@dataclass(frozen=True)
class BrokenPromises:
    """From `since` up to `until`, `share` of the call-backs asked for in `queue` are never made."""

    queue: int
    since: date
    until: date
    share: float


@dataclass(frozen=True)
class CallsCutShort:
    """An agent ends `share` of the calls within seconds."""

    agent: int
    share: float


@dataclass(frozen=True)
class QuietExcellence:
    """An agent of the hardest queue who contents customers by far more often, and is seldom rated."""

    agent: int
    queue: int
    quality: float
    invited: float


@dataclass(frozen=True)
class CardDeclines:
    """`share` of the customers whose card was declined make contact within a day, if the centre is open."""

    share: float


@dataclass(frozen=True)
class Drifter:
    """A customer who comes again and again about the same thing and, mostly, leaves in the end."""

    customer: int
    since: date
    leaves_on: date | None
    gap_days: tuple[int, ...]

    @property
    def days(self) -> list[date]:
        """When he makes contact: until he leaves, or as often as there are gaps."""
        if self.leaves_on is None:
            return list(accumulate(self.gap_days[:-1], _later, initial=self.since))
        return list(
            takewhile(self.leaves_on.__gt__, accumulate(cycle(self.gap_days), _later, initial=self.since))
        )


@dataclass(frozen=True)
class Change:
    """A process change: calls about `topic` take `talk` times as long since, and are left unsolved `unsolved`
    times as often; 1 and 1 is a change that did nothing."""

    topic: str
    since: date
    talk: float = 1.0
    unsolved: float = 1.0


@dataclass(frozen=True)
class RefusedFingerprint:
    """Since an update the app refuses fingerprints: `share` of the contacts about `topic` tell of that."""

    topic: str
    since: date
    share: float


@dataclass(frozen=True)
class Stories:
    """All of them."""

    stale: StaleRecords
    option: MisleadingOption
    weekday: ShortWeekday
    longer: LongerCalls
    repeats: ManyRepeats
    promises: BrokenPromises
    cut: CallsCutShort
    excellent: QuietExcellence
    declines: CardDeclines
    drifters: tuple[Drifter, ...]
    helped: Change
    idle: Change
    refused: RefusedFingerprint

    @cached_property
    def drifting(self) -> dict[date, list[Drifter]]:
        """Who of the drifting customers makes contact on a day."""
        found: dict[date, list[Drifter]] = {}
        for each in self.drifters:
            for day in each.days:
                found.setdefault(day, []).append(each)
        return found

    @cached_property
    def leaving(self) -> dict[int, date]:
        """On which day drifting customers leave."""
        return {each.customer: each.leaves_on for each in self.drifters if each.leaves_on is not None}

    def talk(self, topic: str, day: date) -> float:
        """How many times as long as usual a contact takes."""
        longer = self.longer.factor if topic == self.longer.topic and day >= self.longer.since else 1.0
        return longer * (self.helped.talk if _is_changed(self.helped, topic, day) else 1.0)

    def unsolved(self, topic: str, usual: float, day: date) -> float:
        """The share of contacts that solve nothing."""
        if topic == self.repeats.topic:
            return self.repeats.unsolved
        return usual * (self.helped.unsolved if _is_changed(self.helped, topic, day) else 1.0)

    def among(self, agents: Sequence[Agent]) -> tuple[Agent, ...]:
        """The agents, the two of the stories as they are."""
        changed = list(agents)
        changed[self.cut.agent] = replace(changed[self.cut.agent], cuts=self.cut.share)
        best = changed[self.excellent.agent]
        changed[self.excellent.agent] = replace(best, quality=best.quality + self.excellent.quality)
        return tuple(changed)


def _later(day: date, gap: int) -> date:
    return day + timedelta(days=gap)


def _is_changed(change: Change, topic: str, day: date) -> bool:
    return topic == change.topic and day >= change.since


def planted(
    draws: Random, size: Size, first: date, queues: Sequence[Queue], agents: Sequence[Agent]
) -> Stories:
    """Draw the stories of a centre."""
    number = {queue.name: n for n, queue in enumerate(queues)}
    since = first + timedelta(days=draws.randint(42, 52))
    return Stories(
        stale=StaleRecords(draws.uniform(0.15, 0.25), number[BILLING]),
        option=MisleadingOption(
            "technical>change of details",
            number[TECHNICAL],
            number[BILLING],
            "Change of payment method",
            draws.uniform(0.35, 0.5),
        ),
        weekday=ShortWeekday(number[TECHNICAL], draws.choice((0, 1, 2)), draws.uniform(0.35, 0.45)),
        longer=LongerCalls("Device set-up", _day(draws, first, 45, 52), draws.uniform(1.4, 1.6)),
        repeats=ManyRepeats(
            draws.choice(("Refund", "No connection")), draws.uniform(0.5, 0.6), draws.uniform(0.5, 0.7)
        ),
        promises=BrokenPromises(
            number[BILLING], since, since + timedelta(days=draws.randint(14, 18)), draws.uniform(0.6, 0.75)
        ),
        cut=CallsCutShort(_one_of(draws, agents, number[TECHNICAL]), draws.uniform(0.12, 0.18)),
        excellent=QuietExcellence(
            _one_of(draws, agents, number[LEAVING]), number[LEAVING], draws.uniform(1.6, 2.0), 0.4
        ),
        declines=CardDeclines(draws.uniform(0.3, 0.45)),
        drifters=_drifters(draws, size, first),
        helped=Change(
            "App does not open", _day(draws, first, 35, 45), draws.uniform(0.7, 0.8), draws.uniform(0.35, 0.5)
        ),
        idle=Change("Unclear invoice", _day(draws, first, 35, 45)),
        refused=RefusedFingerprint(
            "App does not open", _day(draws, first, 79, 83), draws.uniform(0.35, 0.45)
        ),
    )


def _day(draws: Random, first: date, earliest: int, latest: int) -> date:
    return first + timedelta(days=draws.randint(earliest, latest))


def _one_of(draws: Random, agents: Sequence[Agent], queue: int) -> int:
    return draws.choice([n for n, agent in enumerate(agents) if agent.queues[0] == queue])


def _drifters(draws: Random, size: Size, first: date) -> tuple[Drifter, ...]:
    """Private customers who begin to drift up to two weeks before the first day, or in the six weeks from it.

    Eight to twelve weeks pass before they leave: the signs are in the contacts months before.
    """
    numbers = draws.sample(range(CUSTOMERS_IN_REACH[size] // 8), DRIFTING[size])
    return tuple(_drifter(draws, 8 * number, first) for number in numbers)


def _drifter(draws: Random, customer: int, first: date) -> Drifter:
    since = _day(draws, first, -14, 42)
    leaves = since + timedelta(days=draws.randint(53, 83)) if draws.random() < 0.6 else None
    return Drifter(customer, since, leaves, tuple(draws.randint(3, 8) for _n in range(9)))
