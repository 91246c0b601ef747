"""How large the planted stories look in the rows that the demo hands over, and how sure that is.

Nothing here reads a hidden column; where a story takes place is known from `truth`.
"""

from dataclasses import dataclass
from datetime import date
from math import exp, sqrt

import numpy as np
import polars as pl

from connectors.demo.cuts import Tables
from connectors.demo.queues import BUSINESS
from connectors.demo.truth import Truth
from tests.connectors.demo.centre import local

ANSWERED = pl.col("outcome") == "answered"
CUT_MS, PRIOR, LEAST = 10_000, 0.15, 10
SATISFIED = (pl.col("score") - pl.col("scale_min")) / (pl.col("scale_max") - pl.col("scale_min")) >= 0.75


@dataclass(frozen=True)
class Seen:
    """A size as the rows show it, with its standard error and the number of cases behind it."""

    value: float
    error: float
    n: int


def share(rows: pl.DataFrame, is_so: pl.Expr) -> Seen:
    """The share of rows, with the error that one row more or less keeps from being 0."""
    n = rows.height
    found = rows.select(is_so.fill_null(value=False).sum()).item()
    near = (found + 1) / (n + 2)
    return Seen(found / max(n, 1), sqrt(near * (1 - near) / max(n, 1)), n)


def last_legs(rows: Tables) -> pl.DataFrame:
    """Each contact with its last visit; `day` is the local one of its beginning."""
    last = rows["legs"].sort("leg_no").group_by("contact_id").last()
    kept = rows["contacts"].drop("ended_at").with_columns(day=local("started_at").dt.date())
    return kept.join(last.drop("source", "version"), on="contact_id")


def odds(rows: pl.DataFrame, what: pl.Expr, among: list[str]) -> Seen:
    """By how much `what` moves the log odds of a satisfied customer, all else in `among` alike."""
    known = rows.filter(pl.col("kind") != "resolved").drop_nulls("score")
    groups = known.select("kind", *among).to_dummies().cast(pl.Float64).to_numpy()
    x = np.column_stack([known.select(what.cast(pl.Float64)).to_numpy()[:, 0], groups])
    y = known.select(SATISFIED.cast(pl.Float64)).to_numpy()[:, 0]
    guess, penalty = np.zeros(x.shape[1]), PRIOR * np.eye(x.shape[1])
    for _n in range(30):
        likely = 1 / (1 + np.exp(-x @ guess))
        bend = (x * (likely * (1 - likely))[:, None]).T @ x + penalty
        guess = guess + np.linalg.solve(bend, x.T @ (y - likely) - penalty @ guess)
    return Seen(float(guess[0]), float(np.sqrt(np.linalg.inv(bend)[0, 0])), known.height)


# Where contacts go.


def stale_records(rows: Tables, told: Truth) -> Seen:
    businesses = rows["customers"].unique("customer_id").filter(segment="business")
    return share(businesses, pl.col("home_queue") == told.queue(told.stories.stale.queue))


def sent_wrongly(rows: Tables, told: Truth) -> Seen:
    """Of the calls of businesses that are recognised, those that begin where a record that is wrong says."""
    ours = businesses_calls(rows)
    wrong = (pl.col("entry_queue") == pl.col("home_queue")) & (pl.col("home_queue") != BUSINESS)
    people = ours.group_by("customer_id").agg(n=pl.len(), wrong=wrong.sum())
    value = people["wrong"].sum() / ours.height
    spread = people.select(((pl.col("wrong") - value * pl.col("n")) ** 2).sum()).item()
    return Seen(value, sqrt(spread + 1) / ours.height, ours.height)  # calls of one business are not many


def businesses_calls(rows: Tables) -> pl.DataFrame:
    """Calls that the menu recognises, with the queue that the record names."""
    known = rows["customers"].unique("customer_id").select("customer_id", "home_queue")
    return last_legs(rows).filter(menu_path="recognised").join(known, on="customer_id")


def misled(rows: Tables, told: Truth) -> Seen:
    """Of those who mean a topic, as the option they chose says, who chose the one that leads elsewhere."""
    option = told.stories.option
    meant = f"{told.centre.queues[option.owner].branch}>{option.topic.lower()}"
    path = pl.col("menu_path").fill_null("")
    chose = rows["contacts"].filter(path.str.ends_with(meant) | path.str.ends_with(option.path))
    return share(chose, path.str.ends_with(option.path))


# Work: how many are planned, how long it takes.


def not_planned(rows: Tables, told: Truth) -> Seen:
    short = told.stories.weekday
    plans = (
        rows["staffing"].filter(queue=told.queue(short.queue)).with_columns(day=local("starts_at").dt.date())
    )
    days = plans.group_by("day").agg(pl.col("scheduled").sum()).with_columns(at=_is_on(short.weekday))
    ours = days.filter("at")["scheduled"].mean()
    others = days.filter(~pl.col("at"), pl.col("day").dt.weekday().is_in([1, 2, 3]))["scheduled"].mean()
    return Seen(1 - ours / others, 0.01, days.height)  # shifts differ a little in their breaks


def waits(rows: Tables, told: Truth) -> Seen:
    """How many times as long people wait on the weekday as on the days beside it."""
    short = told.stories.weekday
    visits = rows["legs"].filter(queue=told.queue(short.queue)).with_columns(day=local("queued_at").dt.date())
    near = visits.filter(pl.col("day").dt.weekday().is_in([1, 2, 3])).with_columns(at=_is_on(short.weekday))
    days = near.group_by("day", "at").agg(wait=pl.col("wait_ms").mean() / 1000)
    ours, others = (days.filter(at=is_on)["wait"] for is_on in (True, False))
    spread = sqrt(
        ours.var() / ours.len() / ours.mean() ** 2 + others.var() / others.len() / others.mean() ** 2
    )
    return Seen(ours.mean() / others.mean(), spread * ours.mean() / others.mean(), near.height)


def _is_on(weekday: int) -> pl.Expr:
    return pl.col("day").dt.weekday() == weekday + 1


def longer_talk(rows: Tables, told: Truth) -> Seen:
    return talk_since(rows, told.stories.longer.topic, told.stories.longer.since)


def helped_talk(rows: Tables, told: Truth) -> Seen:
    return talk_since(rows, told.stories.helped.topic, told.stories.helped.since)


def idle_talk(rows: Tables, told: Truth) -> Seen:
    return talk_since(rows, told.stories.idle.topic, told.stories.idle.since)


def talk_since(rows: Tables, topic: str, since: date) -> Seen:
    """How many times as long talks take since a day: the logarithms' difference, each queue for itself."""
    about = last_legs(rows).filter(ANSWERED, pl.col("talk_ms") > CUT_MS, topic=topic, direction="inbound")
    parts = (
        about.group_by("queue", after=pl.col("day") >= since)
        .agg(mean=pl.col("talk_ms").log().mean(), var=pl.col("talk_ms").log().var() / pl.len(), n=pl.len())
        .filter(pl.col("n") >= LEAST)  # of two talks nobody knows how much they vary
    )
    both = parts.filter("after").join(parts.filter(~pl.col("after")), on="queue")
    weighed = both.select(
        by=pl.col("mean") - pl.col("mean_right"), weight=1 / (pl.col("var") + pl.col("var_right"))
    )
    total = weighed["weight"].sum()
    ratio = exp((weighed["by"] * weighed["weight"]).sum() / total)
    return Seen(ratio, ratio / sqrt(total), about.height)
