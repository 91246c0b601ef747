"""Evidence in what customers answered when they were asked how satisfied they are: the last valid answers.

A valid answer, satisfied and yes are those of `metrics.satisfaction`. On a scale of five, 2 or less is a
quarter of the way up at most, and two points are half of it.
"""

import polars as pl

from metrics.contact_number import SATISFIED_FROM
from metrics.risk.grounds import Grounds, shown
from metrics.satisfaction import CSAT, PLACE, SAID_YES

LOW_UP_TO, FELL_BY = 0.25, 0.5
SOOTHED = ("leaving", "trouble", "effort")  # what an answer must come after to be a strength


def last_answers(known: Grounds) -> pl.LazyFrame:
    """Give each person's last valid answer: survey_id, contact_id, person, at, place, id_before, before."""
    valid = known.surveys.lazy().filter(CSAT, pl.col("person").is_not_null()).with_columns(place=PLACE)
    ordered = valid.sort("person", "answered_at", "survey_id")
    same = pl.col("person") == pl.col("person").shift(1)
    earlier = pl.col("survey_id").shift(1), pl.col("place").shift(1)
    told = ordered.with_columns(
        id_before=pl.when(same).then(earlier[0]), before=pl.when(same).then(earlier[1]), at="answered_at"
    )
    names = ("survey_id", "contact_id", "person", "at", "place", "id_before", "before")
    return told.unique("person", keep="last", maintain_order=True).select(names)


def of_answers(known: Grounds, others: pl.LazyFrame) -> list[pl.LazyFrame]:
    """Give the facts of feeling, and that of who is content since; others are the facts of SOOTHED."""
    last = last_answers(known).collect().lazy()
    low = last.filter(pl.col("place") <= LOW_UP_TO)
    fell = last.filter(pl.col("before") - pl.col("place") >= FELL_BY)
    pair = fell.select("person", "at", survey_id=pl.concat_list("id_before", "survey_id")).explode(
        "survey_id"
    )
    return [
        shown(low, "low_csat", "survey_id", "at"),
        shown(pair, "csat_fell", "survey_id", "at"),
        shown(_content(last, known, others), "content", "survey_id", "at"),
    ]


def _content(last: pl.LazyFrame, known: Grounds, others: pl.LazyFrame) -> pl.LazyFrame:
    """Keep who is satisfied with a contact that solved it, said after all that went wrong."""
    by_source = known.contacts.lazy().filter(pl.col("is_resolved") == 1).select("contact_id")
    by_customer = known.surveys.lazy().filter(SAID_YES).select("contact_id")
    solved = pl.concat([by_source, by_customer]).filter(pl.col("contact_id").is_not_null())
    worst = others.group_by("person").agg(wrong_at=pl.col("at").max())
    told = last.filter(pl.col("place") >= SATISFIED_FROM).join(solved, on="contact_id", how="semi")
    since = told.join(worst, on="person", how="left")
    return since.filter((pl.col("at") > pl.col("wrong_at")).fill_null(value=True))
