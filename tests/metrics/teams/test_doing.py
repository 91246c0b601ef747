"""What people at work were doing at each moment."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.teams import doing
from tests.metrics.rows import INSTANT, NOON

MINUTE = dt.timedelta(minutes=1)
WORK = {"agent_id": pl.String, "start": INSTANT, "end": INSTANT}


def at(minutes):
    return None if minutes is None else NOON + minutes * MINUTE


def found(work, handled):
    """(agent, queue, minutes after noon: begin, end, part) of what lies between two moments of change."""
    spans = pl.DataFrame([(who, at(a), at(b)) for who, a, b in work], schema=WORK, orient="row")
    rows = [(who, at(a), at(b), queue) for who, queue, a, b in handled]
    contacts = pl.DataFrame(rows, schema={**WORK, "queue": pl.String}, orient="row")
    return [
        (
            row["agent_id"],
            row["queue"],
            (row["start"] - NOON) / MINUTE,
            (row["end"] - NOON) / MINUTE,
            row["part"],
        )
        for row in doing(spans, contacts).to_dicts()
    ]


HOUR = [("a", 0, 60)]


@pytest.mark.parametrize(
    ("work", "handled", "expected"),
    [
        (HOUR, [], [("a", None, 0, 60, 1)]),
        (HOUR, [("a", "A", 10, 20)], [("a", None, 0, 10, 1), ("a", "A", 10, 20, 1), ("a", None, 20, 60, 1)]),
        (HOUR, [("a", "A", 0, 60), ("a", "B", 0, 60)], [("a", "A", 0, 60, 0.5), ("a", "B", 0, 60, 0.5)]),
        (HOUR, [("a", "A", 0, 60), ("a", "A", 30, 60)], [("a", "A", 0, 30, 1), ("a", "A", 30, 60, 1)]),
        (HOUR, [("b", "A", 0, 60)], [("a", None, 0, 60, 1)]),
        (HOUR, [("a", "A", -5, 60), ("a", "A", 60, 70)], [("a", "A", 0, 60, 1)]),
        (HOUR, [("a", "A", 10, None), ("a", "B", 10, 10)], [("a", None, 0, 60, 1)]),
        (HOUR, [("a", None, 0, 60)], [("a", None, 0, 60, 1)]),
        (
            [("a", 0, 10), ("a", 20, 30)],
            [("a", "A", 0, 30)],
            [("a", "A", 0, 10, 1), ("a", "A", 20, 30, 1)],
        ),
        ([], [("a", "A", 0, 60)], []),
    ],
    ids=[
        "free",
        "on a contact, and free before and after",
        "of two queues at once half for each",
        "two of one queue are one person",
        "contacts of others",
        "only while they are at work",
        "what has no known end or no length says nothing",
        "a contact of no queue",
        "not while they are gone",
        "nobody at work",
    ],
)
def test_what_people_at_work_do(work, handled, expected):
    assert found(work, handled) == expected


minutes = st.integers(0, 30)
some = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("ABC"), minutes, minutes), max_size=6)


@given(some)
def test_the_parts_of_each_moment_at_work_add_up_to_one(handled):
    pieces = found([("a", 0, 20), ("b", 5, 30)], handled)

    assert sum(
        (end - begin) * part for who, _queue, begin, end, part in pieces if who == "a"
    ) == pytest.approx(20)
    assert sum(
        (end - begin) * part for who, _queue, begin, end, part in pieces if who == "b"
    ) == pytest.approx(25)
