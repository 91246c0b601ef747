"""What the page Bottlenecks says of alerts gone by: their cost, who took them, and what was found useful."""

from dataclasses import replace

import polars as pl
import pytest

from store.episodes import Act
from tests.alerts import NOON
from tests.ui.rung import MINUTE, NOBODY, OVER, RANG, SILENT, plain
from ui.bottlenecks import late, past, read, rules


def test_costs_are_summed_by_cause_the_dearest_first():
    rows = [RANG, replace(RANG, minutes_lost=3.0), replace(RANG, cause="volume", minutes_lost=90.0)]

    assert [(one.cause, one.n, one.minutes) for one in past.by_cause(rows)] == [
        ("volume", 1, 90.0),
        ("plan", 2, 44.5),
    ]


def act(kind, who="Dana", at=NOON):
    return Act(1, 1, at, who, kind, None, None)


def test_history_says_how_soon_somebody_took_it_and_who_found_it_useful():
    taken = replace(OVER, taken_by="Dana")
    acts = (act("taken", at=taken.raised_at + 4 * MINUTE), act("useful"), act("not_useful", who="Eli"))
    slip = (act("taken"), act("undone"))
    told = read.Heard((), (taken, replace(RANG, id=9)), {1: acts, 9: slip}, ())

    rang, lost, within, useful = past.figures(told.past, told)

    assert (rang.value, lost.value, within.state) == ("2", "83", "few")
    assert (plain(within.value), within.target) == ("4 min", "1 of 2 were taken")
    assert useful.value == "1 of 2"


def test_of_what_was_found_afterwards_nobody_is_said_to_have_been_told():
    found = replace(OVER, source="replay")
    told = read.Heard((), (found,), {}, ())

    within, none = (past.figures(rows, told)[2] for rows in (told.past, ()))

    assert (within.value, within.target) == ("–", "all were found afterwards, nobody was told")
    assert past.who(found, ()) == "found afterwards, nobody was told"
    assert none.target == "nothing rang"


def test_who_called_it_done_saw_to_it_and_rules_say_what_was_found_useful():
    done = replace(RANG, state="resolved")
    acts = (act("useful"), act("not_useful", who="Eli"), act("resolved", who="Eli"))
    told = read.Heard((), (done, replace(SILENT, id=9)), {1: acts}, ())

    assert past.who(done, acts) == "Eli"
    assert past.who(done, ()) == "nobody"
    assert rules.useful("cards", told) == "1 of 2"
    assert rules.useful("switch", told) == "–"


def test_late_waits_add_up_to_what_is_said():
    rows = pl.DataFrame({"lost_ms": [90_000, 30_000]})

    assert late.title(rows) == "2 waits were too long: 2 customer-minutes lost"
    assert late.note(rows, replace(RANG, minutes_lost=2.2)).endswith("on top")
    assert late.note(rows, RANG).endswith("as it was seen minute by minute: 42")
    assert plain(late.note(rows, RANG, is_own=True)).endswith("of no team · 42 customer-minutes lost of all")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([OVER, OVER], "2 bottlenecks"),
        ([OVER, SILENT], "1 bottleneck and 1 silence"),
        ([SILENT, NOBODY], "0 bottlenecks and 2 silences"),
    ],
    ids=["bottlenecks only", "one of each", "silences only"],
)
def test_silences_are_counted_beside_bottlenecks(rows, expected):
    assert past.title(rows) == expected
