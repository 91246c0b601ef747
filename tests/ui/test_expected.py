from datetime import UTC, datetime

import polars as pl
import pytest

from metrics.expected import Step
from store.expected import Expectation
from ui.live.expected import NewCaller, between, cell, definition, evidence, nobody_in

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
STEP = Step(0.0, 60, 100, 240)


def plain(text):
    return text.replace("\u00a0", " ")


def learnt(verdict="shown", queue="Billing"):
    return Expectation(queue, NOON, verdict, 1234, 20, 41.4, 58.0, 0.92, 0.81, (STEP,))


@pytest.mark.parametrize(
    ("low_s", "high_s", "expected"),
    [
        (0, 60, "under 1 min"),
        (60, 240, "1–4 min"),
        (600, 1200, "10–20 min"),
        (3000, 3600, "50 min–1 h"),
        (3600, 14_400, "1–4 h"),
        (64_800, 172_800, "18 h–2 d"),
        (604_800, None, "over 7 d"),
    ],
)
def test_a_range_is_said_as_people_say_it(low_s, high_s, expected):
    assert plain(between(low_s, high_s)) == expected


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (
            "shown",
            (
                "Over 1,234 waits of later weeks off by 41 s on average, the usual wait of the hour by 58 s;"
                " 92 % fell into the range, 81 % where somebody waited ahead."
            ),
        ),
        ("few", "Not shown: too little history to judge it by; it takes 4 weeks."),
        (
            "worse",
            (
                "Not shown: over 1,234 waits of later weeks off by 41 s on average,"
                " the usual wait of the hour by 58 s."
            ),
        ),
        (
            "loose",
            "Not shown: 92 % of 1,234 waits fell into the range, 81 % where somebody waited ahead.",
        ),
    ],
)
def test_what_the_backtest_found_is_said(verdict, expected):
    assert plain(evidence(learnt(verdict))) == expected


def test_where_there_is_no_range_the_cell_says_why():
    assert cell(NewCaller(about="It is closed.")) == '<span class="num none" title="It is closed.">–</span>'


def test_a_range_carries_its_evidence():
    assert plain(cell(NewCaller(60, 240, "So & so."))) == (
        '<span class="num" title="So &amp; so.">1–4 min</span>'
    )


def test_the_definition_tells_of_each_queue_and_keeps_its_name_as_it_is():
    told = definition({"A*B": learnt("few", "A*B")})

    assert "* A\\*B: Not shown: too little history" in told.replace("\\:", ":")


def test_before_anything_is_learnt_the_definition_says_so():
    assert definition({}).endswith("Nothing has been learnt of late.")


def test_a_queue_whose_agents_are_all_gone_has_nobody_in():
    people = pl.DataFrame(
        {
            "agent_id": ["a", "b", "c"],
            "state": ["offline", "available", "offline"],
            "queue": [None, None, None],
            "queues": ["Billing\nSales", "Sales", None],
        },
        schema={"agent_id": pl.String, "state": pl.String, "queue": pl.String, "queues": pl.String},
    )

    assert nobody_in(people) == {"Billing"}
    assert nobody_in(people.clear()) == set()
