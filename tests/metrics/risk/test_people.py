"""Who can be called, what they are worth, and what nobody knows of them."""

import polars as pl
import pytest

from metrics.risk import EVIDENCE
from metrics.risk.people import people
from metrics.risk.records import left_by_record, left_by_silence
from tests.metrics.grounded import DAY, NOW, answer, contact, day, grounds, record, text

ASKED = ("low_csat", "csat_fell", "content")
RECORDED = ("contract_ends", "tenure")
WORDS = ("cancel", "complained_again", "complaint")


def row(**rows):
    known = grounds(**rows)
    return people(known, left_by_record(known)).filter(person="ann").row(0, named=True)


def unknown(**rows):
    return set(row(**rows)["unknown"])


def test_of_who_only_has_a_record_nothing_is_known_of_answers():
    assert unknown(customers=[record()]) == {*ASKED, *RECORDED}


def test_a_record_that_tells_is_known():
    told = record(contract_ends_on=day(300), joined_on=day(-10))

    assert unknown(customers=[told]) == set(ASKED)


def test_of_who_came_and_whose_words_nobody_heard_nobody_knows_what_they_said():
    assert unknown(contacts=[contact(3)]) == {"cancel", *ASKED, *RECORDED}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"is_complaint": None}, {*WORDS}),
        ({"topic": None}, {"cancel", "unresolved_repeat", "transfers"}),
        ({"waited_ms": None}, {"cancel", "waited"}),
    ],
    ids=["whether it was a complaint", "what it was about", "how long it waited"],
)
def test_what_a_contact_does_not_tell_is_unknown(given, expected):
    assert unknown(contacts=[contact(3, **given)]) == expected | {*ASKED, *RECORDED}


def test_words_that_were_heard_are_known():
    rows = {"contacts": [contact(3, is_complaint=None)], "texts": [text(3)]}

    assert unknown(**rows) == {*ASKED, *RECORDED}


def test_words_that_nobody_listened_to_are_not():
    rows = {"contacts": [contact(3)], "texts": [text(3, is_cancel=None)]}

    assert "cancel" in unknown(**rows)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [([answer(9, 3)], {"csat_fell"}), ([answer(9, 3), answer(3, 3)], set())],
    ids=["one answer has nothing to fall from", "two"],
)
def test_answers_that_were_given(answers, expected):
    assert unknown(contacts=[contact(9), contact(3)], surveys=answers) & {*ASKED} == expected


def test_what_no_source_tells_is_unknown_of_everybody():
    told = unknown(customers=[record()], tells_promises=False, tells_payments=False)

    assert {"broken_promise", "payment_failed"} <= told


def test_what_is_unknown_stands_in_the_order_of_the_evidence():
    told = row(contacts=[contact(3, is_complaint=None, topic=None)])["unknown"]

    assert told == [key for key in EVIDENCE if key in told]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([record(annual_value=3.0)], 3.0),
        ([record()], None),
        ([record(annual_value=3.0), record(customer_id="ann2", annual_value=4.0)], 7.0),
        ([record(annual_value=3.0), record(source="crm", customer_id="ann3", annual_value=4.0)], 4.0),
    ],
    ids=["one", "nobody knows", "two of one source", "one, told by two sources"],
)
def test_what_somebody_is_worth(records, expected):
    assert row(customers=records)["value"] == expected


@pytest.mark.parametrize(
    ("records", "is_here"),
    [
        ([record(churned_on=day(-1))], False),
        ([record(churned_on=day(0))], False),
        ([record(churned_on=day(1))], True),
        ([record(churned_on=day(-1)), record(customer_id="ann2")], True),
        ([record(churned_on=day(-1)), record(source="crm", customer_id="ann3")], False),
    ],
    ids=[
        "left yesterday",
        "left today",
        "will leave",
        "left with one of two contracts",
        "left, and another source does not say",
    ],
)
def test_who_has_left_is_not_called(records, is_here):
    known = grounds(customers=records)

    assert ("ann" in people(known, left_by_record(known))["person"]) == is_here


def test_somebody_left_when_the_last_record_of_the_first_source_to_lose_them_ended():
    bank = [record(churned_on=day(-9)), record(customer_id="ann2", churned_on=day(-5))]
    crm = record(source="crm", customer_id="ann3", churned_on=day(-2))

    left = left_by_record(grounds(customers=[*bank, crm])).collect()

    assert left.select("person", pl.col("left_at").dt.date()).rows() == [("ann", day(-6))]  # at 22:00 UTC


@pytest.mark.parametrize(
    ("days", "left"),
    [((60, 50, 40), -0), ((62, 52, 42), 2), ((30, 20, 10), None), ((62, 52), None)],
    ids=["four times ten days, just now", "two days ago", "still within it", "too few contacts"],
)
def test_who_is_silent_for_far_longer_than_usual_has_left(days, left):
    known = grounds(contacts=[contact(each) for each in days])

    told = left_by_silence(known, times=4, contacts=3).filter(person="ann").collect()

    assert told["left_at"].to_list() == ([] if left is None else [NOW - left * DAY])
