"""Who works when on a day: shifts, breaks, meetings, days off."""

from dataclasses import dataclass
from datetime import date

from connectors.demo.dates import Kind, clock, kind_of
from connectors.demo.demand import MINUTES
from connectors.demo.world import Agent, World

SHIFTS = ((480, 990), (540, 1050), (615, 1125), (690, 1200))  # local minutes
WRITTEN_SHIFTS = ((480, 990), (510, 1020), (540, 1050), (600, 1110))
ABSENT = 0.07
ON_FRIDAY, ON_CALL_DAYS = 2, 5  # every other Friday; every fifth closed day
BREAKS = ((125, 20, 15, "coffee"), (245, 30, 30, "lunch"), (390, 20, 15, "coffee"))
TEAM_MEETING = (75, 30)  # after the beginning of the shift, minutes


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
    """Plan a day."""
    kind, at = kind_of(day), clock(day, centre.zone)
    draws = centre.random(day, "roster")
    planned = []
    for n, agent in enumerate(centre.agents):
        late, absent = draws.uniform(-4, 5), draws.random() < ABSENT
        hours = _hours(centre, n, agent, day)
        wishes = [
            (draws.uniform(-spread, spread) + after, length, why) for after, spread, length, why in BREAKS
        ]
        if hours is None or (absent and kind != "closed"):
            continue
        begin, end = hours[0] + late, hours[1]
        stays = hours[1] == MINUTES[kind][1] and not centre.queues[agent.queues[0]].is_written
        pauses = _meeting(centre, agent, day, kind)
        pauses += [("break", *wish) for wish in wishes if wish[0] < end - begin - 45]
        planned.append(
            Shift(
                n,
                at(begin),
                at(end),
                stays,
                tuple(
                    Pause(at(begin + after), 60_000 * length, state, why)
                    for state, after, length, why in pauses
                ),
            )
        )
    return planned


def _hours(centre: World, n: int, agent: Agent, day: date) -> tuple[int, int] | None:
    kind = kind_of(day)
    own = centre.queues[agent.queues[0]]
    turn = n + day.toordinal() // 7
    if kind == "closed":
        return MINUTES[kind] if own.is_emergency and turn % ON_CALL_DAYS == 0 else None
    if kind == "short":
        return MINUTES[kind] if turn % ON_FRIDAY == 0 else None
    return (WRITTEN_SHIFTS if own.is_written else SHIFTS)[agent.shift]


def _meeting(centre: World, agent: Agent, day: date, kind: Kind) -> list[tuple[str, float, int, str]]:
    """Half of each team meets on its weekday, the other half the week after."""
    teams = sorted({each.team for each in centre.agents})
    number = int(agent.id[1:])
    is_its_day = kind == "work" and (day.weekday() + 1) % 7 == teams.index(agent.team) % 5
    meets = is_its_day and (number + day.toordinal() // 7) % 2 == 0
    return [("meeting", TEAM_MEETING[0], TEAM_MEETING[1], "team meeting")] if meets else []
