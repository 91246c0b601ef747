"""Who has open trouble is not congratulated."""

import polars as pl
import pytest

from metrics.good_reasons.trouble import troubled
from metrics.risk.facts import facts
from tests.metrics.grounded import contact, grounds, text


def found(done=(), others=(), **rows):
    known = grounds(**rows)
    people = troubled(known, facts(known), done, others)
    return people.filter(pl.col("person") != "zoe")["person"].to_list()


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ([contact(60, is_resolved=0)], ["ann"]),
        ([contact(60, is_resolved=0), contact(50)], []),
        ([contact(60, is_resolved=0), contact(50, topic="delivery")], ["ann"]),
        ([contact(6.9, is_resolved=None)], ["ann"]),
        ([contact(7.1, is_resolved=None)], []),
        ([contact(1)], []),
    ],
    ids=[
        "not solved",
        "solved since",
        "only something else was solved",
        "nobody says, and it may go on",
        "nobody says, and it is a week ago",
        "solved at once",
    ],
)
def test_an_issue_that_is_not_solved_is_trouble(contacts, expected):
    assert found(contacts=contacts) == expected


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ([contact(20, is_complaint=1, is_resolved=None)], ["ann"]),
        ([contact(31, is_complaint=1, is_resolved=None)], []),
        ([contact(20, is_complaint=1)], []),
        ([contact(20, is_complaint=1, is_resolved=None), contact(10)], []),
        ([contact(20, is_complaint=1, is_resolved=None, topic=None)], ["ann"]),
    ],
    ids=[
        "open",
        "nobody says for a month",
        "solved at once",
        "solved by a later contact",
        "about nobody knows what",
    ],
)
def test_an_open_complaint_is_trouble(contacts, expected):
    assert found(contacts=contacts) == expected


def test_a_complaint_that_somebody_marked_as_done_is_none():
    assert found(contacts=[contact(20, is_complaint=1, is_resolved=None)], done=["c20"]) == []


@pytest.mark.parametrize(("days", "expected"), [(29, ["ann"]), (31, [])], ids=["this month", "longer ago"])
def test_who_asked_to_cancel_this_month_has_trouble(days, expected):
    assert found(contacts=[contact(days)], texts=[text(days, is_cancel=1)]) == expected


def test_trouble_that_is_known_otherwise_counts():
    assert sorted(found(contacts=[contact(20)], others=["ann", "bob"])) == ["ann", "bob"]
