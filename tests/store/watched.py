"""Five weeks of a queue with the same trouble twice, and looks at it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from scheduler.detecting import taken
from settings import Settings
from store.ingest import begin, publish_versions
from store.live import Now
from store.looking import Watch
from store.merge import Arrival, merge
from store.opened import Store, open_store
from store.ringing import Memory, write
from store.schema import AGENTS, CONTACTS, LEGS, STAFFING, STATES, empty
from tests.factories import NOON, ZONE, contacts, legs
from tests.once import once

HOURS = [{day: ["08:00-18:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "sunday")}]
AT = {"now": NOON.isoformat(), "site": {"timezone": ZONE, "week_start": "sunday"}, "hours": HOURS}
SETTINGS = Settings(**AT)
DAY, MINUTE, SECOND = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)
# Since then nobody answers within a quarter of an hour, and two of three are away.
TROUBLE = NOON - 90 * MINUTE
BAD_DAY = 7  # days before NOON on which the same happened at the same time


def came():
    """For five weeks somebody comes to "cards" every 4 minutes of an open hour."""
    first = (NOON - 35 * DAY).replace(hour=6, minute=2)  # 8:02 on the wall, in winter
    days = [first + n * DAY for n in range(36)]
    open_days = [day for day in days if day.weekday() not in (4, 5)]
    every = [day + n * 4 * MINUTE for day in open_days for n in range(145)]
    return [at for at in every if at < NOON]


def is_bad(at):
    return any(TROUBLE - n * DAY <= at < NOON - n * DAY for n in (0, BAD_DAY))


def rows():
    ids = {f"bank:{n}": at for n, at in enumerate(came())}
    of = contacts(
        *({"contact_id": one, "started_at": at, "ended_at": at + 9 * MINUTE} for one, at in ids.items())
    )
    visits = []
    for one, at in ids.items():
        wait = 900 if is_bad(at) else 5
        answered = at + wait * SECOND
        told = {"contact_id": one, "queue": "cards", "queued_at": at, "wait_ms": wait * 1000}
        ends = {"answered_at": answered, "talk_ms": 240_000, "ended_at": answered + 240 * SECOND}
        waits = {
            "wait_ms": 60_000 if at < NOON - 8 * MINUTE else None,  # some sources tell it so far, some do not
            "outcome": "waiting",
            "answered_at": None,
            "talk_ms": None,
            "ended_at": None,
        }
        visits.append({**told, **(ends if answered < NOON else waits)})
    return of, legs(of, *visits)


def opening(day):
    return datetime.combine(day, datetime.min.time(), NOON.tzinfo) + timedelta(hours=6)


def days():
    return sorted({at.date() for at in came()})


def stretch(day, n):
    """Agent n is there for ten hours, but where there is trouble all but one leave."""
    bad = [one for one in (TROUBLE, TROUBLE - BAD_DAY * DAY) if one.date() == day]
    until = bad[0] if bad and n else opening(day) + timedelta(hours=10)
    told = {"agent_id": f"bank:a{n}", "started_at": opening(day), "state": "available"}
    return {"source": "bank", "version": 1, **told, "ended_at": min(until, NOON)}


def states():
    found = [stretch(day, n) for day in days() for n in range(3)]
    return pl.DataFrame(found, schema=empty(STATES).schema)


def plan():
    whole = {"source": "bank", "version": 1, "queue": "cards", "required": 2.0, "scheduled": 3.0}
    starts = [opening(day) + n * 30 * MINUTE for day in days() for n in range(20)]
    found = [{**whole, "interval_s": 1800, "starts_at": at} for at in starts]
    return pl.DataFrame(found, schema=empty(STAFFING).schema)


def crew():
    whole = {"source": "bank", "version": 1, "valid_from": NOON - 90 * DAY, "skills": "loans, cards"}
    found = [{**whole, "agent_id": f"bank:a{n}", "name": f"A{n}"} for n in range(3)]
    return pl.DataFrame(found, schema=empty(AGENTS).schema)


def weeks(folder: Path) -> None:
    """Fill a store with five weeks of a queue, with the same trouble now and a week ago."""
    store = open_store(SETTINGS.model_copy(update={"data": folder / "data"}))
    begin(store, NOON)
    arrival = Arrival(now=NOON, connected_at=NOON - DAY)
    of, visits = rows()
    for table, frame_ in (
        (CONTACTS, of),
        (LEGS, visits),
        (STATES, states()),
        (STAFFING, plan()),
        (AGENTS, crew()),
    ):
        merge(store.history, table, frame_, arrival, source="bank")
    publish_versions(store, "refresh", NOON)
    store.close()


@contextmanager
def watched(folder: Path) -> Iterator[Store]:
    """Open a copy of those weeks, which are made once for a run."""
    shutil.copytree(once("weeks of cards", weeks), folder, dirs_exist_ok=True)
    store = open_store(SETTINGS.model_copy(update={"data": folder / "data"}))
    yield store
    store.close()


def ticks(store, first, many, memory=None, rules=None, apart=MINUTE):
    """Take a look each minute, writing each down, as the detector does."""
    watch, memory = Watch(store, SETTINGS), memory or Memory()
    for n in range(many):
        at = first + n * apart
        done = taken(at, watch.looks(at, ["cards"]), NOBODY, memory, rules)
        write(store.state, done)
        memory = done.memory
    return memory


NOBODY = Now(pl.DataFrame(), pl.DataFrame(), ())
