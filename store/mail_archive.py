"""Every mail that was sent, and how many got it."""

from collections.abc import Collection
from dataclasses import dataclass

from store import mail_weeks, outbox
from store.mail_weeks import Archived
from store.state import State


@dataclass(frozen=True)
class Sent:
    """A mail of a week as it was told; `taken` of `to` addresses have it, as far as that is known."""

    told: Archived
    taken: int
    to: int


def sent(state: State, kinds: Collection[str]) -> list[Sent]:
    """List what was sent of some kinds, the newest week first."""
    return [_sent(state, one) for one in mail_weeks.every(state) if one.kind in kinds]


def _sent(state: State, told: Archived) -> Sent:
    about = f"{told.kind}:{told.week.key}"
    if told.how == "schedule":
        became = outbox.outcomes(state, about, "weekly")
    else:
        became = outbox.outcomes(state, f"{about}:hand", f"hand {told.id}")
    taken = became.get("sent", 0) + (told.taken or 0)
    return Sent(told, taken, sum(became.values()) or taken)
