"""Find what customers come for next: after one topic another one, more often than before it.

The second contact could have been spared by answering both in the first. Each customer is compared with
himself, for who has many contacts, or a business line, has them before a contact as well as after it.
"""

from statistics import NormalDist

import polars as pl

from metrics.links import DAY_MS
from metrics.ratio import ratio
from metrics.repeats import starts_issue
from metrics.within import IDENTIFIED, RECONNECT, Within

MINIMUM_N, FEWEST = 30, 5
OF_PAIR = ("topic", "next_topic")


def starters(contacts: pl.LazyFrame, days: int = 7) -> pl.LazyFrame:
    """Keep the answered contacts that began an issue, whose window is over and in the data before as well."""
    is_after_window = pl.col("history_ms") >= days * DAY_MS
    return contacts.filter(starts_issue() & Within(days, "same").matured() & is_after_window)


def followers(contacts: pl.LazyFrame, days: int = 7, *, others: pl.LazyFrame | None = None) -> pl.LazyFrame:
    """List which other topics followed each starter within the window: contact_id, topic, next_topic.

    contacts are what `repeats.observed` gives; topics are topic families. others are the contacts to look for
    them in, the same ones by default; the last days of a period need those after it.
    """
    gap = pl.col("started_at") - pl.col("closed_at")
    return _beside(contacts, others, days, (gap > pl.duration(days=0)) & (gap <= pl.duration(days=days)))


def preceders(contacts: pl.LazyFrame, days: int = 7, *, others: pl.LazyFrame | None = None) -> pl.LazyFrame:
    """List which other topics came as long before each starter, in the same columns.

    The first days of a period need the contacts before it in `others`.
    """
    gap = pl.col("began_at") - pl.col("started_at")
    return _beside(contacts, others, days, (gap > pl.duration(days=0)) & (gap <= pl.duration(days=days)))


def _beside(contacts: pl.LazyFrame, others: pl.LazyFrame | None, days: int, is_near: pl.Expr) -> pl.LazyFrame:
    first = starters(contacts, days).select(
        "contact_id", "person", "closed_at", began_at="started_at", topic="topic_family"
    )
    around = contacts if others is None else others
    other = around.filter(IDENTIFIED & ~RECONNECT, pl.col("topic_family").is_not_null()).select(
        "person", "started_at", next_topic="topic_family"
    )
    both = first.join(other, on="person").filter(is_near, pl.col("topic") != pl.col("next_topic"))
    return both.select("contact_id", *OF_PAIR).unique()


def with_next_issue(contacts: pl.LazyFrame, days: int = 7) -> pl.LazyFrame:
    """Keep the starters, with has_next_issue: another topic followed within the window."""
    followed = followers(contacts, days).select("contact_id", has_next_issue=pl.lit(value=True)).unique()
    joined = starters(contacts, days).join(followed, on="contact_id", how="left", maintain_order="left")
    return joined.with_columns(pl.col("has_next_issue").fill_null(value=False))


def next_issue_rate() -> pl.Expr:
    """issues that another topic followed within w / issues."""
    followed = pl.col("has_next_issue")
    return ratio(followed.sum(), followed.count()).alias("next_issue_rate")


def pairs(
    contacts: pl.LazyFrame, days: int = 7, minimum_n: int = MINIMUM_N, *, others: pl.LazyFrame | None = None
) -> pl.DataFrame:
    """Compare how often each topic follows another with how often it came as long before it.

    others are the contacts to look for these in, the same ones by default: a period that is over needs those
    of `days` before and after it.

    One row per pair of at least minimum_n issues, 5 of them followed: topic, next_topic, share (a figure),
    usual (the share preceded), lift (share / usual, null where usual is 0) and is_above; the pairs above the
    usual beyond noise first. The test is McNemar's, of the same issues before and after (a case-crossover,
    Maclure 1991), at one in forty for all pairs together (Bonferroni).
    """
    sizes = _sizes(contacts, days)
    sides = [
        followers(contacts, days, others=others).with_columns(after=1, before=0),
        preceders(contacts, days, others=others).with_columns(after=0, before=1),
    ]
    seen = pl.concat(sides).group_by("contact_id", *OF_PAIR).agg(pl.col("after", "before").max())
    counts = seen.group_by(OF_PAIR).agg(
        pl.col("after", "before").sum(),
        changed=(pl.col("after") != pl.col("before")).sum().cast(pl.Int64),
    )
    return _judged(counts.join(sizes, on="topic").filter(pl.col("n") >= minimum_n).collect())


def is_enough(contacts: pl.LazyFrame, days: int = 7, minimum_n: int = MINIMUM_N) -> bool:
    """Tell whether any topic has issues enough to judge what follows them."""
    return bool(_sizes(contacts, days).select((pl.col("n") >= minimum_n).any()).collect().item())


def _sizes(contacts: pl.LazyFrame, days: int) -> pl.LazyFrame:
    return starters(contacts, days).group_by(topic="topic_family").agg(n=pl.len().cast(pl.Int64))


def _judged(counts: pl.DataFrame) -> pl.DataFrame:
    after, before, n = pl.col("after"), pl.col("before"), pl.col("n")
    beyond = NormalDist().inv_cdf(1 - 0.025 / max(counts.height, 1))
    found = counts.filter(after >= FEWEST).select(
        *OF_PAIR,
        share=ratio(after, n),
        usual=before / n,
        lift=pl.when(before > 0).then(after / before),
        is_above=after - before > beyond * pl.col("changed").sqrt(),
    )
    rate = pl.col("share").struct["value"]
    return found.sort("is_above", rate, *OF_PAIR, descending=[True, True, False, False])
