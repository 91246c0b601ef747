from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from metrics.floor import Pressure, by_queue_served, crew, verdict, waiting_over_time, worsened

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
GOOD = {"value": 0.9, "numerator": 90.0, "denominator": 100.0, "low": 0.83, "high": 0.94}
POOR = {"value": 0.5, "numerator": 50.0, "denominator": 100.0, "low": 0.4, "high": 0.6}
NEARLY = {"value": 0.75, "numerator": 30.0, "denominator": 40.0, "low": 0.6, "high": 0.86}
FEW = {"value": 0.2, "numerator": 5.0, "denominator": 29.0, "low": 0.08, "high": 0.35}


def queue(**given):
    usual = {
        "offered": 100.0,
        "waiting": 2.0,
        "overdue": 0.0,
        "longest_s": 8.0,
        "in_time": GOOD,
        "target": 0.8,
        "longest_target_s": 180.0,
    }
    return Pressure(**{**usual, **given})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "ok"),
        ({"overdue": 1.0, "longest_s": 181.0}, "late"),
        ({"overdue": 1.0, "longest_s": 180.0}, "pressure"),
        ({"overdue": 1.0, "longest_s": 25.0, "in_time": POOR}, "late"),
        ({"overdue": 0.0, "in_time": POOR}, "pressure"),
        ({"overdue": 1.0, "longest_s": 25.0, "in_time": NEARLY}, "pressure"),
        ({"in_time": NEARLY}, "pressure"),
        ({"in_time": FEW}, "calm"),
        ({"overdue": 1.0, "in_time": FEW}, "pressure"),
        ({"offered": 0.0, "waiting": 0.0, "longest_s": None, "in_time": dict.fromkeys(GOOD)}, "quiet"),
        ({"longest_s": 7000.0}, "ok"),
        ({"target": None, "overdue": 0.0, "in_time": POOR}, "calm"),
    ],
    ids=[
        "all is well",
        "somebody waits longer than the target for long waits",
        "exactly at that target is not over it",
        "the share surely misses its target and somebody is over the threshold",
        "the share misses its target and nobody is over the threshold",
        "the share may yet meet its target",
        "below target by the value alone",
        "too few to judge",
        "too few, but somebody is over the threshold",
        "nobody came",
        "a mail may wait two hours within its threshold",
        "no target set",
    ],
)
def test_a_queue_is_judged_by_harm_that_is_there_now(given, expected):
    assert verdict(queue(**given)) == expected


def visits(*rows):
    names = ("queue", "queued_at", "wait_ms", "outcome")
    instant = pl.Datetime("us", "UTC")
    schema = {"queue": pl.String, "queued_at": instant, "wait_ms": pl.Int64, "outcome": pl.String}
    return pl.DataFrame([dict(zip(names, row, strict=True)) for row in rows], schema=schema)


def test_those_waiting_are_counted_at_each_instant_until_they_left():
    rows = visits(
        ("PS", NOON - 10 * MINUTE, 5 * 60_000, "answered"),  # there at -10 .. before -5
        ("PS", NOON - 6 * MINUTE, 20_000, "waiting"),  # there from -5 on, whatever its age said
        ("NW", NOON - 30 * MINUTE, 1000, "abandoned"),  # gone long before
    )

    found = waiting_over_time(rows, NOON, 10 * MINUTE, 5 * MINUTE)

    assert found.rows() == [
        ("NW", NOON - 10 * MINUTE, 0),
        ("NW", NOON - 5 * MINUTE, 0),
        ("NW", NOON, 0),
        ("PS", NOON - 10 * MINUTE, 1),
        ("PS", NOON - 5 * MINUTE, 1),
        ("PS", NOON, 1),
    ]


def test_nobody_waits_where_there_are_no_visits():
    assert waiting_over_time(visits(), NOON, 10 * MINUTE, 5 * MINUTE).is_empty()


def agents(*rows):
    names = ("agent_id", "state", "team", "queue", "queues")
    schema = dict.fromkeys(names, pl.String)
    return pl.DataFrame([dict(zip(names, row, strict=True)) for row in rows], schema=schema)


CREW = agents(
    ("a", "on_contact", "North", "PS", "PS\nNW"),
    ("b", "available", "North", None, "PS"),
    ("c", "break", "South", None, "NW"),
    ("d", "offline", "South", None, None),
    ("e", "wrap_up", None, None, None),
    ("f", "ringing", "South", "NW", None),
)


def test_agents_are_counted_by_what_they_do():
    assert crew(CREW).row(0, named=True) == {"busy": 2, "wrapping": 1, "free": 1, "away": 1, "present": 5}


def test_agents_are_counted_by_team_and_those_of_no_team_come_last():
    assert crew(CREW, "team").select("team", "busy", "free", "away", "present").rows() == [
        ("North", 1, 1, 0, 2),
        ("South", 1, 0, 1, 2),
        (None, 0, 0, 0, 1),
    ]


def test_an_agent_of_several_queues_counts_in_each():
    found = crew(by_queue_served(CREW), "serves")

    assert found.select("serves", "busy", "free", "away", "present").rows() == [
        ("NW", 2, 0, 1, 3),
        ("PS", 1, 1, 0, 2),
    ]


def test_a_queue_gets_worse_by_at_least_three_and_by_half():
    now, before = {"PS": 9, "NW": 4, "IN": 20, "NE": 2}, {"PS": 3, "NW": 1, "IN": 16}

    assert worsened(now, before) == ["PS", "NW"]
