"""Who could take what, and who was there when contacts came: of the whole centre, whoever looks.

One queue is served by people of several teams: by the own team alone nobody could tell whether a person was
the only one. So everybody is counted, and who may not know somebody reads no name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import polars as pl

from metrics import teams, waits
from metrics.floor import LEAST as SURE_N
from metrics.forecast.patience import at_once, patience
from metrics.parts import Terms
from metrics.periods import DAY_S, weekday
from metrics.queueing import Goal
from metrics.work import handle_ms
from settings import Settings
from store import policy
from store.ahead import goals_of
from store.opened import Store
from store.planned import newest
from store.read import Filters, Reading, Viewer, open_reading
from store.smallest import hidden

COUNTER = Viewer("coverage", "manager")
IMMEDIATE = ("voice", "chat", "walk_in")  # where a customer waits in person; a letter can wait for who comes
SEEN_LATELY = timedelta(days=28)  # before the end of the window: who is one of the people of the centre
LOCAL = pl.col("queued_local_s")
READ = (
    *("queue", "channel", "queued_at", "queued_local_s", "outcome", "wait_ms", "short_ms", "agent_id"),
    "answered_at",
)


@dataclass(frozen=True)
class Covering:
    """Who can do what, and how it was covered in a window.

    people: agent_id, name, team of everybody who was there within 28 days before its end; name is null for
    whom the viewer may not know, and agent_id tells them apart alone. skills: as `teams.able` gives them.
    visits: queue, weekday, hour, at_work and alone_id of each offered contact that waits in person (voice,
    chat, walk-in) and came in opening hours. hours: as `teams.needed` gives them, with at_work. untold: how
    many people with contacts no source tells the presence of; knows: whether any source tells it at all.
    withheld: queues that visits and hours leave out, since they would tell of a few agents alone.
    by_hour: whether an hour is told apart; where it is not, visits lack their hour, hours are empty, and
    skills are those that enough people have.
    """

    people: pl.DataFrame
    skills: pl.DataFrame
    visits: pl.DataFrame
    hours: pl.DataFrame
    untold: int
    knows: bool
    withheld: tuple[str, ...] = ()
    by_hour: bool = True


@dataclass(frozen=True)
class _Work:
    visits: pl.DataFrame
    states: pl.DataFrame
    handling: pl.DataFrame


def cover(
    store: Store,
    settings: Settings,
    viewer: Viewer,
    window: tuple[datetime, datetime],
    at: datetime,
    occurs: Mapping[int, int],
    publication: int | None = None,
) -> Covering | None:
    """Tell how the queues were covered in a window; None before the first publication.

    occurs: how often each ISO weekday came in the window.
    """
    start, end = window
    since = min(start, end - SEEN_LATELY)
    reading = open_reading(store, settings, COUNTER, Filters(at, since, end), publication)
    if reading is None:
        return None
    work = _work(reading, since, end)
    people, skills, mains = _people(reading, work, end)
    spans = teams.at_work(work.states, work.handling)
    dark = teams.untold(work.states, work.handling)
    inside = work.visits.filter(pl.col("queued_at") >= start, pl.col("is_judged"))
    came = inside.select("queue", "queued_at", weekday=weekday(LOCAL), hour=LOCAL % DAY_S // 3600)
    visits = teams.covered(came, spans, skills, dark).drop("queued_at")
    doing = teams.doing(spans, in_person(work.handling))
    there = teams.presence(doing, mains, (start, min(end, at)), settings.site.timezone)
    hours = teams.with_counted(_hours(work.visits, visits, settings, at, occurs), there)
    knows = work.states.filter(pl.col("state").is_in(teams.SIGNED_IN)).height > 0
    members = skills.join(people, on="agent_id", how="left").select("agent_id", "team", group="skill")
    smallest = settings.access.smallest_group
    small = hidden(members, viewer, smallest)
    visits, hours = (rows.filter(~pl.col("queue").is_in(small)) for rows in (visits, hours))
    found = Covering(_named(people, viewer), skills, visits, hours, dark.len(), knows, tuple(small))
    return _of_groups(found, smallest) if viewer.role == "executive" and smallest > 1 else found


def _of_groups(found: Covering, smallest: int) -> Covering:
    """Leave out what tells of few agents: an hour in which one person was there, a skill that few have."""
    unknown = {name: pl.lit(None, found.visits.schema[name]) for name in ("weekday", "hour", "alone_id")}
    return replace(
        found,
        skills=found.skills.filter(pl.col("agent_id").n_unique().over("skill") >= smallest),
        visits=found.visits.with_columns(**unknown),
        hours=found.hours.clear(),
        by_hour=False,
    )


def _work(reading: Reading, since: datetime, end: datetime) -> _Work:
    """Read the visits of [since, end), and what people did that began before its end."""
    reported = reading.frames.parts_reported(reading.visits)
    terms = Terms(reported=reported)
    offered = waits.ANSWERED | (waits.ABANDONED & ~waits.SHORT)
    rows = reading.visits.filter(pl.col("queued_at") >= since, pl.col("queued_at") < end).select(
        *READ,
        handle_ms=handle_ms(terms),
        is_judged=waits.judged(offered, terms) & pl.col("channel").is_in(IMMEDIATE),
    )
    states = reading.states()
    assert states is not None  # nothing is narrowed
    handling = reading.handling().filter(
        pl.col("agent_id").is_not_null(), pl.col("answered_at").is_not_null()
    )
    begun = pl.col("started_at") < end
    visits, told, served = pl.collect_all(
        [
            rows,
            states.filter(begun).select("agent_id", "state", "started_at", "ended_at"),
            handling.select(
                "agent_id", "queue", "channel", started_at="answered_at", ended_at="ended_at"
            ).filter(begun),
        ]
    )
    return _Work(visits, told, served)


def in_person(handling: pl.DataFrame) -> pl.DataFrame:
    """Keep contacts that wait in person, as `doing` reads them: who writes a letter can leave it."""
    waits_so = handling.filter(pl.col("queue").is_not_null(), pl.col("channel").is_in(IMMEDIATE))
    return waits_so.select("agent_id", "queue", start="started_at", end="ended_at")


def _people(reading: Reading, work: _Work, end: datetime) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """List who was there of late by their newest records, what they can do, and their main queues."""
    lately = end - SEEN_LATELY
    seen = pl.concat(
        rows.filter(pl.col("started_at") >= lately).select("agent_id")
        for rows in (work.states.filter(pl.col("state") != "offline"), work.handling)
    ).unique()
    people = seen.join(newest(reading, end), on="agent_id", how="left").sort("agent_id")
    answered = (
        work.handling.filter(pl.col("started_at") >= lately, pl.col("queue").is_not_null())
        .group_by("agent_id", "queue")
        .agg(n=pl.len())
    )
    queues = work.visits["queue"].unique().drop_nulls().to_list()
    told = people.select("agent_id", "skills"), answered, queues
    return people.drop("skills"), teams.able(*told), teams.mains(*told)


def _named(people: pl.DataFrame, viewer: Viewer) -> pl.DataFrame:
    """Leave unknown the names of whom the viewer may not know."""
    if not viewer.sees_agents:
        return people.with_columns(name=pl.lit(None, pl.String))
    if viewer.role != "lead":
        return people
    mine = pl.col("team").is_in(list(viewer.teams))
    return people.with_columns(name=pl.when(mine).then("name"))


def _hours(
    every: pl.DataFrame, visits: pl.DataFrame, settings: Settings, at: datetime, occurs: Mapping[int, int]
) -> pl.DataFrame:
    """Put what each hour of the week needed beside who was at work then."""
    served = patience(every).join(at_once(every), on="queue").drop("gave_up")
    handled = every.group_by("queue").agg(
        pl.col("channel").drop_nulls().mode().sort().first(),
        handle_s=pl.when(pl.col("handle_ms").count() >= SURE_N).then(pl.col("handle_ms").mean() / 1000),
        queued_local_s=LOCAL.max(),
    )
    rows = (
        visits.filter(pl.col("at_work").is_not_null())
        .group_by(teams.HOUR)
        .agg(contacts=pl.len().cast(pl.Int64), at_work=pl.col("at_work").mean())
        .with_columns(occurs=pl.col("weekday").replace_strict(dict(occurs), default=0, return_dtype=pl.Int64))
        .filter(pl.col("occurs") > 0)
        .join(served, on="queue", how="left")
        .join(handled.select("queue", "handle_s"), on="queue", how="left")
    )
    return teams.needed(rows, _goals(handled, served, settings, at))


def _goals(of_queue: pl.DataFrame, served: pl.DataFrame, settings: Settings, at: datetime) -> dict[str, Goal]:
    ruled = of_queue.drop_nulls("queue").with_columns(
        policy.threshold_ms(settings), policy.short_ms(settings)
    )
    told = ruled.select("queue", within_s=pl.col("threshold_ms") / 1000, short_s=pl.col("short_ms") / 1000)
    return goals_of(told.join(served, on="queue", how="left"), settings, at)
