"""The queues of the simulated centre and what people contact them about. All of it is invented."""

from dataclasses import dataclass, replace
from typing import Literal

Size = Literal["full", "small"]


@dataclass(frozen=True)
class Topic:
    """What a contact is about: its share in a queue, how long it takes, how often it is left unsolved.

    `mood` moves the odds that a customer is content with the answer.
    """

    name: str
    weight: float
    talk_s: float
    unsolved: float = 0.22
    mood: float = 0.0


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
    branch: str = ""  # of the menu
    is_emergency: bool = False  # answered on days when the centre is closed
    ahead_s: float = 0  # how much sooner than their turn its contacts are taken
    segment: str = ""  # whose contacts come here, as their record says, without a menu

    @property
    def is_written(self) -> bool:
        return self.patience_s is None


BILLING, TECHNICAL, ORDERS, LEAVING, BUSINESS = (
    *("Billing", "Technical help", "Orders & delivery", "Cancellations", "Business desk"),
)
QUEUES = (
    Queue(
        BILLING,
        "voice",
        400,
        (
            Topic("Unclear invoice", 0.34, 290, 0.20),
            Topic("Payment failed", 0.24, 240, 0.16),
            Topic("Refund", 0.18, 340, 0.30, -0.4),
            Topic("Change of payment method", 0.24, 190, 0.08, 0.4),
        ),
        wrap_s=50,
        patience_s=300,
        branch="billing",
    ),
    Queue(
        TECHNICAL,
        "voice",
        390,
        (
            Topic("No connection", 0.34, 380, 0.26, -0.2),
            Topic("Slow connection", 0.26, 410, 0.28, -0.4),
            Topic("Device set-up", 0.22, 350, 0.16, 0.3),
            Topic("App does not open", 0.18, 300, 0.20),
        ),
        wrap_s=60,
        patience_s=380,
        branch="technical",
        is_emergency=True,
    ),
    Queue(
        ORDERS,
        "voice",
        365,
        (
            Topic("Where is my order", 0.38, 200, 0.16),
            Topic("Late delivery", 0.22, 260, 0.26, -0.5),
            Topic("Wrong item", 0.14, 300, 0.24, -0.3),
            Topic("Change of order", 0.12, 230, 0.10, 0.3),
            Topic("Question before buying", 0.14, 300, 0.06, 0.6),
        ),
        wrap_s=40,
        patience_s=260,
        branch="orders",
    ),
    Queue(
        LEAVING,
        "voice",
        175,
        (Topic("Wants to leave", 0.7, 420, 0.18, -1.3), Topic("Change of plan", 0.3, 320, 0.12, -0.2)),
        wrap_s=75,
        patience_s=220,
        branch="leaving",
    ),
    Queue(
        BUSINESS,
        "voice",
        215,
        (
            Topic("Business invoice", 0.45, 300, 0.18),
            Topic("Business line down", 0.3, 420, 0.24, -0.3),
            Topic("More lines", 0.25, 340, 0.08, 0.4),
        ),
        wrap_s=60,
        patience_s=240,
        branch="business",
        segment="business",
    ),
    Queue(
        "Chat",
        "chat",
        430,
        (
            Topic("Where is my order", 0.3, 420, 0.14),
            Topic("Unclear invoice", 0.25, 490, 0.20),
            Topic("App does not open", 0.2, 550, 0.22),
            Topic("Question before buying", 0.25, 440, 0.05, 0.5),
        ),
        wrap_s=20,
        patience_s=200,
    ),
    Queue(
        "E-mail",
        "email",
        250,
        (
            Topic("Refund", 0.25, 290, 0.30, -0.4),
            Topic("Unclear invoice", 0.3, 260, 0.22),
            Topic("Late delivery", 0.25, 250, 0.28, -0.5),
            Topic("Complaint", 0.2, 390, 0.34, -1.2),
        ),
        wrap_s=25,
        patience_s=None,
    ),
    Queue(
        "Social",
        "social",
        85,
        (Topic("Complaint", 0.5, 260, 0.34, -1.2), Topic("Where is my order", 0.5, 180, 0.18)),
        wrap_s=15,
        patience_s=None,
        ahead_s=4 * 3600,
    ),
)
SMALL_DAILY = {BILLING: 95, TECHNICAL: 90, LEAVING: 34, BUSINESS: 42, "Chat": 50, "E-mail": 32}
# Contacts that a queue hands on as planned: (queue, topic, to, share).
ESCALATIONS = ((ORDERS, "Wrong item", BILLING, 0.15),)


def queues(size: Size) -> tuple[Queue, ...]:
    """The queues of a centre of this size."""
    if size == "full":
        return QUEUES
    return tuple(replace(each, daily=SMALL_DAILY[each.name]) for each in QUEUES if each.name in SMALL_DAILY)
