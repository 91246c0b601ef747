"""What followed gestures: who counts, until when, and against whom."""

import datetime as dt

import polars as pl
import pytest

from metrics.gesture_effects import followed, told, waiting
from tests.metrics.goodwill import DAY, contact, served
from tests.metrics.rows import INSTANT, NOON
from tests.metrics.surveyed import answer, surveys

AS_OF = NOON + 40 * DAY
RECORD = {"customer_id": pl.String, "source": pl.String, "valid_from": INSTANT, "churned_on": pl.String}


def records(**left):
    """Build the records of anna and of those named, who left so many days after noon."""
    of = {"anna": None, **left}
    rows = [
        {
            "customer_id": name,
            "source": "bank",
            "valid_from": NOON,
            "churned_on": None if days is None else (NOON + days * DAY).date().isoformat(),
        }
        for name, days in of.items()
    ]
    return pl.LazyFrame(rows, schema=RECORD)


def one(row, answers=(), as_of=AS_OF, **left):
    return told(served(row), surveys(*answers), records(**left), as_of, "UTC").row(0, named=True)


@pytest.mark.parametrize(
    ("given", "again"),
    [
        ({"next_topic_ms": 7 * 86_400_000}, True),
        ({"next_topic_ms": 7 * 86_400_000 + 1}, False),
        ({"next_topic_ms": None}, False),
        ({"next_topic_ms": 1, "seen_ms": 7 * 86_400_000 - 1}, None),
        ({"topic": None}, None),
        ({"person": None}, None),
        ({"is_counted": False}, None),
    ],
    ids=["within 7 days", "later", "never", "not over", "no topic", "nobody known", "our own call"],
)
def test_who_came_again_about_the_same(given, again):
    assert one(contact(1, **given))["again"] is again


@pytest.mark.parametrize(
    ("left", "days", "expected"),
    [
        ({"anna": None, "boris": 3}, 40, False),
        ({"anna": 30}, 40, True),
        ({"anna": 31}, 40, False),
        ({"anna": 0}, 40, True),
        ({"anna": -1}, 40, None),
        ({"anna": 3}, 30, None),
        ({"anna": None}, 40, None),
    ],
    ids=["stayed", "left on day 30", "later", "the same day", "before", "not over yet", "nobody tells"],
)
def test_who_left_within_30_days(left, days, expected):
    assert one(contact(1), as_of=NOON + days * DAY, **left)["left"] is expected


def test_somebody_without_a_record_did_not_stay():
    assert one(contact(1, customer_id="nobody"), boris=3)["left"] is None


def test_satisfaction_is_what_the_answer_says_and_never_filled():
    assert one(contact(1), [answer(5)])["satisfied"] is True
    assert one(contact(1), [answer(3)])["satisfied"] is False
    assert one(contact(1), [answer(None)])["satisfied"] is None


def test_hold_is_of_the_telephone_alone():
    assert one(contact(1, hold_ms=90_000))["hold"] == 1.5
    assert one(contact(1, hold_ms=0, channel="chat"))["hold"] is None
    assert one(contact(1, handle_ms=90_000, channel="chat"))["handle"] == 1.5


def test_contacts_of_sources_that_tell_of_no_gesture_are_nobodys_like():
    assert told(served(contact(None)), surveys(), records(), AS_OF, "UTC").height == 0


def rows(n, gestures, came, **given):
    """Build contacts of different people, of whom the first `came` come again."""
    return [
        contact(
            gestures,
            contact_id=f"{gestures}{given}{k}",
            person=f"{gestures}{given}{k}",
            next_topic_ms=1 if k < came else None,
            **given,
        )
        for k in range(n)
    ]


def test_only_contacts_alike_are_compared():
    hard, easy = {"is_resolved": 0}, {"is_resolved": 1}
    of = [
        *rows(80, 1, 60, **hard),
        *rows(20, 1, 5, **easy),
        *rows(80, 0, 60, **hard),
        *rows(720, 0, 180, **easy),
    ]

    again, satisfied, left = followed(told(served(*of), surveys(), records(), AS_OF, "UTC"))

    assert again.difference.value == pytest.approx(0)
    assert (again.difference.n, again.difference.alike, again.difference.against) == (100, 100, 800)
    assert (satisfied.difference.reason, left.difference.reason) == ("not told", "not told")


def test_the_time_of_approved_gestures_is_compared_with_that_of_the_agents_own():
    own = [
        contact(1, is_approved=False, handle_ms=60_000 + k, contact_id=f"o{k}", person=f"o{k}")
        for k in range(60)
    ]
    asked = [
        contact(1, is_approved=True, handle_ms=180_000 + k, contact_id=f"a{k}", person=f"a{k}")
        for k in range(40)
    ]
    none = [contact(0, handle_ms=999_000, contact_id=f"n{k}", person=f"n{k}") for k in range(40)]

    _hold, handle = waiting(told(served(*own, *asked, *none), surveys(), records(), AS_OF, "UTC"))

    assert handle.difference.value == pytest.approx(2, abs=0.001)
    assert (handle.difference.n, handle.difference.against) == (40, 60)


def test_a_day_is_the_sites_own():
    late = NOON.replace(hour=23)
    rows = served(
        contact(1, started_at=late, started_local_s=int((late + dt.timedelta(hours=2)).timestamp()))
    )

    found = told(rows, surveys(), records(anna=0, boris=1), AS_OF, "Asia/Jerusalem").row(0, named=True)

    assert found["left"] is None
