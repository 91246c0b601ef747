from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from sqlalchemy import insert

from metrics.expected import Step
from settings import Settings
from store.expected import Expectation
from store.history import History
from store.models import ExpectedWait
from store.opened import Store
from store.read import Viewer
from ui.live.expected import NewCaller, between, cell, definition, evidence, nobody_in, said
from ui.scene import Scene, machine_clock

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


SETTINGS = {"site": {"timezone": "UTC"}}
AT = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def learnt_state(state):
    """One queue of which it was learnt just now that its ranges hold."""
    with state.writing() as connection:
        row = {"queue": "Billing", "learnt_at": machine_clock(), "publication_id": 1, "verdict": "shown"}
        figures = {"visit_count": 500, "day_count": 20, "error_s": 41.0, "usual_error_s": 58.0}
        steps = "[[0.0, 60, 100, 240], [1e12, null, null, null]]"
        connection.execute(
            insert(ExpectedWait).values(**row, **figures, inside=0.9, inside_busy=0.8, steps=steps)
        )
    return state


def visit(outcome, source="switch"):
    told = {"source": source, "queue": "Billing", "queued_at": AT - timedelta(minutes=5), "wait_ms": 9000}
    return {**told, "queued_local_s": 20_516 * 86_400 + 43_000, "outcome": outcome}


def crew(state):
    return {"agent_id": "switch:A", "state": state, "queue": None, "queues": "Billing"}


@pytest.mark.parametrize(
    ("visits", "crew", "silent", "role", "expected"),
    [
        ([visit("answered")], [], [], "manager", ("1–4 min", "Over 500 waits")),
        ([visit("waiting")], [], [], "manager", ("–", "Not known: more people wait than ever")),
        ([], [], [], "manager", ("–", "Not known: the queue is closed")),
        ([visit("answered")], [], ["switch"], "manager", ("–", "Not known: the source tells nothing")),
        ([visit("answered")], [], ["other"], "manager", ("1–4 min", "Over 500 waits")),
        ([visit("answered")], [crew("offline")], [], "manager", ("–", "Not known: nobody who serves")),
        ([visit("answered")], [crew("break")], [], "manager", ("1–4 min", "Over 500 waits")),
        ([visit("answered")], [crew("offline")], [], "lead", ("1–4 min", "Over 500 waits")),
    ],
    ids=[
        "one was answered",
        "more wait than ever",
        "nobody came",
        "its source fell silent",
        "another source fell silent",
        "its agents are gone",
        "its agents are away",
        "a lead does not see the other teams",
    ],
)
def test_what_is_said_of_a_queue(learnt_state, tmp_path, visits, crew, silent, role, expected):
    store = Store(History(tmp_path), learnt_state, tmp_path)
    seen = Scene(Settings(**SETTINGS), store, Viewer("v", role), None, AT)
    rows = pl.DataFrame(visits, schema_overrides={"queued_at": pl.Datetime("us", "UTC")})
    people = pl.DataFrame(crew, schema=dict.fromkeys(("agent_id", "state", "queue", "queues"), pl.String))

    found = said(seen, rows, people, AT, silent)["Billing"]

    assert plain(found.words) == expected[0]
    assert found.about.startswith(expected[1])
