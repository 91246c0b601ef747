"""Instants moved by weeks of a wall clock are what the zone itself gives."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from metrics.prevention.moved import moved

WEEKS = [-4, -1, 1, 4]


def by_the_zone(at, week, zone):
    wall = at.dt.convert_time_zone(zone).dt.replace_time_zone(None) + timedelta(weeks=week)
    there = wall.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    return there.dt.convert_time_zone("UTC")


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("Asia/Jerusalem", datetime(2026, 1, 1, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 8, 20, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 3, 1, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2026, 1, 1, tzinfo=UTC)),
    ],
)
def test_instants_move_as_the_zone_moves_them(zone, first):
    at = pl.datetime_range(first, first + timedelta(weeks=20), "7m13s", eager=True)

    found = list(moved(at, WEEKS, zone))

    expected = [by_the_zone(at, week, zone) for week in WEEKS]
    assert [one.rename("").equals(other.rename("")) for one, other in zip(found, expected, strict=True)] == [
        True
    ] * 4


def test_a_time_that_the_clock_jumps_over_is_null():
    at = pl.Series([datetime(2026, 3, 20, 0, tzinfo=UTC)])  # 02:00 in Jerusalem, where 27 March has none

    assert [one.to_list() for one in moved(at, [1, 2], "Asia/Jerusalem")] == [
        [None],
        [datetime(2026, 4, 2, 23, tzinfo=UTC)],
    ]


def test_of_no_instants_there_are_none():
    nothing = pl.Series([], dtype=pl.Datetime("us", "UTC"))

    assert [one.len() for one in moved(nothing, [1], "Europe/Berlin")] == [0]
