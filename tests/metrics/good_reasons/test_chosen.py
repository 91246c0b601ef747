"""Whom to call for a good reason: once a week at most, never the held out, as many as asked for."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.good_reasons import REASONS
from metrics.good_reasons.chosen import chosen, is_recent
from metrics.work_list import is_held_out

NOW = datetime(2026, 3, 9, 4, tzinfo=UTC)
MONDAY, DAY = date(2026, 3, 9), timedelta(days=1)
FREE = [
    f"p{n}" for n in range(99) if not is_held_out(f"p{n}", "2026-Q1") and not is_held_out(f"p{n}", "2026-Q2")
]
HELD = next(f"p{n}" for n in range(99) if is_held_out(f"p{n}", "2026-Q1"))
ANN, BOB, CLEO = FREE[:3]


def reason(person, kind="birthday", on=MONDAY):
    return (person, kind, on, None, None, [])


def people(**values):
    rows = list(values.items())
    return pl.DataFrame(rows, schema={"person": pl.String, "value": pl.Float64}, orient="row")


def choose(*given_, a_week=9, called=(), troubled=(), values=(), as_of=NOW):
    rows = pl.DataFrame(given_, schema=REASONS, orient="row")
    worth = dict.fromkeys([*FREE, HELD]) | dict(values)
    barred = pl.DataFrame({"person": list(troubled)}, schema={"person": pl.String})
    return chosen(rows, people(**worth), barred, dict(called), as_of, as_of.date(), a_week)


def listed(*given_, **more):
    return choose(*given_, **more).rows["person"].to_list()


def test_two_reasons_make_one_call_that_names_both():
    rows = choose(reason(ANN, "quarter", MONDAY - 40 * DAY), reason(ANN, "birthday", MONDAY + DAY)).rows

    assert rows["person"].to_list() == [ANN]
    assert [one["kind"] for one in rows["reasons"][0]] == ["quarter", "birthday"]


@pytest.mark.parametrize(
    ("ago", "expected"),
    [(timedelta(days=7) - timedelta(seconds=1), []), (timedelta(days=7), [ANN]), (-DAY, [ANN])],
    ids=["not yet a week", "a week ago", "called afterwards"],
)
def test_who_was_called_within_a_week_is_not_called(ago, expected):
    assert listed(reason(ANN), called=[(ANN, NOW - ago)]) == expected


def test_trouble_comes_first_and_is_counted():
    found = choose(reason(ANN), reason(BOB), troubled=[ANN, CLEO])

    assert (found.rows["person"].to_list(), found.due, found.troubled) == ([BOB], 1, 1)


def test_who_left_is_not_called():
    assert listed(reason("gone"), reason(ANN)) == [ANN]


def test_who_is_held_out_is_not_called_and_takes_nobodys_place():
    found = choose(reason(HELD), reason(ANN), a_week=1, values=[(HELD, 900.0)])

    assert (found.rows["person"].to_list(), found.due) == ([ANN], 2)


def test_a_day_that_does_not_come_again_goes_first_then_more_reasons_then_value():
    given_ = [reason(ANN, "quarter", MONDAY - 99 * DAY), reason(BOB), reason(CLEO, on=MONDAY + DAY)]
    values = [(ANN, 900.0), (BOB, 100.0), (CLEO, 200.0)]

    assert listed(*given_, values=values, a_week=2) == [BOB, CLEO]
    assert listed(*given_, values=values, a_week=1) == [CLEO]
    assert listed(*given_, reason(BOB, "anniversary"), values=values, a_week=1) == [BOB]


def test_the_list_goes_by_the_day():
    found = choose(reason(ANN, on=MONDAY + 2 * DAY), reason(BOB), values=[(ANN, 900.0)]).rows

    assert found.select("rank", "person").rows() == [(1, BOB), (2, ANN)]


def last_by(calls, at):
    """The last call to each by an instant."""
    made = {who: [one for one in theirs if one <= at] for who, theirs in calls.items()}
    return {who: max(theirs) for who, theirs in made.items() if theirs}


def gaps(others, hours):
    """Make five weekly lists and call each of them at some hour, while others call as they like.

    Give how long ago the last call was, when somebody was listed and when they were called for it.
    """
    calls = {who: [NOW + timedelta(hours=h) for h in theirs] for who, theirs in others.items()}
    found = []
    for week in range(5):
        as_of = NOW + week * 7 * DAY
        told = last_by(calls, as_of)
        for who in listed(*(reason(one) for one in others), called=told.items(), as_of=as_of):
            at = as_of + timedelta(hours=hours[who])
            last = last_by(calls, at)
            found += [as_of - told[who]] if who in told else []
            if not is_recent(last, who, at):
                found += [at - last[who]] if who in last else []
                calls[who].append(at)
    return found


@given(
    others=st.fixed_dictionaries({who: st.lists(st.integers(0, 840), max_size=6) for who in (ANN, BOB)}),
    hours=st.fixed_dictionaries({who: st.integers(0, 167) for who in (ANN, BOB)}),
)
def test_nobody_is_called_for_a_good_reason_twice_in_a_week(others, hours):
    assert min(gaps(others, hours), default=7 * DAY) >= 7 * DAY
