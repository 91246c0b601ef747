"""Looks and calibrations that are kept."""

from datetime import UTC, datetime, timedelta

import pytest

from store import calibrations, looks
from store.calibrations import Calibrated, Levels, Pool, Rung
from store.trimming import trim
from tests.alerts import rang

pytestmark = pytest.mark.both_databases

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def seen(state, at, *queues):
    with state.writing() as connection:
        looks.write(connection, at, [{"queue": queue, "at": at.isoformat()} for queue in queues])


def test_looks_come_back_in_their_order(state, monkeypatch):
    monkeypatch.setattr(looks, "AT_ONCE", 2)
    for n in range(5):
        seen(state, NOON + n * MINUTE, "cards", "loans")

    found = [(one["queue"], one["at"][14:16]) for one in looks.read(state, NOON + MINUTE, NOON + 4 * MINUTE)]

    assert found == [(queue, f"0{n}") for n in (1, 2, 3) for queue in ("cards", "loans")]
    assert looks.span(state) == (NOON, NOON + 4 * MINUTE)


def test_a_tick_is_seen_once(state):
    seen(state, NOON, "cards")
    seen(state, NOON, "loans")

    assert [one["queue"] for one in looks.read(state, NOON, NOON + MINUTE)] == ["cards"]


def test_what_is_older_than_nine_weeks_is_forgotten(state):
    assert looks.span(state) is None
    seen(state, NOON, "cards")
    seen(state, NOON + MINUTE, "cards")

    assert trim(state, NOON + timedelta(weeks=9, seconds=1), timedelta(days=30)) == 1
    assert looks.span(state) == (NOON + MINUTE, NOON + MINUTE)


def made(at=NOON):
    pool = Pool({"cards": 3}, {"plan": Rung(2, 90.5)}, {"plan": [(0.1, 5, 120.0), (0.2, 2, 90.5)]}, 8.0)
    return Calibrated(
        at, NOON - timedelta(weeks=8), NOON, 8.0, {"cards": Levels(0.3, {"plan": 0.2})}, (pool,)
    )


def write(state, calibrated):
    with state.writing() as connection:
        return calibrations.write(connection, calibrated)


def test_the_newest_calibration_holds_and_each_can_be_read_again(state):
    assert calibrations.newest(state) is None
    first = write(state, made())
    second = write(state, made(NOON + MINUTE))

    found = calibrations.newest(state)
    assert (found.id, found) == (second, made(NOON + MINUTE))
    assert calibrations.of(state, first) == made()
    assert (found.is_whole, found.pool_of("cards").rate, found.pool_of("loans")) == (True, 0.375, None)


def test_an_old_calibration_is_kept_while_an_alert_refers_to_it(state):
    used, unused, new = (write(state, made(NOON + timedelta(days=n))) for n in (0, 1, 300))
    rang(state, calibration_id=used)

    trim(state, NOON + timedelta(days=402), timedelta(days=30))

    assert [calibrations.of(state, n) is None for n in (used, unused, new)] == [False, True, False]
