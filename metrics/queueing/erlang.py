"""What customers meet where n agents serve a queue: Erlang's B and C, and A, in which customers give up.

Arrivals per second, seconds, whole agents. B is found by its inverse (Jagerman 1974),
1 / B(n) = 1 + n / a · 1 / B(n - 1): it grows to infinity, and to no error, where B is nothing.
"""

import math
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from metrics.queueing.offered import Numbers, Offered, Rates, offered
from metrics.queueing.refused import at_least_zero, finite_over_zero, over_zero, whole

Load = TypeVar("Load", float, Numbers)


@dataclass(frozen=True)
class Service:
    """What customers meet.

    waits: the share that is not answered at once. in_time: answered within the threshold, of all who came
    but those who gave up within `short_s`. abandons: the share that gives up. asa_s: the mean wait of the
    answered. wait_s: the mean wait of all. occupancy: the share of their time that agents are busy.
    A queue that grows without end has in_time 0 and an infinite wait.
    """

    waits: float
    in_time: float
    abandons: float
    asa_s: float
    wait_s: float
    occupancy: float


@dataclass(frozen=True)
class Demand:
    """What comes to a queue: arrivals per second, mean handle time and patience; one element a case."""

    per_s: Numbers
    handle_s: Numbers
    patience_s: Numbers

    @property
    def load(self) -> Numbers:
        """Work that comes, in agents (erlangs)."""
        return self.per_s * self.handle_s


@dataclass(frozen=True)
class Services:
    """The same for several cases at once, one element each."""

    waits: Numbers
    in_time: Numbers
    abandons: Numbers
    asa_s: Numbers
    wait_s: Numbers
    occupancy: Numbers

    def first(self) -> Service:
        """Give the first case by itself."""
        names = Service.__dataclass_fields__
        return Service(**{name: float(getattr(self, name)[0]) for name in names})


def one(per_s: float, handle_s: float, patience_s: float) -> Demand:
    """Make the demand of a single case."""
    return Demand(*(np.array([number], dtype=np.float64) for number in (per_s, handle_s, patience_s)))


def erlang_b(load: float, agents: int) -> float:
    """Share of arrivals that find every agent busy where nobody can wait. Raises ValueError."""
    at_least_zero("load", load)
    whole("agents", agents)
    return 1 / inverse_b(load, agents) if load else float(agents == 0)


def inverse_b(load: Load, agents: int) -> Load:
    """1 / B of loads over 0, one or many; infinite where B is nothing."""
    inverse = load * 0 + 1
    with np.errstate(over="ignore"):
        for n in range(1, agents + 1):
            inverse = 1 + n / load * inverse
    return inverse


def erlang_c(per_s: float, handle_s: float, agents: int, within_s: float) -> Service:
    """Tell what customers meet who never give up. Raises ValueError.

    Overstates waits where people do give up (DEFINITIONS 7): for staffing where asked, never for alerts.
    """
    return erlang_a(per_s, handle_s, math.inf, agents, within_s)


def erlang_a(
    per_s: float, handle_s: float, patience_s: float, agents: int, within_s: float, short_s: float = 0.0
) -> Service:
    """Tell what customers meet who give up after patience_s on average; infinite patience is Erlang C.

    Raises ValueError.
    """
    _checked(per_s, handle_s, agents, within_s)
    over_zero("patience_s", patience_s)
    at_least_zero("short_s", short_s)
    if (alone := _alone(per_s, agents, patience_s)) is not None:
        return alone
    before = np.array([inverse_b(per_s * handle_s, agents - 1)])
    people, demand = np.array([float(agents)]), one(per_s, handle_s, patience_s)
    if math.isinf(patience_s):
        return endless(demand, people, before, within_s).first()
    return impatient(demand, people, before, within_s, short_s).first()


def endless(demand: Demand, agents: Numbers, before: Numbers, within_s: float) -> Services:
    """Erlang C of several cases; before is 1 / B of one agent less. Arrivals and agents are over 0."""
    spare = agents - demand.load
    is_stable = spare > 0
    inverse = 1 + agents / demand.load * before
    with np.errstate(divide="ignore", invalid="ignore"):
        waits = np.where(is_stable, agents / (inverse * spare + demand.load), 1.0)
        wait_s = np.where(is_stable, waits * demand.handle_s / spare, np.inf)
    late = np.where(is_stable, waits * np.exp(-np.maximum(spare, 0) / demand.handle_s * within_s), 1.0)
    return Services(waits, 1 - late, waits * 0, wait_s, wait_s, np.minimum(demand.load / agents, 1.0))


def impatient(demand: Demand, agents: Numbers, before: Numbers, within_s: float, short_s: float) -> Services:
    """Erlang A of several cases; before is 1 / B of one agent less. Arrivals and agents are over 0."""
    wait = waits_of(demand, agents, before, within_s, short_s)
    answered = wait.at_once + wait.answered()
    return Services(
        waits=wait.busy(),
        in_time=in_time(wait, within_s, short_s),
        abandons=wait.gone(),
        asa_s=wait.held_s() / answered,
        wait_s=wait.gone() * demand.patience_s,
        occupancy=np.minimum(demand.load * answered / agents, 1.0),
    )


def waits_of(demand: Demand, agents: Numbers, before: Numbers, within_s: float, short_s: float) -> Offered:
    """Find the offered waits of Erlang A; before is 1 / B of one agent less. Patience is finite."""
    rates = Rates(demand.per_s, agents / demand.handle_s, 1 / demand.patience_s)
    return offered(rates, before, (short_s, within_s))


def in_time(wait: Offered, within_s: float, short_s: float) -> Numbers:
    """Share answered within a threshold, of all but those who gave up within short_s."""
    early = wait.gone(short_s) - np.expm1(-wait.leaving * short_s) * (wait.busy() - wait.busy(short_s))
    found: Numbers = (wait.at_once + wait.answered(within_s)) / (1 - early)
    return found


def _checked(per_s: float, handle_s: float, agents: int, within_s: float) -> None:
    at_least_zero("per_s", per_s)
    finite_over_zero("handle_s", handle_s)
    whole("agents", agents)
    at_least_zero("within_s", within_s)


def _alone(per_s: float, agents: int, patience_s: float) -> Service | None:
    """Tell what is met where nobody else comes or nobody is there to answer; None where neither is so."""
    if not agents:
        is_endless = math.isinf(patience_s)
        return Service(1.0, 0.0, 0.0 if is_endless else 1.0, math.inf, patience_s, 0.0)
    return None if per_s else Service(0.0, 1.0, 0.0, 0.0, 0.0, 0.0)
