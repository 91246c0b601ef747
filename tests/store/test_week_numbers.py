"""The headline numbers of a week, read for the executive snapshot."""

from datetime import UTC, date, datetime, timedelta

import pytest

from emails.snapshot import Rows
from emails.snapshot_changes import with_changes
from emails.snapshot_numbers import VIEWER, numbers, quarter_before
from metrics.week.told import where
from settings import Settings
from settings.money import Money
from settings.sections import Target
from store.opened import Store, open_store
from store.what_changed import what_changed
from tests.factories import NOON
from tests.store.tracing import call, leg_of, refresh, sent

SUNDAY = date(2026, 2, 22)
MINUTE = timedelta(minutes=1)


def calls(day: date, n: int, late: int) -> list[tuple[dict[str, object], list[dict[str, object]]]]:
    """So many calls of a day from 08:00 UTC on, of which some were answered too late."""
    began = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    return [one(f"{day:%m%d}-{k}", began + k * MINUTE, 120 if k < late else 10) for k in range(n)]


def one(name: str, at: datetime, wait_s: int) -> tuple[dict[str, object], list[dict[str, object]]]:
    answered = at + timedelta(seconds=wait_s)
    row, _legs = call(name, name, at)
    row["ended_at"] = at + 5 * MINUTE
    given = {"wait_ms": wait_s * 1000, "queued_at": at, "answered_at": answered}
    return row, [{**leg_of(row, 1, "Billing", 0), **given, "ended_at": answered + MINUTE}]


@pytest.fixture
def filled(store: Store) -> Store:
    """The week of 22 February at 80 %, the one before at 60 %, one of last quarter at 50 %; then too few."""
    told = [
        *calls(SUNDAY + timedelta(1), 100, 20),
        *calls(SUNDAY - timedelta(6), 100, 40),
        *calls(date(2025, 12, 30), 100, 50),
        *calls(SUNDAY + timedelta(7), 5, 0),
    ]
    refresh(store, "bank", sent("bank", told))
    return store


def test_a_week_is_read_with_the_one_before_its_target_and_the_quarter_before(
    filled: Store, settings: Settings
) -> None:
    wished = settings.model_copy(update={"targets": (Target(metric="service_level", value=0.8),)})

    snapshot = numbers(filled, wished, SUNDAY, NOON)
    level, gave_up, satisfied, *_rest = snapshot.headlines

    assert snapshot.week == (SUNDAY, date(2026, 2, 28))
    assert (level.value, level.target, level.last_quarter, level.n) == (0.8, 0.8, 0.5, 100)
    assert round(level.moved.difference, 9) == 0.2
    assert level.moved.low < 0.2 < level.moved.high
    assert level.moved.verdict == "better"
    assert level.weeks[-3:] == (None, 0.6, 0.8)
    assert len(level.weeks) == 13
    assert (gave_up.value, gave_up.target, gave_up.moved.verdict) == (0.0, None, "noise")
    assert (satisfied.value, satisfied.n, satisfied.moved.verdict) == (None, 0, "unknown")
    assert (snapshot.trust.read, snapshot.trust.until) == (100, datetime(2026, 2, 28, 22, tzinfo=UTC))
    assert snapshot.trust.rows == Rows(SUNDAY, 1, 1, 0, 0)


def test_letters_do_not_count_among_those_who_wait_in_a_line(filled: Store, settings: Settings) -> None:
    late = [one(f"letter-{k}", datetime(2026, 2, 24, 8, k, tzinfo=UTC), 36_000) for k in range(50)]
    written = [({**row, "channel": "email"}, legs) for row, legs in late]
    refresh(filled, "letters", sent("letters", written))

    told_numbers = numbers(filled, settings, SUNDAY, NOON)
    level, gave_up, *_rest = told_numbers.headlines
    told = what_changed(filled, settings, VIEWER, NOON, SUNDAY)

    assert (level.value, level.n, gave_up.n) == (0.8, 100, 100)
    assert (level.weeks[-2:], level.last_quarter) == ((0.6, 0.8), 0.5)
    assert "who wait in a line" in told_numbers.trust.notes[0]
    assert float(told.of("service_level").value) == level.value


def test_what_is_known_late_is_of_the_week_before(filled: Store, settings: Settings) -> None:
    solved = numbers(filled, settings, SUNDAY, NOON).headlines[3]

    assert solved.id == "fcr"
    assert solved.period == (date(2026, 2, 15), date(2026, 2, 21))


def test_waiting_is_told_in_hours_of_customers_at_the_rate_of_the_organisation(
    filled: Store, settings: Settings
) -> None:
    priced = settings.model_copy(update={"money": Money(currency="EUR", per_waiting_minute=2)})

    snapshot = numbers(filled, priced, SUNDAY, NOON)

    assert [(one.kind, one.agent_h) for one in snapshot.losses] == [("waits", None)]
    assert [round(one.customer_h * 60, 6) for one in snapshot.losses] == [round((20 * 120 + 80 * 10) / 60, 6)]
    assert [round(one.cost, 6) for one in snapshot.losses] == [round((20 * 120 + 80 * 10) / 60 * 2, 6)]
    assert (snapshot.currency, snapshot.rate, snapshot.customer_rate) == ("EUR", None, 120.0)


def test_verdicts_are_those_of_what_changed_which_knows_how_much_weeks_differ_anyway(
    filled: Store, settings: Settings
) -> None:
    plain = numbers(filled, settings, SUNDAY, NOON)
    told = what_changed(filled, settings, VIEWER, NOON, SUNDAY)
    level, gave_up, satisfied, *_rest = with_changes(plain, told).headlines

    assert (level.value, round(level.moved.difference, 9)) == (0.8, 0.2)
    assert (level.moved.low, level.moved.high) == (
        told.of("service_level").low,
        told.of("service_level").high,
    )
    assert level.moved.verdict == told.of("service_level").verdict
    assert gave_up.moved.verdict == "noise"
    assert satisfied.moved.verdict == "unknown"
    assert [one.id for one in with_changes(plain, told).changed] == ["service_level"]
    assert with_changes(plain, told).changed[0].where == where(told.of("service_level"))
    assert [note[:28] for note in with_changes(plain, told).trust.notes] == ["Changes compare what was kno"]


def test_too_few_are_no_number(filled: Store, settings: Settings) -> None:
    level = numbers(filled, settings, SUNDAY + timedelta(7), NOON).headlines[0]

    assert (level.value, level.n, level.moved.verdict) == (None, 5, "unknown")


def test_of_an_empty_store_nothing_is_known(store: Store, settings: Settings) -> None:
    snapshot = numbers(store, settings, SUNDAY, NOON)

    assert [one.value for one in snapshot.headlines] == [None] * 6
    assert {value for one in snapshot.headlines for value in one.weeks} == {None}
    assert (snapshot.trust.read, snapshot.currency) == (0, None)


def test_before_anything_is_published_there_is_no_snapshot(settings: Settings, database: str) -> None:
    opened = open_store(settings)

    found = numbers(opened, settings, SUNDAY, NOON)
    opened.close()

    assert found is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 22), (date(2025, 10, 1), date(2025, 12, 31))),
        (date(2026, 4, 1), (date(2026, 1, 1), date(2026, 3, 31))),
        (date(2026, 12, 31), (date(2026, 7, 1), date(2026, 9, 30))),
        (date(2026, 6, 30), (date(2026, 1, 1), date(2026, 3, 31))),
    ],
    ids=["in the first quarter", "its first day", "the last day of a year", "the last day of a quarter"],
)
def test_the_quarter_before(day: date, expected: tuple[date, date]) -> None:
    assert quarter_before(day) == expected
