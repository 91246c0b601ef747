"""What the weekly recognition mail to a team is made of: people to thank, never a rank and never a rest.

Sentences of evidence and of why it is not luck come ready, in the language of the mail.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from emails.snapshot import Days, Headline

CountKind = Literal["kind_words", "promises_kept", "answered_in_time"]


@dataclass(frozen=True)
class Quote:
    """What a customer wrote, masked, in their own language (ISO 639, where known); source: where and when."""

    words: str
    language: str | None = None
    source: str = ""


@dataclass(frozen=True)
class Band:
    """A measure in counts, and as shares for the picture: estimate, cautious range, what was expected."""

    name: str
    observed: int
    n: int
    expected: float
    estimate: float
    low: float
    high: float
    usual: float

    @property
    def is_clear(self) -> bool:
        """Tell whether even the cautious end is above what was expected."""
        return self.low > self.usual


@dataclass(frozen=True)
class History:
    """times: awards so far, this one included; last: when the one before was. others: who had it lately."""

    times: int = 1
    last: date | None = None
    others: tuple[tuple[str, Days], ...] = ()
    confirmed_by: str = ""


@dataclass(frozen=True)
class Thanked:
    """Somebody to thank: for what, with the evidence, the strongest sentence first. of: queue or team.

    reasons: why it is not luck, a paragraph each.
    """

    award: str
    name: str
    of: str
    evidence: tuple[str, ...] = ()
    quote: Quote | None = None
    bands: tuple[Band, ...] = ()
    reasons: tuple[str, ...] = ()
    history: History = History()


@dataclass(frozen=True)
class Count:
    """One of the numbers for everyone; within_s: the threshold of answers in time."""

    kind: CountKind
    n: int
    within_s: float | None = None


@dataclass(frozen=True)
class Recognition:
    """A team's week. best: None where nobody stood out. past: the team's own numbers and how they moved.

    teams: the same of each, where the mail is of several. weeks: how many the award looks at. leave: opens a
    page where one asks not to be named. how: how it is decided. notices: what is missing. because: why
    somebody gets it, where that is not by their team.
    """

    week: Days
    team: str
    centre: str
    until: datetime
    publication: int
    how: str
    best: Thanked | None = None
    others: tuple[Thanked, ...] = ()
    past: tuple[Headline, ...] = ()
    voices: tuple[Quote, ...] = ()
    counts: tuple[Count, ...] = ()
    weeks: int = 8
    version: int = 1
    leave: str | None = None
    is_demo: bool = False
    teams: tuple[tuple[str, tuple[Headline, ...]], ...] = ()
    notices: tuple[str, ...] = ()
    because: str = ""
