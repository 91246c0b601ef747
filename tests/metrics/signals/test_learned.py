"""What is learnt from clicks: shown where it beats the rules on clicks held back, and only there."""

from datetime import timedelta

import polars as pl
import pytest

from metrics.signals.grams import read_grams
from metrics.signals.judging import (
    ALPHA,
    held_back,
    is_held_back,
    labelled,
    level,
    needs,
    newest_look,
    outdone,
    to_learn_from,
)
from metrics.signals.learned import chances, fit, learn
from metrics.signals.opinions import opinions
from store.loop import OF_CLICKS
from tests.factories import NOON
from tests.metrics.signals.clicked import NONE, clicks, texts

MINUTE = timedelta(minutes=1)
EVIDENCE = '[["cancel", 0, 6, "cancel.1"]]'
ONE_TEXT = {"text_id": ["note:1"], "group": ["anna"], "masked": ["cancel it"], "evidence": [EVIDENCE]}


def said(*words, signal="cancel"):
    """Clicks on one text, a minute apart: who said whether it is right."""
    rows = [("note:1", signal, by, right, NOON + n * MINUTE) for n, (by, right) in enumerate(words)]
    return pl.DataFrame(rows, schema=OF_CLICKS, orient="row")


def learnt(n, seed, **given):
    """Learn from clicks on n texts."""
    written, truth = texts(n, seed, **given)
    return learn(labelled(clicks(written, truth), written), ["cancel"])[0]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([("Dana", 1)], [1]),
        ([("Dana", 1), ("Eli", 0)], []),
        ([("Dana", 1), ("Eli", 0), ("Noa", 0)], [0]),
        ([("Dana", 1), ("Eli", 0), ("Dana", 0)], [0]),
        ([("Dana", 0), ("Dana", 1)], [1]),
    ],
    ids=["one", "a tie", "most", "who changed her mind for the other", "the last word of one"],
)
def test_a_text_is_what_most_people_say_last(words, expected):
    rows = labelled(said(*words), pl.DataFrame(ONE_TEXT))

    assert rows["is_right"].to_list() == expected


@pytest.mark.parametrize(
    ("signal", "found", "places"),
    [("cancel", 1, [[0, 6]]), ("anger", 0, [])],
    ids=["right or wrong", "missed or rightly not found"],
)
def test_a_click_says_what_the_text_says_whether_or_not_it_was_found(signal, found, places):
    row = labelled(said(("Dana", 1), signal=signal), pl.DataFrame(ONE_TEXT)).row(0, named=True)

    assert (row["is_right"], row["is_found"], row["places"]) == (1, found, places)


def test_clicks_on_texts_that_are_gone_or_not_heard_are_left_out():
    unheard = pl.DataFrame(ONE_TEXT).with_columns(masked=pl.lit(None, pl.String))

    assert labelled(said(("Dana", 1)), pl.DataFrame(ONE_TEXT).clear()).is_empty()
    assert labelled(said(("Dana", 1)), unheard).is_empty()


def test_no_clicks_are_nothing_to_learn_from():
    told = learn(labelled(said(), pl.DataFrame(ONE_TEXT)), ["cancel", "anger"])

    assert [(one.judged.state, one.judged.held, one.model) for one in told] == [("few", 0, None)] * 2


def test_whose_clicks_are_held_back_is_the_same_for_ever():
    assert [who for who in map(str, range(12)) if is_held_back(who)] == ["0", "6", "8", "9", "10"]


def test_about_every_third_customer_is_held_back():
    assert sum(is_held_back(f"bank:{n}") for n in range(3000)) == pytest.approx(1000, abs=80)


def test_neither_a_customer_nor_an_equal_text_is_in_both_halves():
    written, truth = texts(400, 1, customers=60)
    again = written.with_columns(
        text_id=pl.format("{}b", "text_id"),
        group=pl.format("{}b", "group"),
        masked=pl.col("masked").str.to_uppercase(),
    )
    both = pl.concat([written, again])
    rows = labelled(clicks(both, truth + truth), both)

    held, lessons = held_back(rows), to_learn_from(rows)
    assert held.height > 100
    assert lessons.height > 100
    assert set(held["group"]) & set(lessons["group"]) == set()
    assert set(held["words"]) & set(lessons["words"]) == set()
    assert held["words"].is_unique().all()


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        (30, 9, (0, 0)),
        (28, 9, (0, 0)),
        (30, 10, (1, 40)),
        (45, 15, (2, 60)),
        (45, 14, (1, 40)),
    ],
    ids=["too few wrong", "too few", "at the first look", "at the second", "one wrong short of it"],
)
def test_it_is_judged_at_set_numbers_of_both_kinds(right, wrong, expected):
    # wrong ones come every fourth click, what is left at the end
    order = [0 if n % 4 == 3 and n // 4 < wrong else 1 for n in range(right + wrong)]

    assert sum(order) == right
    assert newest_look(pl.DataFrame({"is_right": order})) == expected


def test_the_levels_of_all_looks_never_exceed_the_risk_together():
    assert sum(level(look) for look in range(1, 10_000)) == pytest.approx(ALPHA, abs=1e-5)
    assert [needs(look) for look in (1, 2, 3)] == [(40, 10), (60, 15), (90, 23)]


@pytest.mark.parametrize(
    ("better", "worse", "expected"),
    [(10, 2, 79 / 4096), (0, 0, 1.0), (0, 5, 1.0), (5, 0, 1 / 32)],
    ids=["ten against two", "no vote", "always worse", "always better"],
)
def test_a_sign_test_is_exact(better, worse, expected):
    ours = [True] * better + [False] * worse
    groups = [str(n) for n in range(better + worse)]

    assert outdone(groups, ours, [not one for one in ours]) == pytest.approx(expected)


def test_a_customer_with_many_texts_has_one_vote():
    assert outdone(["anna"] * 20, [True] * 20, [False] * 20) == 0.5


@pytest.mark.parametrize("seed", range(3))
def test_where_the_text_tells_more_than_the_rules_the_model_is_shown_and_better_on_new_texts(seed):
    told = learnt(400, seed)
    new, truth = texts(200, 100 + seed)

    rows = labelled(clicks(new, truth), new)
    right = [
        (chance >= 0.5) == bool(is_right)
        for chance, is_right in zip(chances(told.model, rows), rows["is_right"], strict=True)
    ]
    assert told.judged.state == "shown"
    assert told.judged.model_right > told.judged.rules_right
    assert sum(right) > 190
    assert sum(truth) < 170


@pytest.mark.parametrize("right", [0.75, 0.5, 0.25])
def test_of_random_clicks_nothing_is_shown(right):
    # Each of 8 × 3 would be shown with a risk of at most 5 %, in truth far less.
    states = [learnt(240, seed, worth=NONE, right=right).judged.state for seed in range(8)]

    assert "no better" in states
    assert "shown" not in states


def test_few_clicks_are_not_judged_and_it_says_how_far_they_are():
    told = learnt(60, 1)

    assert told.model is None
    assert (told.judged.state, told.judged.n, told.judged.p) == ("few", 0, None)
    assert 0 < told.judged.held < told.judged.needed == 40
    assert 0 < told.judged.rarer <= told.judged.held // 2


def test_a_centre_whose_rules_are_mostly_wrong_needs_more_than_always_saying_no():
    told = learnt(300, 2, worth=NONE, right=0.15)

    assert told.judged.state == "no better"
    assert told.judged.model_right > told.judged.rules_right


def test_clicks_of_one_kind_alone_teach_nothing():
    told = learnt(300, 1, right=1.0)

    assert (told.judged.state, told.judged.rarer, told.model) == ("few", 0, None)


def test_learning_twice_gives_the_same():
    assert learnt(200, 1) == learnt(200, 1)


def test_a_newer_click_changes_nothing_before_the_next_look():
    written, truth = texts(260, 3)
    every = labelled(clicks(written, truth), written)
    before, after = (learn(every.head(n), ["cancel"])[0] for n in (230, 240))

    assert (before.judged.n, before.model) == (after.judged.n, after.model)
    assert before.model is not None
    assert before.judged.held < after.judged.held


def test_an_opinion_names_the_words_that_speak_against_it():
    written = pl.DataFrame(
        {
            "text_id": ["note:a", "note:b", "note:c"],
            "masked": ["cancel is leaving us today", "cancel, (quoted) the brochure!", None],
            "evidence": [EVIDENCE, EVIDENCE, EVIDENCE],
        }
    )
    found = opinions({"cancel": learnt(400, 1).model}, written)

    assert found.select("text_id", "is_doubted").rows() == [("note:b", 1), ("note:a", 0)]
    assert set(found["words"].to_list()[0]) == {"quoted", "the", "brochure"}
    assert found["words"].to_list()[1] == []


def test_without_a_model_nobody_has_an_opinion():
    written = pl.DataFrame({"text_id": ["note:a"], "masked": ["cancel"], "evidence": [EVIDENCE]})

    assert opinions({}, written).is_empty()


def test_an_opinion_reads_only_what_is_near():
    far = "cancel" + " x" * 80 + " brochure"

    assert "brochure" not in read_grams(far, [(0, 6)]).words
    assert "brochure" in read_grams(far, [(150, 156)]).words


@pytest.mark.parametrize(
    "text", ["", "😀" * 500, "\u202eabc\u202c", "x" * 1_000_000, "א" * 9000, "é ß Ж 1 22 333"],
    ids=["empty", "emoji", "direction marks", "1 MB", "Hebrew", "mixed"],
)  # fmt: skip
def test_any_text_can_be_read(text):
    weights = read_grams(text, []).weighted()

    assert sum(x * x for x in weights.values()) == pytest.approx(1.0 if text else 0.0)


def test_a_model_of_texts_without_a_word_can_be_fitted():
    rows = labelled(clicks(*texts(40, 1)), texts(40, 1)[0]).with_columns(
        masked=pl.lit(" "), places=pl.lit([])
    )

    assert fit(rows.with_columns(places=pl.Series([[]] * 40, dtype=rows.schema["places"]))).weights == {}
