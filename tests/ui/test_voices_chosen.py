"""What a team should hear is chosen by a rule: strong, varied, said once, and saying something."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from metrics.voices import FLAGS
from ui.voices import chosen
from ui.voices.chosen import MOST

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
SCHEMA = {
    **dict.fromkeys(("text_id", "masked", "author", "agent_id", "topic", "survey_kind"), pl.String()),
    "at": pl.Datetime("us", "UTC"),
    **dict.fromkeys(("score", "scale_min", "scale_max"), pl.Float64()),
    **dict.fromkeys(FLAGS, pl.Int64()),
}


def text(n, *signals, words="she helped me at once", score=None, **given):
    """Build the n-th comment, of an agent and a topic of its own."""
    plain = {
        "text_id": f"t{n:02}",
        "masked": f"{words} {n}",
        "author": "customer",
        "agent_id": f"agent{n}",
        "topic": f"topic{n}",
        "at": NOON + timedelta(minutes=n),
        "survey_kind": None if score is None else "csat",
        "score": score,
        "scale_min": 1.0,
        "scale_max": 5.0,
    }
    return {**plain, **{name: int(name.removeprefix("is_") in signals) for name in FLAGS}, **given}


def taken(choose, *rows):
    return choose(pl.DataFrame(list(rows), schema=SCHEMA))["text_id"].to_list()


@pytest.mark.parametrize(
    ("row", "is_good", "is_bad"),
    [
        (text(1, score=5.0), True, False),
        (text(1, score=4.0), False, False),
        (text(1, score=1.0), False, True),
        (text(1, score=2.0), False, True),
        (text(1, score=3.0), False, False),
        (text(1, "thanks"), True, False),
        (text(1, "thanks", "anger"), False, True),
        (text(1, "thanks", score=2.0), False, True),
        (text(1, "complaint", score=5.0), False, False),
        (text(1, "payment"), False, False),
        (text(1, score=1.0, survey_kind="resolved", scale_min=0.0, scale_max=1.0), False, False),
        (text(1, score=5.0, scale_max=None), False, False),
    ],
    ids=[
        *("the highest answer", "a good answer", "the lowest", "in the lowest quarter", "in between"),
        *("thanks", "thanks in anger", "thanks with a low answer", "a complaint with the highest answer"),
        *("trouble that is no bad word", "a yes", "a scale that is not known"),
    ],
)
def test_what_is_good_and_what_is_bad(row, is_good, is_bad):
    assert bool(taken(chosen.good, row)) is is_good
    assert bool(taken(chosen.bad, row)) is is_bad


def test_the_same_words_are_taken_once_whatever_their_case_and_signs():
    rows = [
        text(1, score=5.0, masked="Great help, thank you!"),
        text(2, score=5.0, masked="great help thank YOU"),
    ]

    assert taken(chosen.good, *rows) == ["t02"]


@pytest.mark.parametrize(
    ("words", "expected"), [("Super!!", []), ("כל הכבוד לכם תודה", ["t01"]), ("👍👍👍👍 ok", [])]
)
def test_a_text_of_a_word_or_two_says_nothing(words, expected):
    assert taken(chosen.good, text(1, score=5.0, masked=words)) == expected


def test_the_customers_own_words_go_before_notes_and_the_stronger_first():
    rows = [
        text(1, "thanks", "resolved", author="agent"),
        text(2, "thanks"),
        text(3, "thanks", score=5.0),
    ]

    assert taken(chosen.good, *rows) == ["t03", "t02", "t01"]


@pytest.mark.parametrize("name", ["agent_id", "topic"])
def test_others_are_heard_before_a_second_one_of_the_same(name):
    same = [text(n, score=5.0, **{name: "one"}) for n in (7, 8, 9)]
    others = [text(n, score=5.0) for n in range(1, MOST)]

    assert taken(chosen.good, *same, *others) == ["t09", "t04", "t03", "t02", "t01"]
    assert taken(chosen.good, *same) == ["t09", "t08"]


def test_who_is_not_known_is_not_one_agent():
    rows = [text(n, score=5.0, agent_id=None, topic=None) for n in range(9)]

    assert len(taken(chosen.good, *rows)) == MOST
