"""The threshold of a mail counts business hours; each case is worked out by hand."""

from datetime import date, datetime

import polars as pl
import pytest

from settings import Hours
from store.business import stretched

HOUR_MS = 3_600_000
WEEK = Hours(
    **{day: ["08:00-20:00"] for day in ("sunday", "monday", "tuesday", "wednesday", "thursday")},
    friday=["08:00-13:00"],
    closed_on=[date(2026, 4, 2)],  # a Thursday
)


def local_s(text: str) -> int:
    return int(datetime.fromisoformat(f"{text}Z").timestamp())


def hours_for(queued: str, *, channel: str = "email", hours: tuple[Hours, ...] = (WEEK,)) -> float:
    """By the clock, how many hours a visit queued at a local time may wait."""
    row = {"channel": [channel], "queue": ["Letters"], "queued_local_s": [local_s(queued)]}
    given = pl.DataFrame(row).lazy().select(stretched(pl.lit(4 * HOUR_MS), hours).alias("ms"))
    return given.collect()["ms"][0] / HOUR_MS


@pytest.mark.parametrize(
    ("queued", "expected"),
    [
        ("2026-03-16T09:00", 4),
        ("2026-03-16T16:00", 4),
        ("2026-03-16T18:30", 1.5 + 12 + 2.5),
        ("2026-03-16T20:00", 12 + 4),
        ("2026-03-16T23:00", 9 + 4),
        ("2026-03-16T05:30", 2.5 + 4),
        ("2026-03-20T11:00", 2 + 43 + 2),
        ("2026-03-21T15:00", 17 + 4),
        ("2026-04-01T18:00", 2 + 36 + 2),
    ],
    ids=[
        "in the morning",
        "ends with the day",
        "goes on next morning",
        "at the closing",
        "at night",
        "before the opening",
        "over the Sabbath",
        "on the Sabbath",
        "over a holiday",
    ],
)
def test_a_mail_has_four_business_hours(queued: str, expected: float) -> None:
    assert hours_for(queued) == pytest.approx(expected)


def test_other_channels_go_by_the_clock() -> None:
    assert hours_for("2026-03-16T23:00", channel="voice") == 4


def test_without_hours_a_mail_goes_by_the_clock() -> None:
    assert hours_for("2026-03-16T23:00", hours=()) == 4


def test_a_queue_that_is_never_open_goes_by_the_clock() -> None:
    assert hours_for("2026-03-16T23:00", hours=(Hours(),)) == 4


def test_the_hours_of_its_own_queue_hold() -> None:
    night = Hours(queue="Letters", monday=["22:00-24:00"], tuesday=["00:00-06:00"])

    assert hours_for("2026-03-16T23:00", hours=(WEEK, night)) == 4
    assert hours_for("2026-03-16T21:00", hours=(WEEK, night)) == 5


def test_rows_keep_their_places() -> None:
    rows = pl.DataFrame(
        {
            "channel": ["email", "voice", "email", "email"],
            "queue": ["B", "A", "A", None],
            "queued_local_s": [local_s("2026-03-16T23:00"), 0, local_s("2026-03-16T09:00"), None],
        }
    )
    found = rows.lazy().select(stretched(pl.lit(4 * HOUR_MS), (WEEK,)).alias("ms")).collect()["ms"]

    assert [ms / HOUR_MS for ms in found] == [13, 4, 4, 4]
