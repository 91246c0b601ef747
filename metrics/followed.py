"""Follow up what was opened: was somebody called in time, and did the customer turn?

A call counts as made when a person marked that the customer was reached, or when the data tell of a call of
ours that was answered, after the follow-up was opened and about the same. Whether a customer turned is asked
of the 14 days after the call was due, whoever was called, so that both sides are looked at for as long.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from metrics.parts import Of, Part, total
from metrics.ratio import ratio

REACHED = ("works", "still_broken")
OUTCOMES = (*REACHED, "not_reached", "not_needed")
TURNED_IN = timedelta(days=14)
CALLED_FOR = timedelta(days=14)  # a call so long after it was due is about something else
TO_DO = ("overdue", "due_today", "open")
STATES = (*TO_DO, "in_time", "late", "not_reached", "let_be")
INSTANT = pl.Datetime("us", "UTC")
_STATE, _DUE = pl.col("state"), pl.col("due_at")


@dataclass(frozen=True)
class Happened:
    """What happened to customers: our calls, their own contacts, their answers, and who left.

    calls hold person, topic_family, started_at and answered_at (null where nobody was reached); contacts
    person, topic_family and started_at; answers person, question, answered_at, place (on the scale, 0 to 1)
    and is_low; left person and left_at.
    """

    calls: pl.LazyFrame
    contacts: pl.LazyFrame
    answers: pl.LazyFrame
    left: pl.LazyFrame


def followed(followups: pl.LazyFrame, happened: Happened, as_of: datetime, zone: str) -> pl.LazyFrame:
    """Add called_at, tried_at, made_at, made_by (person, data), state, is_due and turned, as of an instant.

    followups hold id, person, topic_family, opened_at, due_at, done_at, outcome, and of the low answer
    question and place. is_due says whether it is judged: due by as_of and not closed as not needed.
    """
    now = pl.lit(as_of).cast(INSTANT)
    rows = followups.join(_calls(followups, happened.calls), on="id", how="left")
    marked = pl.when(pl.col("outcome").is_in(REACHED)).then("done_at")
    by = pl.when(marked.is_not_null()).then(pl.lit("person"))
    made = rows.with_columns(
        made_at=pl.min_horizontal(marked, "called_at"),
        made_by=by.when(pl.col("called_at").is_not_null()).then(pl.lit("data")),
    )
    told = made.with_columns(state=_state(now, zone))
    judged = told.with_columns(is_due=(now >= _DUE) & (_STATE != "let_be"))
    return _with_turned(judged, happened, now)


def _calls(followups: pl.LazyFrame, calls: pl.LazyFrame) -> pl.LazyFrame:
    """Find our calls about the same, or about what nobody knows: id, called_at, tried_at."""
    ours = calls.select("person", "answered_at", about="topic_family", at="started_at")
    asked = followups.select("id", "person", "topic_family", "opened_at", "due_at")
    met = asked.filter(pl.col("person").is_not_null()).join(ours, on="person")
    near = (pl.col("at") > pl.col("opened_at")) & (pl.col("at") <= _DUE + CALLED_FOR)
    same = (pl.col("about") == pl.col("topic_family")).fill_null(value=True)
    unanswered = pl.col("answered_at").is_null()
    return (
        met.filter(near, same)
        .group_by("id")
        .agg(called_at=pl.col("answered_at").min(), tried_at=pl.col("at").filter(unanswered).min())
    )


def _state(now: pl.Expr, zone: str) -> pl.Expr:
    made, outcome = pl.col("made_at"), pl.col("outcome")
    day = _DUE.dt.convert_time_zone(zone).dt.date()
    return (
        pl.when(made <= _DUE)
        .then(pl.lit("in_time"))
        .when(made.is_not_null())
        .then(pl.lit("late"))
        .when(outcome == "not_needed")
        .then(pl.lit("let_be"))
        .when(outcome.is_not_null())
        .then(pl.lit("not_reached"))
        .when(now > _DUE)
        .then(pl.lit("overdue"))
        .when(day == now.dt.convert_time_zone(zone).dt.date())
        .then(pl.lit("due_today"))
        .otherwise(pl.lit("open"))
    )


def _with_turned(rows: pl.LazyFrame, happened: Happened, now: pl.Expr) -> pl.LazyFrame:
    """Say of each follow-up that was due 14 days ago whether its customer turned; null where nobody knows.

    Who came again about the same, left, or answered no better, has not. Better is higher on its scale than
    the low answer, and after anything else not low. What a contact without a topic was about is not known.
    """
    about, question = pl.col("about"), pl.col("question")
    of = rows.select("id", "person", "due_at", "topic_family", "question", "place")
    came = _after(of, happened.contacts.select("person", about="topic_family", at="started_at"))
    is_again = (about == pl.col("topic_family")).any(ignore_nulls=False)
    again = came.group_by("id").agg(is_again=is_again, came=pl.len())
    asked = happened.answers.select("person", "is_low", at="answered_at", asked="question", then="place")
    said = _after(of, asked)
    is_higher = pl.when(question == pl.col("asked")).then(pl.col("then") > pl.col("place"))
    is_better = is_higher.fill_null(~pl.col("is_low")).sort_by("at").first()
    better = said.group_by("id").agg(is_better=is_better)
    by_then = of.join(happened.left, on="person").filter(pl.col("left_at") <= _DUE + TURNED_IN)
    gone = by_then.group_by("id").agg(is_gone=pl.lit(value=True))
    whole = rows
    for found in (again, better, gone):
        whole = whole.join(found, on="id", how="left")
    is_over = now >= _DUE + TURNED_IN
    turned = pl.when(is_over & pl.col("person").is_not_null()).then(_turned())
    return whole.with_columns(turned=turned).drop("is_again", "came", "is_better", "is_gone")


def _turned() -> pl.Expr:
    not_better = pl.col("is_better").eq(other=False).fill_null(value=False)
    bad = pl.col("is_gone").fill_null(value=False) | pl.col("is_again").fill_null(value=False) | not_better
    unknown = pl.col("came").is_not_null() & pl.col("is_again").is_null()
    return pl.when(bad).then(pl.lit(value=False)).when(~unknown).then(pl.lit(value=True))


def _after(rows: pl.LazyFrame, happened: pl.LazyFrame) -> pl.LazyFrame:
    """Keep what happened to each person in the 14 days after the call was due."""
    met = rows.join(happened, on="person")
    return met.filter(pl.col("at") > _DUE, pl.col("at") <= _DUE + TURNED_IN)


SUMS: dict[str, Part] = {
    "followups_in_time": lambda _: total((_STATE == "in_time") & pl.col("is_due")),
    "followups_due": lambda _: total(pl.col("is_due")),
}


def followup_rate(of: Of) -> pl.Expr:
    """Made in time / due so far."""
    return ratio(of("followups_in_time"), of("followups_due"))
