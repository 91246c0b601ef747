"""Alerts in a state database, for tests of what is done with them."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from store.alert_models import Episode
from store.state import State

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
MISSING = {
    "cause": "plan",
    "strength": 0.4,
    "threshold": 0.14,
    "worth": 2.4,
    "figures": {"staffed": 3.6, "scheduled": 6.0, "required": 5.2, "elsewhere": 1.4, "minutes": 30},
}


def rang(state: State, /, **told: Any) -> int:
    """Write an alert of the queue "cards", raised at noon, as it is unless told; give its number."""
    row = {
        "queue": "cards",
        "kind": "bottleneck",
        "cause": "plan",
        "begun_at": NOON - timedelta(minutes=10),
        "raised_at": NOON,
        "state": "raised",
        "minutes_lost": 41.5,
        "unseen_min": 0.0,
        "peak": 0.44,
        "evidence": json.dumps([MISSING]),
        "source": "live",
        **told,
    }
    with state.writing() as connection:
        return int(connection.execute(insert(Episode).values(row).returning(Episode.id)).scalar_one())
