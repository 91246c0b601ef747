"""Who counts for which queue while the detector looks, where people can take several."""

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from store.watched import STATES, homes, people

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
PLAN = {"queue": pl.String, "starts_at": pl.Datetime("us", "UTC"), "interval_s": pl.Int64}
PLAN |= {"scheduled": pl.Float64, "required": pl.Float64}
SKILLS = {"a": "Orders, Leaving", "b": "Orders, Leaving", "c": "Orders,Leaving", "d": "Leaving"}


def visits(*queues):
    columns = {"queue": pl.String, "outcome": pl.String, "agent_id": pl.String}
    return pl.DataFrame([(queue, "abandoned", None) for queue in queues], schema=columns, orient="row")


def at_work(*names):
    rows = [(name, "available", NINE, NINE + HOUR) for name in names]
    return pl.DataFrame(rows, schema=STATES, orient="row")


def plan(*rows):
    made = [(queue, NINE, 3600, scheduled, required) for queue, scheduled, required in rows]
    return pl.DataFrame(made, schema=PLAN, orient="row")


def means(there, plans):
    """By queue the mean at work and planned, from nine to ten."""
    skills = pl.DataFrame({"agent_id": list(SKILLS), "skills": list(SKILLS.values())})
    agents = homes(visits("Orders", "Leaving"), skills)
    found = people(at_work(*there), plans, agents, NINE - HOUR, NINE + HOUR)
    ends = [np.array([round(at.timestamp() * 1_000_000)]) for at in (NINE, NINE + HOUR)]
    levels = {queue: (one.staffed, one.scheduled) for queue, one in found.items()}
    return {queue: [each.mean(*ends).item() for each in one if each] for queue, one in levels.items()}


@pytest.mark.parametrize(
    ("there", "plans", "expected"),
    [
        ("abcd", [("Orders", 3.0, 2.0), ("Leaving", 1.0, 2.0)], {"Orders": [2, 2], "Leaving": [2, 2]}),
        ("abd", [("Orders", 3.0, 2.0), ("Leaving", 1.0, 2.0)], {"Orders": [2, 2], "Leaving": [1, 2]}),
        ("abcd", [("Orders", 3.0, 3.0), ("Leaving", 1.0, 2.0)], {"Orders": [3, 3], "Leaving": [1, 1]}),
        ("abcd", [("Orders", 3.0, None), ("Leaving", 1.0, 2.0)], {"Orders": [3, 3], "Leaving": [1, 1]}),
        ("d", [("Orders", 3.0, 1.0), ("Leaving", 1.0, 3.0)], {"Orders": [1], "Leaving": [1, 3]}),
        (
            "abcd",
            [("Orders", 3.0, 1.5), ("Leaving", 0.0, 2.5)],
            {"Orders": [1.5, 1.5], "Leaving": [2.5, 1.5]},
        ),
    ],
    ids=[
        "who is more than the main queue needs helps",
        "who is not there cannot help",
        "nobody to spare",
        "nobody knows what the main queue needs",
        "of who is at work in the main queue nothing is known",
        "part of a person helps",
    ],
)
def test_people_of_several_queues_count_where_the_plan_misses_them(there, plans, expected):
    assert means(there, plan(*plans)) == {queue: pytest.approx(pair) for queue, pair in expected.items()}


def test_where_no_source_tells_states_nobody_is_said_to_be_there():
    told = means("", plan(("Orders", 3.0, 2.0), ("Leaving", 1.0, 2.0)))

    assert told == {"Orders": [2.0], "Leaving": [2.0]}
