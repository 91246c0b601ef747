"""Groups on the page Live: one queue, or all of them, and what the filters leave of their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import polars as pl

from metrics.compare import Figure
from metrics.compute import Frames, compute
from metrics.floor import by_queue_served, crew, waiting_over_time
from metrics.periods import Period
from ui.live import expected
from ui.readings import NOTHING, first_row

HALF_HOUR = timedelta(minutes=30)
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
        today=figures_of(rows, TODAY, Period(since, None)),
        lately=figures_of(rows, LATELY, lately),
        earlier=figures_of(rows, LATELY, earlier),
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


def figures_of(rows: pl.DataFrame, ids: Sequence[str], period: Period | None = None) -> Figures:
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
