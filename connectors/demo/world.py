"""The simulated centre: its queues, topics, teams and agents, in two sizes, and the stories planted in it."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from random import Random

from connectors.demo.chance import mixed, share
from connectors.demo.people import LEAVES, customer_mix, every_name, have_left, named
from connectors.demo.queues import Queue, Size, Topic, queues
from connectors.demo.stories import Stories, planted
from connectors.demo.teams import CHATS_AT_ONCE, SHIFTS_IN_TURN, Agent, Team, teams

__all__ = ["Agent", "Queue", "Size", "Topic", "World", "world"]

CUSTOMERS = {"full": 200_000, "small": 24_000}
SPREAD_SPEED, SPREAD_QUALITY = 0.13, 0.3


@dataclass(frozen=True, eq=False)
class World:
    """One centre, the same for one seed for ever. `first` is the day on which the demo begins."""

    seed: int
    size: Size
    zone: str
    first: date
    queues: tuple[Queue, ...]
    agents: tuple[Agent, ...]
    stories: Stories | None = None

    @property
    def customers(self) -> int:
        return CUSTOMERS[self.size]

    def random(self, *what: object) -> Random:
        """A generator of its own for each purpose, so that one more of them changes no other."""
        return Random("/".join(map(str, (self.seed, *what))))

    @cached_property
    def mix(self) -> int:
        """The number from which all that is decided by chance alone follows."""
        return mixed(self.seed)

    @cached_property
    def number(self) -> dict[str, int]:
        """The queues' numbers by their names."""
        return {queue.name: n for n, queue in enumerate(self.queues)}

    @cached_property
    def spoken(self) -> list[int]:
        """The queues that the menu leads to."""
        return [n for n, queue in enumerate(self.queues) if queue.channel == "voice"]

    @property
    def short_weekday(self) -> int | None:
        """The weekday (Monday 0) on which a queue is short of people."""
        return self.stories.weekday.weekday if self.stories else None

    @cached_property
    def off_duty(self) -> frozenset[int]:
        """Who of that queue's agents is never planned on it."""
        if self.stories is None:
            return frozenset()
        short = self.stories.weekday
        ours = [n for n, agent in enumerate(self.agents) if agent.queues[0] == short.queue]
        return frozenset(self.random("off duty").sample(ours, round(short.share * len(ours))))

    def has_left(self, customer: int, day: date) -> bool:
        """Say whether a customer has left by a day."""
        own = share(customer_mix(self.mix, customer), LEAVES) < have_left((day - self.first).days)
        return own or (self.stories is not None and day >= self.stories.leaving.get(customer, date.max))

    @cached_property
    def handling(self) -> dict[str, list[tuple[int, Topic]]]:
        """Where each topic is answered, on any channel."""
        found: dict[str, list[tuple[int, Topic]]] = {}
        for n, queue in enumerate(self.queues):
            for topic in queue.topics:
                found.setdefault(topic.name, []).append((n, topic))
        return found


@lru_cache(maxsize=8)
def world(seed: int, size: Size, zone: str, first: date, stories: bool = True) -> World:
    """Make the centre of a seed."""
    made = World(seed, size, zone, first, queues(size), ())
    agents = [agent for n, team in enumerate(teams(size)) for agent in _team(made, team, 100 * (n + 1))]
    made = replace(made, agents=_with_own_names(agents))
    if not stories:
        return made
    told = planted(made.random("stories"), size, first, made.queues, made.agents)
    return replace(made, stories=told, agents=told.among(made.agents))


def _team(centre: World, team: Team, first: int) -> list[Agent]:
    draws = centre.random("team", team.name)
    people = named(draws, team.people)
    return [
        Agent(
            id=f"a{first + n + 1}",
            name=name,
            email="",
            team=team.name,
            lead=people[0],
            queues=(queues := _numbers(centre, team.skills[n % len(team.skills)])),
            speed=min(max(draws.lognormvariate(0, SPREAD_SPEED), 0.7), 1.5),
            capacity=CHATS_AT_ONCE if centre.queues[queues[0]].channel == "chat" else 1,
            shift=SHIFTS_IN_TURN[n % len(SHIFTS_IN_TURN)],
            quality=draws.gauss(0, SPREAD_QUALITY),
        )
        for n, name in enumerate(people)
    ]


def _with_own_names(agents: list[Agent]) -> tuple[Agent, ...]:
    """Give another name to whoever has one that somebody of an earlier team has."""
    taken: set[str] = set()
    found = []
    free = iter(every_name())
    for agent in agents:
        name = agent.name if agent.name not in taken else next(each for each in free if each not in taken)
        taken.add(name)
        found.append(replace(agent, name=name, email=_address(name, agent.id)))
    leads = {agent.team: agent.name for agent in reversed(found)}  # the first one of each team
    return tuple(replace(agent, lead=leads[agent.team]) for agent in found)


def _address(name: str, number: str) -> str:
    return f"{name.lower().replace(' ', '.')}.{number.removeprefix('a')}@demo.example"


def _numbers(centre: World, names: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(centre.number[name] for name in names if name in centre.number)
