"""When weekly mails go out: made once, edited by people."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from settings import Settings
from store import audit, schedules
from store.asked import Viewer
from store.schedules import ScheduleError
from store.state import State

NOW = datetime(2026, 11, 16, 5, tzinfo=UTC)
ADMIN = Viewer("admin", "admin", account="admin@example.com")
ISRAEL = Settings.model_validate({"site": {"timezone": "Asia/Jerusalem", "week_start": "sunday"}})


@pytest.mark.both_databases
def test_the_defaults_follow_the_site_and_are_made_once(state: State) -> None:
    schedules.begin(state, ISRAEL, NOW)
    schedules.begin(state, Settings(), NOW + timedelta(days=1))

    assert [(one.kind, one.words, one.since) for one in schedules.schedules(state)] == [
        ("snapshot", "Monday, 07:00 (Asia/Jerusalem)", NOW),
        ("recognition", "Sunday, 07:00 (Asia/Jerusalem)", NOW),
    ]


def test_what_a_person_sets_stays_and_is_written_down(state: State) -> None:
    schedules.begin(state, ISRAEL, NOW)
    [snapshot, _other] = schedules.schedules(state)
    later = NOW + timedelta(hours=1)
    schedules.change(state, ADMIN, replace(snapshot, weekday="thursday", at=time(16, 30)), later)
    schedules.begin(state, ISRAEL, later)

    [changed, _other] = schedules.schedules(state)
    assert (changed.words, changed.since, changed.by) == (
        "Thursday, 16:30 (Asia/Jerusalem)",
        later,
        "admin@example.com",
    )
    [entry] = audit.entries(state, audit.Sought(act="changed"))
    assert (entry.about, entry.detail) == (
        audit.About("setting", "mail snapshot"),
        "Thursday, 16:30 (Asia/Jerusalem)",
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"weekday": "1"}, "Unknown weekday '1'. Known: monday, tuesday"),
        ({"zone": "Asia/Jerusalm"}, "Unknown time zone 'Asia/Jerusalm'; did you mean 'Asia/Jerusalem'?"),
        ({"wait_h": 97}, "Late data cannot be waited for 97 hours; 0 to 96 are allowed."),
    ],
)
def test_what_cannot_be_set(state: State, changed: dict[str, Any], said: str) -> None:
    schedules.begin(state, ISRAEL, NOW)
    [snapshot, _other] = schedules.schedules(state)

    with pytest.raises(ScheduleError, match=said.replace("?", r"\?")):
        schedules.change(state, ADMIN, replace(snapshot, **changed), NOW)
