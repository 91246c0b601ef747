"""A closed centre says when it opens; hours are those of the queues."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from settings import Hours, Settings, Site
from ui.live import words
from ui.live.floor import Floor
from ui.live.groups import Group
from ui.live.opening import closed, opens

WEEK = {day: ["08:00-20:00"] for day in ("sunday", "monday", "tuesday", "wednesday", "thursday")}
HOURS = Hours(**WEEK, friday=["08:00-13:00"], closed_on=[date(2026, 4, 2)])
SETTINGS = Settings(site=Site(timezone="Asia/Jerusalem"), hours=(HOURS,))
AT = datetime(2026, 3, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 3, 16, 5, 30, tzinfo=UTC), "08:00"),
        (datetime(2026, 3, 16, 18, 30, tzinfo=UTC), "tomorrow 08:00"),
        (datetime(2026, 3, 20, 11, 30, tzinfo=UTC), "Sunday 08:00"),
        (datetime(2026, 4, 1, 18, 0, tzinfo=UTC), "Friday 08:00"),
    ],
    ids=["in the morning", "in the evening", "before the Sabbath", "before a holiday"],
)
def test_it_says_when_the_centre_opens(at: datetime, expected: str) -> None:
    assert opens(SETTINGS, ["Billing"], at) == expected


def test_the_first_queue_that_opens_counts() -> None:
    early = Hours(queue="Emergencies", saturday=["06:00-24:00"])
    settings = SETTINGS.model_copy(update={"hours": (HOURS, early)})

    assert opens(settings, ["Billing", "Emergencies"], datetime(2026, 3, 20, 23, 30, tzinfo=UTC)) == "06:00"


def test_a_queue_that_never_opens_says_nothing() -> None:
    assert opens(SETTINGS.model_copy(update={"hours": (Hours(),)}), ["Billing"], AT) == ""


def test_queues_are_closed_outside_their_hours() -> None:
    assert closed(SETTINGS, ["Billing", "Chat"], AT) == {"Billing", "Chat"}
    assert closed(SETTINGS, ["Billing"], datetime(2026, 3, 16, 10, tzinfo=UTC)) == frozenset()
    assert closed(SETTINGS.model_copy(update={"hours": ()}), ["Billing"], AT) == frozenset()


@pytest.mark.parametrize(
    ("waiting", "expected"),
    [
        (0, "Closed until Sunday 08:00. Nobody is waiting."),
        (7, "Closed until Sunday 08:00: 7 people wait for an answer, none of them late yet."),
    ],
    ids=["nobody", "letters"],
)
def test_the_headline_of_a_closed_centre(waiting: int, expected: str) -> None:
    group = Group(waiting=waiting)
    now = Floor(AT, group, {"Billing": Group(), "Letters": group}, pl.DataFrame(), {})

    said = words.sentence(now, {"Billing": "closed", "Letters": "calm"}, closed_until="Sunday 08:00")

    assert said == expected
