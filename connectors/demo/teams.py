"""Who works at the simulated centre. All of them are invented."""

from dataclasses import dataclass

from connectors.demo.queues import BILLING, BUSINESS, LEAVING, ORDERS, TECHNICAL, Size

CHATS_AT_ONCE = 3
SHIFTS_IN_TURN = (0, 3, 1, 0, 2, 0, 3, 1)


@dataclass(frozen=True)
class Agent:
    """Who takes contacts: queues by index, the own one first; speed 1 is average, 0.8 a fifth faster.

    `quality` moves the odds that the customer is content; `cuts` is the share of calls ended at once.
    """

    id: str
    name: str
    email: str
    team: str
    lead: str
    queues: tuple[int, ...]
    speed: float
    capacity: int
    shift: int
    quality: float = 0.0
    cuts: float = 0.0


@dataclass(frozen=True)
class Team:
    """People who work together: how many, and which queues each of them takes in turn."""

    name: str
    people: int
    skills: tuple[tuple[str, ...], ...]


TEAMS = (
    Team("Accounts", 15, ((BILLING, LEAVING), (BILLING,), (BILLING, LEAVING), (LEAVING, BILLING))),
    Team("Technics", 14, ((TECHNICAL,), (TECHNICAL,), (TECHNICAL, ORDERS))),
    Team("Deliveries", 8, ((ORDERS,), (ORDERS, BUSINESS), (ORDERS, BILLING))),
    Team("Business", 7, ((BUSINESS, ORDERS), (BUSINESS,), (BUSINESS, LEAVING))),
    Team("Chat", 7, (("Chat",),)),
    Team("Letters", 9, (("E-mail", "Social"),)),
)
SMALL_TEAMS = (
    Team("Accounts", 6, ((BILLING, TECHNICAL), (BILLING, LEAVING), (LEAVING, BILLING))),
    Team("Technics", 5, ((TECHNICAL,), (TECHNICAL, BILLING))),
    Team("Business", 3, ((BUSINESS,), (BUSINESS, BILLING))),
    Team("Chat", 2, (("Chat",),)),
    Team("Letters", 2, (("E-mail",),)),
)


def teams(size: Size) -> tuple[Team, ...]:
    """The teams of a centre of this size."""
    return TEAMS if size == "full" else SMALL_TEAMS
