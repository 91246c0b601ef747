"""How loud each queue may be: what the weekly replay of looks came to, newest last."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select

from store.alert_models import Calibration, Episode
from store.state import State

KEPT = timedelta(days=400)


@dataclass(frozen=True)
class Rung:
    """How often a rule would have rung in the weeks replayed, and the customer-minutes that covers."""

    times: int
    minutes: float


@dataclass(frozen=True)
class Pool:
    """Queues that were calibrated together.

    times: how often each queue would have rung. by_cause: how often each cause alone would have rung at its
    threshold, in all of them; tried: the same for each threshold that was tried: (threshold, times,
    minutes). queue_weeks: how many weeks of how many queues were replayed. live_share: of the looks replayed,
    the share that was seen live; the others were worked out from history.
    """

    times: Mapping[str, int]
    by_cause: Mapping[str, Rung]
    tried: Mapping[str, Sequence[tuple[float, int, float]]]
    queue_weeks: float
    live_share: float = 0.0

    @property
    def rate(self) -> float | None:
        """Episodes a queue-week."""
        return sum(self.times.values()) / self.queue_weeks if self.queue_weeks else None


@dataclass(frozen=True)
class Levels:
    """When a queue rings: harm over h0, and a cause at least as strong as its threshold."""

    h0: float
    thresholds: Mapping[str, float]


@dataclass(frozen=True)
class Calibrated:
    """A calibration: made at, by the looks from `since` to `until`, of so many weeks (8 at most)."""

    at: datetime
    since: datetime
    until: datetime
    weeks: float
    queues: Mapping[str, Levels]
    pools: tuple[Pool, ...]
    id: int = field(default=0, compare=False)

    @property
    def is_whole(self) -> bool:
        """Whether there were 8 weeks, less a day; under 4 the thresholds are those by default."""
        return self.weeks >= 8 - 1 / 7

    @property
    def live_share(self) -> float | None:
        """Of the looks replayed, the share that was seen live; None without any."""
        weeks = sum(pool.queue_weeks for pool in self.pools)
        return sum(pool.live_share * pool.queue_weeks for pool in self.pools) / weeks if weeks else None

    def pool_of(self, queue: str) -> Pool | None:
        """Give the queues that one was calibrated with."""
        return next((pool for pool in self.pools if queue in pool.times), None)


def write(connection: Connection, made: Calibrated) -> int:
    """Write a calibration down; give its number."""
    told = {
        "at": made.at,
        "since": made.since,
        "until": made.until,
        "weeks": made.weeks,
        "thresholds": json.dumps({queue: asdict(one) for queue, one in made.queues.items()}),
        "rung": json.dumps([asdict(pool) for pool in made.pools], allow_nan=False),
    }
    query = insert(Calibration).values(told).returning(Calibration.id)
    return int(connection.execute(query).scalar_one())


def newest(state: State) -> Calibrated | None:
    """Read the calibration that holds now; None before the first."""
    asked = select(*Calibration.__table__.columns).order_by(Calibration.id.desc()).limit(1)
    with state.reading() as connection:
        row = connection.execute(asked).first()
    return _calibrated(row) if row else None


def of(state: State, number: int) -> Calibrated | None:
    """Read a calibration by its number, such as that an alert was raised under."""
    asked = select(*Calibration.__table__.columns).where(Calibration.id == number)
    with state.reading() as connection:
        row = connection.execute(asked).first()
    return _calibrated(row) if row else None


def is_forgotten(now: datetime) -> ColumnElement[bool]:
    """Tell which are of more than 400 days ago and no alert refers to them."""
    used = select(Episode.calibration_id).where(Episode.calibration_id.is_not(None))
    return (Calibration.at < now - KEPT) & Calibration.id.not_in(used)


def _calibrated(row: Row[Any]) -> Calibrated:
    queues = {queue: Levels(**one) for queue, one in json.loads(row.thresholds).items()}
    pools = tuple(_pool(one) for one in json.loads(row.rung))
    return Calibrated(row.at, row.since, row.until, row.weeks, queues, pools, row.id)


def _pool(told: Mapping[str, Any]) -> Pool:
    by_cause = {cause: Rung(**one) for cause, one in told["by_cause"].items()}
    tried = {cause: [(one[0], one[1], one[2]) for one in each] for cause, each in told["tried"].items()}
    return Pool(told["times"], by_cause, tried, told["queue_weeks"], told.get("live_share", 0.0))
