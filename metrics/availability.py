"""Tell when customers could reach somebody, by channel: as it was, not as opening hours promise it.

Somebody is there on a channel while an agent who serves a queue of it is at work and that queue is open: the
agent waits for a contact, is called, has one or wraps one up. Breaks and meetings are no work that a customer
could reach. An agent serves what they answered, in the weeks looked at. A contact in progress is proof as
well, except of what is written: it stays open while nobody is there. Who works while all queues that they
serve are closed is told apart (is_outside): no customer could reach them.

What the settings close is known: nobody is there. Else what is not known stays unknown and is never "closed".
On a local day
* on which any agent who serves the channel tells a state, `offline` included, all of the day is known; agents
  of whom only contacts and ringing are told, never that they are available or away, tell nothing of the rest;
* without states, an answer proves its hour, and nothing is known of the other hours;
* without states and answers, on a channel whose agents tell states on other days: nobody was there, if
  customers came and the day is over;
* otherwise nothing is known. Nor is anything before the first and after the last instant that the sources
  tell.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from metrics import stretches
from metrics.during import SPAN, UNITS, during, running, shut
from metrics.links import WRITTEN
from metrics.occupancy import PRESENCE
from metrics.periods import Period

AT_WORK = ("available", "ringing", "on_contact", "wrap_up")
SAID = ("is_staffed", "is_outside")


@dataclass(frozen=True)
class Presence:
    """When somebody was there, of each channel (or queue of a channel).

    rows: the unit's columns, start and end in ms of UTC, is_staffed, is_outside (somebody was at work, but it
    was closed); disjoint, and only what is known. units: what there is at all. since and until in ms: what
    the sources tell of; None where they tell of nothing.
    """

    rows: pl.DataFrame
    units: pl.DataFrame
    since: int | None
    until: int | None


def presence(
    visits: pl.DataFrame,
    states: pl.DataFrame,
    units: Sequence[str],
    zone: str,
    period: Period,
    opened: pl.DataFrame | None = None,
) -> Presence:
    """Find when somebody was there in a period.

    visits to queues hold channel, queue, agent_id, queued_at, answered_at, ended_at; those before the period
    only say who serves what. states are settled stretches: agent_id, started_at, state, ended_at. opened says
    when each queue is open: queue, start, end in ms of UTC; a queue of which it says nothing never opens, and
    without it all are always open.
    """
    of = list(units)
    known = visits.select(of).unique().drop_nulls().sort(of)
    since, until, last = _reach(visits, states, period)
    if since >= until:
        schema = {**dict.fromkeys(of, pl.String), **SPAN, **dict.fromkeys(SAID, pl.Boolean)}
        return Presence(pl.DataFrame(schema=schema), known, None, None)
    told = _told(visits, states)
    of_states, at_work = (_clipped(each, since, until) for each in told)
    days, hours = (stretches.bins_between(since, until, zone, by_hour=each) for each in (False, True))
    came, answered = (_moments(visits, name, since, until) for name in ("queued_at", "answered_at"))
    measured = _touched(of_states, days, of)
    over = _of_bins(came, days, of).filter(pl.col("end") <= last)
    silent = over.join(told[0].select(of).unique(), on=of, how="semi").join(
        _of_bins(answered, days, of), on=[*of, "start"], how="anti"
    )
    untold = answered.join_asof(days, on="at").join(measured, on=[*of, "start"], how="anti")
    proven = _of_bins(untold.select(*UNITS, "at"), hours, list(UNITS))
    work = [each.select(*UNITS, *SPAN) for each in (at_work, _handled(visits, since, until), proven)]
    of_queues = during(pl.concat(work), opened)
    closed = shut(visits.select(UNITS).unique().drop_nulls(), opened, of, (since, until))
    rows = _swept(of_queues, [measured, silent, closed], of, (since, until))
    return Presence(rows, known, since, until)


def pieces(found: Presence, by: Sequence[str], zone: str) -> pl.DataFrame:
    """Cut the period at local hours: by (of UNITS), began_local_s, ms, staffed, known, outside, units.

    The last four count channels (queues of channels), together by group: of which somebody was there, of
    which is known whether somebody was, at which somebody worked while they were closed, and all. Every
    moment of the period is in one piece of each group.
    """
    of = [name for name in UNITS if name in by]
    groups = found.units.group_by(of).agg(units=pl.len()) if of else found.units.select(units=pl.len())
    if found.since is None or found.units.is_empty():
        return pl.DataFrame(schema={**dict.fromkeys(of, pl.String), **PIECE})
    reach = {"start": pl.lit(found.since, pl.Int64), "end": pl.lit(found.until, pl.Int64)}
    base = groups.select(*of, **reach, staffed=pl.lit(0), known=pl.lit(0), outside=pl.lit(0))
    said = {"staffed": pl.col("is_staffed").cast(pl.Int32), "outside": pl.col("is_outside").cast(pl.Int32)}
    told = found.rows.select(*of, *SPAN, known=pl.lit(1), **said).select(base.columns)
    moments = running(pl.concat([base, told]), of, COUNTS)
    cut = stretches.cut_at_hours(moments, zone)
    counted = cut.join(groups, on=of) if of else cut.join(groups, how="cross")
    return counted.select(*of, *(pl.col(name).cast(kind) for name, kind in PIECE.items()))


COUNTS = ("staffed", "known", "outside")
PIECE = dict.fromkeys(("began_local_s", "ms", *COUNTS, "units"), pl.Int64)


def marked(contacts: pl.DataFrame, found: Presence, at: str = "started_at") -> pl.DataFrame:
    """Add is_there to contacts, in their order: whether somebody was there when each began; null: unknown.

    For whom the queue was closed, nobody was there, whoever was at work on other queues: is_turned_away.
    """
    of = found.units.columns
    keyed = contacts.with_row_index("row").with_columns(ms=pl.col(at).dt.epoch("ms"))
    spans = found.rows.sort("start").select(*of, "start", "end", "is_staffed")
    joined = keyed.sort("ms").join_asof(
        spans, left_on="ms", right_on="start", by=of, check_sortedness=False, coalesce=False
    )
    is_there = pl.when(pl.col("ms") < pl.col("end")).then("is_staffed")
    told = joined.with_columns(
        is_there=is_there & ~(pl.col("is_turned_away") & pl.col("first_answered_at").is_null())
    )
    return told.sort("row").drop("row", "ms", "start", "end", "is_staffed")


def _reach(visits: pl.DataFrame, states: pl.DataFrame, period: Period) -> tuple[int, int, int]:
    """Give what the sources tell of, within the period, and the last instant that they tell."""
    told = pl.concat(
        [
            frame.select(at=pl.col(name).dt.epoch("ms"))
            for frame, name in ((visits, "queued_at"), (visits, "answered_at"), (states, "started_at"))
        ]
    )["at"].drop_nulls()
    first, last = told.min(), told.max()
    if not isinstance(first, int) or not isinstance(last, int):
        return 0, 0, 0
    start = first if period.start is None else max(first, _ms(period.start))
    return start, last + 1 if period.end is None else min(last + 1, _ms(period.end)), last


def _ms(at: dt.datetime) -> int:
    return round(at.timestamp() * 1000)


def _told(visits: pl.DataFrame, states: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give the stretches in which agents who serve something tell a state, and those in which they work."""
    served = visits.drop_nulls(["agent_id", "answered_at"]).select("agent_id", *UNITS).unique()
    rows = states.select(
        "agent_id", "state", start=pl.col("started_at").dt.epoch("ms"), end=pl.col("ended_at").dt.epoch("ms")
    )
    met = rows.filter(pl.col("state").is_in(stretches.STATES)).join(served, on="agent_id")
    told = met.join(states.filter(pl.col("state").is_in(PRESENCE)), on="agent_id", how="semi")
    return told, met.filter(pl.col("state").is_in(AT_WORK))


def _handled(visits: pl.DataFrame, since: int, until: int) -> pl.DataFrame:
    """Give the stretches of contacts in progress, of channels on which people talk."""
    spoken = visits.filter(~pl.col("channel").is_in(WRITTEN), pl.col("agent_id").is_not_null())
    rows = spoken.select(
        *UNITS, start=pl.col("answered_at").dt.epoch("ms"), end=pl.col("ended_at").dt.epoch("ms")
    )
    return _clipped(rows.drop_nulls(), since, until)


def _clipped(rows: pl.DataFrame, since: int, until: int) -> pl.DataFrame:
    cut = rows.with_columns(pl.col("start").clip(lower_bound=since), pl.col("end").clip(upper_bound=until))
    return cut.filter(pl.col("start") < pl.col("end"))


def _moments(visits: pl.DataFrame, name: str, since: int, until: int) -> pl.DataFrame:
    """Give the instants of a column within the reach: channel, queue, at; sorted by time."""
    by_person = visits if name == "queued_at" else visits.filter(pl.col("agent_id").is_not_null())
    rows = by_person.select(*UNITS, at=pl.col(name).dt.epoch("ms")).drop_nulls()
    return rows.filter(pl.col("at").is_between(since, until, closed="left")).sort("at")


def _of_bins(moments: pl.DataFrame, bins: pl.DataFrame, of: list[str]) -> pl.DataFrame:
    """Give the days or hours in which moments lie."""
    return moments.join_asof(bins, on="at").select(*of, *SPAN).unique()


def _touched(rows: pl.DataFrame, days: pl.DataFrame, of: list[str]) -> pl.DataFrame:
    """Give the days that stretches touch."""
    begins = days["start"]
    first = pl.Series(begins.search_sorted(rows["start"], side="right")).cast(pl.Int64) - 1
    last = pl.Series(begins.search_sorted(rows["end"], side="left")).cast(pl.Int64)
    places = rows.select(of).with_columns(first=first, last=last).unique()
    listed = places.with_columns(place=pl.int_ranges("first", "last")).explode("place")
    of_day = days.select(*SPAN).with_row_index("place").with_columns(pl.col("place").cast(pl.Int64))
    return listed.join(of_day, on="place").select(*of, *SPAN).unique()


def _swept(
    work: pl.DataFrame, known: list[pl.DataFrame], of: list[str], reach: tuple[int, int]
) -> pl.DataFrame:
    """Lay where somebody worked and what is known over one another, and join neighbours that are alike."""
    is_open = pl.col("is_open").cast(pl.Int32)
    both = [
        work.select(*of, *SPAN, staffed=is_open, outside=1 - is_open, known=pl.lit(1)),
        *(each.select(*of, *SPAN, staffed=0, outside=0, known=1) for each in known),
    ]
    swept = running(_clipped(pl.concat(both), *reach), of, COUNTS)
    is_staffed = pl.col("staffed") > 0
    told = swept.filter(pl.col("known") > 0).select(
        *of, *SPAN, is_staffed=is_staffed, is_outside=(pl.col("outside") > 0) & ~is_staffed
    )
    ordered = told.sort(*of, "start")
    says = pl.struct(*of, *SAID)
    is_apart = (pl.col("start") != pl.col("end").shift(1)).fill_null(value=True)
    run = (says.ne_missing(says.shift(1)) | is_apart).cum_sum()
    joined = ordered.group_by(run.alias("run"), maintain_order=True).agg(
        pl.col(*of, "start", *SAID).first(), pl.col("end").last()
    )
    return joined.select(*of, *SPAN, *SAID)
