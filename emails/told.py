"""What somebody is told about an episode, by a mail or a web hook, and where; of customers minutes only."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from emails.beside import NOTHING, Beside
from settings.delivery import AlertKind

Stage = Literal["raised", "done", "resolved"]
INSTANTS = ("since", "at", "ended", "done_at")


@dataclass(frozen=True)
class Reason:
    """A cause: its name in a few words, and a sentence with its figures."""

    name: str
    words: str


@dataclass(frozen=True)
class Alert:
    """What somebody is told about an episode. queue: of kind "silent" the source's name. at: when it is told.

    stage: "done" where somebody called it done while it goes on: done_by, done_at. ended and how
    ("recovered", "closed", "lost sight"): once it is over. reasons: the main one first. minutes_lost: of
    customers beyond the promised wait; None where nobody can know it. is_counted: from the contacts
    themselves, with hindsight; otherwise it is what was seen minute by minute.
    """

    episode: int
    queue: str
    kind: AlertKind
    stage: Stage
    since: datetime
    at: datetime
    ended: datetime | None = None
    how: str | None = None
    reasons: tuple[Reason, ...] = ()
    minutes_lost: float | None = None
    link: str | None = None
    done_by: str | None = None
    done_at: datetime | None = None
    is_counted: bool = False

    def stored(self) -> dict[str, Any]:
        """Give what JSON can hold; `restored` gives the alert again."""
        instants = {name: iso(getattr(self, name)) for name in INSTANTS}
        return {**asdict(self), **instants}


def restored(stored: Mapping[str, Any]) -> Alert:
    """Read a stored alert."""
    told = {name: stored.get(name) for name in INSTANTS}
    instants = {name: at and datetime.fromisoformat(at) for name, at in told.items()}
    return Alert(**{**stored, **instants, "reasons": tuple(Reason(**one) for one in stored["reasons"])})


def iso(at: datetime | None, zone: ZoneInfo | None = None) -> str | None:
    """Write an instant, in a zone or as it is."""
    return None if at is None else (at.astimezone(zone) if zone else at).isoformat()


@dataclass(frozen=True)
class Told:
    """Where an alert is told. left_out: alerts before it that the recipient's limit kept back.

    by_hand: a word that tells one sending by a person from another; empty where it goes out by itself.
    """

    zone: ZoneInfo
    centre: str
    is_demo: bool = False
    left_out: int = 0
    beside: Beside = NOTHING
    by_hand: str = ""
