from datetime import UTC, datetime

import pytest

from settings import ConnectorSettings
from store.status import Ran, RunStatus
from ui.beginning import bar, current, sentence

DEMO = ConnectorSettings(name="demo", kind="demo")
SINCE = ConnectorSettings.model_validate({"name": "demo", "kind": "demo", "start": "2026-01-01"})
CALLS = ConnectorSettings(name="calls", kind="files")
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def ran(name, status):
    return Ran(1, name, "schedule", status, AT, None, 0, 0, 0, 0, 0, None)


@pytest.mark.parametrize(
    ("connector", "part", "expected"),
    [
        (DEMO, (5, 13), "Making 13 weeks of a simulated contact centre: week 5 of 13."),
        (DEMO, None, "Making 13 weeks of a simulated contact centre …"),
        (SINCE, (1, 2), "Making a simulated contact centre: week 1 of 2."),
        (CALLS, (5, 14), "Reading calls: part 5 of 14."),
        (CALLS, None, "Reading calls …"),
    ],
    ids=["the demo", "before its first week", "with a start of its own", "another source", "without parts"],
)
def test_what_the_first_refresh_does(connector, part, expected):
    assert sentence(connector, part) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [((5, 14), "width:35.7%"), ((14, 14), "width:100.0%"), ((15, 14), "width:100.0%")],
    ids=["under way", "at its end", "beyond it"],
)
def test_the_bar_is_as_long_as_what_is_done(part, expected):
    assert expected in bar(part)
    assert 'role="progressbar"' in bar(part)


def test_without_parts_the_bar_says_only_that_something_is_done():
    assert "is-open" in bar(None)
    assert "aria-valuenow" not in bar(None)


def test_of_several_sources_the_one_that_is_read_now_is_told_of():
    waits = RunStatus("calls")
    reads = RunStatus("demo", last=ran("demo", "running"))

    assert current([CALLS, DEMO], [waits, reads]) == (DEMO, reads)
    assert current([CALLS, DEMO], [waits, RunStatus("demo")]) == (CALLS, waits)
