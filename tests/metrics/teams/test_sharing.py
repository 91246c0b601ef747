"""How people of several queues count, each once: by hand, and against Hall's condition."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.teams import Crews, with_helping

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
A, B, C, D = range(4)
MANY = 4


def crews(*rows):
    """Build crews of (main, *other queues)."""
    takes = np.zeros((len(rows), MANY), dtype=np.bool_)
    for n, row in enumerate(rows):
        takes[n, list(row)] = True
    return Crews(np.array([row[0] for row in rows], dtype=np.int64), takes)


def counted(of, there, need):
    place = of.placed(np.array(there, dtype=np.float64), np.array(need, dtype=np.float64))
    return place.sum(axis=0).tolist()


@pytest.mark.parametrize(
    ("of", "there", "need", "expected"),
    [
        ([(A, B)], [5], [3, 2, 0, 0], [3, 2, 0, 0]),
        ([(A, B)], [5], [3, 0, 0, 0], [5, 0, 0, 0]),
        ([(A, B)], [5], [5, 2, 0, 0], [5, 0, 0, 0]),
        ([(A,), (A, B)], [4, 1], [2, 3, 0, 0], [4, 1, 0, 0]),
        ([(A, B), (C, A)], [1, 1], [1, 1, 0, 0], [1, 1, 0, 0]),
        ([(A, B, C)], [4], [2, 1, 1, 0], [2, 1, 1, 0]),
        ([(A, B, C)], [4], [2, 3, 1, 0], [2, 2, 0, 0]),
        ([(A, B, C)], [4], [2, 2, 2, 0], [2, 1, 1, 0]),
        ([(A, B)], [5], [np.nan, 2, 0, 0], [5, 0, 0, 0]),
        ([(A, B), (B,)], [5, 1], [3, np.nan, 0, 0], [5, 1, 0, 0]),
        ([(C, A), (A, B)], [3, 1], [np.nan, 2, 1, 0], [1, 0, 3, 0]),
    ],
    ids=[
        "who is more than the main queue needs helps",
        "nobody moves where nobody is missing",
        "no gap is closed by opening one",
        "who cannot take it stays",
        "one makes room for another",
        "two queues are helped",
        "the queue that misses most is helped first",
        "two that miss the same get the same",
        "nobody leaves a queue whose need is not known",
        "nobody comes to one either",
        "nor in place of somebody who would leave it",
    ],
)
def test_how_people_are_shared_out(of, there, need, expected):
    assert counted(crews(*of), there, need) == pytest.approx(expected)


takers = st.sets(st.integers(0, MANY - 1), min_size=1).flatmap(lambda all_: st.permutations(sorted(all_)))
people = st.integers(0, 60).map(lambda tenths: tenths / 10)
some_crews = st.lists(st.tuples(takers, people), min_size=1, max_size=6)
needs = st.lists(people, min_size=MANY, max_size=MANY)


@given(some_crews, needs)
def test_no_more_are_missing_than_every_set_of_queues_must_miss(of, need):
    told, there = crews(*(row for row, _n in of)), np.array([n for _row, n in of])

    place = told.placed(there, np.array(need))
    missing = np.maximum(np.array(need) - place.sum(axis=0), 0)
    sets = [list(each) for size in range(MANY + 1) for each in combinations(range(MANY), size)]
    least = max(sum(need[q] for q in one) - there[told.takes[:, one].any(axis=1)].sum() for one in sets)

    assert missing.sum() == pytest.approx(least, abs=1e-6)
    assert place.sum(axis=1) == pytest.approx(there, abs=1e-6)
    assert (place >= -1e-9).all()
    assert not place[~told.takes].any()


@given(some_crews, needs)
def test_no_queue_has_less_than_it_needs_because_its_people_went(of, need):
    told, there = crews(*(row for row, _n in of)), np.array([n for _row, n in of])
    own = np.bincount(told.main, weights=there, minlength=MANY)

    after = told.placed(there, np.array(need)).sum(axis=0)

    assert (after >= np.minimum(own, need) - 1e-6).all()


def rows(*told):
    """Build what is needed and planned of (queue, half hours after nine, need, own)."""
    schema = {
        "queue": pl.String,
        "starts_at": pl.Datetime("us", "UTC"),
        "need": pl.Float64,
        "own": pl.Float64,
    }
    made = [(queue, NINE + n * timedelta(minutes=30), need, own) for queue, n, need, own in told]
    return pl.DataFrame(made, schema=schema, orient="row")


def of_plan(*told):
    schema = {"main": pl.String, "takes": pl.List(pl.String), "people": pl.Int64}
    return pl.DataFrame(list(told), schema=schema, orient="row")


LETTERS = of_plan(("Mail", ["Mail", "Social"], 9))


def helping(told, of):
    return with_helping(told, of, "need", "own")["helping"].to_list()


@pytest.mark.parametrize(
    ("own", "expected"), [(0.0, [-1.0, 1.0]), (None, [-1.0, 1.0]), (1.0, [0.0, 0.0])], ids=["0", "none", "1"]
)
def test_a_queue_that_is_nobodys_main_one_is_helped(own, expected):
    """Whether the plan says 0 of it, nothing, or that somebody is there."""
    assert helping(rows(("Mail", 0, 3, 7.9), ("Social", 0, 1, own)), LETTERS) == pytest.approx(expected)


def test_people_of_a_main_queue_are_divided_as_they_are_in_the_centre():
    of = of_plan(("Billing", ["Billing"], 3), ("Billing", ["Billing", "Orders"], 1))

    found = helping(rows(("Billing", 0, 2, 8.0), ("Orders", 0, 5, 1.0)), of)

    assert found == pytest.approx([-2.0, 2.0])


def test_each_instant_is_shared_out_by_itself():
    told = rows(("Social", 1, 2, 0.0), ("Mail", 0, 3, 5.0), ("Mail", 1, 3, 3.0), ("Social", 0, 2, 0.0))

    assert helping(told, LETTERS) == pytest.approx([0.0, -2.0, 0.0, 2.0])


@pytest.mark.parametrize(
    ("told", "of", "expected"),
    [
        ([("Mail", 0, 3, None), ("Social", 0, 1, None)], LETTERS, [None, None]),
        ([("Mail", 0, None, 7.9), ("Social", 0, 1, 0.0)], LETTERS, [0.0, 0.0]),
        ([("Mail", 0, 3, 7.9), ("Walk", 0, 1, None)], LETTERS, [0.0, None]),
        ([("Mail", 0, 3, 7.9)], of_plan(), [None]),
        ([], LETTERS, []),
    ],
    ids=[
        "nothing planned",
        "what it needs is not known",
        "a queue nobody takes",
        "nobody known",
        "no rows",
    ],
)
def test_what_nobody_can_say_is_not_said(told, of, expected):
    assert helping(rows(*told), of) == expected
