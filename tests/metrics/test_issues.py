from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings

from metrics.issues import (
    agents_told,
    channels_crossed,
    contacts_per_issue,
    issues,
    minutes_per_issue,
    numbered,
)
from tests.metrics.linked import DAY, HOUR, MINUTE, after, came, seen
from tests.metrics.rows import one
from tests.metrics.test_links_laws import some_contacts

quick = settings(max_examples=30, deadline=None)
LEG = {
    "contact_id": pl.String,
    "agent_id": pl.String,
    "outcome": pl.String,
    "wait_ms": pl.Int64,
    "talk_ms": pl.Int64,
    "hold_ms": pl.Int64,
}


def leg(contact: str, agent: str | None = "dorit", **given: Any) -> dict[str, Any]:
    plain = {"contact_id": contact, "agent_id": agent, "outcome": "answered", "wait_ms": 60_000}
    return {**plain, "talk_ms": 120_000, **given}


def chains(rows: pl.LazyFrame, *legs: dict[str, Any], at: float = 100, days: int = 30) -> pl.LazyFrame:
    as_of = after(at * DAY)
    assert as_of is not None
    contacts = numbered(rows.with_columns(menu_ms=pl.lit(30_000)))
    return issues(contacts, pl.LazyFrame(list(legs), schema=LEG), as_of, days)


def numbers(*rows: dict[str, Any], **given: float) -> list[tuple[str, int, int]]:
    found = numbered(seen(*rows, **given)).sort("contact_id").collect()
    return found.select("contact_id", "issue_no", "contact_no").rows()


def test_contacts_of_an_issue_are_numbered_as_they_came():
    found = numbers(came("c", 9 * DAY), came("a"), came("b", 3 * DAY, answered=None))

    assert found == [("a", 1, 1), ("b", 1, 2), ("c", 1, 3)]


@pytest.mark.parametrize(
    ("days", "second"), [(7, (1, 2)), (7.001, (2, 1))], ids=["after seven days", "after more"]
)
def test_after_more_than_seven_days_a_new_issue_begins(days, second):
    assert numbers(came("a"), came("b", days * DAY))[1][1:] == second


def test_each_topic_is_an_issue_of_its_own():
    found = numbers(came("a"), came("b", HOUR, topic="delivery"), came("c", DAY))

    assert [row[2] for row in found] == [1, 1, 2]


@pytest.mark.parametrize("given", [{"person": None}, {"topic": None}, {"direction": "callback"}])
def test_what_belongs_to_no_issue(given):
    assert numbers(came("a", **given)) == []


def test_an_issue_that_may_have_begun_before_the_data_is_left_out():
    found = numbers(came("a"), came("b", 5 * DAY), came("c", 20 * DAY), before_days=6)

    assert found == [("c", 2, 1)]


def test_a_reconnect_is_no_further_contact():
    found = numbers(came("a", is_cut_off=True), came("b", 2 * MINUTE), came("c", DAY))

    assert [row[2] for row in found] == [1, 1, 2]


def test_two_contacts_at_one_moment_are_of_one_issue():
    assert numbers(came("a"), came("b")) == [("a", 1, 1), ("b", 1, 2)]


def test_an_issue_adds_up_what_it_took():
    rows = seen(came("a"), came("b", DAY), came("c", 2 * DAY, channel="email"))
    legs = [
        leg("a"),
        leg("a", "yossi"),
        leg("b", None, outcome="abandoned", talk_ms=None),
        leg("c", hold_ms=1),
    ]

    row = chains(rows, *legs).collect().row(0, named=True)
    assert (row["contact_id"], row["contacts"], row["agents"], row["channels"]) == ("a", 3, 2, 2)
    assert row["spent_ms"] == 3 * 30_000 + (2 * 180_000) + 60_000 + 120_001


def test_an_issue_that_nobody_answered_was_told_to_nobody():
    row = chains(seen(came("a", answered=None)), leg("a", "yossi", outcome="abandoned")).collect()

    assert row["agents"].to_list() == [0]


def test_an_issue_that_never_reached_a_queue_was_told_to_nobody():
    row = chains(seen(came("a", answered=None))).collect()

    assert row.select("contacts", "agents", "spent_ms").rows() == [(1, 0, 30_000)]


@pytest.mark.parametrize(("at", "n"), [(29.9, 0), (30, 1)], ids=["followed for less", "for 30 days"])
def test_issues_are_followed_equally_long(at, n):
    rows = seen(came("a"), came("b", 6 * DAY))

    assert chains(rows, at=at).collect().height == n


def test_what_comes_after_the_time_of_following_is_not_counted():
    rows = seen(*(came(f"c{n}", 6 * n * DAY) for n in range(10)))

    assert chains(rows).collect()["contacts"].to_list() == [6]
    assert chains(rows, days=7).collect()["contacts"].to_list() == [2]


def test_figures_of_issues_are_means_with_intervals():
    rows = seen(came("a"), came("b", DAY), came("c", person="boris", topic="delivery"))
    found = chains(rows, leg("a"), leg("b", "yossi"), leg("c"))

    figure = one(found, contacts_per_issue())
    assert (figure["value"], figure["numerator"], figure["denominator"]) == (1.5, 3, 2)
    assert (round(figure["low"] or 0, 2), round(figure["high"] or 0, 2)) == (0.52, 2.48)
    assert one(found, agents_told())["value"] == 1.5
    assert one(found, channels_crossed())["value"] == 1
    assert one(found, minutes_per_issue())["value"] == 5.25


def test_no_issues_have_no_mean():
    figure = one(chains(seen()), contacts_per_issue())

    assert (figure["value"], figure["denominator"]) == (None, 0)


@quick
@given(rows=some_contacts)
def test_every_contact_of_an_issue_is_counted_once(rows):
    contacts = seen(*rows, after_days=400)
    found = numbered(contacts).collect()

    added = chains(contacts, at=400, days=300).collect()
    assert added["contacts"].sum() == found.filter(~pl.col("is_reconnect")).height + sum(
        chain["is_reconnect"].all() for _key, chain in found.group_by("person", "topic_family", "issue_no")
    )
