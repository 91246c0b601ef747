"""Read the site's wall clock, row by row, the hour that it repeats in autumn included.

An ambiguous time is read as the earlier pass, unless a row before it told a later instant of that night:
rows come in the order in which they were written. What lies up to CLOCKS_DIFFER before the row before it is
out of order by that much, not of the second pass (the rule of connectors/repeated.py).
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from connectors.repeated import CLOCKS_DIFFER

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
AN_HOUR_OR_SO = timedelta(hours=2)


class Clock:
    """A zone's clock; `last` is the newest instant told in a night whose hour comes twice, in µs."""

    def __init__(self, zone: str, last: int | None = None) -> None:
        self.zone = zone
        self.last = last
        self.repeated = 0
        self._zone = ZoneInfo(zone)

    def read(self, text: str) -> int | None:
        """The instant of a written time in µs since 1970; None where the clock never shows it."""
        try:
            said = datetime.fromisoformat(text)
        except ValueError:
            return None
        return self.instant(said)

    def instant(self, said: datetime) -> int | None:
        """The instant of a naive time on this clock, or of an aware one as it is."""
        if said.tzinfo is not None:
            return micros(said)
        once, again = (said.replace(tzinfo=self._zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        if once == again:
            return self._told(micros(once))
        if once > again:
            return None  # skipped in spring
        self.repeated += 1
        return self._told(self._which(micros(once), micros(again)))

    def _which(self, once: int, again: int) -> int:
        slack = CLOCKS_DIFFER // MICROSECOND
        if self.last is not None and once + slack < self.last <= again + AN_HOUR_OR_SO // MICROSECOND:
            return again
        return once

    def _told(self, at: int) -> int:
        # A row from far ahead (a clock that was wrong for a while) must not decide for those after it.
        if self.last is None or abs(at - self.last) <= AN_HOUR_OR_SO // MICROSECOND:
            self.last = at if self.last is None else max(self.last, at)
        else:
            self.last = at
        return at


def micros(instant: datetime) -> int:
    """An aware instant in whole microseconds since 1970."""
    return (instant - BEGINNING) // MICROSECOND
