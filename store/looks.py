"""What was seen at each tick, kept for nine weeks: a replay of it is what the detector was live."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select

from store.alert_models import Look
from store.packed import packed, unpacked
from store.state import State

KEPT = timedelta(weeks=9)
VERSION = 1
AT_ONCE = 1440  # looks that are unpacked at a time: a day's

Stored = Mapping[str, Any]  # of `metrics.bottlenecks.Look.stored`


def write(connection: Connection, at: datetime, looks: Sequence[Stored]) -> None:
    """Write down what was seen of all queues at a tick; what is there already stays."""
    if connection.execute(select(Look.at).where(Look.at == at)).first() is None:
        connection.execute(insert(Look).values(at=at, version=VERSION, data=packed(list(looks))))


def read(state: State, since: datetime, until: datetime) -> Iterator[Stored]:
    """Give the looks of all queues with since <= at < until, in their order."""
    after = since
    while True:
        asked = select(Look.at, Look.data).where(Look.at >= after, Look.at < until)
        with state.reading() as connection:
            rows = connection.execute(asked.order_by(Look.at).limit(AT_ONCE)).all()
        for row in rows:
            yield from unpacked(row.data)
        if len(rows) < AT_ONCE:
            return
        after = rows[-1].at + timedelta(microseconds=1)


def span(state: State) -> tuple[datetime, datetime] | None:
    """Say from when to when there are looks; None before the first."""
    with state.reading() as connection:
        first, last = connection.execute(select(func.min(Look.at), func.max(Look.at))).one()
    return None if first is None else (first, last)
