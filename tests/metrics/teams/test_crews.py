import polars as pl
import pytest

from metrics.teams import crews, mains

QUEUES = ("Billing", "Orders", "Social")
ANSWERED = {"agent_id": pl.String, "queue": pl.String, "n": pl.Int64}


def people(**skills):
    schema = {"agent_id": pl.String, "skills": pl.String}
    return pl.DataFrame(list(skills.items()), schema=schema, orient="row")


def answered(*rows):
    return pl.DataFrame(list(rows), schema=ANSWERED, orient="row")


@pytest.mark.parametrize(
    ("skills", "told", "expected"),
    [
        ("Social, Billing", (), [("a", "Social", ["Billing", "Social"])]),
        ("Arabic;ORDERS|Billing", (), [("a", "Orders", ["Billing", "Orders"])]),
        (None, (("a", "Billing", 5), ("a", "Orders", 9)), [("a", "Orders", ["Billing", "Orders"])]),
        (None, (("a", "Orders", 4), ("a", "Billing", 4)), [("a", "Billing", ["Billing", "Orders"])]),
        ("Social", (("a", "Orders", 99),), [("a", "Social", ["Social"])]),
        (None, (("a", "Orders", 2), ("a", "Billing", 1)), [("a", "Orders", ["Orders"])]),
        ("Arabic", (), []),
        (None, (("a", "Closed", 9),), []),
    ],
    ids=[
        "the first of the record",
        "the first that is a queue, in any case",
        "the one answered most",
        "of two alike the first by name",
        "the record before what was answered",
        "few contacts",
        "no queue at all",
        "a queue that is no longer there",
    ],
)
def test_the_main_queue_and_what_somebody_takes(skills, told, expected):
    assert mains(people(a=skills), answered(*told), QUEUES).rows() == expected


def test_people_who_are_alike_are_a_crew():
    told = mains(people(a="Billing, Orders", b="Billing,orders", c="Billing"), answered(), QUEUES)

    assert crews(told).rows() == [("Billing", ["Billing"], 1), ("Billing", ["Billing", "Orders"], 2)]
