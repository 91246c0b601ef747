"""The site's naive clock, on the nights when it is changed."""

from datetime import UTC, datetime

import pytest

from connectors.asterisk.clock import BEGINNING, MICROSECOND, Clock

BERLIN = "Europe/Berlin"


def read(*texts: str, zone: str = BERLIN) -> list[str | None]:
    clock = Clock(zone)
    instants = [clock.read(text) for text in texts]
    return [None if each is None else f"{BEGINNING + each * MICROSECOND:%H:%M:%S}" for each in instants]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["2026-10-25 01:59:00", "2026-10-25 03:00:00"], ["23:59:00", "02:00:00"]),
        (["2026-10-25 02:30:00"], ["00:30:00"]),
        (["2026-10-25 02:50:00", "2026-10-25 02:10:00"], ["00:50:00", "01:10:00"]),
        (
            ["2026-10-25 02:50:00", "2026-10-25 02:10:00", "2026-10-25 02:50:00"],
            ["00:50:00", "01:10:00", "01:50:00"],
        ),
        (["2026-10-25 02:50:30", "2026-10-25 02:50:00"], ["00:50:30", "00:50:00"]),
        (["2026-10-25 03:00:10", "2026-10-25 02:59:50"], ["02:00:10", "01:59:50"]),
        (["2026-10-25 09:00:00", "2026-10-25 02:30:00"], ["08:00:00", "00:30:00"]),
        (
            ["2026-03-29 01:59:00", "2026-03-29 02:30:00", "2026-03-29 03:00:00"],
            ["00:59:00", None, "01:00:00"],
        ),
        (["2026-10-25 02:30:00+01:00"], ["01:30:00"]),
        (["soon"], [None]),
    ],
    ids=[
        "around the repeated hour",
        "the earlier pass is assumed",
        "a step back is the second pass",
        "the second pass goes on",
        "half a minute back is out of order",
        "late into the second pass",
        "a clock far ahead does not decide",
        "the hour that is skipped",
        "with an offset",
        "no time at all",
    ],
)
def test_a_local_time(texts: list[str], expected: list[str | None]) -> None:
    assert read(*texts) == expected


def test_what_the_clock_knows_is_carried_on() -> None:
    first = Clock(BERLIN)
    first.read("2026-10-25 02:50:00")

    at = Clock(BERLIN, first.last).read("2026-10-25 02:10:00")

    assert BEGINNING + (at or 0) * MICROSECOND == datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
