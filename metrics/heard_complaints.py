"""Complaints that were heard in words while their source calls the contact none.

They stand apart: what rules hear is right four times of five, so nothing of it enters `complaints_open` by
itself. Who reads it decides: a mark says that somebody saw to it.
"""

import polars as pl

BY_CUSTOMER_FIRST = pl.col("author") != "customer"


def heard(texts: pl.LazyFrame, contacts: pl.LazyFrame, marks: pl.LazyFrame) -> pl.LazyFrame:
    """Give a row per contact: complaint_id, text_id, contact_id, customer_id, author, at, done_at, done_by.

    texts hold these and is_complaint (1, 0, or null where nobody listened), contacts contact_id and
    is_complaint as the source says it, marks complaint_id, done_at and done_by. Of several texts of a contact
    the customer's own words stand for all, the oldest of them; a text of no contact stands for itself.
    """
    told = contacts.filter(pl.col("is_complaint") == 1).select("contact_id")
    new = texts.filter(pl.col("is_complaint") == 1).join(told, on="contact_id", how="anti")
    named = new.with_columns(complaint_id=pl.coalesce("contact_id", "text_id"))
    one = named.sort(BY_CUSTOMER_FIRST, "at", "text_id").unique(
        "complaint_id", keep="first", maintain_order=True
    )
    return one.join(marks, on="complaint_id", how="left").sort("at", "complaint_id")
