"""What calling changes: the fair comparison, each customer once a quarter, and no word of too few."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from metrics.risk_effect import LEAST, LEFT_WITHIN, effect
from metrics.work_list import INSTANT
from tests.factories import NOON

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
LATER = NOON + LEFT_WITHIN


def shown(*rows):
    schema = {"person": pl.String, "is_held_out": pl.Int64, "as_of": INSTANT, "called_at": INSTANT}
    return pl.DataFrame(rows, schema=schema, orient="row")


def left(*rows):
    return pl.DataFrame(rows, schema={"person": pl.String, "left_at": INSTANT}, orient="row")


def listed(n, held, at=NOON):
    return [(f"{held}{i}", held, at, None) for i in range(n)]


def gone(n, held, at=NOON + DAY):
    return [(f"{held}{i}", at) for i in range(n)]


def test_the_shares_who_left_are_compared():
    rows = shown(*listed(200, 0), *listed(100, 1))

    found = effect(rows, left(*gone(20, 0), *gone(30, 1)), LATER, "UTC")

    assert (found.called["value"], found.held_out["value"]) == (0.1, 0.3)
    assert found.difference == pytest.approx(0.2)
    assert found.bounds == pytest.approx((0.1051, 0.3018), abs=5e-4)


@pytest.mark.parametrize(("n", "is_told"), [(LEAST, True), (LEAST - 1, False)], ids=["enough", "too few"])
def test_too_few_held_out_say_nothing(n, is_told):
    found = effect(shown(*listed(200, 0), *listed(n, 1)), left(), LATER, "UTC")

    assert (found.difference is not None) == is_told


def test_a_customer_counts_once_a_quarter_from_the_first_list():
    rows = shown(*listed(1, 0), *listed(1, 0, NOON + 7 * DAY))

    assert effect(rows, left(), LATER + 7 * DAY, "UTC").called["denominator"] == 1


@pytest.mark.parametrize(
    ("at", "value"),
    [(NOON - DAY, None), (NOON, None), (NOON + SECOND, 1.0), (LATER, 1.0), (LATER + SECOND, 0.0)],
    ids=["before the list: not compared", "by then: no more", "just after", "on the last day", "after it"],
)
def test_who_left_within_sixty_days_of_the_list_has_left(at, value):
    assert effect(shown(*listed(1, 0)), left(*gone(1, 0, at)), LATER + DAY, "UTC").called["value"] == value


def test_who_was_listed_of_late_waits():
    found = effect(shown(*listed(3, 0)), left(), LATER - DAY, "UTC")

    assert (found.called["denominator"], found.waiting) == (0, 3)


def test_who_was_called_just_before_the_list_is_not_compared():
    assert effect(shown(("0", 0, NOON, NOON - DAY)), left(), LATER, "UTC").called["denominator"] == 0


@pytest.mark.parametrize("monday", ["2026-10-05", "2026-03-09"], ids=["goes back", "goes forward"])
def test_sixty_days_are_those_of_the_clock_when_it_changes(monday):
    at = datetime.fromisoformat(monday).replace(tzinfo=ZoneInfo("Europe/Berlin"))
    listed_at, last, late = ((at + n * DAY).astimezone(UTC) for n in (0, 60, 61))
    rows = left(*gone(1, 0, last), *gone(1, 1, late))

    found = effect(shown(*listed(1, 0, listed_at), *listed(1, 1, listed_at)), rows, last, "Europe/Berlin")

    assert (found.called["value"], found.held_out["value"], found.waiting) == (1.0, 0.0, 0)
