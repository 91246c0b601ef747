"""How teams work, asked on the command line: the words, without a store."""

import argparse

import pytest

from query import teaming
from query.arguments import arguments
from query.asked import QueryError


def given(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    arguments(parser)
    return parser.parse_args(words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("people_missing,occupancy",), "people_missing counts hours of the week and occupancy does not"),
        (("people_missing,nobody_there",), "and nobody_there does not; ask for each by itself"),
        (("people_missing", "--by", "team"), "people_missing has no value by team. Known: queue, weekday"),
        (("people_missing", "--by", "tema"), "Unknown column 'tema'"),
        (("people_missing", "--threshold", "5"), "--threshold says nothing about how teams work"),
    ],
    ids=["another kind of metric", "other rows", "by what it has not", "a typing error", "an option"],
)
def test_a_question_without_an_answer_is_refused(words: tuple[str, ...], said: str) -> None:
    asked = given(*words)

    assert teaming.is_asked(asked)
    with pytest.raises(QueryError, match=said):
        teaming.check(asked)
