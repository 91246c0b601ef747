"""How each queue stands by the detector's last look: ringing, under pressure, too few to judge, calm."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from metrics.bottlenecks import State
from metrics.bottlenecks.episode import Status
from store.ringing import remembered
from store.state import State as Database

STALE = timedelta(minutes=35)  # a source that tells late is looked at up to half an hour later
WORST_FIRST: tuple[Status, ...] = ("ringing", "pressure", "rising", "blind", "few", "calm", "closed")


@dataclass(frozen=True)
class Standing:
    """How a queue stands. looked_at: None while it is closed.

    begun_at: since when it rings, whatever people did about it; None where it does not.
    """

    queue: str
    status: Status
    looked_at: datetime | None
    begun_at: datetime | None = None


def standing(state: Database, at: datetime) -> tuple[Standing, ...]:
    """Tell of each queue that was ever looked at how it stands, the worst first, then by name.

    A queue that is open and was not looked at for 35 minutes is "blind": nobody can say how it stands.
    Letters have no alerts of the minute, and so are never here.
    """
    return of(remembered(state).queues, at)


def of(queues: Mapping[str, State], at: datetime) -> tuple[Standing, ...]:
    """The same of what the detector remembers."""
    found = [_standing(one, at) for one in queues.values()]
    return tuple(sorted(found, key=lambda one: (WORST_FIRST.index(one.status), one.queue)))


def _standing(one: State, at: datetime) -> Standing:
    looked_at = one.marks[-1].at if one.marks else None
    begun_at = one.episode.begun_at if one.episode else None
    is_stale = looked_at is not None and at - looked_at > STALE
    return Standing(one.queue, "blind" if is_stale else one.status, looked_at, begun_at)
