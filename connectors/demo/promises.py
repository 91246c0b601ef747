"""What agents and the system say will happen by a time, and what becomes of it.

A call-back is made by the floor, or it is not; everything else is kept or broken outside of it.
"""

from datetime import date
from typing import NamedTuple

from connectors.demo.chance import share
from connectors.demo.dates import DAY, clock, kind_of, local_date
from connectors.demo.inquiry import Inquiry
from connectors.demo.world import World

PROMISED, BROKEN, TRIED, BY_TELEPHONE = 0.07, 0.1, 0.3, 0.3
LOST = 0.03  # of the call-backs that people ask for
CALL_BACK_WITHIN = 2 * 3_600_000
KINDS = {
    "technician": ("No connection", "Slow connection", "Business line down"),
    "credit": ("Refund", "Unclear invoice", "Business invoice", "Complaint", "Payment failed"),
    "delivery": ("Where is my order", "Late delivery", "Wrong item", "Change of order"),
}
DUE = {"technician": (1, 720), "credit": (2, 1200), "delivery": (2, 1200), "call_back": (1, 720)}
IS_PROMISED, IS_BROKEN, IS_TRIED, WHEN_KEPT, IS_LOST, IS_CALL = range(40, 46)  # see chance.share


class Promise(NamedTuple):
    """A promise as it turns out; instants in ms, None where nothing was tried or done."""

    owner: Inquiry
    agent: int | None
    kind: str
    made: int
    due: int
    attempted: int | None = None
    kept: int | None = None


def promised(centre: World, made: Inquiry, agent: int, at: int) -> Promise | None:
    """Say what an agent promises at the end of a contact, if anything."""
    if share(made.mix, IS_PROMISED) >= PROMISED:
        return None
    kind = next((kind for kind, topics in KINDS.items() if made.topic.name in topics), "call_back")
    if made.channel == "voice" and share(made.mix, IS_CALL) < BY_TELEPHONE:
        kind = "call_back"
    if kind == "call_back" and made.channel != "voice":
        return None
    due = _due(centre, kind, at)
    plain = Promise(made, agent, kind, at, due)
    if kind == "call_back":
        return plain
    if share(made.mix, IS_BROKEN) < BROKEN:
        tried = int(at + 0.9 * (due - at)) if share(made.mix, IS_TRIED) < TRIED else None
        return plain._replace(attempted=tried)
    kept = int(at + (0.3 + 0.65 * share(made.mix, WHEN_KEPT)) * (due - at))
    return plain._replace(attempted=kept, kept=kept)


def is_lost(centre: World, made: Inquiry, at: int) -> bool:
    """Say whether a call-back that was promised now is never made."""
    told = centre.stories.promises if centre.stories else None
    day = local_date(at, centre.zone)
    is_of_story = told is not None and made.owner == told.queue and told.since <= day < told.until
    part = told.share if told is not None and is_of_story else LOST
    return share(made.mix, IS_LOST) < part


def _due(centre: World, kind: str, at: int) -> int:
    """So many working days on, at a minute of that day."""
    days, minute = DUE[kind]
    day = local_date(at, centre.zone)
    for _n in range(days):
        day = _next_working_day(day)
    return clock(day, centre.zone)(minute)


def _next_working_day(day: date) -> date:
    day += DAY
    while kind_of(day) != "work":
        day += DAY
    return day
