"""Quiet times on the page Bottlenecks: planned, in force, ended, and refused with the reason."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from store import suppressed
from store.audit import About, Sought, entries
from tests.factories import ZONE
from tests.ui.bottleneck_page import MINUTE, NOW, html, look, notes, opened_centre, rings
from ui.bottlenecks import quiet


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("bottlenecks")


@pytest.fixture
def centre(folder, monkeypatch):
    with opened_centre(folder, monkeypatch) as store:
        yield store


def planned(app, queue, since, until, why=""):
    """Fill in the form for a quiet time, by the site's clock, and send it."""
    app.selectbox(key="quiet_queue").set_value(queue)
    app.datetime_input(key="quiet_since").set_value(wall(since))
    app.datetime_input(key="quiet_until").set_value(wall(until))
    app.text_input(key="quiet_why").set_value(why)
    return app.button(key="quiet_plan_it").click().run()


def wall(instant):
    return instant.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)


def test_a_quiet_time_is_planned_for_all_queues_and_taken_back(centre):
    rings(centre)
    app = planned(look("lead"), "", NOW + 1440 * MINUTE, NOW + 1500 * MINUTE, "a drill")
    shown = html(app)
    [held] = suppressed.suppressions(centre.state, NOW)
    label = app.button(key=f"lift_{held.id}").label
    app.button(key=f"lift_{held.id}").click().run()

    assert (held.queue, held.since, held.until) == (None, NOW + 1440 * MINUTE, NOW + 1500 * MINUTE)
    assert (held.by, held.reason, label) == ("Dana", "a drill", "Take back")
    assert "Nobody is told of any queue from" in shown
    assert "has needed help" in shown
    assert "Taken back: nothing is quiet then." in html(app)
    assert suppressed.suppressions(centre.state, NOW) == []
    told = [(one.act, one.about, one.detail.split(" from ")[0]) for one in entries(centre.state, Sought())]
    assert told == [
        ("changed", About("queue", "every queue"), "not quiet any more"),
        ("changed", About("queue", "every queue"), "quiet"),
    ]


def test_a_quiet_time_of_one_queue_holds_at_once_and_is_ended(centre):
    rings(centre)
    app = planned(look(), "Billing", NOW - 30 * MINUTE, NOW + 60 * MINUTE)
    shown = html(app)
    [held] = suppressed.suppressions(centre.state, NOW)
    label = app.button(key=f"lift_{held.id}").label
    app.button(key=f"lift_{held.id}").click().run()

    assert (held.queue, held.since, label) == ("Billing", NOW - 30 * MINUTE, "End it")
    assert "1 that nobody is told of now" in shown
    assert "has needed help" in html(app)


@pytest.mark.parametrize(
    ("queue", "hours", "expected"),
    [
        (None, 1, "Say which queue is to be quiet, or all of them."),
        ("", -1, "It must end later than it begins, and later than now."),
        ("", 24 * 32, "At most 31 days at a time, so that nothing is silent for ever."),
    ],
    ids=["no queue", "it ends before it begins", "for ever"],
)
def test_why_a_quiet_time_is_refused_is_an_error_and_nothing_typed_is_lost(centre, queue, hours, expected):
    rings(centre)
    app = planned(look(), queue, NOW, NOW + timedelta(hours=hours), "a drill")

    assert [is_wrong for is_wrong, said in notes(app) if expected in said] == [True]
    assert app.text_input(key="quiet_why").value == "a drill"
    assert app.datetime_input(key="quiet_until").value == wall(NOW + timedelta(hours=hours))
    assert suppressed.suppressions(centre.state, NOW) == []


def test_an_hour_that_comes_twice_is_quiet_from_its_first_to_its_second():
    zone = ZoneInfo(ZONE)
    twice = datetime.fromisoformat("2026-10-25T01:30")

    assert quiet.instant(twice, zone) == datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
    assert quiet.instant(twice, zone, is_end=True) == datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
