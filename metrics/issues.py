"""Follow an issue from contact to contact: what one person needs about one topic family.

An issue begins with a contact before which its person had none of that family for seven days, and ends before
the next such contact. Nothing of it is stored: chains are added up when they are read.
"""

from datetime import datetime, timedelta

import polars as pl

from metrics.intervals import of_mean
from metrics.links import WRITTEN
from metrics.ratio import as_minutes, figure
from metrics.repeats import IS_FIRST, QUIET_MS
from metrics.within import IDENTIFIED, RECONNECT

ISSUE = ("person", "topic_family", "issue_no")


def numbered(contacts: pl.LazyFrame) -> pl.LazyFrame:
    """Keep the contacts that belong to issues, with issue_no, issue_started_at and contact_no.

    contacts are what `repeats.observed` gives. An issue that may have begun before the data is left out. A
    reconnect after a drop has the number of the contact that was dropped. issue_no only tells issues apart.
    """
    known = contacts.filter(IDENTIFIED, pl.col("topic_family").is_not_null())
    rows = known.sort("person", "topic_family", "started_at", "contact_id")
    counted = (~RECONNECT).cum_sum().cast(pl.Int64)
    # Running sums over sorted rows: five times quicker than windows by person and topic.
    begun = rows.with_columns(begins=_begins(), counted=counted).with_columns(
        issue_no=pl.col("begins").cum_sum(),
        issue_started_at=_since_begin(pl.col("started_at")),
        history=_since_begin(pl.col("history_ms")),
        before=_since_begin(pl.col("counted") - (~RECONNECT).cast(pl.Int64)),
    )
    contact_no = (pl.col("counted") - pl.col("before")).clip(lower_bound=1)
    is_known = pl.col("history") >= QUIET_MS
    return (
        begun.filter(is_known)
        .with_columns(contact_no=contact_no)
        .drop("begins", "counted", "history", "before")
    )


def _begins() -> pl.Expr:
    """Mark the first contact of each issue, of two at one moment the first in order."""
    names = ("person", "topic_family")
    is_other = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift(1)) for name in names)
    return is_other | (IS_FIRST & (pl.col("started_at") != pl.col("started_at").shift(1)))


def _since_begin(value: pl.Expr) -> pl.Expr:
    """Carry what holds for the first contact of an issue to its other ones."""
    return pl.when("begins").then(value).forward_fill()


def told(legs: pl.LazyFrame) -> pl.LazyFrame:
    """Sum up legs for issues: contact_id, agents (a list), and what waiting and talking took.

    A part of which nothing is known adds nothing.
    """
    answered = (pl.col("outcome") == "answered") & pl.col("agent_id").is_not_null()
    return legs.group_by("contact_id").agg(
        agents=pl.col("agent_id").filter(answered).unique(),
        waited_ms=pl.col("wait_ms").sum(),
        talked_ms=(pl.col("talk_ms").fill_null(0) + pl.col("hold_ms").fill_null(0)).sum(),
    )


def issues(contacts: pl.LazyFrame, legs: pl.LazyFrame, as_of: datetime, days: int = 30) -> pl.LazyFrame:
    """Add up each issue: contact_id of its first contact, contacts, agents, channels and minutes.

    contacts are what `numbered` gives. Every issue is followed for as many days since it began, and one that
    began less long ago is left out: the long ones would be missing among the new. minutes are the
    customer's: menu, waiting and talking; the wait for a written answer is no time spent.
    """
    follow = timedelta(days=days)
    near = contacts.filter(
        pl.col("issue_started_at") <= _moment(as_of) - follow,
        pl.col("started_at") <= pl.col("issue_started_at") + follow,
    )
    return _added_up(near, legs)


def open_issues(
    contacts: pl.LazyFrame, legs: pl.LazyFrame, as_of: datetime, of: pl.LazyFrame
) -> pl.LazyFrame:
    """Add up each issue that is not over: the columns of `issues`, customer_id, since and last_at.

    contacts are what `numbered` gives, `of` some contact_id: only issues that hold one of them are kept. An
    issue is over when none of its contacts began in the seven days before as_of. Whatever it took by then
    counts.
    """
    last_at = pl.col("started_at").max().over(ISSUE)
    asked = of.select("contact_id", is_asked=pl.lit(value=True)).unique()
    near = contacts.filter(pl.col("started_at") <= _moment(as_of)).filter(
        last_at >= _moment(as_of) - timedelta(milliseconds=QUIET_MS)
    )
    marked = near.join(asked, on="contact_id", how="left", maintain_order="left")
    return _added_up(
        marked.filter(pl.col("is_asked").any().over(ISSUE)),
        legs,
        customer_id=pl.col("customer_id").drop_nulls().last(),
        since=pl.col("started_at").first(),
        last_at=pl.col("started_at").last(),
    )


def _moment(at: datetime) -> pl.Expr:
    return pl.lit(at).cast(pl.Datetime("us", "UTC"))


def _added_up(contacts: pl.LazyFrame, legs: pl.LazyFrame, **more: pl.Expr) -> pl.LazyFrame:
    waited = pl.when(~pl.col("channel").is_in(WRITTEN)).then("waited_ms").fill_null(0)
    spent = pl.col("menu_ms").fill_null(0) + waited + pl.col("talked_ms").fill_null(0)
    joined = contacts.join(told(legs), on="contact_id", how="left", maintain_order="left")
    return joined.group_by(ISSUE, maintain_order=True).agg(
        pl.col("contact_id").first(),
        contacts=pl.col("contact_no").max(),
        agents=pl.col("agents").explode().drop_nulls().n_unique(),
        channels=pl.col("channel").n_unique(),
        spent_ms=spent.sum(),
        **more,
    )


def contacts_per_issue() -> pl.Expr:
    """Σ contacts / issues."""
    return _mean(pl.col("contacts")).alias("contacts_per_issue")


def agents_told() -> pl.Expr:
    """Σ agents who heard the story / issues."""
    return _mean(pl.col("agents")).alias("agents_told")


def channels_crossed() -> pl.Expr:
    """Σ channels that the issue took / issues."""
    return _mean(pl.col("channels")).alias("channels_crossed")


def minutes_per_issue() -> pl.Expr:
    """Σ minutes of the customer / issues."""
    return _mean(as_minutes(pl.col("spent_ms"))).alias("minutes_per_issue")


def _mean(amount: pl.Expr) -> pl.Expr:
    total, n = amount.sum().cast(pl.Float64), amount.count()
    low, high = of_mean(total, (amount.cast(pl.Float64) ** 2).sum(), n)
    return figure(pl.when(n > 0).then(total / n), total, n, low.clip(lower_bound=0), high)
