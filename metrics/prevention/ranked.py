"""Rank the kinds of events by how many contacts follow them above the usual."""

from collections.abc import Sequence

import polars as pl

from metrics import intervals
from metrics.prevention.excess import HEADLINE, Followed
from metrics.ratio import figure, ratio

LEAST = 30  # windows, under which nothing is judged (DEFINITIONS 0.4)
LEAST_CONTACTS = 10  # after events, and usual, together: of fewer a normal interval says nothing
KEYS = ["kind", "hours"]
ABOVE, N, WEEKS = pl.col("above"), pl.col("matched"), pl.col("weeks")


def ranked(found: Followed) -> pl.DataFrame:
    """Sum up by kind and hours, what is most above the usual within a day first.

    Columns: kind, hours, weeks, events, windows, unmatched (windows with nothing to hold them against, which
    are in no other figure), matched, people, contacts, usual, followed (figure: windows with a contact /
    matched),
    each (contacts above the usual per window) with each_low and each_high, a_week with a_week_low and
    a_week_high, topic (the family most above the usual) with topic_a_week, is_judged and is_clear: there is
    enough of both, and it is above the usual beyond chance, all kinds and hours being looked at (Bonferroni).
    """
    rows = found.windows
    every = rows.group_by(KEYS).agg(
        events=pl.col("events").sum(),
        windows=pl.len().cast(pl.Int64),
        unmatched=pl.col("usual").is_null().sum().cast(pl.Int64),
        weeks=pl.col("weeks").first(),
    )
    summed = every.join(_sums(rows, KEYS).drop("weeks"), on=KEYS, how="left").with_columns(
        pl.col("matched", "people", "contacts").fill_null(0)
    )
    told = summed.join(_topics(found.topics), on=KEYS, how="left").with_columns(_figures(every.height))
    told = told.with_columns(topic_a_week=pl.col("topic_above") / WEEKS)
    by_day = pl.col("a_week").filter(pl.col("hours") == HEADLINE).first().over("kind")
    ordered = told.sort(by_day, "kind", "hours", descending=[True, False, False], nulls_last=True)
    return ordered.drop("above", "squares", "mixed", "sizes", "any", "topic_above")


def _topics(topics: pl.DataFrame) -> pl.DataFrame:
    """The topic that is most above the usual, where any is."""
    known = topics.filter(pl.col("topic_family").is_not_null(), pl.col("above") > 0)
    first = known.sort("above", "topic_family", descending=[True, False]).group_by(KEYS, maintain_order=True)
    return first.first().select(*KEYS, topic="topic_family", topic_above="above")


def saved(found: Followed, by: Sequence[str] = ()) -> pl.DataFrame:
    """Sum up by any of kind and hours the contacts a week above the usual: by, sorted, contacts_prevented.

    Within one number of hours each contact is counted once, with one kind, so that kinds add up. A kind that
    is followed by no more than the usual saves nothing, and takes nothing from the others.
    """
    sums = _sums(found.windows if "kind" in by else _saving(found.windows), by)
    low, high = (end / WEEKS for end in intervals.of_total(ABOVE, pl.col("squares")))
    value, least, most = (one.clip(lower_bound=0) for one in (ABOVE / WEEKS, low, high))
    each = (pl.when(N > 0).then(one) for one in (value, value * WEEKS, WEEKS, least, most))
    told = figure(*each).alias("contacts_prevented")
    return sums.select(*by, told).sort(by) if by else sums.select(told)


def _saving(rows: pl.DataFrame) -> pl.DataFrame:
    """Let kinds that are followed by no more than the usual count as if by exactly that."""
    above = (pl.col("contacts") - pl.col("usual")).sum().over(KEYS)
    return rows.with_columns(contacts=pl.when(above > 0).then("contacts").otherwise("usual"))


def _sums(rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Add up windows by person first, whose windows hang together."""
    known = rows.filter(pl.col("usual").is_not_null())
    of_person = known.group_by(*by, "person").agg(
        matched=pl.len().cast(pl.Int64),
        any=(pl.col("contacts") > 0).sum().cast(pl.Int64),
        contacts=pl.col("contacts").sum(),
        usual=pl.col("usual").sum(),
        weeks=pl.col("weeks").first(),
    )
    own = pl.col("contacts") - pl.col("usual")
    n = pl.col("matched").cast(pl.Float64)
    sums = (
        pl.col("matched", "any", "contacts", "usual").sum(),
        pl.len().cast(pl.Int64).alias("people"),
        own.sum().alias("above"),
        (own**2).sum().alias("squares"),
        (own * n).sum().alias("mixed"),
        (n**2).sum().alias("sizes"),
        pl.col("weeks").max(),
    )
    return of_person.group_by(by).agg(sums) if by else of_person.select(sums)


def _figures(comparisons: int) -> list[pl.Expr]:
    mean = pl.when(N > 0).then(ABOVE / N)
    spread = (pl.col("squares") - 2 * mean * pl.col("mixed") + mean**2 * pl.col("sizes")).clip(lower_bound=0)
    people = pl.col("people")
    error = pl.when(people > 1).then((spread * people / (people - 1)).sqrt() / N)
    low, high = intervals.of_total(ABOVE, pl.col("squares"))
    is_judged = (N >= LEAST) & (pl.col("contacts") + pl.col("usual") >= LEAST_CONTACTS)
    is_clear = is_judged & (mean - intervals.any_of(comparisons) * error > 0).fill_null(value=False)
    return [
        ratio(pl.col("any"), N).alias("followed"),
        mean.alias("each"),
        (mean - intervals.Z * error).alias("each_low"),
        (mean + intervals.Z * error).alias("each_high"),
        (ABOVE / WEEKS).alias("a_week"),
        (low / WEEKS).alias("a_week_low"),
        (high / WEEKS).alias("a_week_high"),
        is_judged.alias("is_judged"),
        is_clear.alias("is_clear"),
    ]
