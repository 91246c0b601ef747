"""The log of changes: what is expected is written down before looking, or kept as written afterwards."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from store import audit, corrections
from store import process_changes as changes
from store.aims import Aim, ChangeError
from store.asked import Viewer
from store.process_changes import Draft, Plan

pytestmark = pytest.mark.both_databases
ON = date(2026, 3, 9)
BEFORE, NEXT_DAY, LATER = (datetime(2026, 3, day, 9, tzinfo=UTC) for day in (2, 10, 11))
MANAGER = Viewer("Dana", "manager", account="dana@example.org")
NORTH = Viewer("Rina", "lead", frozenset({"North"}))
BOARD = Viewer("the board", "executive")
AIM = Aim("service_level", "up", "queue", "Billing")
DRAFT = Draft("menu", "One step less", ON, "Dana", AIM, beside="Sales", is_proposed=True)
PLAN = Plan(2, (1, 2, 3, 4, 5))


def one(state, number, viewer=MANAGER):
    return changes.find(state, viewer, number)


@pytest.mark.parametrize(
    ("at", "is_before"),
    [(BEFORE, True), (NEXT_DAY, True), (LATER, False)],
    ids=["before its day", "when its day has just passed", "when its results could be seen"],
)
def test_what_is_expected_counts_as_such_only_before_its_results_can_be_seen(state, at, is_before):
    number = changes.log(state, MANAGER, DRAFT, at)

    found = one(state, number)

    assert (found.draft, found.is_before, found.by, found.at) == (DRAFT, is_before, "dana@example.org", at)
    assert (found.case.beside, found.case.is_before, found.case.plan) == ("Sales", is_before, ())


@pytest.mark.parametrize(
    "altered",
    [
        replace(DRAFT, aim=replace(AIM, expected="down")),
        replace(DRAFT, aim=replace(AIM, metric="csat")),
        replace(DRAFT, aim=replace(AIM, place="Chat")),
        replace(DRAFT, beside=""),
        replace(DRAFT, is_proposed=False),
        replace(DRAFT, on=date(2026, 3, 16)),
    ],
    ids=["direction", "metric", "place", "comparison", "who chose it", "day"],
)
def test_nothing_that_decides_a_result_is_altered_once_it_can_be_seen(state, altered):
    number = changes.log(state, MANAGER, DRAFT, BEFORE)

    with pytest.raises(ChangeError, match="stays as it was written"):
        changes.change(state, MANAGER, number, altered, LATER)
    changes.change(state, MANAGER, number, replace(DRAFT, what="Two steps less", owner="Noa"), LATER)

    assert one(state, number).draft == replace(DRAFT, what="Two steps less", owner="Noa")
    changes.change(state, MANAGER, changes.log(state, MANAGER, DRAFT, BEFORE), altered, NEXT_DAY)
    assert one(state, number + 1).draft == altered


def test_what_is_corrected_is_kept_as_it_was_with_who_and_when(state):
    number = changes.log(state, MANAGER, DRAFT, BEFORE)
    moved = replace(DRAFT, what="Two steps less", aim=replace(AIM, place="Chat"))

    changes.change(state, MANAGER, number, moved, NEXT_DAY)
    changes.withdraw(state, MANAGER, number, "The menu stayed", LATER)
    first, second = corrections.listed(state, "change")[number]

    assert (first.at, first.by) == (NEXT_DAY, "dana@example.org")
    assert first.was == {"what": "One step less", "cut": "queue", "place": "Billing"}
    assert first.now == {"what": "Two steps less", "cut": "queue", "place": "Chat"}
    assert (second.was, second.now) == ({"withdrawn_why": None}, {"withdrawn_why": "The menu stayed"})
    assert audit.entries(state, audit.Sought())[1].detail == (
        f"change {number}: corrected, what 'One step less' to 'Two steps less'; place 'Billing' to 'Chat'"
    )


def test_where_nothing_is_different_nothing_is_kept(state):
    number = changes.log(state, MANAGER, DRAFT, BEFORE)

    with pytest.raises(ChangeError, match="Nothing is different"):
        changes.change(state, MANAGER, number, replace(DRAFT, what=" One step less "), BEFORE)

    assert corrections.listed(state, "change") == {}


@pytest.mark.parametrize(
    "altered",
    [{"plan": replace(PLAN, weekdays=(1, 2))}, {"on": date(2026, 3, 16)}, {"plan": None}],
    ids=["its weekdays", "its first day", "no plan any more"],
)
def test_the_days_of_a_roll_out_stay_and_its_words_are_corrected_while_it_runs(state, altered):
    draft = replace(DRAFT, plan=PLAN, beside=None)
    number = changes.log(state, MANAGER, draft, BEFORE)

    with pytest.raises(ChangeError, match="drawn once"):
        changes.change(state, MANAGER, number, replace(draft, **altered), BEFORE)
    changes.change(state, MANAGER, number, replace(draft, what="Two steps less"), LATER)

    assert one(state, number).draft == replace(draft, what="Two steps less")


def test_who_answers_for_a_change_gives_it_to_no_other_team(state):
    draft = replace(DRAFT, owner="Rina", team="North")
    number = changes.log(state, MANAGER, draft, BEFORE)

    with pytest.raises(ChangeError, match="Only a manager or the lead of that team"):
        changes.change(state, NORTH, number, replace(draft, team="South"), BEFORE)

    assert one(state, number).draft.team == "North"


def test_a_day_that_nobody_means_is_refused(state):
    with pytest.raises(ChangeError, match="2999-01-01 is more than fifty years away"):
        changes.log(state, MANAGER, replace(DRAFT, on=date(2999, 1, 1)), datetime(2026, 3, 1, tzinfo=UTC))


def test_what_was_expected_afterwards_stays_so(state):
    number = changes.log(state, MANAGER, DRAFT, LATER)

    with pytest.raises(ChangeError):
        changes.change(state, MANAGER, number, replace(DRAFT, aim=replace(AIM, expected="down")), LATER)

    assert not one(state, number).is_before


def test_a_roll_out_is_drawn_once_from_its_number(state):
    number = changes.log(state, MANAGER, replace(DRAFT, plan=PLAN, beside=None), BEFORE)
    again = changes.log(state, MANAGER, replace(DRAFT, plan=Plan(8, PLAN.weekdays), beside=None), BEFORE)

    days = one(state, number).days

    assert (len(days), sum(day.is_new for day in days)) == (10, 5)
    assert days == one(state, number).days == PLAN.days(ON, f"change {number}")
    assert one(state, again).days[:10] != days
    assert one(state, number).case.plan == tuple(days)


@pytest.mark.parametrize(
    ("draft", "at"),
    [
        (replace(DRAFT, kind="mood"), BEFORE),
        (replace(DRAFT, what=" "), BEFORE),
        (replace(DRAFT, beside="Billing"), BEFORE),
        (replace(DRAFT, aim=Aim("csat", "up")), BEFORE),
        (replace(DRAFT, aim=replace(AIM, cut="team", place="North"), beside="South"), BEFORE),
        (replace(DRAFT, plan=Plan(3, (1,))), BEFORE),
        (replace(DRAFT, plan=Plan(2, ())), BEFORE),
        (replace(DRAFT, plan=PLAN), NEXT_DAY),
    ],
    ids=[
        "no such kind",
        "no words",
        "beside itself",
        "everywhere, beside somewhere",
        "one team beside another",
        "an odd number of weeks",
        "no weekday",
        "a plan after it began",
    ],
)
def test_a_draft_that_cannot_be_judged_is_refused(state, draft, at):
    with pytest.raises(ChangeError):
        changes.log(state, MANAGER, draft, at)

    assert changes.logged(state, MANAGER) == []


def test_a_lead_sees_what_is_of_all_and_of_the_own_team_and_logs_for_that(state):
    mine = replace(DRAFT, team="North")
    theirs = replace(DRAFT, aim=replace(AIM, cut="team", place="South"), beside="")
    numbers = [
        changes.log(state, MANAGER, each, BEFORE) for each in (DRAFT, replace(mine, team="South"), theirs)
    ]
    own = changes.log(state, NORTH, mine, BEFORE)

    assert {each.id for each in changes.logged(state, NORTH)} == {numbers[0], own}
    assert len(changes.logged(state, BOARD)) == 4
    with pytest.raises(ChangeError, match="Only a manager"):
        changes.withdraw(state, NORTH, numbers[0], "No", BEFORE)
    with pytest.raises(ChangeError, match="Only a manager"):
        changes.log(state, NORTH, DRAFT, BEFORE)
    with pytest.raises(ChangeError, match="Only a manager"):
        changes.log(state, BOARD, DRAFT, BEFORE)


def test_what_was_withdrawn_stays_in_the_log_with_the_reason(state):
    number = changes.log(state, MANAGER, DRAFT, BEFORE)

    changes.withdraw(state, MANAGER, number, "The menu stayed", LATER)
    with pytest.raises(ChangeError, match="was withdrawn"):
        changes.change(state, MANAGER, number, DRAFT, LATER)

    assert one(state, number).withdrawn_why == "The menu stayed"
    assert [each.detail for each in audit.entries(state, audit.Sought())] == [
        f"change {number}: withdrawn: The menu stayed",
        f"change {number}: logged, One step less",
    ]
