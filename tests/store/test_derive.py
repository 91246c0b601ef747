from datetime import datetime, timedelta

import pytest

from store.derive import timed
from tests.factories import NOON, contacts, legs

TEN = NOON - timedelta(hours=2)
UNTIMED = {"answered_at": None, "ended_at": None}


def seconds(at: datetime | None) -> float | None:
    return None if at is None else (at - TEN).total_seconds()


@pytest.mark.parametrize(
    ("visit", "answered", "ended"),
    [
        ({}, 20, 80),
        ({"hold_ms": 5_000, "wrap_ms": 10_000}, 20, 95),
        ({"talk_ms": None}, 20, None),
        ({"wait_ms": None}, None, None),
        ({"outcome": "abandoned", "talk_ms": None}, None, 20),
        ({"outcome": "waiting", "wait_ms": None, "talk_ms": None}, None, None),
    ],
    ids=["answered", "with hold and wrap-up", "talk unknown", "wait unknown", "abandoned", "still waiting"],
)
def test_instants_that_follow_from_durations(
    visit: dict[str, object], answered: float | None, ended: float | None
) -> None:
    of = contacts({})
    row = timed(legs(of, {}).with_columns()).row(0, named=True)
    assert (seconds(row["answered_at"]), seconds(row["ended_at"])) == (20, 80)  # what is sent stays

    built = legs(of, {**UNTIMED, **visit}).row(0, named=True)

    assert (seconds(built["answered_at"]), seconds(built["ended_at"])) == (answered, ended)
