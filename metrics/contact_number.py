"""Measure how satisfaction changes with the contact's number in its issue: the first, the second, the third.

Only answers about the same topic on the same channel are compared, since what people call about again is not
what they call about once.
"""

from dataclasses import dataclass
from typing import Literal

import polars as pl

from language import marked
from metrics.intervals import Z
from metrics.ratio import figure, ratio

MOST = 5  # the fifth contact and later ones are one group
FEWEST_ANSWERS, FEWEST_LATER = 30, 10
CELL = ("topic_family", "channel")
SATISFIED_FROM = 0.75
NO_ERROR = 1e-9
DRAWN = 2  # answers: measured in Mantel-Haenszel cells of one or two, 92 to 95 % of intervals hold, else 79
Reason = Literal["no answers", "few answers", "no overlap", "no variation"]
REFUSALS: dict[Reason, str] = {
    "no answers": marked("Nobody has rated a contact whose number in its issue is known."),
    "few answers": marked("Too few second and later contacts were rated to tell what they cost."),
    "no overlap": marked("First and later contacts were never rated for one topic on one channel."),
    "no variation": marked("All who rated their contact said the same."),
}


@dataclass(frozen=True)
class PerContact:
    """Hold by how much the share of satisfied changes with each further contact, or why nobody can say.

    points are of 1 (-.05 is five points fewer); n answers could be compared, later of them about a second
    or later contact.
    """

    points: float | None
    low: float | None
    high: float | None
    n: int
    later: int
    reason: Reason | None = None


def said(surveys: pl.LazyFrame, kind: str) -> pl.LazyFrame:
    """Keep the valid answers to one kind of question: contact_id and share of the scale, one per contact."""
    share = (pl.col("score") - pl.col("scale_min")) / (pl.col("scale_max") - pl.col("scale_min"))
    valid = surveys.filter(
        (pl.col("kind") == kind) & pl.col("answered_at").is_not_null(), share.is_between(0, 1)
    )
    last = valid.sort("answered_at", "survey_id").group_by("contact_id", maintain_order=True).last()
    return last.select("contact_id", share=share)


def answered(surveys: pl.LazyFrame) -> pl.LazyFrame:
    """Keep the valid answers to questions for satisfaction: contact_id and is_satisfied, one per contact."""
    return said(surveys, "csat").select("contact_id", is_satisfied=pl.col("share") >= SATISFIED_FROM)


def rated(contacts: pl.LazyFrame, surveys: pl.LazyFrame) -> pl.DataFrame:
    """Put answers beside contacts that `issues.numbered` gives: person, the cell, number, is_satisfied."""
    number = pl.col("contact_no").clip(upper_bound=MOST).cast(pl.Int64)
    joined = contacts.join(answered(surveys), on="contact_id")
    return joined.select("person", *CELL, "is_satisfied", number=number).collect()


def by_number(rows: pl.DataFrame) -> pl.DataFrame:
    """Tell the satisfaction of each contact number: number, csat and difference, a figure each.

    rows are what `rated` gives. difference is that to first contacts of the same topic and channel, the
    cells weighted as Mantel and Haenszel do; no value where no cell holds both. Its variance is that of the
    weighted shares (Greenland and Robins 1985), each drawn as if DRAWN more answers had been as all of that
    number are (after Agresti and Caffo 2000, who draw to one half): a cell of one answer, or of answers that
    all say the same, is not certain.
    """
    satisfied = pl.col("is_satisfied")
    plain = rows.group_by("number").agg(csat=ratio(satisfied.sum(), satisfied.count()))
    cells = rows.group_by(*CELL, "number").agg(n=pl.len().cast(pl.Float64), p=satisfied.mean())
    cells = cells.with_columns(spread=_spread())
    first = cells.filter(number=1).select(*CELL, n_first="n", p_first="p", spread_first="spread")
    both = cells.filter(pl.col("number") > 1).join(first, on=CELL, nulls_equal=True)
    differences = both.group_by("number").agg(difference=_difference())
    return plain.join(differences, on="number", how="left").sort("number")


def _spread() -> pl.Expr:
    n, yes = pl.col("n"), pl.col("n") * pl.col("p")
    whole = (yes.sum().over("number") + 1) / (n.sum().over("number") + DRAWN)
    drawn = (yes + DRAWN * whole) / (n + DRAWN)
    return drawn * (1 - drawn) / n


def _difference() -> pl.Expr:
    n, p, n_first, p_first = (pl.col(name) for name in ("n", "p", "n_first", "p_first"))
    weight = n * n_first / (n + n_first)
    value = (weight * (p - p_first)).sum() / weight.sum()
    spread = pl.col("spread") + pl.col("spread_first")
    half = Z * (weight**2 * spread).sum().sqrt() / weight.sum()
    return figure(value, (weight * (p - p_first)).sum(), weight.sum(), value - half, value + half)


def per_contact(rows: pl.DataFrame) -> PerContact:
    """Estimate how many points each further contact costs, within topic and channel.

    rows are what `rated` gives. A linear probability model with a level of its own for every cell (the
    within estimator; Wooldridge, Introductory Econometrics, 14.1); its error allows for answers of one
    person that resemble each other (Liang and Zeger 1986). Refuses where no cell holds different contact
    numbers, fewer than 30 answers are in such cells, fewer than 10 of them are about a later contact, or all
    say the same.
    """
    own = rows.with_columns(y=pl.col("is_satisfied").cast(pl.Float64))
    level = (pl.col(name) - pl.col(name).mean().over(CELL) for name in ("number", "y"))
    near = own.with_columns(level).filter((pl.col("number") != 0).any().over(CELL))
    later = rows.join(near.select(CELL).unique(), on=CELL, how="semi", nulls_equal=True)
    n, more = near.height, later.filter(pl.col("number") > 1).height
    if (reason := _refusal(rows.height, n, more)) is not None:
        return PerContact(None, None, None, n, more, reason)
    return _slope(near, more)


def _refusal(answers: int, n: int, later: int) -> Reason | None:
    if answers == 0:
        return "no answers"
    if n == 0:
        return "no overlap"
    return "few answers" if n < FEWEST_ANSWERS or later < FEWEST_LATER else None


def _slope(near: pl.DataFrame, later: int) -> PerContact:
    squares = near.select((pl.col("number") ** 2).sum()).item()
    points = near.select((pl.col("number") * pl.col("y")).sum()).item() / squares
    pull = pl.col("number") * (pl.col("y") - points * pl.col("number"))
    people = near.group_by("person").agg(pull.sum().alias("pull"))
    spread = (pl.col("pull") ** 2).sum() * (pl.len() / (pl.len() - 1))
    half = Z * people.select(spread.sqrt()).item() / squares
    if half < NO_ERROR:
        return PerContact(None, None, None, near.height, later, "no variation")
    return PerContact(points, points - half, points + half, near.height, later)
