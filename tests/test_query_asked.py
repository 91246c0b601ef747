"""What is said of a question that no figure answers, without a store."""

import argparse
from datetime import UTC, datetime

import polars as pl
import pytest

from metrics.ratio import FIGURE
from query import asked, empty
from query.arguments import arguments
from query.asked import QueryError
from settings import Settings

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def given(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    arguments(parser)
    return parser.parse_args(words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("nps", "--threshold", "30"),
            "--threshold says what answered_in_time, .*service_level.* count, none",
        ),
        (
            ("occupancy", "--by", "queue"),
            "occupancy: an agent who waits, waits for all contacts, so by queue",
        ),
        (("occupancy", "--where", "topic=Refund"), "occupancy: an agent who waits, waits for all contacts"),
        (("fcr", "--by", "agent"), "fcr: a contact may pass through several agents, so by agent"),
        (("two_channels", "--by", "channel"), "two_channels: of one channel alone there are no two"),
    ],
    ids=[
        "a threshold of nothing",
        "states by queue",
        "states of a topic",
        "contacts by agent",
        "two channels of one",
    ],
)
def test_a_question_without_an_answer_is_refused(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        asked.asked(given(*words))


def test_a_metric_that_has_no_value_is_named_beside_one_that_has() -> None:
    words = given("asa,occupancy,fcr", "--by", "agent", "--where", "queue=Billing")

    ids, by = asked.asked(words)

    assert list(asked.nobodys_own(words, ids, by)) == ["occupancy", "fcr"]


@pytest.mark.parametrize("metric", ["service_level", "answered_in_time"])
def test_a_threshold_is_for_what_counts_answers_in_time(metric: str) -> None:
    assert asked.asked(given(metric, "--threshold", "30")) == ([metric], [])


def test_figures_are_told_by_what_they_are_not_narrowed_by() -> None:
    said = "Figures are told --by language, but not narrowed by it. They can be by: queue, channel,"

    with pytest.raises(QueryError, match=said):
        asked.filters(given("signal_rate", "--where", "language=he"), Settings(), NOON)


def figures(*values: float | None) -> pl.DataFrame:
    structs = [
        {"value": value, **dict.fromkeys(("numerator", "denominator", "low", "high"))} for value in values
    ]
    return pl.DataFrame({"csat": structs}, schema={"csat": FIGURE})


@pytest.mark.parametrize(
    ("rows", "is_table", "named"),
    [
        (figures(None), True, ["csat"]),
        (figures(None, None), False, ["csat"]),
        (figures(0.5, None), True, ["–"]),
        (figures(0.5, None), False, []),
        (figures(0.0), True, []),
        (figures(), True, ["csat"]),
    ],
    ids=[
        "no value",
        "none at all as csv",
        "one without",
        "one without as csv",
        "nought is a value",
        "no rows",
    ],
)
def test_no_value_is_explained(rows: pl.DataFrame, is_table: bool, named: list[str]) -> None:
    assert list(empty(rows, ["csat"], is_table=is_table)) == named


def test_a_median_that_is_not_reached_is_not_called_nothing_to_count() -> None:
    figure = {**dict.fromkeys(("value", "high")), "numerator": 417, "denominator": 2602, "low": 86_400.0}
    rows = pl.DataFrame({"csat": [figure]}, schema={"csat": FIGURE})

    assert empty(rows, ["csat"], is_table=True) == {
        "csat": ["no value so far: too few of those counted have come to an end"]
    }
