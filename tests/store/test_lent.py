"""Who counts for which queue while the detector looks, where people can take several."""

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from store.watched import STATES, homes, people

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
PLAN = {"queue": pl.String, "starts_at": pl.Datetime("us", "UTC"), "interval_s": pl.Int64}
PLAN |= {"scheduled": pl.Float64, "required": pl.Float64}
SKILLS = {"a": "Orders, Leaving", "b": "Orders, Leaving", "c": "Orders,Leaving", "d": "Leaving"}


def visits(*queues):
    columns = {"queue": pl.String, "outcome": pl.String, "agent_id": pl.String}
    return pl.DataFrame([(queue, "abandoned", None) for queue in queues], schema=columns, orient="row")


def at_work(*names):
    rows = [(name, "available", NINE, NINE + HOUR) for name in names]
    return pl.DataFrame(rows, schema=STATES, orient="row")


def handled(*rows):
    """Build contacts of (agent, queue, minutes after nine when it was answered, and when it ended)."""
    schema = {"agent_id": pl.String, "queue": pl.String}
    schema |= {"answered_at": pl.Datetime("us", "UTC"), "ended_at": pl.Datetime("us", "UTC")}
    made = [
        (who, queue, NINE + begin * MINUTE, None if end is None else NINE + end * MINUTE)
        for who, queue, begin, end in rows
    ]
    return pl.DataFrame(made, schema=schema, orient="row")


def plan(*rows):
    made = [(queue, NINE, 3600, scheduled, required) for queue, scheduled, required in rows]
    return pl.DataFrame(made, schema=PLAN, orient="row")


def means(there, plans, busy=()):
    """By queue the mean at work and planned, from nine to ten."""
    skills = pl.DataFrame({"agent_id": list(SKILLS), "skills": list(SKILLS.values())})
    agents = homes(visits("Orders", "Leaving"), skills)
    found = people(at_work(*there), handled(*busy), plans, agents, NINE - HOUR, NINE + HOUR)
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


@pytest.mark.parametrize(
    ("there", "busy", "needs", "expected"),
    [
        ("abd", [("a", "Leaving", 0, 45)], (3.0, 2.0), {"Orders": 1.25, "Leaving": 1.75}),
        ("a", [("a", "Leaving", 0, 60)], (3.0, 2.0), {"Orders": 0, "Leaving": 1}),
        ("abcd", [("a", "Leaving", 0, 60)], (2.0, 2.0), {"Orders": 2, "Leaving": 2}),
        ("abcd", [("a", "Orders", 0, 60)], (2.0, 2.0), {"Orders": 2, "Leaving": 2}),
        ("abd", [("a", "Leaving", 0, 45)], (None, 2.0), {"Orders": 1.25, "Leaving": 1.75}),
        ("abd", [("a", "Leaving", 30, None)], (3.0, 2.0), {"Orders": 1.5, "Leaving": 1.5}),
        (
            "abd",
            [("a", "Leaving", 0, None), ("a", "Orders", 15, 60)],
            (3.0, 2.0),
            {"Orders": 1.75, "Leaving": 1.25},
        ),
        (
            "abd",
            [("a", "Leaving", 0, 30), ("a", "Orders", 0, 30)],
            (3.0, 2.0),
            {"Orders": 1.75, "Leaving": 1.25},
        ),
        ("abd", [("c", "Leaving", 0, 60)], (3.0, 2.0), {"Orders": 2, "Leaving": 1}),
    ],
    ids=[
        "though the main queue misses people too",
        "of those left nobody is there",
        "the free come only for what is still missing",
        "others come instead of who is on a contact",
        "though nobody knows what the main queue needs",
        "a contact that goes on",
        "a contact without an end ends where the next begins",
        "of two queues at once for each by half",
        "not while a source says that they are not there",
    ],
)
def test_who_is_on_a_contact_counts_for_its_queue(there, busy, needs, expected):
    of_orders, of_leaving = needs

    told = means(there, plan(("Orders", None, of_orders), ("Leaving", None, of_leaving)), busy)

    assert told == {queue: [pytest.approx(mean)] for queue, mean in expected.items()}


def test_a_queue_whose_contacts_somebody_answers_is_not_said_to_have_nobody():
    """Of 45 minutes one of another main queue that misses people too spent 26 on five contacts."""
    skills = pl.DataFrame({"agent_id": ["a"], "skills": ["Orders, Leaving"]})
    contacts = [(8, 16), (16, 17), (21, 30), (30, 34), (35, 39)]
    answered = handled(*(("a", "Leaving", begin, end) for begin, end in contacts))
    needs = plan(("Orders", 2.6, 2.6), ("Leaving", 1.8, 2.6))
    agents = homes(visits("Orders", "Leaving"), skills)

    found = people(at_work("a"), answered, needs, agents, NINE, NINE + HOUR)
    window = [np.array([round(at.timestamp() * 1_000_000)]) for at in (NINE, NINE + 45 * MINUTE)]

    assert found["Leaving"].staffed.mean(*window).item() == pytest.approx(26 / 45)
    assert found["Orders"].staffed.mean(*window).item() == pytest.approx(19 / 45)


def test_where_no_source_tells_states_nobody_is_said_to_be_there():
    told = means("", plan(("Orders", 3.0, 2.0), ("Leaving", 1.0, 2.0)))

    assert told == {"Orders": [2.0], "Leaving": [2.0]}
