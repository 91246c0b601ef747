"""The log of who saw, exported and changed what."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from store.asked import Viewer
from store.audit import About, Sought, beside, entries, note, trim
from store.people import PeopleError, admit, dismiss, people
from store.state import StateError

pytestmark = pytest.mark.both_databases

NOON = datetime(2026, 3, 4, 12, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
DANA = Viewer("Dana", "manager", account="dana@example.com")
ELI = Viewer("Eli", "lead", frozenset({"Cards"}), "eli@example.com")
CUSTOMER = About("customer", "c17")


def test_an_entry_says_who_did_what_when_and_with_what(state):
    note(state, DANA, "exported", NOON, About("page", "at_risk"), "50 rows, CSV")
    [entry] = entries(state, Sought())

    assert (entry.at, entry.account, entry.role, entry.act) == (
        NOON,
        "dana@example.com",
        "manager",
        "exported",
    )
    assert (entry.about, entry.detail) == (About("page", "at_risk"), "50 rows, CSV")


def test_a_customer_is_seen_once_by_each_viewer_in_each_hour(state):
    note(state, DANA, "saw", NOON, CUSTOMER)
    note(state, DANA, "saw", NOON + timedelta(minutes=49), CUSTOMER)
    note(state, DANA, "saw", NOON + timedelta(minutes=50), CUSTOMER)
    note(state, ELI, "saw", NOON, CUSTOMER)
    note(state, DANA, "saw", NOON, About("customer", "c18"))

    seen = [(entry.account, entry.about.subject, entry.at) for entry in entries(state, Sought())]
    assert sorted(seen) == [
        ("dana@example.com", "c17", NOON),
        ("dana@example.com", "c17", NOON + timedelta(minutes=50)),
        ("dana@example.com", "c18", NOON),
        ("eli@example.com", "c17", NOON),
    ]


def test_a_queue_named_like_a_customer_is_another_subject(state):
    note(state, DANA, "saw", NOON, About("customer", "Cards"))
    note(state, DANA, "changed", NOON, About("queue", "Cards"), "quiet")

    assert [entry.about for entry in entries(state, Sought(subject="Cards"))] == [
        About("queue", "Cards"),
        About("customer", "Cards"),
    ]


def test_a_change_is_written_with_its_entry(state):
    admit(beside(state, DANA, "admitted", NOON, CUSTOMER, "lead"), "gil@example.com", "manager", (), "", NOON)

    assert [one.account for one in people(state)] == ["gil@example.com"]
    assert [(one.act, one.detail) for one in entries(state, Sought())] == [("admitted", "lead")]


def test_a_change_whose_entry_cannot_be_written_is_not_made(state):
    with state.writing() as connection:
        connection.execute(text("ALTER TABLE audit RENAME TO audit_elsewhere"))

    with pytest.raises((StateError, ProgrammingError)):
        admit(beside(state, DANA, "admitted", NOON), "gil@example.com", "manager", (), "", NOON)

    assert people(state) == []


def test_a_change_that_is_refused_has_no_entry(state):
    with pytest.raises(PeopleError):
        dismiss(beside(state, DANA, "dismissed", NOON), "gil@example.com")

    assert entries(state, Sought()) == []


def test_each_export_counts(state):
    note(state, DANA, "exported", NOON, About("page", "at_risk"))
    note(state, DANA, "exported", NOON, About("page", "at_risk"))

    assert len(entries(state, Sought())) == 2


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (Sought(account="eli@example.com"), ["c17"]),
        (Sought(act="exported"), ["at_risk"]),
        (Sought(subject="c17"), ["c17", "c17"]),
        (Sought(since=NOON + HOUR), ["at_risk"]),
        (Sought(until=NOON + HOUR), ["c17", "c17"]),
        (Sought(account="nobody@example.com"), []),
    ],
    ids=["by whom", "what was done", "about whom", "since", "until", "nothing"],
)
def test_an_admin_finds_what_is_sought(state, sought, found):
    note(state, DANA, "saw", NOON, CUSTOMER)
    note(state, ELI, "saw", NOON, CUSTOMER)
    note(state, DANA, "exported", NOON + HOUR, About("page", "at_risk"))

    assert [entry.about.subject for entry in entries(state, sought)] == found


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("demo:t17", ["demo:t17"]),
        ("t17", ["bank:t17", "demo:t17"]),
        ("t17 in demo", ["demo:t17"]),
        ("a:t17 in demo", ["demo:a:t17"]),
        ("a:t17", ["demo:a:t17"]),
        ("demo", []),
        ("T17", []),
        ("17", []),
        ("%17", []),
        ("_17", []),
        ("t17 in", []),
        ("", []),
        ("a place to sit", []),
        ("t17 in demo and another 40 signs that no id has", []),
    ],
    ids=[
        *("whole", "as pages show it", "with its source", "a colon in it, with its source", "a colon in it"),
        *("the source alone", "in capitals", "its end", "any signs", "any sign", "no source", "nothing"),
        *("of a queue", "longer than any"),
    ],
)
def test_a_customer_is_found_by_the_id_that_pages_show(state, sought, found):
    for one in ("demo:t17", "bank:t17", "demo:a:t17", "demo:t170"):
        note(state, DANA, "saw", NOON, About("customer", one))
    note(state, DANA, "changed", NOON, About("queue", "Desk:a place to sit"))

    assert sorted(entry.about.subject for entry in entries(state, Sought(subject=sought))) == found


def test_the_newest_come_first_and_no_more_than_asked_for(state):
    note(state, DANA, "saw", NOON, CUSTOMER)
    note(state, ELI, "saw", NOON, CUSTOMER)

    assert [entry.account for entry in entries(state, Sought(), most=1)] == ["eli@example.com"]


def test_what_is_older_than_kept_goes(state):
    note(state, DANA, "saw", NOON, CUSTOMER)
    note(state, DANA, "exported", NOON + HOUR, About("page", "at_risk"))

    assert trim(state, NOON + HOUR) == 1
    assert [entry.act for entry in entries(state, Sought())] == ["exported"]


def test_this_machines_own_screen_is_named_so(state):
    note(state, Viewer("This computer", "manager"), "saw", NOON, CUSTOMER)

    assert [entry.account for entry in entries(state, Sought())] == ["this computer"]
