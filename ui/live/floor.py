"""Everything the page Live shows at one tick, computed once for all who look at the same rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import polars as pl
import streamlit as st

from metrics.compare import Figure
from metrics.compute import Frames, compute
from metrics.floor import by_queue_served, crew, waiting_over_time
from metrics.periods import Period
from store import live, moment
from ui.live import expected
from ui.periods import Days, begins, so_far_before
from ui.readings import NOTHING, first_row
from ui.scene import Scene

TICK_S = 5
STALE = timedelta(seconds=20)
HALF_HOUR = timedelta(minutes=30)
TWO_WEEKS = timedelta(weeks=2)
TREND = timedelta(hours=2)
STEP = timedelta(minutes=5)
TODAY = ("service_level", "abandon_rate", "offered")
IMMEDIATE = ("voice", "chat", "walk_in")  # where a wait of minutes is long; a mail may wait for hours
LATELY = ("service_level_live", "offered")
Figures = Mapping[str, Figure]


@dataclass(frozen=True)
class Narrowed:
    """What the filters leave: queues, a channel, a team; empty is everything."""

    queues: tuple[str, ...] = ()
    channel: str = ""
    team: str = ""


@dataclass(frozen=True)
class Group:
    """One queue, or all of them: today, the last half hour and the one before it, and those waiting."""

    today: Figures = field(default_factory=dict)
    lately: Figures = field(default_factory=dict)
    earlier: Figures = field(default_factory=dict)
    waiting: int = 0
    overdue: int = 0
    longest_s: float | None = None
    longest_of: str | None = None  # the queue of whoever waits longest
    trend: tuple[int, ...] = ()  # waiting, every five minutes of two hours
    crew: Mapping[str, int] = field(default_factory=dict)
    channel: str | None = None
    within_s: tuple[float, ...] = ()  # the thresholds in force
    new_caller: expected.NewCaller = field(default_factory=expected.NewCaller)


@dataclass(frozen=True)
class Floor:
    """All groups at one instant, the agents, and how old what sources tell is."""

    at: datetime
    whole: Group
    queues: Mapping[str, Group]
    agents: pl.DataFrame
    last_week: Figures  # today's figures at this time of the same weekday a week ago
    telling: tuple[live.SourceNow, ...] = ()

    @property
    def is_immediate(self) -> bool:
        """Tell whether the longest is that of voice and chat only, others being left out."""
        channels = {group.channel for group in self.queues.values() if group.channel}
        return bool(channels & set(IMMEDIATE)) and bool(channels - set(IMMEDIATE))

    @property
    def told_at(self) -> datetime | None:
        """Up to when any source has told."""
        return told_at(self.telling)


def tick(now: datetime) -> datetime:
    """The instant that everybody who looks now sees."""
    return now - timedelta(seconds=now.second % TICK_S, microseconds=now.microsecond)


def floor(scene: Scene, narrowed: Narrowed, at: datetime) -> Floor:
    """The floor at a tick; where all sources fell silent, as it was when they did."""
    telling, speed = live.sources_now(scene.store.state), scene.settings.speed
    revisions = tuple((one.source, one.revision) for one in telling)
    told = told_at(telling)
    if told is not None and is_stale(told, at, speed):
        at = tick(told)
    silent = tuple((one.source, one.at) for one in silent_sources(telling, at, speed) if one.at)
    return replace(_floor(scene, scene.key[:4], narrowed, at, revisions, silent), telling=telling)


def told_at(telling: Sequence[live.SourceNow]) -> datetime | None:
    """Up to when any source has told, None where none has."""
    return max((one.at for one in telling if one.at), default=None)


def silent_sources(
    telling: Sequence[live.SourceNow], now: datetime, speed: float = 1.0
) -> list[live.SourceNow]:
    """The sources that have told nothing yet, or nothing for too long."""
    return [one for one in telling if one.at is None or is_stale(one.at, now, speed)]


def is_stale(told: datetime, now: datetime, speed: float = 1.0) -> bool:
    """Tell whether a source is silent for too long, by a clock that runs `speed` times as fast."""
    return (now - told) / (speed or 1.0) > STALE


# Shared by all sessions as it is, never copied: whoever reads it must not change it.
@st.cache_resource(max_entries=64, ttl=60, show_spinner=False)
def _floor(
    _scene: Scene,
    key: tuple[str, ...],
    narrowed: Narrowed,
    at: datetime,
    told: tuple[tuple[str, int], ...],  # noqa: ARG001 (it is the cache's key)
    silent: tuple[tuple[str, datetime], ...],
) -> Floor:
    now, published, zone = live.read_now(_scene.store.state), _scene.published, _scene.settings.site.zone
    day = at.astimezone(zone).date()
    known = _known(_scene, key, day, at) if published else pl.DataFrame()
    overlaid = moment.overlaid(known, now, _scene.settings, at, dict(silent))
    rows, since = narrowed_rows(overlaid, narrowed), begins(day, zone)
    everybody = moment.crew_of(_scene.store, published.id if published else None, now, _scene.viewer, at)
    new_callers = expected.said(_scene, overlaid, everybody, at, dict(silent))
    people = narrowed_people(everybody, narrowed, rows)
    minute = at.replace(second=0)
    last_week = _last_week(_scene, key, narrowed, day, minute) if published else {}
    groups = by_queue(rows, people, at, since)
    queues = _with_new_callers(_with_channels(groups, _lately(_scene, key[:3], day)), new_callers)
    return Floor(at, whole(rows, people, at, since), queues, people, last_week)


def _with_channels(groups: Mapping[str, Group], lately: Mapping[str, str]) -> dict[str, Group]:
    """A queue that nobody has come to today is of the channel that it was of before."""
    return {
        queue: group if group.channel else replace(group, channel=lately.get(queue))
        for queue, group in groups.items()
    }


@st.cache_data(max_entries=8, show_spinner=False)
def _lately(_scene: Scene, key: tuple[str, ...], day: date) -> dict[str, str]:  # noqa: ARG001
    """The channel of each queue in the two weeks before a day."""
    if _scene.published is None:
        return {}
    end = begins(day, _scene.settings.site.zone)
    rows = _visits(_scene, end - TWO_WEEKS, end).drop_nulls("channel")
    found = rows.group_by("queue").agg(pl.col("channel").mode().sort().first())
    return dict(found.rows())


def _with_new_callers(
    groups: Mapping[str, Group], said: Mapping[str, expected.NewCaller]
) -> dict[str, Group]:
    none = expected.NewCaller()
    return {queue: replace(group, new_caller=said.get(queue, none)) for queue, group in groups.items()}


@st.cache_resource(max_entries=16, show_spinner=False)
def _known(_scene: Scene, key: tuple[str, ...], day: date, _at: datetime) -> pl.DataFrame:  # noqa: ARG001
    """Today's visits of the publication in `key`."""
    return _visits(_scene, begins(day, _scene.settings.site.zone), _at)


@st.cache_resource(max_entries=64, ttl=120, show_spinner=False)
def _last_week(
    _scene: Scene,
    key: tuple[str, ...],  # noqa: ARG001
    narrowed: Narrowed,
    day: date,
    minute: datetime,
) -> Figures:
    since, until = so_far_before(Days(day, day), "before", minute, _scene.settings.site.zone)
    if until <= since:
        return {}
    return _figures(narrowed_rows(_visits(_scene, since, until), narrowed), TODAY)


def _visits(scene: Scene, since: datetime, until: datetime) -> pl.DataFrame:
    assert scene.published is not None
    number = scene.published.id
    return moment.known_visits(scene.store, scene.settings, scene.viewer, since, until, number)


def narrowed_rows(rows: pl.DataFrame, narrowed: Narrowed) -> pl.DataFrame:
    """Keep what the filters leave; who waits has no team yet and stays."""
    if narrowed.queues:
        rows = rows.filter(pl.col("queue").is_in(list(narrowed.queues)))
    if narrowed.channel:
        rows = rows.filter(pl.col("channel") == narrowed.channel)
    if narrowed.team:
        mine = (pl.col("team") == narrowed.team) | (pl.col("outcome") == "waiting")
        rows = rows.filter(mine.fill_null(value=False))
    return rows


def narrowed_people(people: pl.DataFrame, narrowed: Narrowed, rows: pl.DataFrame) -> pl.DataFrame:
    """Keep the team, and those who serve a queue that the filters leave; their other queues are not shown."""
    if narrowed.team:
        people = people.filter(pl.col("team") == narrowed.team)
    if not (narrowed.queues or narrowed.channel):
        return people
    left = list(narrowed.queues) or rows["queue"].unique().to_list()
    served = by_queue_served(people).filter(pl.col("serves").is_in(left))
    queues = served.group_by("agent_id", maintain_order=True).agg(queues=pl.col("serves").str.join("\n"))
    return people.drop("queues").join(queues, on="agent_id", how="inner", maintain_order="left")


def whole(rows: pl.DataFrame, people: pl.DataFrame, at: datetime, since: datetime) -> Group:
    """All queues together; the longest is that of voice and chat, where there are any.

    `since` is when today began: what came before may wait, or be of the last half hour, but is not of today.
    """
    lately, earlier = _half_hours(at)
    soon = rows.filter(pl.col("channel").is_in(IMMEDIATE))
    oldest = _waiting(soon if soon.height else rows)
    trend = waiting_over_time(rows.with_columns(queue=pl.lit("")), at, TREND, STEP)
    return replace(
        _waiting(rows),
        longest_s=oldest.longest_s,
        longest_of=oldest.longest_of,
        today=_figures(rows, TODAY, Period(since, None)),
        lately=_figures(rows, LATELY, lately),
        earlier=_figures(rows, LATELY, earlier),
        trend=tuple(trend["waiting"]),
        crew=crew(people).row(0, named=True),
    )


def by_queue(rows: pl.DataFrame, people: pl.DataFrame, at: datetime, since: datetime) -> dict[str, Group]:
    """Each queue that had a visit today or has an agent."""
    lately, earlier = _half_hours(at)
    figures = [
        _figures_by_queue(rows, TODAY, Period(since, None)),
        _figures_by_queue(rows, LATELY, lately),
        _figures_by_queue(rows, LATELY, earlier),
    ]
    serving = {row["serves"]: row for row in crew(by_queue_served(people), "serves").iter_rows(named=True)}
    trends = waiting_over_time(rows, at, TREND, STEP).group_by("queue").agg("waiting")
    trend = {str(queue): tuple(counts) for queue, counts in trends.iter_rows()}
    parts = {str(queue): part for (queue,), part in rows.group_by("queue")}
    none = rows.clear()
    return {
        queue: replace(
            _waiting(parts.get(queue, none)),
            today=figures[0].get(queue, {}),
            lately=figures[1].get(queue, {}),
            earlier=figures[2].get(queue, {}),
            trend=trend.get(queue, ()),
            crew=serving.get(queue, {}),
        )
        for queue in sorted({*parts, *serving})
    }


def _half_hours(at: datetime) -> tuple[Period, Period]:
    return Period(at - HALF_HOUR, at), Period(at - 2 * HALF_HOUR, at - HALF_HOUR)


def _waiting(rows: pl.DataFrame) -> Group:
    """Those waiting among the rows, and what the rows have in common."""
    waiting = rows.filter(pl.col("outcome") == "waiting").sort("wait_ms", nulls_last=True)
    overdue = (waiting["wait_ms"] > waiting["threshold_ms"]) & ~waiting["is_outside_hours"]
    oldest = waiting.drop_nulls("wait_ms").tail(1)
    channels = rows["channel"].drop_nulls().mode().sort()
    return Group(
        waiting=waiting.height,
        overdue=int(overdue.sum() or 0),
        longest_s=oldest["wait_ms"].item() / 1000 if oldest.height else None,
        longest_of=oldest["queue"].item() if oldest.height else None,
        channel=channels[0] if channels.len() else None,
        within_s=tuple((rows["nominal_ms"].unique().drop_nulls().sort() / 1000).to_list()),
    )


def _figures(rows: pl.DataFrame, ids: Sequence[str], period: Period | None = None) -> Figures:
    return first_row(_computed(rows, ids, (), period))


def _figures_by_queue(
    rows: pl.DataFrame, ids: Sequence[str], period: Period | None = None
) -> dict[str, Figures]:
    table = _computed(rows, ids, ("queue",), period)
    return {row["queue"]: row for row in table.iter_rows(named=True)}


def _computed(
    rows: pl.DataFrame, ids: Sequence[str], by: Sequence[str], period: Period | None
) -> pl.DataFrame:
    frames = Frames(rows.lazy(), rows.lazy())
    return compute(frames, ids, by=by) if period is None else compute(frames, ids, by=by, period=period)


def of(figures: Figures, metric: str) -> Figure:
    """One figure, or the one of nothing."""
    return figures.get(metric, NOTHING)
