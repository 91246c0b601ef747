"""What the executive snapshot of a week is made of: numbers and lists. Its words are elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from metrics.compare import Verdict

HeadlineId = Literal[
    "service_level", "asa", "abandon_rate", "csat", "fcr", "misroute_rate", "promise_kept_rate"
]
Days = tuple[date, date]  # the first and the last
State = Literal["not started", "too early", "consistent", "no effect", "worse", "changed"]
LossKind = Literal["misroutes", "repeats", "waits"]


@dataclass(frozen=True)
class Moved:
    """How a figure moved against the week before, in its own unit, with the interval of that.

    verdict: "unknown" where there is nothing to compare or too little of it.
    """

    difference: float | None = None
    low: float | None = None
    high: float | None = None
    verdict: Verdict = "unknown"


@dataclass(frozen=True)
class Headline:
    """One of the numbers at the top. A share is of 1, asa in seconds; None where it is not known.

    breach: the value from which missing the target is grave. n: rows behind it. within_s: the threshold of a
    service level. period: where it differs from the week. run: for how many weeks it went the same way, where
    that is beyond chance, else 0. weeks: 13 values, oldest first, this week's last.
    """

    id: HeadlineId
    value: float | None
    moved: Moved = Moved()
    target: float | None = None
    breach: float | None = None
    last_quarter: float | None = None
    n: int | None = None
    within_s: float | None = None
    period: Days | None = None
    run: int = 0
    weeks: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Driver:
    """A part of a change, as "Billing answered faster", with its size in the metric's unit and 95 % interval.

    The one that sums up all others has no interval where nobody computed it. listed: how many contacts the
    page Contacts lists behind it at `address`.
    """

    name: str
    effect: float
    low: float | None = None
    high: float | None = None
    listed: int = 0
    address: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_clear(self) -> bool:
        """Tell whether it is beyond noise."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


@dataclass(frozen=True)
class Changed:
    """Where a headline's change happened. where: that in a sentence. short: the largest part, in a word.

    drivers: at most five, which add up to the change.
    """

    id: HeadlineId
    where: str = ""
    short: str = ""
    drivers: tuple[Driver, ...] = ()


@dataclass(frozen=True)
class AtRisk:
    """Customers who show strong signs of leaving. before: a week ago. value: what is known of it, in a year.

    sign: the most frequent of those that began in the week, and of how many of them.

    unvalued: of how many it is not known. capacity: how many the team can call in a week.
    """

    customers: int
    before: int | None = None
    value: float | None = None
    unvalued: int = 0
    sign: str = ""
    sign_customers: int = 0
    capacity: int | None = None


@dataclass(frozen=True)
class Loss:
    """Hours of people that were lost in a week, and what those of agents cost; None where not known."""

    kind: LossKind
    agent_h: float | None = None
    customer_h: float | None = None
    cost: float | None = None


@dataclass(frozen=True)
class Action:
    """Something that is done. on: since when, or until when where it has not begun. watching: its metric."""

    what: str
    owner: str
    state: State
    on: date | None = None
    watching: HeadlineId | None = None


@dataclass(frozen=True)
class Rows:
    """What became of the rows that sources gave since a day: read = loaded + left_out + set_aside."""

    since: date
    read: int
    loaded: int
    left_out: int
    set_aside: int


@dataclass(frozen=True)
class Trust:
    """What the numbers rest on. read: contacts of the week. rows: None where nothing was read since it began.

    until: how far the data go. corrections: sentences about figures of earlier mails that are others by now.
    notes: other sentences about how far to trust it.
    """

    until: datetime
    computed: datetime
    publication: int
    read: int
    rows: Rows | None = None
    corrections: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    versions: tuple[tuple[HeadlineId, int], ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """A week as executives see it. rate, customer_rate: what an hour of an agent or of a customer costs.

    notices: sentences that belong on top, as of what had not come when it was computed.
    """

    week: Days
    centre: str
    headlines: tuple[Headline, ...]
    trust: Trust
    changed: tuple[Changed, ...] = ()
    at_risk: AtRisk | None = None
    losses: tuple[Loss, ...] = ()
    actions: tuple[Action, ...] = ()
    currency: str | None = None
    rate: float | None = None
    customer_rate: float | None = None
    notices: tuple[str, ...] = ()
    is_demo: bool = False
