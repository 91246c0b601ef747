"""What new callers may expect to wait: learnt from history by a job, read by the live page."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import polars as pl
from sqlalchemy import Row, delete, func, insert, select

from metrics.backtest import LEAST_WEEKS, READ, WEEK, WEEKS, judge, learn
from metrics.expected import Step, day_of, waits
from settings import Settings
from store import policy, publish
from store.derive import local_s
from store.models import ExpectedWait
from store.opened import Store
from store.read import Filters, Viewer, open_reading
from store.schema import INSTANT
from store.state import State

Verdict = Literal["shown", "few", "worse", "loose"]
STALE = timedelta(days=2)
LEARNER = Viewer("expected wait", "manager")

__all__ = ["LEAST_WEEKS", "Expectation", "expectations", "learn_anew", "learnt_at", "new_callers"]


@dataclass(frozen=True)
class Expectation:
    """What was learnt of one queue. few: too little to judge by; worse: the usual wait of the hour is as
    good; loose: too many waits fall outside the ranges.
    """

    queue: str
    learnt_at: datetime
    verdict: Verdict
    n: int
    days: int
    error_s: float | None
    usual_error_s: float | None
    inside: float | None
    inside_busy: float | None
    steps: tuple[Step, ...]


def learn_anew(store: Store, settings: Settings, at: datetime) -> int | None:
    """Learn from the newest publication; say of how many queues, None before the first publication.

    `at` is this machine's time, which dates what was learnt; visits go by the clock of the settings.
    """
    found = publish.newest(store.state)
    if found is None:
        return None
    until = settings.now()
    visits = _visits(store, settings, found.id, until)
    steps = learn(visits, until).partition_by("queue", as_dict=True, include_key=False)
    rows = [
        {
            "queue": row["queue"],
            "learnt_at": at,
            "publication_id": found.id,
            "verdict": _verdict(row),
            "visit_count": row["n"],
            "day_count": row["days"],
            **{name: row[name] for name in ("error_s", "usual_error_s", "inside", "inside_busy")},
            "steps": json.dumps(steps[(row["queue"],)].rows() if (row["queue"],) in steps else []),
        }
        for row in judge(visits, until).iter_rows(named=True)
    ]
    _write(store.state, rows)
    return len(rows)


def _visits(store: Store, settings: Settings, publication: int, until: datetime) -> pl.DataFrame:
    # A day more, since whole weeks are judged and the first may begin in the middle of a day.
    filters = Filters(as_of=until, start=until - WEEKS * WEEK - timedelta(days=1), end=until)
    reading = open_reading(store, settings, LEARNER, filters, publication)
    assert reading is not None
    since = pl.lit(filters.start).cast(INSTANT)
    return reading.visits.filter(pl.col("queued_at") >= since).select(*READ, "is_outside_hours").collect()


def _verdict(row: Mapping[str, Any]) -> Verdict:
    if not row["is_enough"]:
        return "few"
    if not row["is_better"]:
        return "worse"
    return "shown" if row["is_held"] else "loose"


def _write(state: State, rows: list[dict[str, object]]) -> None:
    with state.writing() as connection:
        connection.execute(delete(ExpectedWait))
        if rows:
            connection.execute(insert(ExpectedWait), rows)


def learnt_at(state: State) -> datetime | None:
    """Say when it was learnt last."""
    with state.reading() as connection:
        return connection.execute(select(func.max(ExpectedWait.learnt_at))).scalar_one_or_none()


def expectations(state: State, now: datetime) -> dict[str, Expectation]:
    """Give what was learnt of each queue; nothing where that is too long ago. `now` is this machine's."""
    with state.reading() as connection:
        rows = connection.execute(
            select(*ExpectedWait.__table__.columns).where(ExpectedWait.learnt_at > now - STALE)
        )
        return {row.queue: _expectation(row) for row in rows}


def _expectation(row: Row[Any]) -> Expectation:
    return Expectation(
        queue=row.queue,
        learnt_at=row.learnt_at,
        verdict=row.verdict,
        n=row.visit_count,
        days=row.day_count,
        error_s=row.error_s,
        usual_error_s=row.usual_error_s,
        inside=row.inside,
        inside_busy=row.inside_busy,
        steps=tuple(Step(*one) for one in json.loads(row.steps)),
    )


def new_callers(
    visits: pl.DataFrame, learnt: Mapping[str, Expectation], at: datetime, settings: Settings
) -> dict[str, Step | None]:
    """Say what a caller who comes now to a queue will wait: only where that may be said and it is open.

    visits are today's as store.moment lays them out. None: its queue is closed, or nobody came today.
    """
    shown = {queue: one.steps for queue, one in learnt.items() if one.verdict == "shown"}
    if not visits.height:
        return dict.fromkeys(shown)
    asked = _asked(shown, at, settings)
    open_now = asked.filter(~pl.col("is_outside_hours")).select("queue", "day", "at")
    return dict.fromkeys(shown) | waits(visits, open_now, shown)


def _asked(queues: Iterable[str], at: datetime, settings: Settings) -> pl.DataFrame:
    named = pl.DataFrame({"queue": list(queues)}, schema={"queue": pl.String})
    dated = named.with_columns(at=pl.lit(at).cast(INSTANT)).with_columns(
        local_s("at", settings.site.timezone).alias("local_s")
    )
    closed = policy.is_outside_hours(settings.hours, "local_s")
    return dated.with_columns(day_of("local_s"), closed)
