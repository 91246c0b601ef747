"""Find what customers come for next: after one topic another one, more often than usual.

The second contact could have been spared by answering both in the first.
"""

from statistics import NormalDist

import polars as pl

from metrics.ratio import ratio
from metrics.repeats import IDENTIFIED, Within, starts_issue

MINIMUM_N, FEWEST = 30, 5
OF_PAIR = ("topic", "next_topic")


def starters(contacts: pl.LazyFrame, days: int = 7) -> pl.LazyFrame:
    """Keep the answered contacts that began an issue and whose window is over."""
    return contacts.filter(starts_issue() & Within(days, "same").matured())


def followers(contacts: pl.LazyFrame, days: int = 7) -> pl.LazyFrame:
    """List which other topics followed each starter within the window: contact_id, topic, next_topic.

    contacts are what `repeats.observed` gives; topics are topic families.
    """
    first = starters(contacts, days).select("contact_id", "person", "closed_at", topic="topic_family")
    then = contacts.filter(IDENTIFIED & ~pl.col("is_reconnect"), pl.col("topic_family").is_not_null()).select(
        "person", "started_at", next_topic="topic_family"
    )
    gap = pl.col("started_at") - pl.col("closed_at")
    in_time = (gap > pl.duration(days=0)) & (gap <= pl.duration(days=days))
    both = first.join(then, on="person").filter(in_time, pl.col("topic") != pl.col("next_topic"))
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


def pairs(contacts: pl.LazyFrame, days: int = 7, minimum_n: int = MINIMUM_N) -> pl.DataFrame:
    """Compare how often each topic follows another with how often it follows the rest.

    One row per pair of at least minimum_n issues and 5 followed: topic, next_topic, share (a figure), usual,
    lift (share / usual, null where usual is 0) and is_above, the pairs above the usual beyond noise first.
    The test is that of two proportions, pooled, at one in forty for all pairs together (Bonferroni).
    """
    sizes = starters(contacts, days).group_by(topic="topic_family").agg(n=pl.len().cast(pl.Int64)).collect()
    seen = followers(contacts, days).group_by(OF_PAIR).agg(x=pl.len().cast(pl.Int64)).collect()
    of_next = sizes.select(next_topic="topic", n_next="n")
    nexts = seen.select("next_topic").unique().join(of_next, on="next_topic", how="left")
    whole = sizes.join(nexts.fill_null(0), how="cross").filter(pl.col("topic") != pl.col("next_topic"))
    total = sizes["n"].sum()
    counts = whole.join(seen, on=OF_PAIR, how="left").with_columns(pl.col("x").fill_null(0))
    counts = counts.with_columns(
        rest=total - pl.col("n") - pl.col("n_next"), x_rest=pl.col("x").sum().over("next_topic") - pl.col("x")
    )
    return _judged(counts.filter(pl.col("n") >= minimum_n, pl.col("rest") > 0))


def _judged(counts: pl.DataFrame) -> pl.DataFrame:
    share, usual = pl.col("x") / pl.col("n"), pl.col("x_rest") / pl.col("rest")
    pooled = (pl.col("x") + pl.col("x_rest")) / (pl.col("n") + pl.col("rest"))
    error = (pooled * (1 - pooled) * (1 / pl.col("n") + 1 / pl.col("rest"))).sqrt()
    beyond = NormalDist().inv_cdf(1 - 0.025 / max(counts.height, 1))
    found = counts.filter(pl.col("x") >= FEWEST).select(
        *OF_PAIR,
        share=ratio(pl.col("x"), pl.col("n")),
        usual=usual,
        lift=pl.when(pl.col("x_rest") > 0).then(share / usual),
        is_above=(share - usual > beyond * error).fill_null(value=False),
    )
    rate = pl.col("share").struct["value"]
    return found.sort("is_above", rate, *OF_PAIR, descending=[True, True, False, False])
