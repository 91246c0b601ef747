"""Who has a week's awards: by which evidence and draw, how often; nobody who would rather not be named."""

from datetime import timedelta

import pytest

from store import awards, recognition
from store.awards import Chosen
from store.thanked import thanks
from tests.store.recognised import EXECUTIVE, MANAGER, NORTH, NOW, WEEK, facts, keep

NEXT = WEEK + timedelta(weeks=1)
TIED = facts(("dana", 40.0), ("maya", 40.0))


@pytest.fixture
def weeks(state):
    """Two weeks in which dana and maya are tied: each has one turn."""
    keep(state, WEEK, TIED)
    keep(state, NEXT, TIED)
    return state


def given(state, viewer=MANAGER, day=NEXT):
    return thanks(state, viewer, recognition.read(state, day, viewer))


def test_who_was_drawn_stands_with_evidence_and_the_draw(weeks):
    [one] = given(weeks)
    [before] = given(weeks, day=WEEK)

    assert {one.given.agent_id, before.given.agent_id} == {"dana", "maya"}
    assert one.nominee.evidence[0].observed == 80
    assert one.draw.had_turn == (before.given.agent_id,)
    assert (one.times, one.last) == (1, None)
    assert [(each.agent_id, each.week) for each in one.lately] == [(before.given.agent_id, WEEK)]


def test_who_takes_a_place_has_no_draw_and_their_awards_are_counted(weeks):
    [before] = given(weeks, day=WEEK)
    awards.replace(weeks, NORTH, NEXT, "best", Chosen(before.given.agent_id, "North", "A hard week"), NOW)

    [one] = given(weeks)

    assert (one.draw, one.times, one.last, one.given.why) == (None, 2, WEEK, "A hard week")
    assert one.lately == ()


def test_who_would_rather_not_be_named_is_in_no_award_nor_in_what_was_before(weeks):
    [before] = given(weeks, day=WEEK)
    awards.leave(weeks, NORTH, before.given.agent_id, NOW)

    assert before.given.agent_id not in repr(given(weeks))
    assert given(weeks, day=WEEK) == ()


def test_an_executive_is_told_of_nobody(weeks):
    assert given(weeks, EXECUTIVE) == ()
