"""The words of the card of what was learnt, and the quiet mark beside a signal."""

from dataclasses import replace

import polars as pl
import pytest

from metrics.signals.judging import Judged
from metrics.signals.opinions import OF_OPINIONS
from store.learnt import Learnt
from tests.factories import NOON
from ui.voices.learned import doubts, finding, missing, note, ordered, standing, table

FEW = Judged("cancel", "few", held=12, rarer=3, needed=40, needed_of_each=10, learnt_from=25)
SHOWN = replace(
    FEW, state="shown", held=66, rarer=20, needed=90, n=60, rules_right=45, model_right=56, p=0.001
)
WORSE = replace(SHOWN, signal="anger", state="no better", model_right=46, p=0.4)
UNTOUCHED = Judged("thanks", "few", held=0, rarer=0, needed=40, needed_of_each=10, learnt_from=0)


def learnt(*judged):
    return Learnt(NOON, "", "1", 0, judged)


def told(is_doubted, words):
    return pl.DataFrame([("note:a", "cancel", 0.3, is_doubted, words)], schema=OF_OPINIONS, orient="row")


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        (FEW, "12 of 40 clicks kept aside and 3 of 10 of the rarer answer, right or wrong"),
        (replace(FEW, held=80), "3 of 10 of the rarer answer, right or wrong"),
        (replace(FEW, rarer=10), "12 of 40 clicks kept aside"),
        (replace(FEW, held=40, rarer=10), "too few clicks of both kinds to learn from"),
    ],
    ids=["both", "one kind is rare", "too few", "nothing to learn from"],
)
def test_it_says_what_is_missing(judged, expected):
    assert missing(judged) == expected


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        ((), "No second opinion yet: nothing has been learnt from clicks"),
        ((FEW, WORSE), "No second opinion yet: the rules stand alone"),
        ((SHOWN,), "A second opinion on 1 signal"),
        ((SHOWN, replace(SHOWN, signal="anger")), "A second opinion on 2 signals"),
    ],
    ids=["no clicks", "none is better", "one", "two"],
)
def test_the_finding_counts_the_signals_with_an_opinion(judged, expected):
    assert finding(judged) == expected


def test_signals_with_an_opinion_stand_on_top_and_those_without_clicks_nowhere():
    assert ordered(learnt(UNTOUCHED, FEW, WORSE, SHOWN)) == [SHOWN, WORSE, FEW]
    assert ordered(None) == []


def test_the_table_says_how_often_each_is_right_and_of_how_many():
    html = table([SHOWN, FEW])

    for words in (
        "75",
        "93",
        "62.8–84.2",
        "60",
        "marks what it doubts",
        "next: 66 of 90 clicks kept aside",
        "not yet",
    ):
        assert words in html


def test_what_is_not_surely_better_says_so():
    assert "not surely better" in standing(WORSE)


def test_before_anything_was_learnt_it_says_what_teaches_it():
    assert "within an hour" in note(None, "UTC")
    assert "learnt Wed 4 Mar 2026" in note(learnt(), "UTC")


def test_a_doubt_names_its_signal_and_its_words_and_escapes_them():
    html = doubts(told(1, ["<b>", "לא"]), "note:a")

    assert "The model doubts “Wants to leave” because of" in html
    assert '<q dir="auto">&lt;b&gt;</q>, <q dir="auto">לא</q>. ' in html


@pytest.mark.parametrize(
    ("opinion", "text_id"),
    [(told(0, []), "note:a"), (told(1, []), "note:b")],
    ids=["not doubted", "another text"],
)
def test_without_a_doubt_there_is_no_mark(opinion, text_id):
    assert doubts(opinion, text_id) == ""
