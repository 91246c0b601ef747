from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from ui.data import Window
from ui.routing import costs

SCHEMA = {"first_queue": pl.String, "last_queue": pl.String, "misroutes": pl.Int64, "told": pl.Int64}
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def ways(*rows: tuple[str, str, int, int]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def strong(*rows: tuple[str, str, int, int]) -> list[tuple[str, str]]:
    return [(one.begin, one.end) for one in costs.flows(ways(*rows)) if one.is_strong]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("A", "B", 90, 90), ("B", "A", 20, 20), ("B", "C", 20, 20), ("C", "A", 20, 20)], [("A", "B")]),
        ([("A", "B", 34, 34), ("B", "A", 30, 30), ("B", "C", 30, 30), ("C", "A", 30, 30)], []),
        ([("A", "B", 90, 20), ("B", "A", 20, 20), ("B", "C", 20, 20), ("C", "A", 20, 20)], []),
        ([("A", "B", 99, 9), ("A", "C", 20, 20), ("B", "C", 90, 90), ("C", "A", 9, 9)], [("B", "C")]),
        ([("A", "B", 14, 14), ("B", "A", 2, 2), ("B", "C", 1, 1), ("C", "A", 1, 1)], []),
        ([("A", "B", 90, 90)], []),
        ([("A", "B", 90, 0)], []),
    ],
    ids=[
        "one stands out",
        "one is the largest by chance",
        "most of it asked for a person",
        "the largest is not the one",
        "too few contacts",
        "one alone",
        "all asked for a person",
    ],
)
def test_a_way_is_strong_where_it_takes_twice_what_the_others_do(
    rows: list[tuple[str, str, int, int]], expected: list[tuple[str, str]]
) -> None:
    assert strong(*rows) == expected


@pytest.mark.parametrize(("hours", "is_weekly"), [(24, False), (6 * 24, False), (167, True), (28 * 24, True)])
def test_minutes_are_by_the_week_only_where_there_is_one(hours: int, is_weekly: bool) -> None:
    assert costs.is_weekly(Window(NOON - timedelta(hours=hours), NOON)) is is_weekly


@pytest.mark.parametrize(("hours", "weeks"), [(672, 4), (673, 4), (671, 4), (84, 0.5)])
def test_four_weeks_in_which_clocks_change_are_four_weeks(hours: int, weeks: float) -> None:
    assert costs.weeks_of(Window(NOON - timedelta(hours=hours), NOON)) == weeks
