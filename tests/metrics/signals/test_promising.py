"""Who promises: the same words are ours where an agent wrote them, and a customer's own where he did."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from metrics.signals import due, read

ZONE = "Asia/Jerusalem"
WRITTEN = dt.datetime(2026, 11, 18, 9, 0, tzinfo=ZoneInfo(ZONE))  # a Wednesday
I_WILL = {
    "I will call you tomorrow before noon": "2026-11-19T12:00",
    "I'll call you back tomorrow at 10": "2026-11-19T10:00",
    "Tomorrow I will ring you": "2026-11-19T23:59",
    "I'll give you a call tomorrow at 9": "2026-11-19T09:00",
    "I am calling you back tomorrow morning": "2026-11-19T12:00",
    "I will write to you by Friday": "2026-11-20T23:59",
    "Я перезвоню вам завтра": "2026-11-19T23:59",
    "я вам перезвоню завтра в 10": "2026-11-19T10:00",
    "Завтра я вам перезвоню": "2026-11-19T23:59",
    "Я свяжусь с вами завтра до обеда": "2026-11-19T12:00",
    "я сам вас наберу завтра в 10": "2026-11-19T10:00",
    "אני אחזור אליך מחר": "2026-11-19T23:59",
    "אני אתקשר אליכם מחר עד 12": "2026-11-19T12:00",
    "מחר אני אחזור אליך": "2026-11-19T23:59",
    "אני חוזר אליך מחר": "2026-11-19T23:59",
}
WE_WILL = {
    "We will call you back tomorrow": "2026-11-19T23:59",
    "We'll be in touch tomorrow by 5pm": "2026-11-19T17:00",
    "Мы перезвоним вам завтра": "2026-11-19T23:59",
    "Мы с вами свяжемся завтра до 12": "2026-11-19T12:00",
    "אנחנו נחזור אליך מחר": "2026-11-19T23:59",
    "נתקשר אליכם מחר עד 12": "2026-11-19T12:00",
}
NONE = (
    *("cust: I will call you tomorrow", "cust said I will call you tomorrow", "I will not call you tomorrow"),
    *(
        "I will call you if nothing changes by Friday",
        "I'll be in the office on Monday",
        "Will you call me tomorrow?",
    ),
    *("клиент: я вам перезвоню завтра", "Я не перезвоню вам завтра", "кл сам перезвонит завтра"),
    *("הלקוח: אני אחזור אליכם מחר", "אני לא אחזור אליך מחר"),
)


def promise_of(text: str, author: str | None) -> str | None:
    """Give when what is promised falls due, at the site; None where nothing is heard as promised."""
    heard = read(text, None, (), author)
    end = due(heard, text, WRITTEN, ZONE, (5, 6))
    return end.astimezone(ZoneInfo(ZONE)).strftime("%Y-%m-%dT%H:%M") if end else None


@pytest.mark.parametrize(("text", "falls_due"), [*I_WILL.items(), *WE_WILL.items()])
def test_an_agent_who_will_call_you_promises(text, falls_due):
    assert promise_of(text, "agent") == falls_due


@pytest.mark.parametrize("text", [*I_WILL, *WE_WILL])
def test_a_customer_who_will_call_you_promises_nothing_of_ours(text):
    assert "promise" not in {one.signal for one in read(text, None, (), "customer").found}


@pytest.mark.parametrize("text", I_WILL)
def test_whoever_it_is_that_will_call_you_may_be_the_customer(text):
    assert "promise" not in {one.signal for one in read(text).found}


@pytest.mark.parametrize(("text", "falls_due"), WE_WILL.items())
def test_we_who_will_call_you_are_the_company(text, falls_due):
    assert promise_of(text, None) == falls_due


@pytest.mark.parametrize("author", ["agent", "customer", None])
@pytest.mark.parametrize("text", ['You wrote "we will call you back tomorrow"', 'כתבתם "נחזור אליכם מחר"'])
def test_what_a_customer_quotes_of_ours_is_our_promise(text, author):
    assert promise_of(text, author) == "2026-11-19T23:59"


@pytest.mark.parametrize("text", NONE)
def test_an_agent_notes_what_is_no_promise_of_ours(text):
    assert "promise" not in {one.signal for one in read(text, None, (), "agent").found}
