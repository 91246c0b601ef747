"""A queue played event by event, against which formulas are held."""

import heapq
import random
from dataclasses import dataclass


@dataclass
class Played:
    """What happened to each customer: the wait, and whether an answer ended it."""

    waits: list[float]
    answered: list[bool]


def play(per_s: float, handle_s: float, patience_s: float, agents: int, customers: int, seed: int) -> Played:
    """Let customers come at random, first come, first served; the first tenth is left out."""
    chance = random.Random(seed)
    free = [0.0] * agents
    now, played = 0.0, Played([], [])
    for n in range(customers):
        now += chance.expovariate(per_s)
        patience, begins = chance.expovariate(1 / patience_s), max(free[0], now)
        is_answered = begins - now <= patience
        if is_answered:
            heapq.heapreplace(free, begins + chance.expovariate(1 / handle_s))
        if n >= customers // 10:
            played.waits.append(begins - now if is_answered else patience)
            played.answered.append(is_answered)
    return played


def cleared(waiting: int, per_s: float, handle_s: float, agents: int, patience_s: float, seed: int) -> float:
    """Play until nobody waits, from all agents busy on."""
    chance = random.Random(seed)
    now = 0.0
    while waiting:
        down = agents / handle_s + waiting / patience_s
        now += chance.expovariate(per_s + down)
        waiting += 1 if chance.random() < per_s / (per_s + down) else -1
    return now
