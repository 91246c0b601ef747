"""Say by how much the contacts after an event are more than usual, for each kind of event."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
import polars as pl

from metrics.prevention.episodes import IS_ACT, episodes, whole
from metrics.prevention.timeline import numbered
from metrics.prevention.usual import controls, counted, season, with_spans

WINDOWS = (1, 24, 72)  # hours
HEADLINE = 24
WEEK = timedelta(weeks=1)
COLUMNS = (
    *("episode", "who", "kind", "begins", "ends", "events", "contacts", "usual", "weight"),
    *("others", "against"),
)
OF_AFTER = ("episode", "kind", "hours", "begins")
OF_CONTACT = ("contact_id", "who", "started_at", "topic_family")


@dataclass(frozen=True, kw_only=True)
class Happened:
    """What there is to look at, all that was known by `until`.

    events: person, kind, at, as `episodes.kinds` names them. contacts: contact_id, person, started_at,
    topic_family of customers' own contacts. spans: person, joined_at, left_at (null: not known). `people`
    is how many customers there are. Events and contacts are known from `since` on; events from `start` up to
    `end` are asked about, all without them.
    """

    events: pl.DataFrame
    contacts: pl.DataFrame
    spans: pl.DataFrame
    people: int
    since: datetime
    until: datetime
    start: datetime | None = None
    end: datetime | None = None
    zone: str = "UTC"

    @property
    def first(self) -> datetime:
        """From when on events are asked about."""
        return max(self.since, self.start or self.since)

    def last(self, hours: int) -> datetime:
        """Up to when they are, whose windows are over."""
        return min(self.end or self.until, self.until - timedelta(hours=hours))

    def weeks(self, hours: int) -> float:
        """In how many weeks the windows began that were over."""
        return max((self.last(hours) - self.first) / WEEK, 0.0)


@dataclass(frozen=True)
class Followed:
    """What followed events within some hours.

    windows: a row per event or run of events: episode, person, kind, hours, begins, ends, events, contacts,
    usual (how many would be, null where there is nothing to hold it against), others (windows in other weeks
    that it is held against), against (contacts in those), weight (of each of those) and weeks, of all that
    are asked about. after: the contacts in those windows: episode, kind, hours, begins, contact_id, person,
    started_at, topic_family. topics: kind, hours, topic_family, above. Only windows with a usual are in
    `after` and `topics`.
    """

    windows: pl.DataFrame
    after: pl.DataFrame
    topics: pl.DataFrame


def followed(told: Happened, hours: Sequence[int] = WINDOWS) -> Followed:
    """Hold the contacts after events against the usual ones, within each of some numbers of hours."""
    names = numbered([told.events, told.contacts, told.spans])
    numbers = [frame.join(names, on="person") for frame in (told.events, told.contacts, told.spans)]
    known = replace(told, events=numbers[0], contacts=numbers[1], spans=numbers[2].drop("person"))
    each = [_within(known, one) for one in hours]
    windows, after, topics = (
        pl.concat([getattr(one, name) for one in each]) for name in ("windows", "after", "topics")
    )
    return Followed(_named(windows, names), _named(after, names), topics)


def _named(rows: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    return rows.join(names, on="who", maintain_order="left").drop("who")


def _within(told: Happened, hours: int) -> Followed:
    every = episodes(told.events, timedelta(hours=hours))
    happened = every.filter(~IS_ACT)
    parts = [
        _held(told, rows, blocked) for rows, blocked in ((happened, happened), (every.filter(IS_ACT), every))
    ]
    windows = pl.concat([one for one, _others in parts])
    others = pl.concat([near for _one, near in parts])
    labelled = windows.with_columns(hours=pl.lit(hours, pl.Int64), weeks=pl.lit(told.weeks(hours)))
    after = _inside(labelled.filter(pl.col("usual").is_not_null()), told.contacts)
    topics = _by_topic(after, _inside(others, told.contacts)).with_columns(hours=pl.lit(hours, pl.Int64))
    return Followed(
        labelled,
        after.sort("episode", "started_at", "contact_id").select(*OF_AFTER, *OF_CONTACT),
        topics,
    )


def _held(told: Happened, rows: pl.DataFrame, blocked: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Put contacts and usual beside windows; give those in other weeks that hold any, each with its weight.

    usual = season of the window × the person's contacts in the other weeks / season of those.
    """
    seen = whole(rows, told.first, told.until)
    seen = seen if told.end is None else seen.filter(pl.col("begins") < told.end)
    near = controls(with_spans(seen, told.spans), blocked, told.since, told.until, told.zone)
    learnt = season(blocked, told.contacts, told.people, told.since, told.until)
    near = near.with_columns(learnt.of(near), counted(near, told.contacts)).drop_nulls("season")
    sums = _summed(near)
    own = seen.with_columns(learnt.of(seen), counted(seen, told.contacts))
    beside = own.join(sums, on="episode", how="left", maintain_order="left")
    weight = pl.when(pl.col("over") > 0).then(pl.col("season") / pl.col("over"))
    found = beside.with_columns(weight=weight).with_columns(usual=pl.col("weight") * pl.col("against"))
    weights = found.select("episode", "kind", "weight").drop_nulls("weight")
    weighed = near.filter(pl.col("contacts") > 0).join(weights, on="episode")
    return found.select(COLUMNS), weighed.select("episode", "kind", "who", "begins", "ends", "weight")


def _summed(near: pl.DataFrame) -> pl.DataFrame:
    """Add up the windows in other weeks by episode: others, against, over; episodes count from 0 on."""
    episode = near["episode"].to_numpy()
    others = np.bincount(episode)
    against, over = (np.bincount(episode, near[name].to_numpy()) for name in ("contacts", "season"))
    summed = pl.DataFrame({"others": others, "against": against.astype(np.int64), "over": over})
    return summed.with_row_index("episode").filter(pl.col("others") > 0)


def _inside(windows: pl.DataFrame, contacts: pl.DataFrame) -> pl.DataFrame:
    """List the contacts in windows."""
    beside = windows.lazy().join(contacts.lazy(), on="who")
    inside = pl.col("started_at").gt(pl.col("begins")) & pl.col("started_at").le(pl.col("ends"))
    return beside.filter(inside).collect()


def _by_topic(after: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Say by how many contacts each topic is above the usual, summed over windows."""
    made = after.select("kind", "topic_family", above=pl.lit(1.0))
    usual = others.select("kind", "topic_family", above=-pl.col("weight"))
    return pl.concat([made, usual]).group_by("kind", "topic_family").agg(pl.col("above").sum())
