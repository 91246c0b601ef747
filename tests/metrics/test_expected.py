from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.expected import LEVEL, Step, day_of, known_at, rounded, waits
from tests.metrics.rows import NOON, local_s, visit, visits

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
PAST = [
    visit(at=NOON - 50 * SECOND, wait_s=30),  # answered at -20
    visit(at=NOON - 40 * SECOND, wait_s=10),  # answered at -30
    visit(at=NOON - 35 * SECOND, wait_s=5, outcome="abandoned"),  # gone at -30
    visit(at=NOON - 15 * SECOND, wait_s=20),  # answered at +5
    visit(at=NOON - 10 * SECOND, wait_s=10, outcome="waiting"),
]


def frame_of(*rows):
    return visits(*rows).collect()


def asked(at=NOON, queue="sales"):
    told = pl.DataFrame({"queue": [queue], "at": [at], "local_s": [local_s(at)]})
    return told.select("queue", day_of("local_s"), pl.col("at").cast(pl.Datetime("us", "UTC")))


def known(rows, **given):
    found = known_at(frame_of(*rows), asked(**given))
    return found.select("ahead", "recent_ms").row(0)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (PAST, (2, 20_000.0)),
        (PAST[:1], (0, 30_000.0)),
        (PAST[4:], (1, None)),
        ([visit(at=NOON, wait_s=0)], (None, None)),
        ([visit(at=NOON - SECOND, wait_s=0)], (0, 0.0)),
        ([visit(at=NOON - HOUR, wait_s=n) for n in range(1, 8)], (0, 5_000.0)),
        ([visit(at=NOON - 9 * SECOND, wait_s=9)], (1, None)),
        ([visit(at=NOON - 13 * HOUR, wait_s=9)], (None, None)),
        ([visit(at=NOON - SECOND, queue="support")], (None, None)),
        ([], (None, None)),
    ],
    ids=[
        "two wait, two were answered",
        "one was answered",
        "nobody was answered yet",
        "who comes at the same instant is not known",
        "one who was answered at once",
        "the last five to be answered",
        "who is answered at the same instant still waits",
        "yesterday",
        "another queue",
        "nobody",
    ],
)
def test_what_is_known_when_somebody_comes(rows, expected):
    assert known(rows) == expected


OUTCOMES = st.sampled_from(["answered", "abandoned", "waiting"])
VISITS = st.lists(st.tuples(st.integers(-900, 900), st.integers(0, 900), OUTCOMES), max_size=12)


@settings(deadline=None, max_examples=50)
@given(past=VISITS, later=VISITS)
def test_nothing_that_comes_later_is_known(past, later):
    rows = [visit(at=NOON + s * SECOND, wait_s=wait, outcome=outcome) for s, wait, outcome in past]
    stood = [
        visit(at=NOON + s * SECOND, wait_s=wait, outcome=outcome if s + wait < 0 else "waiting")
        for s, wait, outcome in past
        if s < 0
    ]
    others = [visit(at=NOON + abs(s) * SECOND, wait_s=wait, outcome=outcome) for s, wait, outcome in later]

    assert known(rows) == known(stood)
    assert known(stood + others) == known(stood)


@pytest.mark.parametrize(
    ("low_s", "high_s", "expected"),
    [
        (0, 4, (0, 60)),
        (20, 80, (0, 60)),
        (31, 100, (60, 120)),
        (65, 230, (60, 240)),
        (170, 175, (180, 240)),
        (70_000, 200_000, (64_800, 172_800)),
        (500_000, 2_000_000, (432_000, None)),
        (2_000_000, 3_000_000, (604_800, None)),
    ],
    ids=[
        "under a minute",
        "nearest",
        "up from the half",
        "minutes",
        "never nothing",
        "days",
        "open above",
        "beyond it all",
    ],
)
def test_ranges_are_rounded_to_bounds_that_people_name(low_s, high_s, expected):
    low, high = rounded(pl.Series([low_s * 1000]), pl.Series([high_s * 1000]))

    assert (low[0], high[0]) == expected


STEPS = [Step(0.0, 0, 10, 60), Step(15_000.0, 0, 30, 120), Step(LEVEL, 60, 120, 240)]
STEPS.append(Step(2 * LEVEL, None, None, None))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (PAST[1:3], STEPS[0]),
        (PAST[:1], STEPS[1]),
        (PAST[:4], STEPS[2]),
        (PAST, STEPS[3]),
        ([], None),
    ],
    ids=["calm", "others waited long", "one waits ahead", "more than ever wait", "nobody came today"],
)
def test_a_new_caller_waits_as_those_who_came_to_as_much(rows, expected):
    assert waits(frame_of(*rows), asked(), {"sales": STEPS}) == {"sales": expected}


def test_nothing_is_said_of_a_queue_that_was_not_learnt():
    assert waits(frame_of(*PAST), asked(), {}) == {"sales": None}
