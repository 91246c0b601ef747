"""The simulated centre: its queues, topics, teams and agents, in two sizes. All of it is invented."""

from dataclasses import dataclass, replace
from functools import cached_property
from random import Random
from typing import Literal

from connectors.demo.people import named

Size = Literal["full", "small"]
CUSTOMERS = 200_000
CHATS_AT_ONCE = 3


@dataclass(frozen=True)
class Topic:
    """What a contact is about: its share in the queue that owns it, and how long it takes on average."""

    name: str
    weight: float
    talk_s: float


@dataclass(frozen=True)
class Queue:
    """A queue: contacts on an average working day, how long people wait for it, who else takes its calls.

    A queue without patience is one of written messages, which wait until they are answered.
    """

    name: str
    channel: str
    daily: float
    topics: tuple[Topic, ...]
    wrap_s: float
    patience_s: float | None
    menu_key: str = ""
    is_emergency: bool = False  # answered on days when the centre is closed
    ahead_s: float = 0  # how much sooner than their turn its contacts are taken

    @property
    def is_written(self) -> bool:
        return self.patience_s is None


@dataclass(frozen=True)
class Agent:
    """Who takes contacts: queues by index, the own one first; speed 1 is average, 0.8 a fifth faster."""

    id: str
    name: str
    email: str
    team: str
    lead: str
    queues: tuple[int, ...]
    speed: float
    capacity: int
    shift: int


@dataclass(frozen=True, eq=False)
class World:
    """One centre, the same for one seed for ever."""

    seed: int
    zone: str
    queues: tuple[Queue, ...]
    agents: tuple[Agent, ...]
    customers: int = CUSTOMERS

    def random(self, *what: object) -> Random:
        """A generator of its own for each purpose, so that one more of them changes no other."""
        return Random("/".join(map(str, (self.seed, *what))))

    @cached_property
    def wrong_for(self) -> list[list[int]]:
        """List for each queue those where a caller for it may land by mistake."""
        spoken = [n for n, each in enumerate(self.queues) if each.channel == "voice"]
        return [
            [n for n in spoken if n != queue] if queue in spoken else [] for queue in range(len(self.queues))
        ]


QUEUES = (
    Queue(
        "Billing",
        "voice",
        570,
        (
            Topic("Unclear invoice", 0.34, 290),
            Topic("Payment failed", 0.24, 240),
            Topic("Refund", 0.18, 340),
            Topic("Change of payment method", 0.24, 190),
        ),
        wrap_s=50,
        patience_s=300,
        menu_key="1",
    ),
    Queue(
        "Technical help",
        "voice",
        570,
        (
            Topic("No connection", 0.36, 380),
            Topic("Slow connection", 0.24, 410),
            Topic("Device set-up", 0.22, 350),
            Topic("App does not open", 0.18, 300),
        ),
        wrap_s=60,
        patience_s=380,
        menu_key="2",
        is_emergency=True,
    ),
    Queue(
        "Orders & delivery",
        "voice",
        510,
        (
            Topic("Where is my order", 0.44, 200),
            Topic("Late delivery", 0.26, 260),
            Topic("Wrong item", 0.16, 300),
            Topic("Change of order", 0.14, 230),
        ),
        wrap_s=40,
        patience_s=260,
        menu_key="3",
    ),
    Queue(
        "Cancellations",
        "voice",
        210,
        (Topic("Wants to leave", 0.7, 420), Topic("Change of plan", 0.3, 320)),
        wrap_s=75,
        patience_s=220,
        menu_key="4",
    ),
    Queue(
        "New customers",
        "voice",
        260,
        (Topic("Question before buying", 0.6, 300), Topic("Joining", 0.4, 460)),
        wrap_s=70,
        patience_s=180,
        menu_key="5",
    ),
    Queue(
        "Chat",
        "chat",
        570,
        (
            Topic("Where is my order", 0.3, 420),
            Topic("Unclear invoice", 0.25, 490),
            Topic("App does not open", 0.2, 550),
            Topic("Question before buying", 0.25, 440),
        ),
        wrap_s=20,
        patience_s=200,
    ),
    Queue(
        "E-mail",
        "email",
        320,
        (
            Topic("Refund", 0.25, 290),
            Topic("Unclear invoice", 0.3, 260),
            Topic("Late delivery", 0.25, 250),
            Topic("Complaint", 0.2, 390),
        ),
        wrap_s=25,
        patience_s=None,
    ),
    Queue(
        "Social",
        "social",
        110,
        (Topic("Complaint", 0.5, 260), Topic("Where is my order", 0.5, 180)),
        wrap_s=15,
        patience_s=None,
        ahead_s=4 * 3600,
    ),
)


@dataclass(frozen=True)
class Team:
    """People who work together: how many, and which queues each of them takes in turn."""

    name: str
    people: int
    skills: tuple[tuple[int, ...], ...]


TEAMS = (
    Team("Accounts", 14, ((0, 3), (0,), (0, 3), (3, 0))),
    Team("Technics", 15, ((1,), (1,), (1, 2))),
    Team("Deliveries", 10, ((2,), (2, 4), (2, 0))),
    Team("Welcome", 8, ((4, 2), (4,), (4, 3))),
    Team("Chat", 7, ((5,),)),
    Team("Letters", 7, ((6, 7),)),
)
SMALL_TEAMS = (
    Team("Accounts", 4, ((0,), (0, 1))),
    Team("Technics", 5, ((1,), (1, 0))),
    Team("Chat", 2, ((2,),)),
    Team("Letters", 2, ((3,),)),
)
SMALL_DAILY = {"Billing": 120, "Technical help": 110, "Chat": 60, "E-mail": 40}
SHIFTS_IN_TURN = (0, 2, 1, 3, 0, 1, 3, 2)


def world(seed: int, size: Size, zone: str) -> World:
    """Make the centre of a seed."""
    if size == "full":
        return _made(seed, zone, QUEUES, TEAMS)
    kept = [replace(each, daily=SMALL_DAILY[each.name]) for each in QUEUES if each.name in SMALL_DAILY]
    return _made(seed, zone, tuple(kept), SMALL_TEAMS)


def _made(seed: int, zone: str, queues: tuple[Queue, ...], teams: tuple[Team, ...]) -> World:
    made = World(seed, zone, queues, ())
    agents = [agent for n, team in enumerate(teams) for agent in _team(made, team, 100 * (n + 1))]
    return replace(made, agents=tuple(agents))


def _team(centre: World, team: Team, first: int) -> list[Agent]:
    draws = centre.random("team", team.name)
    people = named(draws, team.people)
    return [
        Agent(
            id=f"a{first + n + 1}",
            name=name,
            email=f"{name.lower().replace(' ', '.')}.{first + n + 1}@demo.example",
            team=team.name,
            lead=people[0],
            queues=(queues := team.skills[n % len(team.skills)]),
            speed=min(max(draws.lognormvariate(0, 0.13), 0.7), 1.5),
            capacity=CHATS_AT_ONCE if centre.queues[queues[0]].channel == "chat" else 1,
            shift=SHIFTS_IN_TURN[n % len(SHIFTS_IN_TURN)],
        )
        for n, name in enumerate(people)
    ]
