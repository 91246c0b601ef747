"""Make windows of events: what is open after an event, each moment of a person in one window only.

What happened to a customer comes before what the customer did: looking at a page is a sign of the same
trouble as the contact, so it takes nothing from the event before it.
"""

from datetime import datetime, timedelta

import polars as pl

from metrics.prevention.timeline import Places, after, before, line

PAGE = "page_viewed"
LONGEST_MS = 2**41  # that a run of events can be open
LEAST_PEOPLE = 30  # who looked at a page, for it to be a kind of its own and to be named
BY = ["who", "at"]
IS_ACT = pl.col("kind").str.starts_with(PAGE)


def kinds(events: pl.DataFrame) -> pl.DataFrame:
    """Name the kind of each event: of looks at pages with the page, where 30 people or more looked at it.

    events hold person, kind, detail and at. Returned without those of nobody: person, kind, at; a look at a
    page is `page_viewed /help`. Other details (amounts, reasons) are nobody's business here.
    """
    known = events.drop_nulls(["person", "at"])
    is_known_page = pl.col("person").n_unique().over("kind", "detail") >= LEAST_PEOPLE
    paged = (pl.col("kind") == PAGE) & pl.col("detail").is_not_null() & is_known_page
    named = pl.when(paged).then(pl.concat_str("kind", "detail", separator=" ")).otherwise("kind")
    return known.select("person", kind=named, at="at")


def episodes(events: pl.DataFrame, length: timedelta) -> pl.DataFrame:
    """Make the windows: episode, who, kind, is_act, begins, ends, open_until, events; sorted.

    events are of `kinds`, with people as numbers (`who`). Events of one kind that follow each other within
    `length` are one episode, open from the first to `length` after the last (`open_until`). It ends before,
    at the next event of another kind, which then has the person's contacts; of looks at pages one in the
    window of an event that happened to the person is left out. Of events at the same instant the rarer kind
    has the window.
    """
    told = events.select("who", "kind", "at").unique().with_columns(often=pl.len().over("kind"))
    ordered = told.sort(*BY, "often", "kind", descending=[False, False, True, False]).drop("often")
    happened, acts = ordered.filter(~IS_ACT), ordered.filter(IS_ACT)
    places = line(happened, "at")
    own = _joined(_alone(acts, places, length), length)
    cut = after(places, line(own, "begins")) - line(own, "begins")
    cap = pl.Series(cut.clip(max=LONGEST_MS)) * 1000
    own = own.with_columns(ends=pl.min_horizontal("ends", pl.col("begins") + cap.cast(pl.Duration("us"))))
    both = pl.concat([_joined(happened, length), own]).filter(pl.col("ends") > pl.col("begins"))
    return both.sort("who", "begins", "kind").with_row_index("episode")


def whole(windows: pl.DataFrame, since: datetime, until: datetime) -> pl.DataFrame:
    """Keep the windows that could be watched for their whole length, however early they were cut."""
    return windows.filter(pl.col("begins") >= since, pl.col("open_until") <= until)


def _alone(acts: pl.DataFrame, happened: Places, length: timedelta) -> pl.DataFrame:
    """Leave out what a customer did while the window of something that happened is open."""
    own = line(acts, "at")
    since = pl.Series(own - before(happened, own, or_at=True))
    return acts.filter(since > length // timedelta(milliseconds=1))


def _joined(events: pl.DataFrame, length: timedelta) -> pl.DataFrame:
    """Put events of one kind together that follow each other; cut each at what comes next."""
    is_same = pl.col("kind").eq(pl.col("kind").shift(1)) & pl.col("who").eq(pl.col("who").shift(1))
    is_soon = pl.col("at") - pl.col("at").shift(1) <= length
    run = (~(is_same & is_soon).fill_null(value=False)).cum_sum()
    runs = (
        events.with_columns(run=run)
        .group_by("who", "run")
        .agg(
            pl.col("kind").first(),
            begins=pl.col("at").min(),
            open_until=pl.col("at").max() + length,
            events=pl.len().cast(pl.Int64),
        )
        .sort("who", "run")
    )
    is_own = pl.col("who").eq(pl.col("who").shift(-1))
    following = pl.when(is_own).then(pl.col("begins").shift(-1))
    return runs.select(
        "who",
        "kind",
        is_act=IS_ACT,
        begins="begins",
        ends=pl.min_horizontal("open_until", following),
        open_until="open_until",
        events="events",
    )
