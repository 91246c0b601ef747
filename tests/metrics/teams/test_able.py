import polars as pl
import pytest

from metrics.teams import ABLE, able, only_one

QUEUES = ("Billing", "Orders")
ANSWERED = {"agent_id": pl.String, "queue": pl.String, "n": pl.Int64}


def people(**skills):
    schema = {"agent_id": pl.String, "skills": pl.String}
    return pl.DataFrame(list(skills.items()), schema=schema, orient="row")


def answered(*rows):
    return pl.DataFrame(list(rows), schema=ANSWERED, orient="row")


def found(frame):
    return [(row["agent_id"], row["skill"], row["is_queue"], row["is_told"]) for row in frame.to_dicts()]


@pytest.mark.parametrize(
    ("skills", "expected"),
    [
        ("Billing", [("a", "Billing", True, True)]),
        (" billing ;ORDERS", [("a", "Billing", True, True), ("a", "Orders", True, True)]),
        ("Orders|Orders\nOrders", [("a", "Orders", True, True)]),
        ("Arabic, Billing", [("a", "Arabic", False, True), ("a", "Billing", True, True)]),
        ("", []),
        (" , ", []),
        (None, []),
    ],
    ids=[
        "one",
        "in any case, with spaces",
        "the same twice",
        "a skill that is no queue",
        "an empty record",
        "nothing between commas",
        "no skills on the record",
    ],
)
def test_what_a_record_says_somebody_can_do(skills, expected):
    assert found(able(people(a=skills), answered(), QUEUES)) == expected


@pytest.mark.parametrize(
    ("skills", "n", "expected"),
    [
        (None, 3, [("a", "Orders", True, False)]),
        (None, 2, []),
        ("Arabic", 3, [("a", "Arabic", False, True), ("a", "Orders", True, False)]),
        ("Billing", 99, [("a", "Billing", True, True)]),
    ],
    ids=["answered", "too few to be one who serves it", "a record without a queue", "a record with a queue"],
)
def test_who_has_no_queue_on_the_record_serves_what_they_answered(skills, n, expected):
    assert found(able(people(a=skills), answered(("a", "Orders", n)), QUEUES)) == expected


def test_a_queue_that_is_no_longer_there_is_nobodys():
    assert able(people(a=None), answered(("a", "Closed", 9)), QUEUES).schema == ABLE
    assert not able(people(a=None), answered(("a", "Closed", 9)), QUEUES).height


def test_what_one_alone_can_do():
    skills = able(people(a="Billing, Arabic", b="Billing", c="Orders"), answered(), QUEUES)

    assert only_one(skills).select("skill", "agent_id").rows() == [("Arabic", "a"), ("Orders", "c")]
