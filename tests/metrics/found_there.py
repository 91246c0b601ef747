"""Visits, states and own contacts as the metrics of being reached see them; the wall clock is UTC's."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import polars as pl

from metrics.availability import Presence, presence
from metrics.moved import with_moves
from metrics.periods import Period

UTC = dt.UTC
INSTANT = pl.Datetime("us", "UTC")
VISIT = {
    "channel": pl.String,
    "queue": pl.String,
    "agent_id": pl.String,
    "queued_at": INSTANT,
    "answered_at": INSTANT,
    "ended_at": INSTANT,
}
STATE = {"agent_id": pl.String, "started_at": INSTANT, "state": pl.String, "ended_at": INSTANT}
OWN = {
    "contact_id": pl.String,
    "person": pl.String,
    "channel": pl.String,
    "queue": pl.String,
    "menu_outcome": pl.String,
    "started_at": INSTANT,
    "started_local_s": pl.Int64,
    "ended_at": INSTANT,
    "first_answered_at": INSTANT,
    "topic": pl.String,
    "site": pl.String,
    "is_turned_away": pl.Boolean,
    "is_reconnect": pl.Boolean,
}
Row = dict[str, Any]


def at(day: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    """An instant of March 2026."""
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def visit(
    queued: dt.datetime,
    answered: dt.datetime | None = None,
    ended: dt.datetime | None = None,
    channel: str = "voice",
    agent: str = "a",
    queue: str | None = None,
) -> Row:
    """A visit to a queue that is called as its channel, answered by agent a, or by nobody."""
    who = agent if answered else None
    return dict(zip(VISIT, (channel, queue or channel, who, queued, answered, ended), strict=True))


def state(agent: str, name: str, since: dt.datetime, until: dt.datetime | None) -> Row:
    """A stretch of one agent's state."""
    return dict(zip(STATE, (agent, since, name, until), strict=True))


def found(
    visits: Sequence[Row],
    states: Sequence[Row],
    period: Period,
    units: Sequence[str] = ("channel",),
    zone: str = "UTC",
    opened: pl.DataFrame | None = None,
) -> Presence:
    """When somebody was there."""
    seen, told = pl.DataFrame(list(visits), schema=VISIT), pl.DataFrame(list(states), schema=STATE)
    return presence(seen, told, units, zone, period, opened)


def opening(**hours: tuple[dt.datetime, dt.datetime]) -> pl.DataFrame:
    """When queues are open, each once."""
    ms = [(name, *(round(each.timestamp() * 1000) for each in span)) for name, span in hours.items()]
    return pl.DataFrame(ms, schema={"queue": pl.String, "start": pl.Int64, "end": pl.Int64}, orient="row")


def there(
    *visits: Row, states: Sequence[Row] = (), opened: pl.DataFrame | None = None
) -> Callable[[Sequence[str], Period], Presence]:
    """Presence as `compute` asks for it."""
    return lambda units, period: found(visits, states, period, units, opened=opened)


def own(name: str, began: dt.datetime, **given: Any) -> Row:
    """A call of anna that nobody answered and that ended at once."""
    plain = {
        **dict.fromkeys(OWN),
        "contact_id": name,
        "person": "anna",
        "channel": "voice",
        "queue": "voice",
        "started_at": began,
        "started_local_s": int(began.timestamp()),
        "ended_at": began,
        "is_turned_away": False,
        "is_reconnect": False,
    }
    return {**plain, **given}


def reached(*rows: Row, now: dt.datetime) -> pl.LazyFrame:
    """Own contacts with who moved, as of an instant."""
    told = pl.LazyFrame(list(rows), schema=OWN)
    return with_moves(told, told, now)
