"""What the detector writes at a tick: looks, its memory, and what became of alerts, in one transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from metrics.bottlenecks import Change, Episode, Look, State, restored
from store import looks
from store.alert_models import Detector
from store.alert_models import Episode as Kept
from store.episodes import acts_in, standing
from store.models import Instant
from store.packed import packed, unpacked
from store.state import State as Database
from store.suppressed import silenced

KINDS = {"harm": "bottleneck", "nobody_comes": "nobody_comes", "silent": "silent"}
ONE = 1  # the number of the only row of what is remembered
# SQLite and PostgreSQL share these words (see store.claims).
RAISE = text(
    "INSERT INTO episodes (queue, kind, cause, begun_at, raised_at, cleared_at, how, state, minutes_lost,"
    " unseen_min, peak, evidence, calibration_id, source, is_suppressed, revision)"
    " VALUES (:queue, :kind, :cause, :begun_at, :raised_at, :cleared_at, :how, :state, :minutes_lost,"
    " :unseen_min, :peak, :evidence, :calibration_id, :source, 0, 0)"
    " ON CONFLICT (queue, kind, begun_at) DO NOTHING"
).bindparams(*(bindparam(name, type_=Instant) for name in ("begun_at", "raised_at", "cleared_at")))


@dataclass(frozen=True)
class Memory:
    """What the detector knows between two ticks, by queue and by source."""

    queues: Mapping[str, State] = field(default_factory=dict)
    sources: Mapping[str, State] = field(default_factory=dict)


@dataclass(frozen=True)
class Tick:
    """What a tick came to: what was seen, what to remember, what changed, under which calibration."""

    at: datetime
    looks: Sequence[Look]
    memory: Memory
    changes: Sequence[Change]
    calibration: int | None = None


def remembered(state: Database) -> Memory:
    """Recall what the detector knew at its last tick; nothing before the first."""
    with state.reading() as connection:
        row = connection.execute(select(Detector.data)).first()
    if row is None:
        return Memory()
    told = unpacked(row.data)
    return Memory(*({name: restored(one) for name, one in told[part].items()} for part in PARTS))


PARTS = ("queues", "sources")


def looked_at(state: Database) -> datetime | None:
    """Tell when queues were looked at last, closed ones too; None before the first time."""
    with state.reading() as connection:
        row = connection.execute(select(Detector.at)).first()
    return row.at if row else None


def write(state: Database, tick: Tick) -> None:
    """Write a tick down, whole or not at all."""
    with state.writing() as connection:
        if tick.looks:
            looks.write(connection, tick.at, [look.stored() for look in tick.looks])
        _remember(connection, tick)
        for change in tick.changes:
            _change(connection, change, tick.calibration)
        _suppress(connection, tick.at)


def _remember(connection: Connection, tick: Tick) -> None:
    told = {part: getattr(tick.memory, part) for part in PARTS}
    data = packed({part: {name: one.stored() for name, one in each.items()} for part, each in told.items()})
    connection.execute(delete(Detector))
    connection.execute(insert(Detector).values(id=ONE, at=tick.at, data=data))


def _change(connection: Connection, change: Change, calibration: int | None) -> None:
    episode = change.episode
    if change.event == "raised":
        raise_once(connection, episode, "live", calibration)
        return
    mine = (
        Kept.queue == episode.queue,
        Kept.kind == KINDS[episode.kind],
        Kept.begun_at == episode.begun_at,
    )
    values = _values(episode)
    if change.event == "ended":
        number = connection.execute(select(Kept.id).where(*mine)).scalar_one_or_none()
        if number is not None:
            values |= standing(acts_in(connection, number), is_over=True)
    connection.execute(update(Kept).where(*mine).values(**values))


def raise_once(connection: Connection, episode: Episode, source: str, calibration: int | None) -> None:
    """Write an episode down that is new; one that is known stays as it is."""
    row = {
        "queue": episode.queue,
        "kind": KINDS[episode.kind],
        "begun_at": episode.begun_at,
        "raised_at": episode.raised_at,
        "state": "raised" if episode.ended_at is None else "expired",
        "calibration_id": calibration,
        "source": source,
        **_values(episode),
    }
    connection.execute(RAISE, row)


def _values(episode: Episode) -> dict[str, Any]:
    return {
        "cause": episode.main,
        "cleared_at": episode.ended_at,
        "how": episode.how,
        "minutes_lost": round(episode.lost_min, 1),
        "unseen_min": round(episode.unseen_min, 1),
        "peak": episode.worst,
        "evidence": json.dumps(list(episode.causes), allow_nan=False),
    }


def _suppress(connection: Connection, at: datetime) -> None:
    """Mark the alerts that go on as not to be told of, or to be told of again."""
    silent = silenced(connection, at)
    going_on = select(Kept.id, Kept.queue, Kept.is_suppressed).where(Kept.cleared_at.is_(None))
    for row in connection.execute(going_on).all():
        is_silent = int(None in silent or row.queue in silent)
        if is_silent != row.is_suppressed:
            connection.execute(update(Kept).where(Kept.id == row.id).values(is_suppressed=is_silent))
