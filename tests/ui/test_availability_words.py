"""What the page Availability says of its figures, and its small weeks."""

from typing import Any

import polars as pl
import pytest

from metrics.compare import Figure
from ui.availability import grid, words
from ui.readings import NOTHING

KNOWN = {"channel": "voice", "known_s": 3600.0, "all_s": 3600.0, "days": 4}


def figure(value: float | None, **given: float) -> Figure:
    return {**NOTHING, "value": value, **given}


def weekdays(**shares: float | None) -> pl.DataFrame:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    rows = [{"weekday": names.index(name) + 1, "two_channels": figure(one)} for name, one in shares.items()]
    schema = {"weekday": pl.Int64, "two_channels": pl.Struct(dict.fromkeys(NOTHING, pl.Float64))}
    return pl.DataFrame(rows, schema=schema)


@pytest.mark.parametrize(
    ("two", "some", "days", "expected"),
    [
        (0.394, 0.473, {"mon": 0.5, "sat": 0.0}, "39.4 % of the time, day and night, never on Saturday."),
        (0.394, 0.473, {"mon": 0.5, "sat": None}, "had somebody there 39.4 % of the time, day and night."),
        (0.0, 0.473, {"mon": 0.0}, "had somebody there 0.0 % of the time, day and night."),
        (1.0, 1.0, {"mon": 1.0}, "At least two channels had somebody there around the clock."),
        (None, 0.473, {}, "Somebody was there 47.3 % of the time, day and night."),
        (None, None, {}, "Nobody knows when somebody was there."),
    ],
    ids=["a day without", "a day unknown", "never", "always", "one channel", "unknown"],
)  # fmt: skip
def test_the_sentence_says_in_how_much_of_the_time(
    two: float | None, some: float | None, days: dict[str, float | None], expected: str
) -> None:
    now = {"two_channels": figure(two), "availability": figure(some)}

    assert words.sentence(now, weekdays(**days)).replace("\u00a0", " ").endswith(expected)


@pytest.mark.parametrize(
    ("value", "expected"), [(1.0, ""), (None, ""), (0.66, "For 34.0 % of the time no source tells")]
)
def test_what_nobody_knows_is_said(value: float | None, expected: str) -> None:
    said = words.unknown(figure(value)).replace("\u00a0", " ")

    assert said.startswith(expected)
    assert bool(said) == bool(expected)


@pytest.mark.parametrize(
    ("cell", "css", "said"),
    [
        ({"there_s": 3600.0}, "av p10", "somebody there 100"),
        ({"there_s": 3599.0}, "av p9", "somebody there 100"),
        ({"there_s": 1800.0}, "av p5", "somebody there 50"),
        ({"there_s": 1.0}, "av p1", "somebody there 0"),
        ({"there_s": 0.0}, "av p0", "somebody there 0"),
        ({"there_s": 0.0, "known_s": 0.0}, "av un", "not known"),
    ],
    ids=["all", "nearly all", "half", "a second", "nobody", "unknown"],
)
def test_only_all_of_the_time_is_full_and_only_nobody_is_empty(
    cell: dict[str, Any], css: str, said: str
) -> None:
    rows = pl.DataFrame([{**KNOWN, "weekday": 1, "hour": 8, **cell}])

    shown = grid.grid(rows, [1])

    assert shown.count(f'class="{css}"') == (24 if css == "av un" else 1)
    assert f"Monday, 8 to 9: {said}" in shown


def test_where_they_went_is_said_with_how_many() -> None:
    rows = pl.DataFrame({"channel": ["voice", "voice"], "moved_to": ["chat", "email"], "n": [12, 4]})

    assert words.moved_to(rows, "voice") == "12 to chat and 4 to e-mail"
    assert words.moved_to(rows, "chat") == ""


def test_a_share_of_what_is_known_is_not_said_of_all_the_time() -> None:
    now = {"availability": figure(1.0), "two_channels": figure(None), "staffing_known": figure(0.6)}

    said = words.sentence(now, weekdays()).replace("\u00a0", " ")

    assert said == "Somebody was there 100.0 % of the time that is known (60 % of day and night)."


def test_hours_that_nobody_knows_of_are_not_among_those_of_the_week() -> None:
    rows = pl.DataFrame(
        [{**KNOWN, "there_s": 3600.0}] * 110 + [{**KNOWN, "there_s": 0.0, "known_s": 0.0}] * 58
    )

    assert words.grid_title(rows).endswith(
        "has somebody there most: 110 of the 110 hours a week that are known"
    )
