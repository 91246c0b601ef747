"""The table of people who may sign in."""

from datetime import UTC, datetime

import pytest

from store.people import Known, PeopleError, admit, dismiss, people, person

pytestmark = pytest.mark.both_databases

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_somebody_is_let_in_with_a_role_and_teams(state):
    admit(state, " Dana@Example.com ", "lead", ["Cards", "Loans", "Cards"], "it@example.com", NOON)

    assert person(state, "dana@example.com") == Known(
        "dana@example.com", "lead", frozenset({"Cards", "Loans"}), "it@example.com", NOON
    )
    assert person(state, "DANA@example.com") == person(state, "dana@example.com")
    assert person(state, "eli@example.com") is None


def test_the_last_word_on_somebody_holds(state):
    admit(state, "dana@example.com", "lead", ["Cards"], "it@example.com", NOON)
    admit(state, "Dana@example.com", "manager", [], "it@example.com", NOON)

    assert [(known.account, known.role, known.teams) for known in people(state)] == [
        ("dana@example.com", "manager", frozenset())
    ]


def test_who_is_dismissed_is_nobody(state):
    admit(state, "dana@example.com", "manager", [], "it@example.com", NOON)
    dismiss(state, "Dana@example.com")

    assert person(state, "dana@example.com") is None
    with pytest.raises(PeopleError, match="Nobody is known as 'dana@example.com'"):
        dismiss(state, "dana@example.com")


@pytest.mark.parametrize(
    ("account", "role", "teams", "why"),
    [
        ("dana", "manager", [], "'dana' is no address of mail"),
        ("dan\u0430@example.com", "manager", [], "is no address of mail"),
        ("dana@example.com", "boss", [], "Unknown role 'boss'. Known: manager, lead, executive, admin."),
        ("dana@example.com", "lead", [" "], "A lead needs at least one team"),
        ("dana@example.com", "executive", ["Cards"], "Teams narrow what a lead sees"),
    ],
    ids=[
        "no address",
        "a Cyrillic letter that looks Latin",
        "no role",
        "a lead without teams",
        "teams of others",
    ],
)
def test_what_cannot_be_is_refused(state, account, role, teams, why):
    with pytest.raises(PeopleError, match=why):
        admit(state, account, role, teams, "it@example.com", NOON)

    assert people(state) == []
