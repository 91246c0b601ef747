"""Lay the stretches of each agent over one another and cut them where the site's hours and days change.

What comes out are pieces: each moment of an agent is in one piece at most, which says how many contacts and
which state the agent had then. So whatever is summed over pieces adds up exactly, however they are grouped.
"""

import datetime as dt
from collections.abc import Sequence

import polars as pl

from metrics.periods import DAY_S, Period

STATES = ("available", "on_contact", "wrap_up", "ringing", "break", "meeting", "offline")
CODES = {state: code for code, state in enumerate(STATES, start=1)}  # 0: the state is not known
HOUR_S = 3600
# Wherever a clock has been set since 1972, local hours begin on a quarter of an hour of UTC.
QUARTER_MS = 15 * 60 * 1000
UTC_MS = pl.Datetime("ms", "UTC")


def settled(states: pl.LazyFrame, as_of: dt.datetime | None = None) -> pl.LazyFrame:
    """End each stretch at its own end, at the agent's next beginning or at as_of, whichever comes first.

    An agent is in one state at a time. A stretch that nothing ends keeps no end: how long it lasted is not
    known.
    """
    now = pl.lit(as_of, pl.Datetime("us", "UTC"))
    begun = states if as_of is None else states.filter(pl.col("started_at") < now)
    order = ("started_at", "ended_at", "state")
    after = pl.col("started_at").shift(-1).over("agent_id", order_by=order)
    return begun.with_columns(ended_at=pl.min_horizontal("ended_at", after, now))


def of_states(states: pl.LazyFrame, columns: Sequence[str]) -> pl.LazyFrame:
    """Shape settled stretches of states for `pieces`."""
    return states.select(
        *columns,
        start=_ms("started_at"),
        end=_ms("ended_at"),
        contacts=pl.lit(0, pl.Int32),
        state=pl.col("state").replace_strict(CODES, default=0, return_dtype=pl.Int32),
    ).filter(pl.col("state") > 0)


def of_handling(visits: pl.LazyFrame, columns: Sequence[str]) -> pl.LazyFrame:
    """Shape the handling of visits, from the answer to its end, for `pieces`."""
    answered = (pl.col("outcome") == "answered") & pl.col("agent_id").is_not_null()
    return visits.filter(answered).select(
        *columns,
        start=_ms("answered_at"),
        end=_ms("ended_at"),
        contacts=pl.lit(1, pl.Int32),
        state=pl.lit(0, pl.Int32),
    )


def within(rows: pl.LazyFrame, period: Period) -> pl.LazyFrame:
    """Clip stretches to the period; what has no length or no known end falls out."""
    since = [] if period.start is None else [_instant_ms(period.start)]
    until = [] if period.end is None else [_instant_ms(period.end)]
    clipped = rows.filter(pl.col("start").is_not_null() & pl.col("end").is_not_null()).with_columns(
        start=pl.max_horizontal("start", *since), end=pl.min_horizontal("end", *until)
    )
    return clipped.filter(pl.col("start") < pl.col("end"))


def pieces(
    rows: pl.DataFrame, who: Sequence[str], carried: Sequence[str], zone: str, by_hour: bool
) -> pl.DataFrame:
    """Cut clipped stretches into pieces: `who`, `carried`, began_local_s, ms, contacts, state.

    Stretches alike in `who` lie over one another. Columns in `carried` are those of the stretch that began
    last.
    """
    moments = _moments(rows, who, carried)
    step_s = HOUR_S if by_hour else DAY_S
    return _cut(moments, _bins(moments, zone, step_s))


def cut_at_hours(moments: pl.DataFrame, zone: str) -> pl.DataFrame:
    """Cut moments (start, end in ms of UTC) where local hours begin: began_local_s and ms stand in place."""
    return _cut(moments, _bins(moments, zone, HOUR_S))


def bins_between(since: int, until: int, zone: str, *, by_hour: bool) -> pl.DataFrame:
    """List the local hours or days from an instant to another: at and start, end in ms of UTC.

    The first begins at `since` at the earliest, the last ends at `until`.
    """
    whole = pl.DataFrame({"start": [since], "end": [until]})
    begins = _bins(whole, zone, HOUR_S if by_hour else DAY_S).select(at=pl.max_horizontal("at", since))
    return begins.with_columns(start="at", end=pl.col("at").shift(-1).fill_null(until))


def _ms(column: str) -> pl.Expr:
    return pl.col(column).dt.epoch("ms")


def _instant_ms(at: dt.datetime) -> pl.Expr:
    return pl.lit(at, pl.Datetime("us", "UTC")).dt.epoch("ms")


def _moments(rows: pl.DataFrame, who: Sequence[str], carried: Sequence[str]) -> pl.DataFrame:
    """Sweep over each one's beginnings and ends; between two of them nothing changes."""
    people = rows.select(who).unique().with_row_index("person")
    rows = rows.join(people, on=who, nulls_equal=True).sort("start", *carried).with_row_index("row")
    events = _events(rows)
    # Each one's changes add up to nothing, so that one running sum serves all.
    running = events.select(
        pl.col("contacts", "state").cum_sum(),
        pl.col("row").forward_fill(),
        start="at",
        end=pl.col("at").shift(-1),
    )
    something = (pl.col("contacts") > 0) | (pl.col("state") > 0)
    lasting = running.filter(something & (pl.col("end") > pl.col("start")))
    named = lasting.with_columns(rows[name].gather(lasting["row"]) for name in (*who, *carried))
    return named.drop("row")


def _events(rows: pl.DataFrame) -> pl.DataFrame:
    """List what begins and ends, in order of time, one person after the other."""
    width = pl.col("end").max() - pl.col("start").min() + 1
    # One integer to sort by is four times quicker than two columns.
    place = pl.col("person").cast(pl.Int64) * width
    begins = rows.select("row", "contacts", "state", at="start", place=place + pl.col("start"))
    ends = rows.select(-pl.col("contacts", "state"), at="end", place=place + pl.col("end"))
    both = pl.concat([begins, ends], how="diagonal")
    return both.sort("place", maintain_order=True)


def _bins(moments: pl.DataFrame, zone: str, step_s: int) -> pl.DataFrame:
    """List when local hours or days begin: `at` in ms of UTC and `local_s` on the wall."""
    if moments.is_empty():
        return pl.DataFrame(schema={"at": pl.Int64, "local_s": pl.Int64})
    first, last = moments.select(pl.col("start").min(), end=pl.col("end").max()).row(0)
    quarters = pl.int_range(first // QUARTER_MS * QUARTER_MS, last, QUARTER_MS, eager=True).alias("at")
    wall = pl.col("at").cast(UTC_MS).dt.convert_time_zone(zone).dt.replace_time_zone(None)
    bins = quarters.to_frame().with_columns(local_s=wall.dt.epoch("s"))
    number = pl.col("local_s") // step_s
    return bins.filter((number != number.shift(1)).fill_null(value=True))


def _cut(moments: pl.DataFrame, bins: pl.DataFrame) -> pl.DataFrame:
    begins = bins["at"]
    first = begins.search_sorted(moments["start"], side="right").cast(pl.Int64) - 1
    last = begins.search_sorted(moments["end"], side="left").cast(pl.Int64)
    places = pl.select(bin=pl.int_ranges(first, last)).to_series()
    parts = moments.with_columns(places).explode("bin", empty_as_null=False)
    since = begins.gather(parts["bin"])
    until = begins.shift(-1).gather(parts["bin"])
    length = pl.min_horizontal("end", until) - pl.max_horizontal("start", since)
    return parts.with_columns(ms=length, began_local_s=bins["local_s"].gather(parts["bin"])).drop(
        "start", "end", "bin"
    )
