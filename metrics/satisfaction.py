"""Measure what customers say when they are asked: one row per invitation, anchored to its contact's start.

Only valid answers count: the score lies on a scale that is known. What is missing is never filled in.
Definitions: DEFINITIONS.md 5.
"""

import polars as pl

from metrics.contact_number import SATISFIED_FROM
from metrics.intervals import Z
from metrics.parts import Of, Part, total
from metrics.ratio import figure, ratio
from metrics.said_solved import YES_FROM

KINDS = ("csat", "nps", "ces", "resolved")
PROMOTER_FROM, DETRACTOR_UP_TO = 9, 6  # of 0 to 10
EASY_FROM = 5  # of 1 to 7

RESPONDED = pl.col("answered_at").is_not_null()
_LOW, _HIGH, _SCORE = pl.col("scale_min"), pl.col("scale_max"), pl.col("score")
ON_SCALE = (RESPONDED & (_HIGH > _LOW) & _SCORE.is_between(_LOW, _HIGH)).fill_null(value=False)


def _is(kind: str, low: float | None = None, high: float | None = None) -> pl.Expr:
    """Mark the valid answers to one kind of question, of some only on the one scale that it is defined on."""
    valid = (pl.col("kind") == kind) & ON_SCALE
    return valid if low is None or high is None else valid & (low == _LOW) & (high == _HIGH)


CSAT, SOLVED, NPS, CES = _is("csat"), _is("resolved"), _is("nps", 0, 10), _is("ces", 1, 7)
VALID = CSAT | SOLVED | NPS | CES
PLACE = (_SCORE - _LOW) / (_HIGH - _LOW)  # on the scale, 0 to 1
SATISFIED = CSAT & (PLACE >= SATISFIED_FROM)
PROMOTER, DETRACTOR = NPS & (_SCORE >= PROMOTER_FROM), NPS & (_SCORE <= DETRACTOR_UP_TO)
EASY = CES & (_SCORE >= EASY_FROM)
SAID_YES = SOLVED & (PLACE > YES_FROM)

SUMS: dict[str, Part] = {
    "invitations": lambda _: total(pl.col("kind").is_not_null()),
    "responses": lambda _: total(RESPONDED),
    "csat_answers": lambda _: total(CSAT),
    "satisfied": lambda _: total(SATISFIED),
    "nps_answers": lambda _: total(NPS),
    "promoters": lambda _: total(PROMOTER),
    "detractors": lambda _: total(DETRACTOR),
    "ces_answers": lambda _: total(CES),
    "easy": lambda _: total(EASY),
    "solved_answers": lambda _: total(SOLVED),
    "said_solved": lambda _: total(SAID_YES),
}


def csat(of: Of) -> pl.Expr:
    """satisfied / valid answers."""
    return ratio(of("satisfied"), of("csat_answers"))


def ces(of: Of) -> pl.Expr:
    """5 to 7 of 7 / valid answers."""
    return ratio(of("easy"), of("ces_answers"))


def solved_rate(of: Of) -> pl.Expr:
    """yes / valid answers."""
    return ratio(of("said_solved"), of("solved_answers"))


def response_rate(of: Of) -> pl.Expr:
    """answers, valid or not / invitations."""
    return ratio(of("responses"), of("invitations"))


def nps(of: Of) -> pl.Expr:
    """(promoters − detractors) / n, −1 to 1, with the normal interval of Var = [(P + D)/n − NPS²]/n."""
    n = of("nps_answers").cast(pl.Float64)
    more = (of("promoters") - of("detractors")).cast(pl.Float64)
    taken = (of("promoters") + of("detractors")).cast(pl.Float64)
    value = pl.when(n > 0).then(more / n)
    half = Z * ((taken / n - value**2).clip(lower_bound=0) / n).sqrt()
    low, high = (pl.when(n > 0).then(end.clip(-1, 1)) for end in (value - half, value + half))
    return figure(value, more, n, low, high)


def invalid(rows: pl.LazyFrame) -> pl.DataFrame:
    """Count by kind the answers that count nowhere: kind, off_scale (the score), unknown_scale."""
    unknown = _LOW.is_null() | _HIGH.is_null() | (_HIGH <= _LOW)
    bad = rows.filter(RESPONDED & ~VALID.fill_null(value=False))
    other = (
        (pl.col("kind") == "nps") & ((_LOW != 0) | (_HIGH != 10)),
        (pl.col("kind") == "ces") & ((_LOW != 1) | (_HIGH != 7)),
    )
    is_scale = (unknown | other[0] | other[1]).fill_null(value=True)
    return (
        bad.group_by("kind")
        .agg(unknown_scale=is_scale.sum(), off_scale=(~is_scale).sum())
        .sort("kind")
        .collect()
    )
