"""Which stretches of time to read, newest first, so that what is in memory stays small.

A fetch begins at midnight UTC: what was set aside on a day is replaced when the day is read again. The recent
days are read one by one; what lies before in stretches that grow while they hold few rows and are halved
when they hold too many.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

DAY, MINUTE, SECOND = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Span:
    """The half-open stretch [since, until), in UTC."""

    since: datetime
    until: datetime

    @property
    def days(self) -> list[str]:
        count = (self.until - midnight(self.since) + DAY - timedelta.resolution) // DAY
        return [day_of(self.since + n * DAY) for n in range(count)]

    @property
    def is_divisible(self) -> bool:
        return self.until - self.since > SECOND

    def halves(self) -> tuple["Span", "Span"]:
        """The earlier and the later half, cut at midnight where it is longer than a day."""
        unit = DAY if self.until - self.since > DAY else SECOND
        first = midnight(self.since) if unit == DAY else self.since
        middle = first + max((self.until - first) // unit // 2, 1) * unit
        return Span(self.since, middle), Span(middle, self.until)

    def wall(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The stretch of naive local times that are read as instants in here; next to its neighbours'."""
        return _wall(self.since, zone), _wall(self.until, zone)


ENDLESS = Span(BEGINNING, datetime(2200, 1, 1, tzinfo=UTC))


@dataclass
class Walk:
    """Spans to read one after the other; say of each whether it fitted or was too much."""

    spans: list[Span]  # the newest last
    older: datetime | None = None  # everything before this is to be read as well
    _step: timedelta = field(default=DAY, init=False)

    def __iter__(self) -> Iterator[Span]:
        while self.spans or (self.older is not None and self.older > BEGINNING):
            yield self.spans.pop() if self.spans else self._before()

    def too_much(self, span: Span) -> None:
        """Read it again in halves, the later first."""
        self.spans += span.halves()
        self._step = max(self._step / 4, DAY)

    def fitted(self, share: float) -> None:
        """Take longer steps while a span fills little of what may be in memory."""
        if self.older is not None and not self.spans and share < 1 / 4:
            self._step *= 2

    def _before(self) -> Span:
        assert self.older is not None
        until = self.older
        self.older = max(until - timedelta(days=self._step // DAY), BEGINNING)
        return Span(self.older, until)


def walk(since: datetime | None, until: datetime, recent: timedelta, others: Iterable[str] = ()) -> Walk:
    """What a fetch reads: from the day of `since` on, and `others`, days before it; all time without `since`.

    `recent` is how far later fetches may read a day again: so far each day is read alone.
    """
    first = midnight((until - recent if since is None else since).astimezone(UTC))
    days = [Span(at, at + DAY) for at in sorted(_at(day) for day in others) if at < first]
    count = max(math.ceil((until - first) / DAY), 0)
    days += [Span(first + n * DAY, min(first + (n + 1) * DAY, until)) for n in range(count)]
    return Walk(days, first if since is None else None)


def midnight(at: datetime) -> datetime:
    """The beginning of a day in UTC."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def day_of(at: datetime) -> str:
    """A day in UTC by its name."""
    return at.date().isoformat()


def _at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def _wall(at: datetime, zone: ZoneInfo) -> datetime:
    """The first local time that is read as `at` or later.

    TRICKY: nothing is read as the second pass of a repeated hour, so that what follows the first is its end.
    """
    if at.astimezone(zone).fold:
        at = at.replace(second=0, microsecond=0)
        while at.astimezone(zone).fold:
            at += MINUTE
    return at.astimezone(zone).replace(tzinfo=None)
