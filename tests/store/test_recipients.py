"""Who gets weekly mails: by role, by being added, and no more."""

from datetime import UTC, datetime

import pytest

from store import audit, people, recipients, signed
from store.asked import Viewer
from store.recipients import Recipient, RecipientError
from store.state import State

NOW = datetime(2026, 11, 16, 5, tzinfo=UTC)
ADMIN = Viewer("admin", "admin", account="admin@example.com")
DANA, BOSS = "dana@example.com", "boss@example.com"


def gets(state: State, kind: str = "snapshot") -> list[str]:
    return [one.address for one in recipients.wanted(state, kind)]


def test_by_default_it_goes_to_who_has_the_role(state: State) -> None:
    people.admit(state, BOSS, "executive", (), "admin", NOW)
    people.admit(state, DANA, "lead", ["north"], "admin", NOW)

    assert gets(state) == [BOSS]
    [lead] = recipients.wanted(state, "recognition")
    assert (lead.address, lead.teams) == (DANA, frozenset({"north"}))


@pytest.mark.both_databases
def test_who_wants_no_more_stays_known_and_nobody_else_brings_them_back(state: State) -> None:
    people.admit(state, BOSS, "executive", (), "admin", NOW)
    recipients.end(state, Viewer(BOSS, "executive", account=BOSS), "snapshot", BOSS, NOW)
    people.admit(state, BOSS, "executive", (), "admin", NOW)

    assert gets(state) == []
    with pytest.raises(RecipientError, match="Only they can change that"):
        recipients.add(state, ADMIN, Recipient("snapshot", BOSS), NOW)
    recipients.add(state, Viewer(BOSS, "executive", account=BOSS), Recipient("snapshot", BOSS), NOW)
    assert gets(state) == [BOSS]


@pytest.mark.parametrize("role", ["lead", None], ids=["another role", "dismissed"])
def test_who_loses_the_role_gets_no_more(state: State, role: str | None) -> None:
    people.admit(state, DANA, "manager", (), "admin", NOW)
    recipients.add(state, ADMIN, Recipient("snapshot", DANA), NOW)
    before = gets(state)
    if role:
        people.admit(state, DANA, role, ["north"], "admin", NOW)
    else:
        people.dismiss(state, DANA)

    assert (before, gets(state)) == ([DANA], [])


def test_who_is_added_may_be_anybody_and_is_written_down(state: State) -> None:
    wanted = Recipient("snapshot", "Board@Example.com", zone="Europe/Paris", files=("pdf",))
    recipients.add(state, ADMIN, wanted, NOW)

    [one] = recipients.wanted(state, "snapshot")
    assert (one.address, one.zone, one.files, one.by) == (
        *("board@example.com", "Europe/Paris", ("pdf",)),
        "admin@example.com",
    )
    [entry] = audit.entries(state, audit.Sought(act="changed"))
    assert (entry.account, entry.about) == ("admin@example.com", audit.About("mail", "board@example.com"))


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Recipient("snapshot", "boss"), "'boss' is no address of mail."),
        (Recipient("snapshots", BOSS), "Unknown mail 'snapshots'. Known: snapshot, recognition."),
        (Recipient("snapshot", BOSS, zone="Paris"), "Unknown time zone 'Paris'."),
        (Recipient("snapshot", BOSS, files=("doc",)), "Unknown file 'doc'. Known: pdf, xlsx."),
        (Recipient("recognition", DANA, files=("pdf",)), "This mail brings no files."),
        (Recipient("snapshot", DANA), "dana@example.com signs in as lead, who do not get this mail."),
        (
            Recipient("recognition", "ceo@example.com"),
            "ceo@example.com signs in as executive, who do not get this mail.",
        ),
    ],
)
def test_who_cannot_be_added(state: State, wanted: Recipient, said: str) -> None:
    people.admit(state, DANA, "lead", ["north"], "admin", NOW)
    signed.saw(state, Viewer("Ceo", "executive", account="ceo@example.com"))  # by claims alone

    with pytest.raises(RecipientError) as error:
        recipients.add(state, ADMIN, wanted, NOW)

    assert str(error.value) == said
