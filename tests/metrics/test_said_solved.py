import polars as pl
import pytest

from metrics.said_solved import said_solved
from tests.metrics.linked import DAY, SURVEY, after, came, seen


def answer(contact, score, **given):
    plain = {"survey_id": f"s-{contact}-{score}", "contact_id": contact, "kind": "resolved", "score": score}
    return {**plain, "answered_at": after(DAY), "scale_min": 0.0, "scale_max": 1.0, **given}


def said(*answers, rows=None):
    contacts = rows if rows is not None else seen(came("a"), came("b", person="boris"), came("c", DAY))
    found = said_solved(contacts, pl.LazyFrame(list(answers), schema=SURVEY))["said_solved"][0]
    return found["value"], found["numerator"], found["denominator"]


def test_the_share_of_those_asked_who_say_that_it_was_solved():
    assert said(answer("a", 1.0), answer("b", 0.0)) == (0.5, 1, 2)


def test_only_answers_about_first_contacts_count():
    assert said(answer("a", 1.0), answer("c", 0.0)) == (1, 1, 1)


def test_the_last_answer_about_a_contact_counts():
    late = answer("a", 0.0, answered_at=after(2 * DAY))

    assert said(late, answer("a", 1.0)) == (0, 0, 1)


@pytest.mark.parametrize(
    "given",
    [{"kind": "csat"}, {"answered_at": None}, {"score": None}, {"score": 2.0}],
    ids=["another question", "not answered", "no score", "off the scale"],
)
def test_what_is_no_answer(given):
    assert said({**answer("a", 1.0), **given}) == (None, 0, 0)


@pytest.mark.parametrize(("score", "yes"), [(2.0, 0), (2.1, 1)], ids=["the middle", "above it"])
def test_on_a_longer_scale_a_yes_is_above_the_middle(score, yes):
    assert said(answer("a", score, scale_min=1.0, scale_max=3.0))[1] == yes
