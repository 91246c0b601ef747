"""Sources that are only fetched fall silent too, and what nobody looks at any more is lost sight of."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from metrics.bottlenecks import State, listened
from metrics.bottlenecks.episode import HARM, Episode, Mark
from scheduler.detecting import taken
from scheduler.fetched import Fetched, heard, unseen_for
from settings import Settings
from store.live import SourceNow
from store.ringing import Memory
from store.status import Ran, RunStatus
from tests.alerts import NOON
from tests.metrics.bottlenecks.looking import SHORT
from tests.store.watched import NOBODY

MINUTE = timedelta(minutes=1)
SETTINGS = Settings.model_validate(
    {
        "site": {"timezone": "Asia/Jerusalem"},
        "refresh": {"every_s": 300},
        "connectors": [
            {"name": "bank", "kind": "bank"},
            {"name": "daily", "kind": "bank", "every_s": 86_400},
        ],
    }
)


def ran(minutes: float, status: str = "ok", connector: str = "bank") -> Ran:
    """A run that ended some minutes before noon."""
    at = NOON - minutes * MINUTE
    return Ran(1, connector, "schedule", status, at, at, 0, 0, 0, 0, 0, None)


def fetched(minutes: float, /, connector: str = "bank", **told: Any) -> RunStatus:
    good = ran(minutes)
    return RunStatus(connector, good, good, watermark=NOON, **told)


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([fetched(35)], {"bank": True}),
        ([fetched(36)], {"bank": False}),
        ([replace(fetched(36), last=ran(1, "failed"), failures=9)], {"bank": False}),
        ([replace(fetched(34), last=ran(1, "failed"), failures=9)], {"bank": True}),
        ([replace(fetched(36), last=ran(0, "running"))], {}),
        ([replace(fetched(0), watermark=None)], {}),
        ([fetched(24 * 60, "daily"), fetched(36, "removed")], {"daily": True}),
        ([fetched(24 * 60 + 31, "daily")], {"daily": False}),
        ([replace(fetched(0), last=ran(0, "running")), fetched(48 * 60, "daily")], {}),
        (
            [replace(fetched(0), last=ran(0, "running")), fetched(48 * 60, "daily", failures=1)],
            {"daily": False},
        ),
    ],
    ids=[
        "half an hour beyond its pace",
        "longer",
        "it fails",
        "it fails since a while ago",
        "it is being fetched",
        "it was never fetched",
        "a daily one, and one that is not connected any more",
        "a daily one that was missed",
        "another is being fetched first",
        "another is being fetched, and it fails",
    ],
)
def test_a_source_is_heard_while_its_fetches_succeed_at_its_pace(
    runs: list[RunStatus], expected: dict[str, bool]
) -> None:
    assert heard(SETTINGS, runs, [], NOON) == expected


def test_a_source_that_tells_of_this_moment_is_not_judged_by_its_fetches() -> None:
    assert heard(SETTINGS, [fetched(600)], {"bank"}, NOON) == {}


def test_a_source_whose_fetches_fail_is_its_own_alert_until_they_succeed() -> None:
    memory, changes = Memory(), []
    for n in range(40):
        done = taken(NOON + n * MINUTE, [], NOBODY, memory, None, Fetched({"bank": n >= 15}))
        memory = done.memory
        changes += [one for one in done.changes if one.event != "went_on"]

    assert [(one.event, one.episode.queue, one.episode.kind) for one in changes] == [
        ("raised", "bank", "silent"),
        ("ended", "bank", "silent"),
    ]
    assert changes[1].episode.how == "recovered"


def silent_since(source: str) -> State:
    """A source whose silence was raised at noon."""
    before, _none_yet = listened(State(source), NOON - 10 * MINUTE, None)
    return listened(before, NOON, None)[0]


def ringing() -> State:
    mark = Mark(NOON, is_held=True, is_harmed=True, silence=None, lost=3.0)
    return State("cards", (mark,), None, Episode("cards", HARM, NOON - 10 * MINUTE, NOON, 30.0), "ringing")


def test_what_nobody_looks_at_any_more_is_lost_sight_of_after_two_hours_whatever_became_of_its_source() -> (
    None
):
    memory = Memory({"cards": ringing()}, {"switch": silent_since("switch")})
    until = taken(NOON + 120 * MINUTE, [], NOBODY, memory, None)
    after = taken(NOON + 121 * MINUTE, [], NOBODY, until.memory, None)
    later = taken(NOON + 72 * 60 * MINUTE, [], NOBODY, after.memory, None)

    assert (until.changes, later.changes) == ([], [])
    assert [
        (one.event, one.episode.queue, one.episode.ended_at, one.episode.how) for one in after.changes
    ] == [
        ("ended", "cards", NOON, "lost sight"),
        ("ended", "switch", NOON, "lost sight"),
    ]
    assert after.changes[0].episode.lost_min == 30


def test_a_queue_may_be_unseen_until_the_next_fetch_of_its_slowest_source_is_late() -> None:
    sources = {"cards": {"bank"}, "loans": {"bank", "daily"}, "chat": {"daily", "switch"}, "old": {"removed"}}

    assert unseen_for(SETTINGS, sources, {"switch"}) == {
        "cards": 120 * MINUTE,
        "loans": 24 * 60 * MINUTE + 30 * MINUTE,
        "old": 120 * MINUTE,
    }


def test_an_alert_of_a_source_that_is_fetched_seldom_lasts_until_its_next_fetch_is_late() -> None:
    seldom = Fetched(unseen_for={"cards": 270 * MINUTE})
    memory = Memory({"cards": ringing()}, {})
    until = taken(NOON + 270 * MINUTE, [], NOBODY, memory, None, seldom)
    look = replace(SHORT, queue="cards", at=NOON + 270 * MINUTE, told_at=NOON + 270 * MINUTE)
    again = taken(NOON + 270 * MINUTE, [look], NOBODY, memory, None, seldom)
    after = taken(NOON + 271 * MINUTE, [], NOBODY, until.memory, None, seldom)

    assert until.changes == []
    assert [one.event for one in again.changes] == ["went_on"]
    assert [(one.event, one.episode.how) for one in after.changes] == [("ended", "lost sight")]


def test_a_source_that_is_still_connected_stays_silent() -> None:
    switch = replace(NOBODY, sources=(SourceNow("switch", None, 1, None),))
    memory = Memory({}, {"switch": silent_since("switch")})

    for n in range(1, 130, 10):
        memory = taken(NOON + n * MINUTE, [], switch, memory, None).memory

    assert memory.sources["switch"].status == "ringing"
