"""Who works when on a day: shifts, breaks, meetings, days off."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from connectors.demo.arrivals import MINUTES
from connectors.demo.dates import Kind, clock, kind_of
from connectors.demo.teams import Agent
from connectors.demo.world import World

SHIFTS = ((480, 990), (540, 1050), (615, 1125), (690, 1200))  # local minutes
WRITTEN_SHIFTS = ((480, 990), (510, 1020), (540, 1050), (600, 1110))
ABSENT = 0.07
ON_FRIDAY, ON_CALL_DAYS = 2, 5  # every other Friday; every fifth closed day
BREAKS = ((135, 45, 15, "coffee"), (245, 30, 30, "lunch"), (390, 20, 15, "coffee"))
TEAM_MEETING = (325, 30)  # after the beginning of the shift, minutes
Wish = tuple[float, int, str]  # after the beginning of the shift, length, minutes, and what for


@dataclass(frozen=True)
class Pause:
    """A time away from contacts that begins when the agent is free."""

    at: int
    length: int
    state: str
    reason: str


@dataclass(frozen=True)
class Shift:
    """One agent's day; instants and spans in ms. Who `stays` serves those who wait when the queue closes."""

    agent: int
    begin: int
    end: int
    stays: bool
    pauses: tuple[Pause, ...] = ()


def roster(centre: World, day: date) -> list[Shift]:
    """Draw who comes on a day, and when: some are absent, some late."""
    kind = kind_of(day)
    draws = centre.random(day, "roster")
    chances = [_chance(draws) for _agent in centre.agents]
    came = []
    for shift in planned(centre, day):
        chance = chances[shift.agent]
        if kind == "closed" or not chance.is_absent:
            pauses = _pauses(centre, shift, day, chance.wishes)
            begin = shift.begin + int(60_000 * chance.late)
            came.append(replace(shift, begin=begin, pauses=pauses))
    return came


def planned(centre: World, day: date) -> list[Shift]:
    """Plan a day."""
    kind, at = kind_of(day), clock(day, centre.zone)
    found = []
    for n, agent in enumerate(centre.agents):
        hours = _hours(centre, n, agent, day)
        if hours is not None:
            stays = hours[1] == MINUTES[kind][1] and not centre.queues[agent.queues[0]].is_written
            found.append(Shift(n, at(hours[0]), at(hours[1]), stays))
    return found


@dataclass(frozen=True)
class _Chance:
    late: float
    is_absent: bool
    wishes: tuple[Wish, ...]


def _chance(draws: Random) -> _Chance:
    late, absent = draws.uniform(-4, 5), draws.random() < ABSENT
    wishes = tuple(
        (draws.uniform(-spread, spread) + after, length, why) for after, spread, length, why in BREAKS
    )
    return _Chance(late, absent, wishes)


def _pauses(centre: World, shift: Shift, day: date, wishes: Sequence[Wish]) -> tuple[Pause, ...]:
    """The breaks and the meeting of a shift, by the minutes since its planned beginning."""
    length = (shift.end - shift.begin) / 60_000
    taken = _meeting(centre, centre.agents[shift.agent], day, kind_of(day))
    taken += [("break", *wish) for wish in wishes if wish[0] < length - 45]
    return tuple(
        Pause(shift.begin + int(60_000 * after), 60_000 * lasts, state, why)
        for state, after, lasts, why in taken
    )


def _hours(centre: World, n: int, agent: Agent, day: date) -> tuple[int, int] | None:
    kind = kind_of(day)
    own = centre.queues[agent.queues[0]]
    turn = n + day.toordinal() // 7
    if kind == "closed":
        return MINUTES[kind] if own.is_emergency and turn % ON_CALL_DAYS == 0 else None
    if kind == "short":
        return MINUTES[kind] if turn % ON_FRIDAY == 0 else None
    if day.weekday() == centre.short_weekday and n in centre.off_duty:
        return None
    return (WRITTEN_SHIFTS if own.is_written else SHIFTS)[agent.shift]


def _meeting(centre: World, agent: Agent, day: date, kind: Kind) -> list[tuple[str, float, int, str]]:
    """Half of each team meets on its weekday, the other half the week after."""
    teams = sorted({each.team for each in centre.agents})
    number = int(agent.id[1:])
    is_its_day = kind == "work" and (day.weekday() + 1) % 7 == teams.index(agent.team) % 5
    meets = is_its_day and (number + day.toordinal() // 7) % 2 == 0
    return [("meeting", TEAM_MEETING[0], TEAM_MEETING[1], "team meeting")] if meets else []
