"""In how many contacts a signal was heard: each contact once, however many texts it has."""

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import Period, compute
from metrics.compare import surely_moved
from metrics.ratio import FIELDS
from metrics.signals import SIGNALS
from metrics.voices_notes import voices_notes
from tests.metrics.rows import NOON, contact, contacts
from tests.metrics.voiced import frames, said

RATE = "signal_rate"
some_texts = st.lists(
    st.builds(
        lambda contact, signals, agent: said(
            f"c{contact}", *signals, agent_id=agent, queue=f"q{contact % 2}"
        ),
        st.integers(0, 9),
        st.lists(st.sampled_from(SIGNALS), max_size=3),
        st.sampled_from(["dana", "roni", None]),
    ),
    max_size=30,
)


def of(*rows, by=(), **asked):
    return compute(frames(*rows), [RATE], by=by, **asked)


def parts(table, **named):
    figure = table.filter(**named)[RATE].item()
    return figure["numerator"], figure["denominator"]


def figure(part, whole):
    table = of(*[said(f"c{n}", *(["anger"] if n < part else [])) for n in range(whole)])
    return table[RATE].item()


def test_a_contact_with_several_texts_counts_once():
    table = of(said("a", "anger"), said("a", "anger"), said("a"), said("b"), by=["signal"])

    assert parts(table, signal="anger") == (1, 2)
    assert parts(table, signal="thanks") == (0, 2)


def test_without_a_signal_any_of_them_counts():
    table = of(said("a", "anger", "thanks"), said("b", "refused"), said("c"))

    assert parts(table) == (2, 3)


def test_only_the_signals_that_are_looked_at_count():
    rows = frames(said("a", "anger"), said("b", "thanks")).texts

    looked = compute(replace(frames(), texts=rows.drop("is_thanks")), [RATE])

    assert parts(looked) == (1, 2)


def test_by_team_a_contact_counts_with_each_that_wrote_of_it():
    rows = [said("a", "anger", team="North"), said("a", team="South"), said("b", team="South")]

    table = of(*rows, by=["signal", "team"])

    assert parts(table, signal="anger", team="North") == (1, 1)
    assert parts(table, signal="anger", team="South") == (0, 2)
    assert parts(of(*rows)) == (1, 2)


@pytest.mark.parametrize(
    ("column", "value"),
    [("language", "he"), ("author", "customer"), ("kind", "comment"), ("agent", "dana")],
)
def test_by_what_only_texts_tell_other_texts_of_the_contact_do_not_count(column, value):
    told = {"agent_id" if column == "agent" else column: value}

    table = of(said("a", "anger"), said("a", **told), by=[column])

    assert parts(table, **{column: value}) == (0, 1)


def test_a_text_counts_in_the_week_of_its_contact():
    rows = [said("a", "anger", days=-7), said("b")]

    assert parts(of(*rows, period=Period(NOON - dt.timedelta(days=1), None))) == (0, 1)
    assert of(*rows, by=["week"])[RATE].struct["value"].to_list() == [1, 0]


def test_no_words_have_no_share():
    assert of()[RATE].item() == {**dict.fromkeys(FIELDS), "numerator": 0, "denominator": 0}


def test_the_share_has_wilsons_interval():
    found = figure(8, 10)

    assert (found["low"], found["high"]) == pytest.approx((0.4902, 0.9433), abs=5e-5)


def test_other_figures_cannot_be_told_by_signal():
    with pytest.raises(ValueError, match="contacts cannot be told by signal. Only these can: signal_rate"):
        compute(frames(), ["contacts"], by=["signal"])


@settings(max_examples=25, deadline=None)
@given(rows=some_texts)
def test_queues_add_up_and_any_signal_is_at_least_each(rows):
    whole, queues, signals = of(*rows), of(*rows, by=["queue"]), of(*rows, by=["signal"])

    assert queues[RATE].struct["denominator"].sum() == parts(whole)[1]
    assert queues[RATE].struct["numerator"].sum() == parts(whole)[0]
    assert (signals[RATE].struct["numerator"].max() or 0) <= parts(whole)[0]
    assert signals.filter(pl.col(RATE).struct["denominator"] != parts(whole)[1]).is_empty()


@pytest.mark.parametrize(
    ("now", "before", "looked_at", "expected"),
    [
        ((60, 1000), (40, 1000), 1, True),
        ((60, 1000), (40, 1000), 12, False),
        ((90, 1000), (40, 1000), 12, True),
        ((10, 1000), (50, 1000), 12, True),
        ((0, 0), (40, 1000), 1, False),
    ],
    ids=["one alone", "one of twelve", "far more", "far fewer", "nobody wrote anything"],
)
def test_a_move_among_many_must_be_clearer(now, before, looked_at, expected):
    assert surely_moved(figure(*now), figure(*before), looked_at) is expected


def test_beside_the_share_stands_how_many_contacts_have_words():
    known = replace(
        frames(said("a"), said("a")), contacts=contacts(contact(NOON), contact(NOON), contact(NOON))
    )

    assert voices_notes(known, [RATE]) == {RATE: ["of 3 contacts 1 have a note or comment (33.3\u00a0%)"]}
    assert voices_notes(known, ["contacts"]) == {}
    assert voices_notes(replace(known, contacts=contacts()), [RATE]) == {}
