from typing import Any, get_args

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.contact_number import REFUSALS, Reason, answered, by_number, per_contact, rated
from metrics.issues import numbered
from tests.metrics.linked import DAY, SURVEY, came, seen
from tests.metrics.rows import NOON

SCHEMA = {
    "person": pl.String,
    "topic_family": pl.String,
    "channel": pl.String,
    "is_satisfied": pl.Boolean,
    "number": pl.Int64,
}


def said(number: int, satisfied: int, of: int, topic: str = "refund") -> list[dict[str, Any]]:
    """So many of those who rated a contact of this number were satisfied."""
    return [
        {"person": f"{topic}{number}-{n}", "topic_family": topic, "channel": "voice", "number": number}
        | {"is_satisfied": n < satisfied}
        for n in range(of)
    ]


def rows(*groups: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame([row for group in groups for row in group], schema=SCHEMA)


def surveys(*answers: dict[str, Any]) -> pl.LazyFrame:
    plain = {"survey_id": "s1", "contact_id": "a", "kind": "csat", "answered_at": NOON, "score": 4.0}
    scale = {"scale_min": 1.0, "scale_max": 5.0}
    return pl.LazyFrame([plain | scale | each for each in answers], schema=SURVEY)


@pytest.mark.parametrize(
    ("given", "satisfied"),
    [
        ({}, [True]),
        ({"score": 3.0}, [False]),
        ({"scale_max": 7.0, "score": 6.0}, [True]),
        ({"scale_max": 7.0, "score": 5.0}, [False]),
        ({"scale_min": 0.0, "scale_max": 10.0, "score": 7.0}, [False]),
        ({"scale_min": 0.0, "scale_max": 10.0, "score": 8.0}, [True]),
        ({"kind": "nps"}, []),
        ({"answered_at": None}, []),
        ({"score": None}, []),
        ({"score": 9.0}, []),
    ],
    ids=[
        "4 of 5",
        "3 of 5",
        "6 of 7",
        "5 of 7",
        "7 of 10",
        "8 of 10",
        "another question",
        "not answered",
        "no score",
        "off the scale",
    ],
)
def test_what_a_valid_answer_says(given, satisfied):
    assert answered(surveys(given)).collect()["is_satisfied"].to_list() == satisfied


def test_the_last_answer_about_a_contact_counts():
    later = {"survey_id": "s2", "answered_at": NOON.replace(hour=13), "score": 1.0}

    assert answered(surveys(later, {})).collect().rows() == [("a", False)]


def test_answers_stand_beside_the_number_of_their_contact():
    contacts = numbered(seen(*(came(name, n * DAY) for n, name in enumerate("abcdefg"))))

    found = rated(contacts, surveys({"contact_id": "b"}, {"contact_id": "g"}))
    assert found.sort("number").select("person", "topic_family", "channel", "number").rows() == [
        ("anna", "refund", "voice", 2),
        ("anna", "refund", "voice", 5),
    ]


def test_points_per_contact_are_the_slope_within_the_cell():
    found = per_contact(rows(said(1, 40, 50), said(2, 30, 50)))

    assert found.points == pytest.approx(-0.2)
    assert (found.n, found.later, found.reason) == (100, 50, None)
    # The error of a difference of two shares: sqrt(.8 * .2 / 50 + .6 * .4 / 50); 100 / 99 for the people.
    assert found.low == pytest.approx(-0.2 - 1.959964 * (0.008 * 100 / 99) ** 0.5)
    assert found.high == pytest.approx(-0.2 + 1.959964 * (0.008 * 100 / 99) ** 0.5)


def test_a_hard_topic_that_comes_again_does_not_look_like_a_worse_second_contact():
    easy = (said(1, 90, 100, "order"), said(2, 9, 10, "order"))
    hard = (said(1, 20, 100, "complaint"), said(2, 20, 100, "complaint"))

    found = per_contact(rows(*easy, *hard))
    assert found.points == pytest.approx(0)
    assert [each["value"] for each in by_number(rows(*easy, *hard))["csat"]] == [
        0.55,
        pytest.approx(29 / 110),
    ]
    assert by_number(rows(*easy, *hard))["difference"][1]["value"] == pytest.approx(0)


def test_answers_of_one_person_are_not_as_many_as_of_many():
    many = rows(said(1, 40, 50), said(2, 30, 50))
    few = many.with_columns(person=pl.col("is_satisfied").cast(pl.String) + pl.col("number").cast(pl.String))

    apart, together = per_contact(many), per_contact(few)
    assert together.points == apart.points
    assert (together.low or 0) < (apart.low or 0) - 0.1


def test_people_who_rated_both_contacts_are_compared_with_themselves():
    both = rows(said(1, 40, 50), said(2, 30, 50)).with_columns(
        person=pl.col("person").str.split("-").list.last()
    )

    # Ten of fifty went from content to not: the error of a mean of differences, sqrt(.16 / 49).
    found = per_contact(both)
    assert found.low == pytest.approx(-0.2 - 1.959964 * (0.16 / 49) ** 0.5)


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ([], "no answers"),
        ([said(1, 40, 50)], "no overlap"),
        ([said(1, 40, 50, "order"), said(2, 30, 50, "refund")], "no overlap"),
        ([said(1, 10, 20), said(2, 8, 9)], "few answers"),
        ([said(1, 10, 20), said(2, 8, 10)], None),
        ([said(1, 80, 90), said(2, 8, 9)], "few answers"),
        ([said(1, 10, 19), said(2, 8, 10)], "few answers"),
        ([said(1, 80, 90), said(2, 3, 4), said(2, 30, 50, "order")], "few answers"),
    ],
    ids=[
        "nothing",
        "first contacts only",
        "each topic at another number",
        "nine later ones",
        "just enough",
        "few later ones",
        "few in all",
        "the later ones about something else",
    ],
)
def test_when_the_estimate_is_refused(answers, reason):
    found = per_contact(rows(*answers))

    assert found.reason == reason
    assert (found.points is None) == (reason is not None)


def test_each_number_is_compared_with_first_contacts_of_its_cell():
    table = by_number(rows(said(1, 40, 50), said(2, 30, 50), said(3, 5, 10, "order")))

    assert table["number"].to_list() == [1, 2, 3]
    assert [each["denominator"] for each in table["csat"]] == [50, 50, 10]
    difference = table["difference"].to_list()
    assert difference[0] is difference[2] is None
    assert difference[1]["value"] == pytest.approx(-0.2)
    # 40 and 30 of 50, drawn to 41 / 52 and 31 / 52 by two answers: .0080059, not .8 * .2 / 50 + .6 * .4 / 50.
    assert difference[1]["low"] == pytest.approx(-0.2 - 1.959964 * 0.008005912783**0.5)


def test_answers_that_all_say_the_same_are_not_certain():
    table = by_number(rows(said(1, 40, 60), said(2, 2, 2), said(3, 30, 30)))

    second, third = table["difference"].to_list()[1:]
    assert (second["value"], third["value"]) == (pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert second["low"] < 0 < third["low"]


def test_cells_of_one_answer_each_are_not_certain():
    apart = [said(1, 700, 1000, f"topic {n}") + said(2, n % 2, 1, f"topic {n}") for n in range(30)]
    together = by_number(rows(said(1, 21000, 30000), said(2, 15, 30)))["difference"][1]

    (_first, found) = by_number(rows(*apart))["difference"].to_list()
    assert found["value"] == pytest.approx(together["value"])
    assert found["high"] - found["low"] > 0.85 * (together["high"] - together["low"])


def test_a_cell_weighs_as_much_as_it_has_of_both():
    order = (said(1, 90, 100, "order"), said(2, 5, 10, "order"))
    refund = (said(1, 5, 10), said(2, 50, 100))

    assert by_number(rows(*order, *refund))["difference"][1]["value"] == pytest.approx(-0.2)


def test_where_all_say_the_same_nothing_can_be_said():
    assert per_contact(rows(said(1, 30, 30), said(2, 20, 20))).reason == "no variation"


def test_every_refusal_has_its_sentence():
    assert set(REFUSALS) == set(get_args(Reason))


answers = st.lists(
    st.tuples(st.integers(1, 5), st.booleans(), st.sampled_from(["refund", "order"]), st.integers(0, 9)),
    max_size=60,
).map(
    lambda each: pl.DataFrame(
        [(f"p{who}", topic, "voice", ok, number) for number, ok, topic, who in each],
        schema=SCHEMA,
        orient="row",
    )
)


@settings(max_examples=40, deadline=None)
@given(table=answers, seed=st.integers(0, 9))
def test_the_order_of_answers_does_not_matter(table, seed):
    shuffled = table.sample(fraction=1, shuffle=True, seed=seed)

    first, second = per_contact(table), per_contact(shuffled)
    assert first.reason == second.reason
    assert (first.points or 0, first.low or 0) == pytest.approx(
        (second.points or 0, second.low or 0), abs=1e-9
    )
