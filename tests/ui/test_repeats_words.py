from datetime import UTC, datetime

import polars as pl
import pytest

from metrics.contact_number import PerContact
from metrics.ratio import FIGURE
from ui.repeats import tables, words
from ui.repeats.again import Span

NONE = dict.fromkeys(("value", "numerator", "denominator", "low", "high"))


def figure(value, n):
    return {"value": value, "numerator": value * n, "denominator": n, "low": value * 0.9, "high": value * 1.1}


def topics(*rows):
    return pl.DataFrame(
        [
            {"topic": topic, "again": figure(value, n), "fcr": figure(1 - value, n)}
            for topic, value, n in rows
        ],
        schema={"topic": pl.String, "again": FIGURE, "fcr": FIGURE},
    )


def test_the_headline_names_the_topic_that_brings_most_back():
    said = words.sentence(figure(0.2, 500), topics(("Invoice", 0.1, 300), ("Refund", 0.32, 90)))

    assert said == "20 % of customers come again within a week; about Refund, 32 % do.".replace(
        " %", "\u00a0%"
    )


def test_a_topic_of_few_contacts_is_not_named():
    assert "about" not in words.sentence(figure(0.2, 500), topics(("Refund", 0.9, 29)))


def test_before_a_week_is_over_nothing_is_claimed():
    assert words.sentence(NONE, topics()).startswith("It is too early to say")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (PerContact(-0.035, -0.05, -0.02, 900, 200), "Each further contact costs 3.5 points of satisfaction"),
        (PerContact(0.02, 0.01, 0.03, 900, 200), "Each further contact adds 2.0 points of satisfaction"),
        (PerContact(-0.01, -0.03, 0.01, 900, 200), "does not clearly change"),
        (PerContact(None, None, None, 20, 2, "few answers"), "Too few second and later contacts"),
    ],
    ids=["costs", "adds", "noise", "refused"],
)
def test_what_each_further_contact_does_is_said_only_beyond_noise(found, expected):
    assert expected in words.per_contact(found)


def test_a_window_says_how_many_come_again_and_through_when_it_is_judged():
    at = datetime(2026, 11, 15, 9, tzinfo=UTC)
    drawn = tables.spans([Span(7, "any", figure(0.2, 400), figure(0.19, 450), at)], "UTC")

    for said in ("Within 7 days", "about anything, judged through Sun 15 Nov", "20.0", "19.0", "400"):
        assert said in drawn


def test_a_window_that_is_not_over_claims_nothing():
    at = datetime(2026, 10, 20, tzinfo=UTC)
    drawn = tables.spans([Span(30, "same", NONE, NONE, at)], "UTC")

    assert "–" in drawn
    assert "bul" not in drawn


def test_a_share_of_few_is_not_judged():
    drawn = tables.topics(topics(("Refund", 0.5, 29)))

    assert "too few to judge" in drawn
    assert "bul" not in drawn


def test_a_difference_within_noise_is_called_so():
    row = {"number": 2, "csat": figure(0.6, 90), "difference": figure(-0.03, 90)}
    sure = {
        "number": 5,
        "csat": figure(0.3, 90),
        "difference": {**figure(-0.3, 90), "low": -0.4, "high": -0.2},
    }
    noisy = {**row, "difference": {**figure(-0.03, 90), "low": -0.06, "high": 0.01}}
    frame = pl.DataFrame([noisy, sure], schema={"number": pl.Int64, "csat": FIGURE, "difference": FIGURE})
    drawn = tables.numbers(frame)

    assert "▼ 3.0 points<small>within noise" in drawn
    assert "▼ 30.0 points<" in drawn
    assert "5th and later" in drawn
