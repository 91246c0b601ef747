"""Everything the page Live shows at one tick, computed once for all who look at the same rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import polars as pl
import streamlit as st

from store import live, moment
from ui.live import expected
from ui.live.groups import (
    IMMEDIATE,
    TODAY,
    Figures,
    Group,
    Narrowed,
    by_queue,
    figures_of,
    narrowed_people,
    narrowed_rows,
    whole,
)
from ui.periods import Days, begins, so_far_before
from ui.scene import Scene

TICK_S = 5
STALE = timedelta(seconds=20)
TWO_WEEKS = timedelta(weeks=2)


@dataclass(frozen=True)
class Floor:
    """All groups at one instant, the agents, and how old what sources tell is."""

    at: datetime
    whole: Group
    queues: Mapping[str, Group]
    agents: pl.DataFrame
    last_week: Figures  # today's figures at this time of the same weekday a week ago
    telling: tuple[live.SourceNow, ...] = ()
    is_of_teams: bool = False  # the agents are those of some teams only: others may be in as well

    @property
    def is_immediate(self) -> bool:
        """Tell whether the longest is that of voice and chat only, others being left out."""
        channels = {group.channel for group in self.queues.values() if group.channel}
        return bool(channels & set(IMMEDIATE)) and bool(channels - set(IMMEDIATE))

    @property
    def letters(self) -> int:
        """How many of those waiting wrote, where others are in line; where all wrote, they are the line."""
        if not self.is_immediate:
            return 0
        return sum(group.waiting for group in self.queues.values() if group.channel not in IMMEDIATE)

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
    is_of_teams = _scene.viewer.role == "lead" or bool(narrowed.team)
    group = whole(rows, people, at, since)
    return Floor(at, group, queues, people, last_week, is_of_teams=is_of_teams)


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
    return figures_of(narrowed_rows(_visits(_scene, since, until), narrowed), TODAY)


def _visits(scene: Scene, since: datetime, until: datetime) -> pl.DataFrame:
    assert scene.published is not None
    number = scene.published.id
    return moment.known_visits(scene.store, scene.settings, scene.viewer, since, until, number)
