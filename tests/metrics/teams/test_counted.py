"""For which queue people at work counted, hour by hour of the week."""

import datetime as dt

import polars as pl
import pytest

from metrics.teams import doing, presence, with_counted
from tests.metrics.rows import INSTANT, NOON

HOUR = dt.timedelta(hours=1)
WEEK = (NOON - 7 * 24 * HOUR, NOON + 24 * HOUR)
MAINS = {"a": ("Billing", ["Billing"]), "b": ("Billing", ["Billing", "Leaving"])}
ZONE = "Asia/Jerusalem"


def spans(*rows):
    made = [(who, NOON + begin * HOUR, NOON + end * HOUR) for who, begin, end in rows]
    columns = {"agent_id": pl.String, "start": INSTANT, "end": INSTANT}
    return pl.DataFrame(made, schema=columns, orient="row")


def mains():
    columns = {"agent_id": pl.String, "main": pl.String, "takes": pl.List(pl.String)}
    return pl.DataFrame([(who, *row) for who, row in MAINS.items()], schema=columns, orient="row")


def contacts(*rows):
    """Build contacts of (agent, queue, hours after noon when it was answered, and when it ended)."""
    made = [(who, queue, NOON + begin * HOUR, NOON + end * HOUR) for who, queue, begin, end in rows]
    columns = {"agent_id": pl.String, "queue": pl.String, "start": INSTANT, "end": INSTANT}
    return pl.DataFrame(made, schema=columns, orient="row")


def there(rows, handled=(), window=WEEK):
    return presence(doing(spans(*rows), contacts(*handled)), mains(), window, ZONE)


def found(*rows, window=WEEK):
    told = there(rows, window=window)
    return [(row["takes"], row["weekday"], row["hour"], row["ms"] / 3_600_000) for row in told.to_dicts()]


def local(at):
    wall = at.astimezone(dt.timezone(dt.timedelta(hours=2)))
    return wall.isoweekday(), wall.hour


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("a", 0, 0.5)], [(["Billing"], *local(NOON), 0.5)]),
        (
            [("a", 0.5, 1.25)],
            [(["Billing"], *local(NOON), 0.5), (["Billing"], *local(NOON + HOUR), 0.25)],
        ),
        ([("a", 0, 1), ("a", -168, -167.5)], [(["Billing"], *local(NOON), 1.5)]),
        ([("a", -200, -167.75)], [(["Billing"], *local(NOON), 0.25)]),
        ([("stranger", 0, 1)], []),
        ([], []),
    ],
    ids=[
        "half an hour",
        "over the hour",
        "the same hour of two weeks",
        "only what lies in the window",
        "who takes no queue",
        "nobody",
    ],
)
def test_how_long_people_were_at_work_in_an_hour_of_the_week(rows, expected):
    assert found(*rows) == expected


def hours(*rows):
    made = [(queue, *local(NOON), 2, needed) for queue, needed in rows]
    columns = {"queue": pl.String, "weekday": pl.Int64, "hour": pl.Int64, "occurs": pl.Int64}
    return pl.DataFrame(made, schema={**columns, "needed": pl.Float64}, orient="row")


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        ([("Billing", 1.0), ("Leaving", 1.0)], [1.0, 1.0]),
        ([("Billing", 2.0), ("Leaving", 1.0)], [2.0, 0.0]),
        ([("Billing", None), ("Leaving", 2.0)], [1.0, 1.0]),
        ([("Leaving", 2.0)], [1.0]),
        ([("Billing", 1.0), ("Chat", 1.0)], [2.0, 0.0]),
    ],
    ids=[
        "who is more than the main queue needs counts for the other",
        "nobody to spare",
        "an hour that cannot be judged needs nobody",
        "nor does a queue without contacts",
        "nobody takes it",
    ],
)
def test_everybody_counts_once(needs, expected):
    twice = [("a", 0, 1), ("b", 0, 1), ("a", -168, -167), ("b", -168, -167)]

    assert with_counted(hours(*needs), there(twice))["counted"].to_list() == pytest.approx(expected)


@pytest.mark.parametrize(
    ("handled", "needs", "expected"),
    [
        ([("b", "Leaving", 0, 1)], [("Billing", 4.0), ("Leaving", 4.0)], [1.5, 0.5]),
        ([("b", "Leaving", 0, 0.5), ("b", "Leaving", -168, -167)], [("Leaving", 4.0)], [1.0]),
        ([("b", "Leaving", 0, 1)], [("Billing", 1.0), ("Leaving", 0.5)], [1.5, 0.5]),
        ([("b", "Leaving", 0, 1)], [("Billing", 1.5), ("Leaving", 0.25)], [1.5, 0.5]),
        ([("b", "Billing", 0, 1)], [("Billing", 1.0), ("Leaving", 1.0)], [1.5, 0.5]),
        ([("a", "Chat", 0, 1)], [("Billing", 2.0), ("Chat", 1.0)], [1.5, 0.5]),
        ([("b", "Chat", 0, 1), ("b", "Leaving", 0, 1)], [("Billing", 4.0), ("Chat", 1.0)], [1.5, 0.25]),
    ],
    ids=[
        "for its queue, though the main one misses people too",
        "of several weeks the mean",
        "the free come only for what is still missing",
        "nobody is counted away from a contact",
        "who is on a contact of the main queue cannot help",
        "for a queue that is none of theirs",
        "of two queues at once for each by half",
    ],
)
def test_who_is_on_a_contact_counts_for_its_queue(handled, needs, expected):
    """a takes Billing, b Billing and Leaving; both were there at noon in both weeks."""
    twice = [("a", 0, 1), ("b", 0, 1), ("a", -168, -167), ("b", -168, -167)]

    found = with_counted(hours(*needs), there(twice, handled))

    assert found["counted"].to_list() == pytest.approx(expected)


def test_where_nobody_was_nobody_counts():
    assert with_counted(hours(("Billing", 1.0)), there([]))["counted"].to_list() == [0.0]
    assert with_counted(hours(), there([]))["counted"].to_list() == []
