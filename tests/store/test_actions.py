"""Actions and owners: who may decide, what may be altered when, and that each act is written down."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from store import actions, audit, corrections, owners
from store.actions import Decision
from store.aims import Aim, ChangeError
from store.asked import Viewer
from store.signed import saw

pytestmark = pytest.mark.both_databases
WEEK, DAY = date(2026, 3, 1), date(2026, 3, 9)
AT = datetime(2026, 3, 8, 9, tzinfo=UTC)
LATER = datetime(2026, 3, 12, 9, tzinfo=UTC)
MANAGER = Viewer("Dana", "manager", account="dana@example.org")
NORTH = Viewer("Rina", "lead", frozenset({"North"}), account="rina@example.org")
SOUTH = Viewer("Omer", "lead", frozenset({"South"}))
BOARD = Viewer("the board", "executive")
AIM = Aim("service_level", "up", "queue", "Billing")
OURS = Decision("Two more on Sunday mornings", "rina@example.org", AIM, date(2026, 3, 22), "North")
OF_ALL = replace(OURS, what="A shorter menu", owner="Dana", team=None)


@pytest.fixture
def decided(state):
    """Two actions: of a team, and of the whole centre."""
    saw(state, NORTH)
    return (
        state,
        actions.decide(state, NORTH, WEEK, OURS, AT),
        actions.decide(state, MANAGER, WEEK, OF_ALL, AT),
    )


def seen(state, viewer):
    return [one.what for one in actions.open_ones(state, viewer)]


def details(state):
    return [one.detail for one in audit.entries(state, audit.Sought(act="changed"))][::-1]


def test_an_action_is_read_as_it_was_decided_with_the_name_of_its_owners_account(decided):
    state, number, _other = decided

    found = actions.find(state, MANAGER, number)

    assert (found.week, found.owner, found.owned_by) == (WEEK, "Rina", "rina@example.org")
    assert (found.aim, found.due, found.team, found.is_open) == (AIM, date(2026, 3, 22), "North", True)
    assert [one.id for one in actions.of_week(state, MANAGER, WEEK)] == [number + 1, number]
    assert actions.of_week(state, MANAGER, date(2026, 3, 8)) == []


@pytest.mark.parametrize(
    ("viewer", "sees"),
    [(MANAGER, 2), (NORTH, 1), (SOUTH, 0), (BOARD, 2)],
    ids=["a manager", "the lead of the team", "another lead", "an executive"],
)
def test_a_lead_sees_the_own_teams_actions(decided, viewer, sees):
    assert len(seen(decided[0], viewer)) == sees


@pytest.mark.parametrize("viewer", [SOUTH, BOARD], ids=["another lead", "an executive"])
def test_nobody_else_decides_or_ends_an_action_of_a_team(decided, viewer):
    state, number, _other = decided

    with pytest.raises(ChangeError):
        actions.decide(state, viewer, WEEK, OURS, AT)
    with pytest.raises(ChangeError):
        actions.end(state, viewer, number, "done", LATER, on=DAY)
    assert actions.find(state, MANAGER, number).is_open


def test_who_answers_for_an_action_may_end_it_whatever_team_it_is_of(state):
    mine = replace(OF_ALL, owner=NORTH.account)
    number = actions.decide(state, MANAGER, WEEK, mine, AT)

    actions.begin(state, NORTH, number, DAY, AT)
    actions.end(state, NORTH, number, "done", LATER, on=date(2026, 3, 12))

    found = actions.find(state, NORTH, number)
    assert (found.begun_on, found.ended_on, found.outcome) == (DAY, date(2026, 3, 12), "done")


def test_dropping_needs_a_reason_and_what_ended_stays(decided):
    state, number, _other = decided

    with pytest.raises(ChangeError, match="Nothing was written"):
        actions.end(state, NORTH, number, "dropped", LATER, on=DAY)
    actions.end(state, NORTH, number, "dropped", LATER, on=DAY, reason="No room")
    with pytest.raises(ChangeError, match="has ended"):
        actions.begin(state, NORTH, number, DAY, LATER)

    assert actions.find(state, NORTH, number).reason == "No room"
    assert details(state)[-1] == f"action {number}: dropped on 2026-03-09: No room"


@pytest.mark.parametrize("day", [date(1960, 1, 1), date(2999, 1, 1)], ids=["long ago", "far away"])
def test_a_day_that_nobody_means_is_refused(state, day):
    with pytest.raises(ChangeError, match="more than fifty years away"):
        actions.decide(state, MANAGER, WEEK, replace(OURS, due=day), AT)


def test_nothing_begins_or_ends_on_a_day_to_come(decided):
    state, number, _other = decided
    to_come = date(2026, 3, 10)

    with pytest.raises(ChangeError, match="2026-03-10 is still to come"):
        actions.begin(state, NORTH, number, to_come, AT)
    with pytest.raises(ChangeError, match="2026-03-10 is still to come"):
        actions.end(state, NORTH, number, "done", AT, on=to_come)


def test_words_are_kept_whole_or_refused(state):
    longest = actions.decide(state, MANAGER, WEEK, replace(OURS, what="x" * 1000), AT)
    with pytest.raises(ChangeError, match="1,001 characters, and at most 1,000"):
        actions.decide(state, MANAGER, WEEK, replace(OURS, what="x" * 1001), AT)

    assert len(actions.find(state, MANAGER, longest).what) == 1000


def test_what_is_expected_may_be_altered_only_until_its_results_can_be_seen(decided):
    state, number, _other = decided
    turned = replace(OURS, aim=replace(AIM, expected="down"))

    actions.begin(state, NORTH, number, DAY, AT)
    actions.change(state, NORTH, number, turned, AT)
    with pytest.raises(ChangeError, match="stays as it was written"):
        actions.change(state, NORTH, number, OURS, LATER)
    actions.change(state, NORTH, number, replace(turned, what="Three more"), LATER)

    found = actions.find(state, NORTH, number)
    assert (found.what, found.aim.expected, found.is_before) == ("Three more", "down", True)


def test_what_is_corrected_of_an_action_is_kept_as_it_was(decided):
    state, number, _other = decided

    actions.change(state, NORTH, number, replace(OURS, due=date(2026, 3, 29), owner="Noa"), AT)
    actions.begin(state, NORTH, number, date(2026, 3, 11), LATER)
    actions.begin(state, NORTH, number, date(2026, 3, 10), LATER)
    first, second = corrections.listed(state, "action")[number]

    assert (first.at, first.by) == (AT, "Rina")
    assert first.was == {"owner": "Rina", "due": "2026-03-22"}
    assert first.now == {"owner": "Noa", "due": "2026-03-29"}
    assert (second.was, second.now) == ({"begun_on": "2026-03-11"}, {"begun_on": "2026-03-10"})
    assert details(state)[-3].startswith(f"action {number}: corrected, owner 'rina@example.org' to 'Noa'")


def test_of_an_action_that_ended_only_words_and_owner_are_corrected_and_it_may_be_opened_again(decided):
    state, number, _other = decided
    actions.end(state, NORTH, number, "done", LATER, on=DAY, reason="Done early")

    with pytest.raises(ChangeError, match="It has ended"):
        actions.change(state, NORTH, number, replace(OURS, due=date(2026, 3, 29)), LATER)
    actions.change(state, NORTH, number, replace(OURS, what="Three more"), LATER)
    with pytest.raises(ChangeError, match="Nothing was written"):
        actions.reopen(state, NORTH, number, " ", LATER)
    actions.reopen(state, NORTH, number, "Only half of it was done", LATER)
    with pytest.raises(ChangeError, match="has not ended"):
        actions.reopen(state, NORTH, number, "Again", LATER)

    found, kept = actions.find(state, NORTH, number), corrections.listed(state, "action")[number][-1]
    assert (found.what, found.is_open, found.outcome, found.begun_on) == ("Three more", True, None, DAY)
    assert (kept.was["ended_on"], kept.was["reason"], kept.why) == (
        "2026-03-09",
        "Done early",
        "Only half of it was done",
    )


@pytest.mark.parametrize("viewer", [SOUTH, BOARD], ids=["another lead", "an executive"])
def test_nobody_else_corrects_or_opens_an_action_of_a_team(decided, viewer):
    state, number, _other = decided
    actions.end(state, NORTH, number, "done", LATER, on=DAY)

    with pytest.raises(ChangeError):
        actions.change(state, viewer, number, replace(OURS, what="Three more"), LATER)
    with pytest.raises(ChangeError):
        actions.reopen(state, viewer, number, "No", LATER)

    assert corrections.listed(state, "action") == {}


def test_who_answers_for_an_action_gives_it_to_no_other_team(decided):
    state, number, _other = decided

    with pytest.raises(ChangeError, match="Only a manager or the lead of that team"):
        actions.change(state, NORTH, number, replace(OURS, team="South"), AT)

    assert actions.find(state, SOUTH, number) is None


def test_what_is_expected_and_corrected_after_its_day_was_expected_afterwards(decided):
    state, number, _other = decided

    actions.change(state, NORTH, number, replace(OURS, aim=replace(AIM, expected="down")), LATER)
    actions.begin(state, NORTH, number, DAY, LATER)

    assert not actions.find(state, NORTH, number).is_before


def test_what_was_decided_after_it_had_begun_was_expected_afterwards(decided):
    state, number, other = decided

    actions.begin(state, NORTH, number, date(2026, 3, 6), AT)
    actions.begin(state, MANAGER, other, date(2026, 3, 7), AT)

    assert not actions.find(state, MANAGER, number).is_before
    assert actions.find(state, MANAGER, other).is_before


@pytest.mark.parametrize(
    "aim",
    [
        replace(AIM, metric="mood"),
        replace(AIM, expected="better"),
        replace(AIM, cut="agent"),
        replace(AIM, place=" "),
        replace(AIM, cut="team", place="South"),
    ],
    ids=["no metric", "no direction", "no cut", "no place", "another lead's team"],
)
def test_an_aim_must_be_known(state, aim):
    with pytest.raises(ChangeError):
        actions.decide(state, NORTH, WEEK, replace(OURS, aim=aim), AT)


def test_a_metric_and_a_topic_have_an_owner_or_nobody(decided):
    state, number, _other = decided

    owners.put(state, MANAGER, "metric", "csat", "rina@example.org", AT)
    owners.put(state, MANAGER, "topic", "Invoices", "Noa", AT)
    owners.put(state, MANAGER, "topic", "Invoices", "", LATER)
    owners.put(state, MANAGER, "topic", "Delivery", "", LATER)

    assert (owners.owner_of(state, "metric", "csat"), owners.owner_of(state, "metric", "fcr")) == (
        "Rina",
        None,
    )
    assert owners.owner_of(state, "action", number) == "Rina"
    assert (dict(owners.owners(state, "metric")), dict(owners.owners(state, "topic"))) == (
        {"csat": "Rina"},
        {},
    )
    assert details(state)[-3:] == [
        "metric csat: rina@example.org",
        "topic Invoices: Noa",
        "topic Invoices: nobody",
    ]
    with pytest.raises(ChangeError, match="Only a manager"):
        owners.put(state, NORTH, "metric", "fcr", "Rina", AT)
