"""Promises from agents' notes: which are new, and what our calls tell of them."""

import polars as pl
import pytest

from metrics.noted_promises import can_be_judged, noted, with_calls
from metrics.promised import promised_kind
from tests.metrics.promised import DAY, HOUR, MINUTE
from tests.metrics.rows import INSTANT, NOON

TEXTS = {
    **dict.fromkeys(("text_id", "contact_id", "customer_id", "agent_id", "author"), pl.String),
    "promised_kind": pl.String,
    "at": INSTANT,
    "due_at": INSTANT,
    "is_promise": pl.Int64,
}
DUE = NOON + DAY


def note(**given):
    plain = {"text_id": "note:1", "contact_id": "c", "customer_id": "anna", "author": "agent", "at": NOON}
    return {**plain, "is_promise": 1, "promised_kind": "call_back", "due_at": DUE, **given}


def found(*notes, told=()):
    own = pl.LazyFrame(list(told), schema={"contact_id": pl.String, "kind": pl.String}, orient="row")
    return noted(pl.LazyFrame(list(notes), schema=TEXTS), own).collect()


@pytest.mark.parametrize(
    ("given", "told", "n"),
    [
        ({}, [], 1),
        ({"is_promise": 0}, [], 0),
        ({"is_promise": None}, [], 0),
        ({"author": "customer"}, [], 0),
        ({}, [("c", "call_back")], 0),
        ({}, [("c", "credit")], 1),
        ({}, [("d", "call_back")], 1),
        ({}, [("c", None)], 0),
        ({"promised_kind": "other"}, [("c", "credit")], 0),
        ({"promised_kind": None}, [("c", "credit")], 0),
        ({"contact_id": None}, [(None, "call_back")], 1),
    ],
    ids=[
        "a promise in a note",
        "a note without one",
        "a note that was not read yet",
        "a customer's own words",
        "the source says the same",
        "the source says another thing",
        "the source says it of another contact",
        "the source does not say what",
        "the note does not say what",
        "the note has no kind",
        "of no contact",
    ],
)
def test_what_a_source_tells_is_not_told_again(given, told, n):
    assert found(note(**given), told=told).height == n


def test_a_noted_promise_has_the_notes_id_and_instant():
    row = found(note()).row(0, named=True)

    assert (row["promise_id"], row["made_at"], row["due_at"], row["kind"]) == (
        "note:1",
        NOON,
        DUE,
        "call_back",
    )


def called(row, *calls):
    ours = [{"person": "anna", "started_at": at, "answered_at": answered} for at, answered in calls]
    schema = {"person": pl.String, "started_at": INSTANT, "answered_at": INSTANT}
    rows = found(row).lazy().with_columns(person=pl.lit("anna"))
    return (
        with_calls(rows, pl.LazyFrame(ours, schema=schema)).select("attempted_at", "kept_at").collect().row(0)
    )


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        ([], (None, None)),
        ([(NOON + HOUR, NOON + HOUR + MINUTE)], (NOON + HOUR, NOON + HOUR + MINUTE)),
        ([(NOON + HOUR, None)], (NOON + HOUR, None)),
        ([(NOON + HOUR, None), (DUE, DUE + MINUTE)], (NOON + HOUR, DUE + MINUTE)),
        ([(NOON - HOUR, NOON - HOUR)], (None, None)),
        ([(DUE + 8 * DAY, DUE + 8 * DAY)], (None, None)),
    ],
    ids=["no call", "answered", "not answered", "answered the second time", "before the note", "long after"],
)
def test_our_calls_keep_a_promise_to_call(calls, expected):
    assert called(note(), *calls) == expected


def test_a_call_brings_no_parcel():
    assert called(note(promised_kind="delivery"), (NOON + HOUR, NOON + HOUR)) == (None, None)


@pytest.mark.parametrize(
    ("kind", "state", "expected"),
    [
        ("call_back", "overdue", True),
        ("other", "overdue", False),
        ("other", "open", True),
        ("credit", "due_today", True),
        ("credit", "overdue", False),
    ],
)
def test_what_nobody_can_see_is_not_called_broken(kind, state, expected):
    assert pl.select(can_be_judged(pl.lit(kind), pl.lit(state))).item() is expected


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("will call her tomorrow", "will call her tomorrow", "call_back"),
        ("we called back as promised, arrives today", "arrives today", "other"),
        ("parcel lost, called twice, arrives today", "arrives today", "delivery"),
        ("the technician will call first", "will call first", "call_back"),
    ],
    ids=["its own words", "a call beside it", "a parcel beside it", "own words before those around"],
)
def test_a_promise_is_a_call_back_by_its_own_words(text, words, kind):
    start = text.index(words)

    assert promised_kind(text, start, start + len(words)) == kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("הכסף יחזור ביום רביעי", "credit"),
        ("деньги вернутся в течение 2 рабочих дней", "credit"),
        ("your money will be back on Wednesday", "credit"),
        ("We will bring the parts on Sunday", "other"),
        ("will be fixed during Sunday", "other"),
        ("will be done by spring", "other"),
        ("in the evening, we called back as promised", "other"),
        ("יחזור לפעול עד 18:00", "other"),
        ("will ring you at 10", "call_back"),
        ("תזכורת לחזור מחר עד 12", "call_back"),
        ("אני חוזרת אליה מחר לפני הצהריים", "call_back"),
        ("נציג יחזור אליה מחר", "call_back"),
    ],
)
def test_what_comes_back_by_itself_is_no_call_back(words, kind):
    assert promised_kind(words, 0, len(words)) == kind
