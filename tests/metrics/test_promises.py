"""What became of promises, as of an instant."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import promises
from metrics.compute import compute
from tests.metrics.promised import DAY, HOUR, MINUTE, ZONE, came, frames, promise, promised
from tests.metrics.rows import NOON

LONG_AFTER = NOON + 30 * DAY
NIGHT = NOON + 10 * HOUR  # midnight on the site's clock, two hours ahead
CREDIT = {"kind": "credit"}


def state(row, now=LONG_AFTER, asked=None):
    return promised(row, now=now, asked=asked).collect()["state"].item()


@pytest.mark.parametrize(
    ("row", "now", "expected"),
    [
        (promise(), NOON - DAY, "open"),
        (promise(), NOON - HOUR, "due_today"),
        (promise(), NOON + 15 * MINUTE, "due_today"),
        (promise(), NOON + 16 * MINUTE, "overdue"),
        (promise(None), LONG_AFTER, "open"),
        (promise(None, kept_at=NOON), LONG_AFTER, "kept"),
        (promise(kept_at=NOON + 15 * MINUTE), LONG_AFTER, "kept"),
        (promise(kept_at=NOON + 3 * HOUR), LONG_AFTER, "broken"),
        (promise(attempted_at=NOON), NOON + MINUTE, "due_today"),
        (promise(attempted_at=NOON), LONG_AFTER, "attempted"),
        (promise(attempted_at=NOON, kept_at=NOON + DAY), LONG_AFTER, "attempted"),
        (promise(attempted_at=NOON + HOUR), LONG_AFTER, "overdue"),
        (promise(**CREDIT), NIGHT, "due_today"),
        (promise(**CREDIT), NIGHT + MINUTE, "overdue"),
        (promise(**CREDIT, kept_at=NIGHT), LONG_AFTER, "kept"),
        (promise(**CREDIT, kept_at=NIGHT + MINUTE), LONG_AFTER, "broken"),
        (promise(kind=None, kept_at=NIGHT), LONG_AFTER, "kept"),
    ],
    ids=[
        "due tomorrow",
        "due in an hour",
        "a call-back at the end of its grace",
        "a call-back after it",
        "without a date",
        "kept without a date",
        "kept at the end of the grace",
        "three hours late is no success",
        "tried and still in time",
        "tried in time and never kept",
        "tried in time and kept late",
        "tried too late",
        "a credit at the end of its day",
        "a credit the minute after",
        "a credit kept that day",
        "a credit kept the day after",
        "a promise of no known kind has its day",
    ],
)
def test_what_became_of_a_promise(row, now, expected):
    assert state(row, now) == expected


@pytest.mark.parametrize(
    ("row", "asked", "expected"),
    [
        (promise(), came(NOON + MINUTE), "chased"),
        (promise(), came(NOON), "overdue"),
        (promise(kept_at=NOON + 10 * MINUTE), came(NOON + 5 * MINUTE), "chased"),
        (promise(kept_at=NOON + 5 * MINUTE), came(NOON + 10 * MINUTE), "kept"),
        (promise(kept_at=NOON + DAY), came(NOON + 2 * DAY), "broken"),
        (promise(attempted_at=NOON), came(NOON + HOUR), "attempted"),
        (promise(attempted_at=NOON + HOUR), came(NOON + 2 * HOUR), "chased"),
        (promise(), came(NOON + 7 * DAY), "chased"),
        (promise(), came(NOON + 7 * DAY + MINUTE), "overdue"),
        (promise(), came(NOON + HOUR, topic_family="delivery"), "overdue"),
        (promise(), came(NOON + HOUR, topic_family=None), "chased"),
        (promise(topic_family=None), came(NOON + HOUR), "chased"),
        (promise(), came(NOON + HOUR, person="boris"), "overdue"),
        (promise(person=None), came(NOON + HOUR, person=None), "overdue"),
        (promise(), came(NOON + HOUR, contact_id="first"), "overdue"),
        (promise(**CREDIT), came(NIGHT - HOUR), "overdue"),
        (promise(**CREDIT), came(NIGHT + HOUR), "chased"),
    ],
    ids=[
        "a minute after it was due",
        "at the moment it was due",
        "before it was kept, within the grace",
        "after it was kept",
        "after it was kept late",
        "after it was tried in time",
        "after it was tried too late",
        "on the seventh day",
        "after the seventh day",
        "about something else",
        "about nobody knows what",
        "promised about nobody knows what",
        "somebody else",
        "nobody knows who",
        "the contact in which it was made",
        "a credit on its day",
        "a credit after its day",
    ],
)
def test_who_asks_first_has_chased_it(row, asked, expected):
    assert state(row, asked=[asked]) == expected


def test_it_is_chased_from_the_moment_the_customer_came():
    asked = [came(NOON + HOUR)]

    assert state(promise(), now=NOON + 30 * MINUTE, asked=asked) == "overdue"
    assert state(promise(), now=NOON + HOUR, asked=asked) == "chased"


def test_two_who_ask_are_one_promise():
    asked = [came(NOON + HOUR), came(NOON + 2 * HOUR, contact_id="third")]

    rows = promised(promise(), now=LONG_AFTER, asked=asked).collect()

    assert rows["chased_at"].to_list() == [NOON + HOUR]


def test_a_day_ends_at_the_change_of_clocks():
    spring = dt.datetime(2026, 3, 26, 12, tzinfo=dt.UTC)  # the night after, clocks go forward at 2
    autumn = dt.datetime(2026, 10, 25, 12, tzinfo=dt.UTC)  # that night they went back

    assert promises.late_from("credit", spring, ZONE) == dt.datetime(2026, 3, 26, 22, tzinfo=dt.UTC)
    assert promises.late_from("credit", autumn, ZONE) == dt.datetime(2026, 10, 25, 22, tzinfo=dt.UTC)


@settings(deadline=None)
@given(
    st.integers(0, 3 * 366 * 24 * 60),
    st.sampled_from(["UTC", "Asia/Jerusalem", "Africa/Cairo", "America/Havana", "Asia/Kathmandu"]),
    st.sampled_from(["call_back", "credit", None]),
)
def test_one_row_and_many_are_judged_by_the_same_rule(minutes, zone, kind):
    due = NOON - minutes * MINUTE
    asked = promises.judged(
        promised(promise(due, kind=kind), now=NOON).drop(
            "due_by", "late_from", "chased_at", "state", "late_ms", "is_done"
        ),
        promised(promise(), now=NOON).select("contact_id", "person", "topic_family", started_at="due_at"),
        NOON,
        zone,
    )

    assert asked.collect()["late_from"].item() == promises.late_from(kind, due, zone)


IDS = ["promise_kept_rate", "promises_open", "promises_overdue", "promise_lateness_median"]
MANY = [
    promise(promise_id="1", kept_at=NOON),
    promise(promise_id="2", kept_at=NOON + 3 * HOUR),
    promise(promise_id="3", attempted_at=NOON),
    promise(promise_id="4"),
    promise(LONG_AFTER, promise_id="5"),
    promise(None, promise_id="6"),
]


def figures(*rows, now=NOON + DAY):
    return compute(frames(*rows, now=now), IDS).row(0, named=True)


def test_open_promises_are_apart_from_the_kept_rate():
    found = figures(*MANY)

    assert (found["promise_kept_rate"]["numerator"], found["promise_kept_rate"]["denominator"]) == (1, 4)
    assert found["promises_open"]["value"] == 2
    assert found["promises_overdue"]["value"] == 1


def test_lateness_counts_what_is_still_not_kept_as_long_as_it_lasts():
    found = figures(*MANY)["promise_lateness_median"]

    assert found["value"] is None  # one of three was kept: half of them were not
    assert (found["low"], found["numerator"], found["denominator"]) == (86_400, 1, 3)


def test_what_was_tried_in_vain_lasts_on():
    tried = [promise(promise_id=f"t{n}", attempted_at=NOON) for n in range(5)]

    found = figures(*MANY, *tried)["promise_lateness_median"]

    assert (found["value"], found["numerator"], found["denominator"]) == (None, 1, 8)


def test_no_promise_has_no_rate():
    found = figures()

    assert [found[name]["value"] for name in IDS] == [None, 0, 0, None]


def test_promises_are_told_by_kind_agent_and_day():
    rows = frames(*MANY, promise(promise_id="7", kind="credit", agent_id="eli"), now=NOON + 2 * DAY)

    by_kind = compute(rows, ["promise_kept_rate"], by=["kind"])
    by_agent = compute(rows, ["promise_kept_rate"], by=["agent"])
    by_day = compute(rows, ["promises_overdue"], by=["day"])

    assert by_kind["kind"].to_list() == ["call_back", "credit"]
    assert [row["denominator"] for row in by_agent["promise_kept_rate"]] == [4, 1]
    assert by_day.height == 3  # the third is that of no day
