"""Which texts are complaints that no source tells, one a contact, and who saw to them."""

import polars as pl
import pytest

from metrics.heard_complaints import heard
from tests.metrics.rows import INSTANT, NOON

TEXTS = {
    **dict.fromkeys(("text_id", "contact_id", "customer_id", "author"), pl.String),
    "at": INSTANT,
    "is_complaint": pl.Int64,
}
CONTACTS = {"contact_id": pl.String, "is_complaint": pl.Int64}
MARKS = {"complaint_id": pl.String, "done_at": INSTANT, "done_by": pl.String}


def written(name="t1", contact="c1", **given):
    plain = {"text_id": name, "contact_id": contact, "customer_id": "anna", "author": "agent", "at": NOON}
    return {**plain, "is_complaint": 1, **given}


def found(*texts, contacts=(("c1", 0),), marks=()):
    rows = heard(
        pl.LazyFrame(list(texts), schema=TEXTS),
        pl.LazyFrame(list(contacts), schema=CONTACTS, orient="row"),
        pl.LazyFrame(list(marks), schema=MARKS, orient="row"),
    )
    return rows.collect()


@pytest.mark.parametrize(
    ("text", "contacts", "expected"),
    [
        (written(), [("c1", 0)], ["c1"]),
        (written(), [("c1", None)], ["c1"]),
        (written(), [], ["c1"]),
        (written(), [("c1", 1)], []),
        (written(is_complaint=0), [("c1", 0)], []),
        (written(is_complaint=None), [("c1", 0)], []),
        (written(contact=None), [("c1", 1)], ["t1"]),
    ],
    ids=[
        "the source says it is none",
        "the source does not say",
        "of a contact that is not seen",
        "the source says so itself",
        "nothing was heard",
        "nobody listened",
        "of no contact",
    ],
)
def test_what_a_source_calls_a_complaint_is_not_heard_again(text, contacts, expected):
    assert found(text, contacts=contacts)["complaint_id"].to_list() == expected


def test_a_contact_counts_once_by_the_customers_own_words():
    rows = found(written(), written("t2", author="customer"), written("t3", "c2"))

    assert rows.select("complaint_id", "text_id").rows() == [("c1", "t2"), ("c2", "t3")]


def test_who_saw_to_it_stands_beside_it():
    rows = found(written(), written("t2", "c2"), marks=[("c1", NOON, "Dana")])

    assert rows["done_by"].to_list() == ["Dana", None]
