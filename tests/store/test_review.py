"""A team's week for its review: whose it is, how figures stand to targets, who may know who needs help."""

from dataclasses import replace
from datetime import date

import pytest

from metrics.coaching import Help, Reason
from metrics.days import Days
from metrics.week.changed import changed
from settings import Settings
from settings.sections import Target
from store import coaching, recognition, review, review_words
from store.asked import ReadError, Viewer
from store.review import Overdue
from store.what_changed import WhatChanged
from tests.metrics.week.cells import AS_OF, of_queues
from tests.store.recognised import MANAGER, NORTH, NOW, WEEK, facts

TWO = Viewer("Rina", "lead", frozenset({"North", "Coast"}))
LEAD = Viewer("Rina", "lead", frozenset({"North"}))
BOARD, ADMIN = Viewer("the board", "executive"), Viewer("Ivy", "admin")
DAYS = Days(date(2026, 11, 15), date(2026, 11, 21))
GOALS = [
    Target(metric="service_level", value=0.8),
    Target(metric="abandon_rate", value=0.05),
    Target(metric="csat", value=0.8),
    Target(metric="promise_kept_rate", value=0.9),
]
SETTINGS = Settings(targets=GOALS)
NOBODY: dict[str, str] = {}
EVEN = {"Billing": (8_000, 10_000), "Orders": (8_000, 10_000)}
FEW = {"Billing": (9, 12)}


def week(**metrics):
    """What changed where each metric has these sums now, and EVEN before."""
    found = [
        changed(of_queues(name, now, FEW if now == FEW else EVEN), "before") for name, now in metrics.items()
    ]
    return WhatChanged(7, DAYS, AS_OF, None, tuple(found), ())


RISEN = {"Billing": (8_600, 10_000), "Orders": (8_000, 10_000)}
WHOLE = week(service_level=RISEN, abandon_rate=EVEN, csat=FEW, promise_kept_rate=EVEN)


def stands(viewer):
    return {one.metric: one.stands for one in review.review(WHOLE, SETTINGS, viewer, NOBODY).scores}


def test_each_dimension_stands_to_its_own_target():
    assert stands(MANAGER) == {
        "service_level": "met",
        "asa": "unknown",
        "abandon_rate": "missed",
        "fcr": "unknown",
        "misroute_rate": "unknown",
        "csat": "few",
        "promise_kept_rate": "missed",
    }


def test_a_team_is_not_judged_by_the_waits_of_queues_nor_by_who_gave_up():
    found = stands(LEAD)

    assert found["service_level"] == "unjudged"
    assert "abandon_rate" not in found
    assert found["promise_kept_rate"] == "missed"


@pytest.mark.parametrize(
    ("viewer", "teams", "team"),
    [(MANAGER, (), ""), (LEAD, ("North",), "North"), (TWO, ("Coast", "North"), "")],
    ids=["a manager", "a lead", "a lead of two"],
)
def test_a_review_says_whose_it_is(viewer, teams, team):
    found = review.review(WHOLE, SETTINGS, viewer, NOBODY)

    assert (found.teams, found.team) == (teams, team)


def test_who_answers_for_a_dimension_stands_beside_it():
    [one, *_rest] = review.review(WHOLE, SETTINGS, MANAGER, {"service_level": "Lior"}).scores

    assert one.owner == "Lior"


def test_a_lead_looks_at_own_teams_alone_and_a_manager_as_the_lead_of_any():
    assert review.looking(MANAGER, "Coast") == replace(MANAGER, role="lead", teams=frozenset({"Coast"}))
    assert review.looking(LEAD, "North") == LEAD
    with pytest.raises(ReadError):
        review.looking(LEAD, "Coast")


@pytest.mark.parametrize("team", ["", "North"])
def test_an_executive_looks_at_no_review(team):
    with pytest.raises(ReadError):
        review.looking(BOARD, team)


@pytest.mark.parametrize(
    ("viewer", "team", "named"),
    [
        (LEAD, "North", ["dana"]),
        (LEAD, "Coast", []),
        (LEAD, "", []),
        (MANAGER, "North", ["dana"]),
        (MANAGER, "", []),
        (BOARD, "North", []),
        (ADMIN, "North", []),
    ],
    ids=["their lead", "another lead", "a lead of all", "a manager", "all teams", "an executive", "an admin"],
)
def test_who_needs_help_is_told_of_one_team_to_its_lead_and_managers(viewer, team, named):
    reason = (Reason("satisfied", 100, 60.0, 80.0),)
    every = (Help("dana", "North", reason), Help("yusuf", "Coast", reason))

    assert [one.agent_id for one in coaching.of_team(every, viewer, team)] == named


def said(found, late=0):
    whole = review.review(found, SETTINGS, MANAGER, NOBODY)
    return review_words.headline(replace(whole, overdue=Overdue(late, None))).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("found", "late", "expected"),
    [
        (WHOLE, 3, "In time 83.0 %, on target; faster answers at Billing; *3 promises are overdue*."),
        (
            week(service_level=EVEN),
            1,
            "In time 80.0 %, on target; nothing changed beyond noise; *1 promise is overdue*.",
        ),
        (week(promise_kept_rate=EVEN), 0, "Nothing changed beyond noise; no promise is overdue."),
        (week(), 0, "There is no week before to compare with; no promise is overdue."),
    ],
    ids=["a change", "a calm week", "nothing of waits", "the first week"],
)
def test_one_line_says_what_the_week_says(found, late, expected):
    assert said(found, late) == expected


def test_nominees_are_those_who_have_an_award_then_who_is_clearly_above_of_a_leads_own_teams(state):
    recognition.write(state, WEEK, facts(("dana", 18.0), ("maya", 14.0), ("yusuf", 14.0)), NOW)
    found = review.praised(state, NORTH, WEEK)
    every = review.praised(state, MANAGER, WEEK)

    assert {(one.agent_id, one.team) for one in found} == {("dana", "North"), ("maya", "North")}
    assert sum(one.has_it for one in every) == 1
    assert every[0].has_it
    assert {one.agent_id for one in every} == {"dana", "maya", "yusuf"}
