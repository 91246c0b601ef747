"""A week is nominated once, kept as it was, and tells each viewer what they may know."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from settings import Retention
from store import awards, ideas, recognition
from store.audit import Sought, entries
from store.awards import Chosen, RecognitionError
from store.expiring_state import expire_state
from store.recognition_models import Award, Base, RecognitionNominee
from tests.store.recognised import (
    COAST,
    EXECUTIVE,
    MANAGER,
    NORTH,
    NOW,
    WEEK,
    facts,
    keep,
)

pytestmark = pytest.mark.both_databases
DANA = facts(("dana", 40.0), ("maya", 20.0), ("hasty", 60.0))


@pytest.fixture
def week(state):
    keep(state, WEEK, DANA)
    return state


def told(state, viewer=MANAGER, day=WEEK):
    return recognition.read(state, day, viewer)


def dump(state):
    """All rows of recognition, as text."""
    tables = [
        each for each in Base.metadata.sorted_tables if each.name.startswith(("recogn", "awards", "ideas"))
    ]
    with state.reading() as connection:
        return json.dumps(
            [[list(row) for row in connection.execute(select(each))] for each in tables], default=str
        )


def test_a_week_is_read_as_it_was_nominated(week):
    found = told(week)

    assert [(one.award, one.agent_id, one.team, one.quotes) for one in found.nominees] == [
        ("best", "dana", "North", ("survey:1",)),
        ("best", "maya", "North", ()),
    ]
    assert (found.publication, found.rest["best"].as_expected, found.rest["best"].not_enough) == (7, 12, 0)
    assert [(one.drawn, one.among, one.seed) for one in found.draws] == [
        ("dana", ("dana",), "2026-03-01 best")
    ]
    assert [(one.measure, one.observed, one.expected) for one in found.of("best")[0].evidence] == [
        ("satisfied", 80, 40.0),
        ("solved", 80, 40.0),
    ]


def test_twice_is_once(week):
    before = dump(week)

    keep(week, WEEK, facts(("yusuf", 60.0)))

    assert dump(week) == before


def test_who_is_held_back_is_not_nominated_whatever_they_reached(week):
    assert "hasty" not in {one.agent_id for one in told(week).nominees}
    assert [(one.agent_id, one.guard, one.observed) for one in told(week).held] == [("hasty", "short", 14)]


@pytest.mark.parametrize(
    ("viewer", "held", "named"),
    [(MANAGER, 1, 2), (COAST, 1, 2), (NORTH, 0, 2), (EXECUTIVE, 0, 0)],
    ids=["a manager", "the lead of the team", "another lead", "an executive"],
)
def test_a_reason_is_told_to_managers_and_the_agents_own_lead(week, viewer, held, named):
    found = told(week, viewer)

    assert (len(found.held), len(found.nominees), len(awards.history(week, viewer))) == (
        held,
        named,
        bool(named),
    )
    assert len(found.draws) == bool(named)
    assert found.rest["best"].as_expected == 12


def test_nobody_below_what_was_expected_is_kept_or_given_anywhere(week):
    assert "lagging" not in dump(week)
    assert "x1" not in dump(week)
    assert "lagging" not in repr([told(week), awards.history(week, MANAGER), ideas.logged(week, MANAGER)])


def test_who_had_a_turn_within_eight_weeks_comes_after_who_had_not(state):
    tied = facts(("dana", 40.0), ("maya", 40.0))
    for n in range(2):
        keep(state, WEEK + timedelta(weeks=n), tied)
    keep(state, WEEK + timedelta(weeks=10), tied)

    first, second, last = (told(state, day=WEEK + timedelta(weeks=n)).draws[0] for n in (0, 1, 10))
    assert {first.drawn, second.drawn} == {"dana", "maya"}
    assert second.had_turn == (first.drawn,)
    assert last.had_turn == ()


def test_one_award_a_week_where_another_is_tied(state):
    keep(state, WEEK, facts(("dana", 40.0), helped=[("dana", 40.0), ("maya", 40.0)]))

    assert [(one.award, one.drawn) for one in told(state).draws] == [("best", "dana"), ("helped", "maya")]


def test_an_agent_who_opts_out_is_named_nowhere_from_then_on(week):
    ideas.log(week, NORTH, WEEK, Chosen("dana", "North", "Ring back at four"), NOW)

    awards.leave(week, NORTH, "dana", NOW)
    awards.leave(week, COAST, "hasty", NOW)
    keep(week, WEEK + timedelta(weeks=1), DANA)

    both = [told(week), told(week, day=WEEK + timedelta(weeks=1))]
    given = repr([both, awards.history(week, MANAGER), ideas.logged(week, MANAGER)])
    assert "dana" not in given
    assert "hasty" not in given
    assert [one.agent_id for one in both[1].nominees] == ["maya"]


def test_no_reason_is_kept_of_who_would_rather_not_be_named(state):
    awards.leave(state, COAST, "hasty", NOW)

    keep(state, WEEK, DANA)

    assert "hasty" not in dump(state)


def test_who_opts_out_is_not_among_those_of_a_draw_either(state):
    keep(state, WEEK, facts(("dana", 40.0), ("maya", 40.0)))
    drawn = told(state).draws[0].drawn
    (other,) = {"dana", "maya"} - {drawn}

    awards.leave(state, NORTH, other, NOW)

    assert told(state).draws[0].among == (drawn,)


def test_who_was_replaced_and_opts_out_is_not_named_beside_who_has_the_award(week):
    awards.replace(week, NORTH, WEEK, "best", Chosen("maya", "North", "Her turn"), NOW)
    awards.leave(week, NORTH, "dana", NOW)

    assert holders(week) == [("best", "maya", "replaced", None, "Her turn")]


def test_an_agent_who_comes_back_is_named_again(week):
    awards.leave(week, NORTH, "dana", NOW)
    awards.leave(week, NORTH, "dana", NOW)
    awards.come_back(week, NORTH, "dana", NOW)

    assert [one.agent_id for one in told(week).nominees] == ["dana", "maya"]
    assert [one.detail for one in entries(week, Sought())] == ["dana is named again", "dana is not named"]


def holders(state, viewer=MANAGER):
    return [
        (one.award, one.agent_id, one.act, one.instead_of, one.why) for one in awards.history(state, viewer)
    ]


def test_a_lead_confirms_who_was_drawn(week):
    awards.confirm(week, NORTH, WEEK, "best", NOW)

    assert holders(week) == [("best", "dana", "confirmed", None, None)]
    assert awards.history(week, MANAGER)[0].who == "noa@example.com"
    assert [(one.act, one.account, one.detail) for one in entries(week, Sought())] == [
        ("changed", "noa@example.com", "2026-03-01 best: confirmed dana")
    ]


def test_a_lead_replaces_who_was_drawn_and_says_why(week):
    awards.replace(week, NORTH, WEEK, "best", Chosen("maya", "North", " She took the night shift. "), NOW)
    awards.confirm(week, NORTH, WEEK, "best", NOW)

    assert holders(week) == [("best", "maya", "confirmed", "dana", "She took the night shift.")]
    assert "replaced maya instead of dana: She took" in entries(week, Sought())[1].detail


def test_a_lead_adds_somebody_beside(week):
    awards.add(week, COAST, WEEK, "best", Chosen("yusuf", "Coast", "Taught three newcomers"), NOW)

    assert holders(week) == [
        ("best", "dana", "drawn", None, None),
        ("best", "yusuf", "added", None, "Taught three newcomers"),
    ]


@pytest.mark.parametrize(
    ("viewer", "chosen", "said"),
    [
        (NORTH, Chosen("maya", "North", " "), "Say why"),
        (COAST, Chosen("yusuf", "Coast", "x"), "Only a manager or the lead of that team"),
        (EXECUTIVE, Chosen("maya", "North", "x"), "Only a manager or the lead of that team"),
        (NORTH, Chosen("yusuf", "Coast", "x"), "Only a manager or the lead of that team"),
        (MANAGER, Chosen("hasty", "Coast", "x"), "held back this week"),
        (MANAGER, Chosen("maya", "North", "x"), "would rather not be named"),
    ],
    ids=["no reason", "another lead", "an executive", "of another team", "held back", "opted out"],
)
def test_who_may_not_be_put_in_the_place_is_refused_and_nothing_is_written(week, viewer, chosen, said):
    if "rather" in said:
        awards.leave(week, MANAGER, "maya", NOW)
    before = (dump(week), len(entries(week, Sought())))

    with pytest.raises(RecognitionError, match=said):
        awards.replace(week, viewer, WEEK, "best", chosen, NOW)

    assert (dump(week), len(entries(week, Sought()))) == before


def test_an_award_of_a_week_without_a_draw_cannot_be_confirmed(week):
    with pytest.raises(RecognitionError, match="add somebody instead"):
        awards.confirm(week, MANAGER, WEEK, "helped", NOW)


def test_an_unknown_award_is_refused(week):
    with pytest.raises(
        RecognitionError, match="Unknown award 'fastest'. Known: best, improved, helped, beyond"
    ):
        awards.add(week, MANAGER, WEEK, "fastest", Chosen("maya", "North", "x"), NOW)


def test_an_act_and_its_entry_are_written_both_or_neither(week, monkeypatch):
    def fail(*_given):
        raise ZeroDivisionError

    monkeypatch.setattr("store.audit.noted", fail)
    with pytest.raises(ZeroDivisionError):
        awards.confirm(week, NORTH, WEEK, "best", NOW)

    assert holders(week) == [("best", "dana", "drawn", None, None)]


def test_the_history_holds_the_newest_week_first_and_of_one_agent_alone(week):
    keep(week, WEEK + timedelta(weeks=1), facts(("yusuf", 40.0)))

    assert [(one.week.day, one.agent_id) for one in awards.history(week, MANAGER)] == [
        (8, "yusuf"),
        (1, "dana"),
    ]
    assert [one.agent_id for one in awards.history(week, MANAGER, agent_id="dana")] == ["dana"]
    assert awards.history(week, MANAGER, award="helped") == []


def test_an_idea_is_logged_and_linked_to_what_came_of_it(week):
    number = ideas.log(week, NORTH, WEEK, Chosen("maya", "North", "Say the time of the call back"), NOW)
    ideas.tell_result(week, MANAGER, number, "Promises kept rose by 4 points.", "/changes?id=3", NOW)

    (found,) = ideas.logged(week, COAST, WEEK)
    assert (found.agent_id, found.who, found.idea) == (
        "maya",
        "noa@example.com",
        "Say the time of the call back",
    )
    assert (found.result, found.link) == ("Promises kept rose by 4 points.", "/changes?id=3")
    assert ideas.logged(week, EXECUTIVE) == []
    assert ideas.logged(week, MANAGER, date(2026, 2, 22)) == []


@pytest.mark.parametrize(
    ("viewer", "number", "link", "said"),
    [
        (MANAGER, 99, "", "no idea with the number 99"),
        (COAST, 1, "", "Only a manager or the lead"),
        (NORTH, 1, "https://example.com", "a page of Moked"),
    ],
    ids=["unknown", "of another team", "out of Moked"],
)
def test_a_result_that_does_not_fit_is_refused(week, viewer, number, link, said):
    ideas.log(week, NORTH, WEEK, Chosen("maya", "North", "An idea"), NOW)

    with pytest.raises(RecognitionError, match=said):
        ideas.tell_result(week, viewer, number, "Better.", link, NOW)


def test_what_is_older_than_is_kept_goes(week):
    later = WEEK + timedelta(weeks=20)
    keep(week, later, DANA)
    ideas.log(week, NORTH, WEEK, Chosen("maya", "North", "An idea"), NOW)

    expire_state(week, Retention(recognition_days=63), NOW + timedelta(weeks=20))

    assert recognition.weeks(week) == [later]
    assert ideas.logged(week, MANAGER) == []
    with week.reading() as connection:
        left = [
            connection.execute(select(model.week)).scalars().all() for model in (Award, RecognitionNominee)
        ]
    assert left == [[later.isoformat()], [later.isoformat()] * 2]
