"""How many agents a queue needs for a goal: the fewest with whom it is reached."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from language import _
from metrics.queueing.erlang import Demand, Services, endless, in_time, inverse_b, one, waits_of
from metrics.queueing.offered import Numbers
from metrics.queueing.refused import at_least_zero, finite_over_zero, over_zero, share

Flags = NDArray[np.bool_]
Kind = Literal["in_time", "wait", "abandons"]
CHUNK = 512  # cases that are searched at once, so that their table stays small
ENOUGH = 1e-9  # a goal that is missed by less is reached


@dataclass(frozen=True)
class Goal:
    """What is to be reached: a share in time (of within_s), a mean wait in seconds, or a share that gives up.

    short_s: leaving sooner is no abandonment, as in `service_level`.
    """

    kind: Kind
    value: float
    within_s: float = 0.0
    short_s: float = 0.0

    def __post_init__(self) -> None:
        if self.kind == "wait":
            finite_over_zero("wait", self.value)
        else:
            share(self.kind, self.value)
        at_least_zero("within_s", self.within_s)
        at_least_zero("short_s", self.short_s)

    def is_met(self, demand: Demand, agents: Numbers, before: Numbers) -> Flags:
        """Tell of each case whether so many agents reach the goal; before is 1 / B of one agent less."""
        if np.isinf(demand.patience_s[0]):
            return self._is_reached(endless(demand, agents, before, self.within_s))
        wait = waits_of(demand, agents, before, self.within_s, self.short_s)
        if self.kind == "in_time":
            return in_time(wait, self.within_s, self.short_s) >= self.value - ENOUGH
        gone = wait.gone()
        reached = gone * demand.patience_s if self.kind == "wait" else gone
        return reached <= self.value * (1 + ENOUGH)

    def _is_reached(self, found: Services) -> Flags:
        if self.kind == "in_time":
            return found.in_time >= self.value - ENOUGH
        return found.wait_s <= self.value * (1 + ENOUGH)

    def fewest(self, demand: Demand) -> Numbers:
        """Bound how few agents can do: n agents answer at most n / load of all who come."""
        if self.kind == "in_time":
            answered = self.value * np.exp(-self.short_s / demand.patience_s)
        elif self.kind == "abandons":
            answered = demand.load * 0 + 1 - self.value
        else:
            answered = 1 - self.value / demand.patience_s
        return np.maximum(demand.load * answered, 1.0)


def agents_needed(per_s: float, handle_s: float, patience_s: float, goal: Goal) -> int:
    """Find the fewest agents that reach a goal; infinite patience is Erlang C. Raises ValueError."""
    at_least_zero("per_s", per_s)
    finite_over_zero("handle_s", handle_s)
    over_zero("patience_s", patience_s)
    return int(agents_for(one(per_s, handle_s, patience_s), goal)[0])


def agents_for(demand: Demand, goal: Goal) -> Numbers:
    """Find the fewest agents for each case; 0 where nobody comes. Handle time and patience are over 0.

    Raises ValueError where people are to give up less who never do.
    """
    if goal.kind == "abandons" and np.isinf(demand.patience_s).any():
        raise ValueError(
            _("patience_s is inf; where nobody gives up, no share of those who do can be a goal.")
        )
    needed = np.zeros(demand.per_s.size)
    rows = np.flatnonzero(demand.load > 0)
    rows = rows[np.lexsort((demand.load[rows], np.isinf(demand.patience_s[rows])))]
    is_endless = np.isinf(demand.patience_s[rows])
    for part in (rows[~is_endless], rows[is_endless]):
        for begin in range(0, part.size, CHUNK):
            chunk = part[begin : begin + CHUNK]
            needed[chunk] = _searched(_of(demand, chunk), goal)
    return needed


def _of(demand: Demand, rows: NDArray[np.intp]) -> Demand:
    return Demand(demand.per_s[rows], demand.handle_s[rows], demand.patience_s[rows])


def _searched(demand: Demand, goal: Goal) -> Numbers:
    """Search by halves in a table of 1 / B from the fewest agents on, made wider until every goal is met."""
    base = int(goal.fewest(demand).min())
    extra = int(demand.load.max()) - base + 8 + int(4 * np.sqrt(demand.load.max()))
    while True:
        table = _table(demand.load, base, extra)
        if _met(demand, np.full(demand.load.size, base + extra), base, table, goal).all():
            return _halved(demand, base, extra, table, goal)
        extra *= 2


def _table(load: Numbers, base: int, extra: int) -> Numbers:
    """1 / B of base - 1, base, … agents: a row for each number of agents, a column for each case."""
    start = inverse_b(float(load[0]), base - 1) if load.size == 1 else inverse_b(load, base - 1)
    table = np.empty((extra + 1, load.size))
    table[0] = start
    with np.errstate(over="ignore"):
        for step in range(1, extra + 1):
            table[step] = 1 + (base - 1 + step) / load * table[step - 1]
    return table


def _met(demand: Demand, agents: NDArray[np.int64], base: int, table: Numbers, goal: Goal) -> Flags:
    before = table[agents - base, np.arange(agents.size)]
    return goal.is_met(demand, agents.astype(np.float64), before)


def _halved(demand: Demand, base: int, extra: int, table: Numbers, goal: Goal) -> Numbers:
    low = np.full(demand.load.size, base)
    high = np.full(demand.load.size, base + extra)
    while (low < high).any():
        middle = (low + high) // 2
        met = _met(demand, middle, base, table, goal)
        high, low = np.where(met, middle, high), np.where(met, low, np.minimum(middle + 1, high))
    return high.astype(np.float64)


def on_the_roster(agents: float, shrinkage: float) -> float:
    """Turn agents who work into agents to be planned, a share of whom is on a break or away.

    Raises ValueError.
    """
    at_least_zero("shrinkage", shrinkage)
    if shrinkage:
        share("shrinkage", shrinkage)
    return agents / (1 - shrinkage)
