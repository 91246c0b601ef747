"""Who was at work when a contact came."""

import datetime as dt
from random import Random

import polars as pl
import pytest

from metrics.teams import able, at_work, covered, covers, hanging, there, untold
from tests.metrics.rows import INSTANT, NOON

SPAN = {"agent_id": pl.String, "state": pl.String, "started_at": INSTANT, "ended_at": INSTANT}
MINUTE = dt.timedelta(minutes=1)


def at(minute):
    return None if minute is None else NOON + minute * MINUTE


def states(*rows):
    return pl.DataFrame(
        [(who, name, at(begin), at(end)) for who, name, begin, end in rows], schema=SPAN, orient="row"
    )


def handling(*rows):
    return states(*((who, "", begin, end) for who, begin, end in rows)).drop("state")


def spans(of_states, of_handling=()):
    found = at_work(states(*of_states), handling(*of_handling))
    return [
        (row["agent_id"], (row["start"] - NOON) / MINUTE, (row["end"] - NOON) / MINUTE)
        for row in found.iter_rows(named=True)
    ]


def skills(**given):
    people = pl.DataFrame(list(given.items()), schema=["agent_id", "skills"], orient="row")
    none = pl.DataFrame(schema={"agent_id": pl.String, "queue": pl.String, "n": pl.Int64})
    return able(people, none, ("Billing", "Orders"))


def visits(*rows, weekday=3, hour=12):
    """Visits of a queue, so many minutes after noon."""
    return pl.DataFrame(
        [(queue, at(minute), weekday, hour) for queue, minute in rows],
        schema={"queue": pl.String, "queued_at": INSTANT, "weekday": pl.Int64, "hour": pl.Int64},
        orient="row",
    )


@pytest.mark.parametrize(
    ("of_states", "of_handling", "expected"),
    [
        ([("a", "available", 0, 10), ("a", "on_contact", 10, 20)], [], [("a", 0, 20)]),
        ([("a", "available", 0, 10), ("a", "break", 10, 20)], [], [("a", 0, 10)]),
        ([("a", "meeting", 0, 10), ("a", "offline", 10, 20)], [], []),
        ([("a", "break", 0, 10)], [("a", 4, 6)], [("a", 4, 6)]),
        ([("a", "available", 0, 10)], [("a", 5, 15), ("a", 6, 8), ("a", 12, 20)], [("a", 0, 20)]),
        ([("a", "available", 0, 10), ("b", "wrap_up", 5, 7)], [], [("a", 0, 10), ("b", 5, 7)]),
        ([("a", "available", 0, None)], [], []),
    ],
    ids=[
        "one after the other",
        "a break is not at work",
        "neither are a meeting and going home",
        "a contact during a break is",
        "several at once count once",
        "each for themselves",
        "no known end says nothing",
    ],
)
def test_when_somebody_is_at_work(of_states, of_handling, expected):
    assert spans(of_states, of_handling) == expected


@pytest.mark.parametrize(
    ("minute", "count", "alone"),
    [(-1, 0, None), (0, 1, "a"), (5, 2, None), (10, 1, "b"), (15, 0, None)],
    ids=["before", "one begins", "two", "the first has left at the end", "all have left"],
)
def test_how_many_were_there_at_a_moment(minute, count, alone):
    found = at_work(states(("a", "available", 0, 10), ("b", "available", 5, 15)), handling())
    moments = pl.DataFrame({"skill": ["Billing"], "at": [at(minute)]}, schema_overrides={"at": INSTANT})

    row = there(found, skills(a="Billing", b="Billing", c="Orders"), moments).row(0, named=True)

    assert (row["at_work"], row["alone_id"]) == (count, alone)


def test_counting_as_one_would_by_hand():
    random = Random(7)
    people = {f"a{n}": random.choice(["Billing", "Orders", "Billing, Orders"]) for n in range(6)}
    stretches = [
        (who, "available", begin, begin + random.randint(1, 40))
        for who in people
        for begin in random.sample(range(300), 6)
    ]
    found = at_work(states(*stretches), handling())
    came = visits(*((random.choice(["Billing", "Orders"]), random.randint(-5, 350)) for _n in range(200)))
    expected = [
        sorted(
            {
                who
                for who, _s, begin, end in stretches
                if queue in people[who] and at(begin) <= moment < at(end)
            }
        )
        for queue, moment in came.select("queue", "queued_at").iter_rows()
    ]

    rows = covered(came, found, skills(**people), pl.Series([], dtype=pl.String))

    assert rows["at_work"].to_list() == [len(who) for who in expected]
    assert rows["alone_id"].to_list() == [who[0] if len(who) == 1 else None for who in expected]


def test_shares_of_contacts_that_came_to_one_or_nobody():
    found = at_work(states(("a", "available", 0, 10), ("b", "available", 5, 15)), handling())
    came = visits(*(("Billing", minute) for minute in (1, 2, 6, 12, 20)))

    row = covers(
        covered(came, found, skills(a="Billing", b="Billing"), pl.Series([], dtype=pl.String)), ["queue"]
    ).row(0, named=True)

    assert (row["alone"]["numerator"], row["alone"]["denominator"]) == (3, 5)
    assert row["nobody"]["value"] == pytest.approx(0.2)
    assert row["thin"]["value"] == pytest.approx(0.8)
    assert row["at_work"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("can", "dark"),
    [({"a": "Orders"}, []), ({"a": "Billing", "b": "Billing"}, ["b"])],
    ids=["nobody is known to serve the queue", "nobody tells when one who does is there"],
)
def test_a_queue_whose_people_are_not_known_is_not_judged(can, dark):
    found = at_work(states(("a", "available", 0, 10)), handling())

    rows = covered(visits(("Billing", 5)), found, skills(**can), pl.Series(dark, dtype=pl.String))

    assert rows["at_work"].to_list() == [None]
    assert not covers(rows, ["queue"]).height


def test_of_whom_no_source_tells_when_they_are_there():
    told = states(("a", "available", 0, 10), ("b", "on_contact", 0, 10), ("d", "offline", 0, 10))

    assert untold(told, handling(("a", 0, 1), ("b", 0, 1), ("c", 0, 1), ("d", 0, 1))).to_list() == ["b", "c"]


def hours(alone, together, weekday=3):
    """An hour of the week with so many contacts while one was alone, and while two were there."""
    found = at_work(states(("a", "available", 0, 20), ("b", "available", 10, 20)), handling())
    came = visits(*[("Billing", 5)] * alone, *[("Billing", 15)] * together, weekday=weekday)
    return covered(came, found, skills(a="Billing", b="Billing"), pl.Series([], dtype=pl.String))


@pytest.mark.parametrize(
    ("alone", "together", "is_kept"),
    [(5, 5, True), (4, 6, False), (9, 0, False), (10, 0, True)],
    ids=["half of ten", "less than half", "too few contacts", "all of ten"],
)
def test_an_hour_hangs_on_one_person(alone, together, is_kept):
    assert bool(hanging(hours(alone, together)).height) is is_kept


def test_the_hour_of_most_such_contacts_comes_first_with_who_was_alone():
    found = hanging(pl.concat([hours(10, 2, weekday=1), hours(12, 9, weekday=5)]))

    assert found.select("weekday", "who").rows() == [(5, ["a"]), (1, ["a"])]
