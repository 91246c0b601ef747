"""Which rows are evidence, and when they last were: literal rows in, ids out."""

from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest

from metrics.risk.facts import facts
from metrics.risk.people import people
from metrics.risk.records import left_by_record
from tests.metrics.grounded import DAY, NOW, answer, contact, day, grounds, record, text

MINUTES = 60_000
SECOND = timedelta(seconds=1)


def found(evidence, *, person="ann", **rows):
    """The age in days and the ids of an evidence, None where it does not hold."""
    told = facts(grounds(**rows)).filter(evidence=evidence, person=person)
    return None if told.is_empty() else ((NOW - told["at"].item()) / DAY, told["ids"].item().to_list())


def calls(*days, **given):
    return [contact(each, **given) for each in days]


REPEAT = calls(9, 5, is_resolved=0)
OTHER_REPEAT = [*calls(4, 3, topic="line", is_resolved=0), *calls(3.5, topic="line", direction="callback")]
SOLVED_SINCE = [contact(20, is_resolved=0), contact(15, direction="callback")]


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        (calls(20, 15, 9, 2), (2, ["c20", "c15", "c9", "c2"])),
        (calls(32, 15, 9, 2), (2, ["c32", "c15", "c9", "c2"])),
        (calls(33, 15, 9, 2), None),
        (calls(20, 15, 9), None),
        (calls(90, 85, 80, 75, 9), (75, ["c90", "c85", "c80", "c75"])),
        ([*calls(20, 15, 9), contact(2, direction="outbound")], None),
        ([*calls(20, 15, 9), contact(2, person="bob")], None),
        (calls(20, 15, 9, 5, 2), (2, ["c20", "c15", "c9", "c5", "c2"])),
    ],
    ids=[
        "four",
        "exactly thirty days",
        "a day more",
        "three",
        "long ago, until the fourth",
        "our own call",
        "another person",
        "five",
    ],
)
def test_four_contacts_in_thirty_days(contacts, expected):
    assert found("many_contacts", contacts=contacts) == expected


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ([contact(9), contact(3, is_resolved=0)], (3, ["c9", "c3"])),
        ([contact(9), contact(3)], None),
        ([contact(9), contact(3, is_resolved=None)], (3, ["c9", "c3"])),
        ([contact(29), contact(23, is_resolved=None)], None),
        ([contact(29, is_resolved=0), contact(23, is_resolved=None)], (23, ["c29", "c23"])),
        ([contact(19), contact(3, is_resolved=0)], None),
        ([contact(9), contact(3, is_resolved=0, topic="line")], None),
        ([contact(3, is_resolved=0)], None),
        ([contact(14), contact(7, is_resolved=None)], (7, ["c14", "c7"])),
        ([contact(14), contact(8, is_resolved=None)], None),
        ([*REPEAT, contact(2, direction="callback")], None),
        ([*REPEAT, contact(2, direction="outbound", is_resolved=None)], (5, ["c9", "c5"])),
        ([*REPEAT, contact(7, direction="callback")], (5, ["c9", "c5"])),
        ([*REPEAT, contact(2, direction="callback", topic="line")], (5, ["c9", "c5"])),
        ([*REPEAT, contact(2, direction="callback", person="bob")], (5, ["c9", "c5"])),
        ([contact(9), contact(5), contact(2, direction="callback", is_resolved=0)], (5, ["c9", "c5"])),
        ([contact(9), contact(5), contact(2, direction="outbound", is_resolved=None)], None),
        ([contact(9), contact(2, direction="callback", is_resolved=0)], None),
        ([contact(40, is_resolved=0), contact(35, is_resolved=0), *SOLVED_SINCE], (35, ["c40", "c35"])),
        ([*REPEAT, contact(5, contact_id="a", direction="callback")], None),
        ([*REPEAT, *OTHER_REPEAT, contact(2, direction="callback")], (3, ["c4", "c3"])),
    ],
    ids=[
        "the source says it is not solved",
        "it is solved",
        "nobody says, and it is not over",
        "nobody says, and it is over",
        "nobody says, and before it was not solved",
        "another issue by now",
        "about something else",
        "no repeat",
        "nobody says, a week ago",
        "nobody says, more than a week ago",
        "our call-back solved it",
        "our call says nothing",
        "our call-back came before",
        "our call-back about something else",
        "our call-back to another person",
        "our call-back says it is not solved",
        "it is solved, and our call says nothing",
        "our call-back is no repeat",
        "our call-back solved the next issue",
        "our call-back at the same moment",
        "our call-back solved one of two",
    ],
)
def test_a_repeat_that_is_not_solved(contacts, expected):
    assert found("unresolved_repeat", contacts=contacts) == expected


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ([contact(9, queue_changes=1), contact(3, queue_changes=1)], (3, ["c9", "c3"])),
        ([contact(9), contact(3, queue_changes=2)], (3, ["c3"])),
        ([contact(19, queue_changes=1), contact(3, queue_changes=1)], None),
        ([contact(3, queue_changes=1)], None),
    ],
    ids=["one each", "both at once", "of two issues", "one"],
)
def test_two_transfers_in_one_issue(contacts, expected):
    assert found("transfers", contacts=contacts) == expected


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ([contact(9, waited_ms=10 * MINUTES + 1)], (9, ["c9"])),
        ([contact(9, waited_ms=10 * MINUTES)], None),
        ([contact(9, waited_ms=90 * MINUTES, channel="email")], None),
        ([contact(9, waited_ms=None)], None),
        (calls(20, 9, is_abandoned=True), (9, ["c20", "c9"])),
        (calls(9, is_abandoned=True), None),
        (calls(40, 9, is_abandoned=True), None),
        ([contact(9, waited_ms=90 * MINUTES, direction="outbound")], None),
        (calls(20, 9, is_abandoned=True, direction="outbound"), None),
    ],
    ids=[
        "longer",
        "exactly ten minutes",
        "a letter",
        "nobody knows",
        "gave up twice",
        "gave up once",
        "gave up twice, a month between",
        "a call of ours",
        "calls of ours given up",
    ],
)
def test_waits(contacts, expected):
    assert found("waited", contacts=contacts) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([text(9, is_cancel=1)], (9, ["t9"])),
        ([text(9, is_cancel=1), text(4, is_competitor=1)], (4, ["t9", "t4"])),
        ([text(9, is_complaint=1)], None),
        ([text(9, is_cancel=None)], None),
    ],
    ids=["cancel", "and a competitor", "another signal", "nobody listened"],
)
def test_the_wish_to_leave(texts, expected):
    assert found("cancel", texts=texts, contacts=calls(9, 4)) == expected


@pytest.mark.parametrize(
    ("contacts", "texts", "complaint", "again"),
    [
        (calls(9, is_complaint=1), [], (9, ["c9"]), None),
        (calls(30, 9, is_complaint=1), [], (9, ["c30", "c9"]), (9, ["c30", "c9"])),
        (calls(39, 9, is_complaint=1), [], (9, ["c39", "c9"]), (9, ["c39", "c9"])),
        (calls(40, 9, is_complaint=1), [], (9, ["c40", "c9"]), None),
        (
            [contact(20, is_complaint=1, topic="line"), contact(9, is_complaint=1)],
            [],
            (9, ["c20", "c9"]),
            None,
        ),
        (calls(9), [text(9, is_complaint=1)], (9, ["c9"]), None),
        (calls(9), [text(9, is_complaint=1, is_third_time=1)], (9, ["c9"]), (9, ["c9"])),
        (calls(9), [text(9, is_third_time=1)], None, None),
        (calls(9, is_complaint=1), [text(9, is_complaint=1)], (9, ["c9"]), None),
        (calls(9), [], None, None),
    ],
    ids=[
        "the source says so",
        "twice about the same",
        "exactly thirty days between",
        "more than that",
        "about something else",
        "heard in words",
        "not the first time, by their words",
        "the third time, without complaining",
        "both are one complaint",
        "no complaint",
    ],
)
def test_complaints_and_complaining_again(contacts, texts, complaint, again):
    rows = {"contacts": contacts, "texts": texts}

    assert found("complaint", **rows) == complaint
    assert found("complained_again", **rows) == again


@pytest.mark.parametrize(
    ("state", "chased", "expected"),
    [
        ("overdue", None, (5, ["p"])),
        ("broken", None, (5, ["p"])),
        ("chased", 6, (6, ["p"])),
        ("kept", None, None),
        ("attempted", None, None),
        ("open", None, None),
    ],
    ids=["still broken", "kept late", "chased before it was late", "kept", "tried in time", "not due yet"],
)
def test_broken_promises(state, chased, expected):
    row = {
        "promise_id": "p",
        "person": "ann",
        "state": state,
        "late_from": NOW - 5 * DAY,
        "chased_at": chased and NOW - chased * DAY,
    }

    assert found("broken_promise", promises=[row]) == expected


@pytest.mark.parametrize(
    ("answers", "low", "fell"),
    [
        ([answer(9, 2)], ["s9"], None),
        ([answer(9, 3)], None, None),
        ([answer(20, 1), answer(9, 4)], None, None),
        ([answer(20, 5), answer(9, 3)], None, ["s20", "s9"]),
        ([answer(20, 4), answer(9, 3)], None, None),
        ([answer(20, 5), answer(9, 1)], ["s9"], ["s20", "s9"]),
        ([answer(9, 3, scale_max=10.0)], ["s9"], None),
        ([answer(9, 1, kind="nps", scale_min=0.0, scale_max=10.0)], None, None),
        ([answer(9, 9)], None, None),
    ],
    ids=[
        "two of five",
        "three of five",
        "the last one counts",
        "two points less",
        "one point less",
        "both",
        "of another scale: 2/9",
        "another question",
        "off the scale",
    ],
)
def test_the_last_answers(answers, low, fell):
    rows = {"contacts": calls(20, 9), "surveys": answers}
    ids = {name: (found(name, **rows) or (0, None))[1] for name in ("low_csat", "csat_fell")}

    assert ids == {"low_csat": low, "csat_fell": fell}


@pytest.mark.parametrize(
    ("contacts", "texts", "answers", "expected"),
    [
        (calls(9), [], [answer(9, 4)], ["s9"]),
        (calls(9), [], [answer(9, 3)], None),
        (calls(9, is_resolved=0), [], [answer(9, 5)], None),
        (
            calls(9, is_resolved=None),
            [],
            [answer(9, 5), answer(9, 1, kind="resolved", scale_min=0.0, scale_max=1.0, survey_id="r")],
            ["s9"],
        ),
        ([*calls(9), contact(4, is_complaint=1)], [], [answer(9, 5)], None),
        ([contact(20, is_complaint=1), *calls(9)], [], [answer(9, 5)], ["s9"]),
        (calls(9, 4), [text(4, is_cancel=1)], [answer(9, 5)], None),
        (calls(20, 9), [], [answer(20, 5), answer(9, 3)], None),
        (calls(9, 4), [text(4, is_cancel=1)], [answer(9, 5, answered_at=NOW - 4 * DAY)], None),
        (calls(9, 4), [text(4, is_cancel=1)], [answer(9, 5, answered_at=NOW - 4 * DAY + SECOND)], ["s9"]),
    ],
    ids=[
        "solved and content",
        "not content",
        "not solved",
        "solved by the customer's word",
        "a complaint since",
        "since a complaint",
        "asked to leave since",
        "the last answer counts",
        "asked to leave at the same moment",
        "asked to leave a second before",
    ],
)
def test_solved_and_content_since(contacts, texts, answers, expected):
    told = found("content", contacts=contacts, texts=texts, surveys=answers)

    assert (told or (0, None))[1] == expected


@pytest.mark.parametrize(
    ("days", "holds"),
    [(45, True), (46, False), (0, True), (-1, False)],
    ids=["in 45 days", "in 46", "today", "yesterday"],
)
def test_a_contract_that_ends(days, holds):
    told = found("contract_ends", customers=[record(contract_ends_on=day(days))])

    assert told == ((0, ["ann"]) if holds else None)


@pytest.mark.parametrize(
    ("joined", "holds"),
    [("2023-03-08", True), ("2023-03-09", False), (None, False)],
    ids=["three years and a day", "three years", "nobody knows"],
)
def test_tenure(joined, holds):
    row = record(joined_on=joined and day(0).fromisoformat(joined))

    assert (found("tenure", customers=[row]) is not None) == holds


def test_a_payment_that_failed():
    rows = [{"event_id": f"e{n}", "person": "ann", "at": NOW - n * DAY} for n in (8, 3)]

    assert found("payment_failed", payments=rows) == (3, ["e8", "e3"])


def test_rows_of_nobody_are_nobodys_evidence():
    rows = {"contacts": calls(20, 15, 9, 2, person=None), "texts": [text(9, person=None, is_cancel=1)]}

    assert facts(grounds(**rows)).is_empty()


def crowd():
    """Five customers with all kinds of rows, many of them at one moment."""
    names = ("ann", "bob", "cat", "dan", "eve")
    contacts = [
        contact(days, person=name, contact_id=f"{name}{days}-{n}", is_complaint=(days + n) % 2, is_resolved=n)
        for name in names
        for days in (60, 25, 9, 4)
        for n in (0, 1)
    ]
    texts = [
        text(4, person=name, text_id=f"t{name}{n}", contact_id=f"{name}4-0", is_cancel=1)
        for name in names
        for n in (0, 1)
    ]
    surveys = [
        answer(days, score, person=name, survey_id=f"s{name}{score}", contact_id=f"{name}9-1")
        for name in names
        for days, score in ((9, 4), (9, 1), (4, 5))
    ]
    records = [record(person=name, customer_id=name, contract_ends_on=day(9)) for name in names]
    return grounds(contacts, texts, surveys, records)


def shuffled(known, seed):
    frames = {name: value for name, value in vars(known).items() if isinstance(value, pl.DataFrame)}
    mixed = {name: rows.sample(fraction=1, shuffle=True, seed=seed) for name, rows in frames.items()}
    return replace(known, **mixed)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_does_not_matter(seed):
    known = crowd()
    mixed = shuffled(known, seed)

    told, again = (facts(each).sort("person", "evidence") for each in (known, mixed))

    assert set(told["evidence"]) >= {"cancel", "complained_again", "many_contacts", "contract_ends"}
    assert again.equals(told)
    assert people(mixed, left_by_record(mixed)).equals(people(known, left_by_record(known)))
