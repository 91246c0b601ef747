"""When work is due: cadences, their slots, and the rule for sources that fail.

A slot is the instant a firing stands for; one slot is claimed once. After downtime only the newest slot is
due, never the missed ones.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger

from store.weekdays import Weekly, slot_on

__all__ = ["Cadence", "Daily", "Every", "Past", "Slots", "Weekly", "due_slot", "next_try"]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
INCREDIBLE = timedelta(days=7)


class Cadence(Protocol):
    """A pace: its newest slot that is not after an instant, and the first one after it."""

    def latest(self, now: datetime) -> datetime: ...

    def following(self, now: datetime) -> datetime: ...


@dataclass(frozen=True)
class Every:
    """Every so many seconds since 1970, so that each process counts the same slots."""

    seconds: int
    offset_s: int = 0

    def latest(self, now: datetime) -> datetime:
        passed = (now - EPOCH).total_seconds() - self.offset_s
        return EPOCH + timedelta(seconds=passed // self.seconds * self.seconds + self.offset_s)

    def following(self, now: datetime) -> datetime:
        return self.latest(now) + timedelta(seconds=self.seconds)


@dataclass(frozen=True)
class Daily:
    """Once each local day. TRICKY: 01:30 comes twice when the clock goes back; only the first is a slot.

    A time that the clock jumps over in spring is taken by the clock of before: 02:30 is then 03:30.
    """

    at: time
    zone: ZoneInfo

    def latest(self, now: datetime) -> datetime:
        today = now.astimezone(self.zone).date()
        return max(slot for slot in map(self._on, (today, today - DAY)) if slot <= now)

    def following(self, now: datetime) -> datetime:
        today = now.astimezone(self.zone).date()
        return min(slot for slot in map(self._on, (today, today + DAY)) if slot > now)

    def _on(self, day: date) -> datetime:
        return slot_on(day, self.at, self.zone)


class Slots(BaseTrigger):  # type: ignore[misc]
    """Tell APScheduler when a cadence comes round next."""

    def __init__(self, cadence: Cadence) -> None:
        self._cadence = cadence

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        return self._cadence.following(max(previous, now) if previous else now)


@dataclass(frozen=True)
class Past:
    """What is remembered of a source: failures in a row, its next try, and whether a person must act."""

    failures: int = 0
    retry_at: datetime | None = None
    is_refused: bool = False

    def puts_off(self, now: datetime) -> datetime | None:
        """Give the next try while the source fails, None when its usual pace holds.

        A next try more than a week away was written by a clock that was wrong, and is not waited for.
        """
        if not self.failures or self.retry_at is None or self.retry_at > now + INCREDIBLE:
            return None
        return self.retry_at


def next_try(cadence: Cadence, past: Past, now: datetime) -> datetime:
    """Say when to look at a source again: at its pace, or, while it fails, when its back-off is over."""
    put_off = past.puts_off(now)
    return cadence.following(now) if put_off is None else max(put_off, now)


def due_slot(cadence: Cadence, past: Past, now: datetime) -> datetime | None:
    """Give the slot that is due for a source, None while its back-off lasts."""
    put_off = past.puts_off(now)
    if put_off is None:
        return cadence.latest(now)
    return put_off if put_off <= now else None
