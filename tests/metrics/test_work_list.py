"""Whom a list shows: capacity, held out at random, called of late; and how each customer stands."""

from datetime import date, timedelta

import polars as pl
import pytest

from metrics.work_list import STANDING, chosen, is_held_out, is_over, monday_of, quarter_of, standing
from tests.factories import NOON

DAY = timedelta(days=1)
MONDAY = date(2026, 11, 16)
OUT, IN, OTHER = "p1", "p0", "p3"  # p1 is drawn to be held out in this quarter, the others are not


def scored(*people, points=10.0):
    rows = [{"person": one, "points": points, "value": None, "chance": None, "reasons": []} for one in people]
    reasons = pl.List(pl.Struct({"evidence": pl.String}))
    figures = dict.fromkeys(("points", "value", "chance"), pl.Float64)
    schema = {"person": pl.String, **figures, "reasons": reasons}
    return pl.DataFrame(rows, schema=schema)


def acted(*steps):
    rows = [
        {
            "id": n,
            "person": "anna",
            "at": NOON + n * DAY,
            "who": "Dana",
            "words": None,
            "on_date": None,
            **step,
        }
        for n, step in enumerate(steps, 1)
    ]
    schema = {"id": pl.Int64, **dict.fromkeys(("person", "who", "act", "words", "on_date"), pl.String)}
    return pl.DataFrame(rows, schema={**schema, "at": STANDING["state_at"]})


def stood(*steps):
    return standing(acted(*steps)).row(0, named=True)


def listed(people, capacity, called=(), lost=()):
    rows = chosen(scored(*people), capacity, MONDAY, NOON, dict(called), lost)
    return rows.select("person", "is_held_out").rows()


def test_one_in_ten_is_held_out_and_stays_out_for_the_quarter():
    drawn = [is_held_out(f"demo:d{n}", "2026-Q4") for n in range(20_000)]

    assert 0.094 < sum(drawn) / len(drawn) < 0.106
    assert drawn == [is_held_out(f"demo:d{n}", "2026-Q4") for n in range(20_000)]
    assert drawn != [is_held_out(f"demo:d{n}", "2027-Q1") for n in range(20_000)]


@pytest.mark.parametrize(
    ("day", "quarter"), [(date(2026, 3, 31), "2026-Q1"), (date(2026, 4, 1), "2026-Q2"), (MONDAY, "2026-Q4")]
)
def test_a_quarter_is_of_three_months(day, quarter):
    assert quarter_of(day) == quarter


@pytest.mark.parametrize(
    ("today", "may"),
    [(MONDAY, False), (date(2026, 12, 31), False), (date(2027, 1, 1), True), (date(2027, 11, 16), True)],
    ids=["the same week", "the same quarter", "the quarter after", "a year later"],
)
def test_who_was_held_out_may_be_told_once_the_quarter_is_over(today, may):
    assert is_over(MONDAY, today) == may


def test_a_week_begins_on_monday():
    assert [monday_of(MONDAY + n * DAY) for n in (0, 6, 7)] == [MONDAY, MONDAY, MONDAY + 7 * DAY]


def test_who_is_held_out_takes_nobodys_place():
    assert listed([OUT, IN, OTHER, "p2"], 2) == [(OUT, 1), (IN, 0), (OTHER, 0)]


@pytest.mark.parametrize(
    ("ago", "people"),
    [(1, [IN, OTHER]), (6.99, [IN, OTHER]), (7, [IN])],
    ids=["yesterday", "not yet a week", "a week ago"],
)
def test_who_was_called_within_a_week_is_not_called_again(ago, people):
    found = listed([IN, OTHER, "p2"], 1, [(IN, NOON - ago * DAY)])

    assert [person for person, _held in found] == people


def test_what_was_done_after_the_list_was_made_changes_nothing():
    assert listed([IN, OTHER], 1, [(IN, NOON + DAY)]) == [(IN, 0)]


def test_who_is_lost_is_not_listed():
    assert listed([IN, OTHER], 1, lost=[IN]) == [(OTHER, 0)]


def test_without_points_nobody_is_at_risk():
    assert chosen(scored(IN, points=0.0), 5, MONDAY, NOON, {}).height == 0


def test_the_last_word_of_each_kind_holds():
    told = stood(
        {"act": "owner", "words": "North"},
        {"act": "called"},
        {"act": "note", "words": "call after six"},
        {"act": "next_date", "on_date": "2026-12-01"},
        {"act": "offer"},
    )

    kept = {name: told[name] for name in ("owner", "state", "note", "next_on", "called_at")}
    assert kept == {
        "owner": "North",
        "state": "offer",
        "note": "call after six",
        "next_on": "2026-12-01",
        "called_at": NOON + 5 * DAY,
    }


def test_undone_takes_back_the_last_step_that_holds():
    twice = stood({"act": "called"}, {"act": "kept"}, {"act": "undone"}, {"act": "undone"})
    once = stood({"act": "called"}, {"act": "kept"}, {"act": "undone"})

    assert (once["state"], once["called_at"]) == ("called", NOON + DAY)
    assert (twice["state"], twice["called_at"], twice["last"]) == ("to_call", None, 4)
