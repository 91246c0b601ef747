"""A wish to leave and a wish to be called, written without a comma between them."""

import pytest

from metrics.signals import read

LEAVES = (
    *("wants to cancel the contract call him", "I want to cancel my subscription call 0541234567"),
    *("I want to cancel my subscription call [phone]", "cust wants to cancel contract call back"),
    *(
        "wants to cancel service please call",
        "wants to cancel the service call him",
        "wants to cancel call him",
    ),
    *(
        "wants to cancel his plan call 12:00",
        "pls call wants to cancel contract",
        "cancel my contract call me",
    ),
    *("wants to cancel the account send technician for the box", "asked to disconnect internet call her"),
    *("wants to cancel everything change his address", "requests to cancel his line call him back asap"),
    *("רוצה לבטל את החוזה להתקשר אליו", "אני רוצה לבטל את המנוי תתקשרו [phone]", "רוצה לבטל מנוי שיחה חוזרת"),
    *("מבקש לבטל את המנוי שיחה עם מנהל", "רוצה לנתק אינטרנט שיחת חזרה מחר"),
    *("хочет расторгнуть договор перезвонить ему", "хочет отменить договор звонок завтра"),
    *("хочет закрыть счет перезвоните", "просит отключить интернет звонок на номер [phone]"),
    *("хочет закрыть договор заявка на звонок", "хочу расторгнуть договор звонок [phone]"),
)
STAYS = (
    *(
        "wants to cancel the call",
        "wants to cancel the call back",
        "wants to cancel the callback for tomorrow",
    ),
    *("wants to cancel his call with tech", "cancel the appointment", "please cancel my call at 10"),
    *(
        "wants to cancel the service call for Tuesday",
        "wants to cancel service call",
        "wants to end the call",
    ),
    *("wants to cancel the scheduled call on Monday", "I want to cancel the phone call tomorrow"),
    *("wants to cancel the contract upgrade", "wants to cancel contract appointment tomorrow"),
    *("wants to cancel internet installation", "wants to cancel technician visit", "call cancelled by agent"),
    *("wants to cancel order call him", "does not want to cancel the contract call him"),
    *("רוצה לבטל את השיחה", "רוצה לבטל את השיחה החוזרת", "רוצה לבטל את התור לטכנאי"),
    *("רוצה לבטל שירות שיחה ממתינה", "מבקשת לבטל ביקור טכנאי"),
    *("хочет отменить звонок", "хочет отменить заявку", "хочет отменить обратный звонок"),
    *("хочу отменить визит мастера", "просит отменить звонок завтра", "хочет закрыть заявку"),
)


def is_leaving(text: str, author: str) -> bool:
    return "cancel" in {one.signal for one in read(text, None, (), author).found}


@pytest.mark.parametrize("author", ["agent", "customer"])
@pytest.mark.parametrize("text", LEAVES)
def test_a_wish_to_be_called_does_not_hide_a_wish_to_leave(text, author):
    assert is_leaving(text, author)


@pytest.mark.parametrize("author", ["agent", "customer"])
@pytest.mark.parametrize("text", STAYS)
def test_who_cancels_a_call_or_a_visit_does_not_leave(text, author):
    assert not is_leaving(text, author)


def test_a_line_that_is_to_be_called_back_is_not_back():
    assert "resolved" not in {
        one.signal for one in read("cancel his line call him back", None, (), "agent").found
    }
