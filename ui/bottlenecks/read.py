"""What the page Bottlenecks reads: alerts, what people did, looks of an alert's time, who may be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl
import streamlit as st

from metrics.bottlenecks import Look, late_visits, restored_look
from store import episodes, looks, moment, ringing, rung, suppressed
from store.episodes import Act, Alert
from store.live import read_now
from store.rung import COUNTER
from store.schema import AGENTS, INSTANT, TEXT, WHOLE, Dtype
from ui import data
from ui.bottlenecks import rebuilt
from ui.data import Window
from ui.scene import Scene

PAST = timedelta(weeks=8)
DRAWN = timedelta(hours=3)  # of the picture
AFTER = timedelta(minutes=30)  # that it goes on after the end
LATE = timedelta(minutes=31)  # after which a look at a source that tells late is written down
OLD = timedelta(minutes=5)  # of the last look at the queues
EARLIER = timedelta(days=7)  # within which somebody came who may still wait: letters do so for days


OF_VISITS: dict[str, Dtype] = {"queued_at": INSTANT, "wait_ms": WHOLE, "outcome": TEXT, "threshold_ms": WHOLE}


@dataclass(frozen=True)
class Heard:
    """All that rings or rang in the last eight weeks, the newest on top, and what people did about each.

    open: those that go on, what cost most on top; is_snoozed says which of them are not to be told of.
    done: those that go on though somebody called them done.
    """

    open: tuple[Alert, ...]
    past: tuple[Alert, ...]
    acts: dict[int, tuple[Act, ...]]
    silences: tuple[suppressed.Silence, ...]
    done: tuple[Alert, ...] = ()

    def of(self, number: int) -> tuple[Act, ...]:
        """What people did about one of them."""
        return self.acts.get(number, ())


def heard(scene: Scene) -> Heard:
    """Read alerts and what was done about them; a few dozen rows, so only what they cost is cached."""
    state = scene.store.state
    open_ = episodes.open_episodes(state)
    past = at_cost(scene, episodes.history(state, scene.now - PAST, scene.now + DRAWN))
    silences, done = suppressed.suppressions(state, scene.now), episodes.called_done(state)
    acts = acts_of(scene, [*open_, *done, *past])
    return Heard(tuple(open_), tuple(past), acts, tuple(silences), tuple(done))


def at_cost(scene: Scene, alerts: Sequence[Alert]) -> list[Alert]:
    """Put what alerts that are over cost, counted from the contacts, in the place of what was seen of it."""
    over = tuple(one for one in alerts if one.cleared_at is not None)
    return rung.at_cost(alerts, _costs(scene, scene.key[:4], over))


@st.cache_data(max_entries=8, ttl=600, show_spinner=False)
def _costs(
    _scene: Scene,
    key: tuple[str, ...],  # noqa: ARG001
    over: tuple[Alert, ...],
) -> Mapping[int, float]:
    if _scene.published is None or not over:
        return {}
    number = _scene.published.id
    return rung.counted(_scene.store, _scene.settings, over, _scene.now, number) or {}


def acts_of(scene: Scene, alerts: Sequence[Alert]) -> dict[int, tuple[Act, ...]]:
    """What people did about some alerts, oldest first, by the number of each."""
    told: dict[int, list[Act]] = {}
    for one in episodes.acts(scene.store.state, sorted({alert.id for alert in alerts})):
        told.setdefault(one.episode_id, []).append(one)
    return {number: tuple(found) for number, found in told.items()}


def is_snoozed(alert: Alert, silences: Sequence[suppressed.Silence], at: datetime) -> bool:
    """Tell whether an alert is not to be told of at an instant."""
    return any(one.since <= at < one.until and one.queue in (None, alert.queue) for one in silences)


def told_of(
    alerts: Sequence[Alert], silences: Sequence[suppressed.Silence], at: datetime
) -> tuple[list[Alert], list[Alert]]:
    """Split alerts into those to be told of, and those that are not to be for now."""
    snoozed = [one for one in alerts if is_snoozed(one, silences, at)]
    return [one for one in alerts if one not in snoozed], snoozed


def window(alert: Alert, now: datetime) -> tuple[datetime, datetime]:
    """The three hours that the picture of an alert shows: up to now, or to soon after its end."""
    end = min(alert.cleared_at + AFTER, now) if alert.cleared_at else now
    first = min(alert.begun_at - AFTER, end - DRAWN)
    return first, end


def looks_of(scene: Scene, alert: Alert) -> tuple[Look, ...]:
    """The looks at its queue that the picture of an alert is drawn from.

    They are kept for nine weeks; where nobody looked, they are made up for from the visits.
    """
    first, end = window(alert, scene.now)
    seen = _looks(scene, scene.place, alert.queue, first, end)
    if len(seen) > 1:
        return seen
    visits = _visits(scene, scene.key[:4], alert.queue, first, end, is_all=True)
    return rebuilt.looks(visits, alert.queue, first, end)


@st.cache_data(max_entries=64, ttl=600, show_spinner=False)
def _looks(
    _scene: Scene,
    place: str,  # noqa: ARG001 (part of the cache's key)
    queue: str,
    first: datetime,
    end: datetime,
) -> tuple[Look, ...]:
    stored = looks.read(_scene.store.state, first, end + LATE)
    seen = (restored_look(one) for one in stored if one["queue"] == queue)
    return tuple(sorted((one for one in seen if first <= one.at <= end), key=lambda one: one.at))


def last_look(scene: Scene) -> datetime | None:
    """When queues were looked at last; None before the first time."""
    return ringing.looked_at(scene.store.state)


def is_unseen(scene: Scene) -> bool:
    """Tell whether nobody has looked of late, so that nobody knows what rings now. No data is not calm."""
    at = last_look(scene)
    return at is None or scene.now - at > OLD


def late(scene: Scene, alert: Alert) -> pl.DataFrame:
    """The visits that were over their threshold while an alert lasted, with lost_ms; most of it on top."""
    found = _late(scene, alert)
    return found.sort("lost_ms", "contact_id", descending=[True, False])


def _late(scene: Scene, alert: Alert) -> pl.DataFrame:
    """Of an alert that is over the rows that its cost is the sum of; of one that goes on what is told."""
    if alert.cleared_at is not None and scene.published is not None:
        number = scene.published.id
        rows = rung.late(scene.store, scene.settings, scene.viewer, alert, scene.now, number)
        return none_late() if rows is None else rows
    rows = _visits(scene, scene.key[:4], alert.queue, alert.begun_at, scene.now)
    return late_visits(rows, alert.queue, alert.begun_at, scene.now) if rows.height else none_late()


def none_late() -> pl.DataFrame:
    """The list of nobody."""
    return pl.DataFrame(schema={"contact_id": TEXT, **OF_VISITS, "lost_ms": WHOLE})


@st.cache_data(max_entries=64, ttl=600, show_spinner=False)
def _visits(
    _scene: Scene,
    key: tuple[str, ...],  # noqa: ARG001
    queue: str,
    since: datetime,
    until: datetime,
    is_all: bool = False,
) -> pl.DataFrame:
    """The visits to a queue that came up to an instant, those of some days before it too, as of then.

    is_all: also those that the viewer may not see, to count them.
    """
    none = pl.DataFrame(schema=OF_VISITS)
    if _scene.published is None:
        return none
    number = _scene.published.id
    who = COUNTER if is_all else _scene.viewer
    known = moment.known_visits(_scene.store, _scene.settings, who, since - EARLIER, until, number)
    rows = moment.overlaid(known, read_now(_scene.store.state), _scene.settings, until)
    return rows.filter(pl.col("queue") == queue, pl.col("queued_at") <= until)


def people(scene: Scene) -> tuple[str, ...]:
    """Who may be given an alert: the leads of teams, and the teams."""
    return _people(scene, scene.key[:4])


@st.cache_data(max_entries=8, show_spinner=False)
def _people(_scene: Scene, key: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001
    reading = data.reading_of(_scene, Window(_scene.now, _scene.now))
    if reading is None:
        return ()
    newest = reading.rows(AGENTS).sort("valid_from").unique("agent_id", keep="last")
    told = newest.select("lead", "team").collect()
    leads, teams = (sorted(told[name].drop_nulls().unique()) for name in ("lead", "team"))
    return tuple(dict.fromkeys([*leads, *teams]))
