"""Evidence in what customers said and were told: to leave, complaints, promises.

A complaint is one by the source's word, or heard in words (`metrics.heard_complaints`), of a contact.
"""

from datetime import timedelta

import polars as pl

from metrics.heard_complaints import heard
from metrics.links import LONGEST_MS
from metrics.promises import BROKEN
from metrics.risk.grounds import INSTANT, Grounds, shown

AGAIN = timedelta(milliseconds=LONGEST_MS)
NO_MARKS = pl.LazyFrame(schema={"complaint_id": pl.String, "done_at": INSTANT, "done_by": pl.String})


def of_words(known: Grounds) -> list[pl.LazyFrame]:
    """Give the facts of leaving and trouble."""
    all_complaints = complaints(known)
    again = _again(all_complaints, known.texts.lazy())
    return [
        _leaving(known.texts.lazy()),
        shown(all_complaints, "complaint", "contact_id", "at"),
        shown(again, "complained_again", "contact_id", "at"),
        _broken(known.promises.lazy()),
    ]


def _leaving(texts: pl.LazyFrame) -> pl.LazyFrame:
    rows = texts.filter((pl.col("is_cancel") == 1) | (pl.col("is_competitor") == 1))
    return shown(rows, "cancel", "text_id", "at")


def complaints(known: Grounds) -> pl.LazyFrame:
    """Give a row per complaint: contact_id, person, topic_family, at."""
    contacts = known.contacts.lazy()
    told = contacts.filter(pl.col("is_complaint") == 1).select(
        "contact_id", "person", "topic_family", at="started_at"
    )
    words = known.texts.lazy().filter(pl.col("contact_id").is_not_null())
    found = heard(words, contacts, NO_MARKS).select("contact_id", "person", "at")
    about = contacts.select("contact_id", "topic_family")
    told_in_words = found.join(about, on="contact_id", how="left")
    return pl.concat([told, told_in_words.select("contact_id", "person", "topic_family", "at")])


def _again(rows: pl.LazyFrame, texts: pl.LazyFrame) -> pl.LazyFrame:
    """Keep complaints after which, or before which, the person complained about the same within 30 days.

    So are those in which the customer says that it is not the first time.
    """
    says = texts.filter(pl.col("is_third_time") == 1).select("contact_id", says=pl.lit(value=True)).unique()
    names = ("person", "topic_family")
    ordered = rows.sort(*names, "at", "contact_id").join(
        says, on="contact_id", how="left", maintain_order="left"
    )
    same = pl.all_horizontal(pl.col(name) == pl.col(name).shift(1) for name in names)
    is_again = (same & (pl.col("at") - pl.col("at").shift(1) <= AGAIN)).fill_null(value=False)
    both = is_again | is_again.shift(-1, fill_value=False) | pl.col("says").fill_null(value=False)
    return ordered.filter(both)


def _broken(promises: pl.LazyFrame) -> pl.LazyFrame:
    """Promises that were broken, since whoever waited chased them or they were late."""
    rows = promises.filter(pl.col("state").is_in(BROKEN))
    timed = rows.with_columns(broken_at=pl.min_horizontal("chased_at", "late_from"))
    return shown(timed, "broken_promise", "promise_id", "broken_at")
