import pytest

from metrics.signals import SIGNALS, Heard, read
from metrics.signals.english import ENGLISH

RIVALS = ("Telvia", "Norcom", "Orbitel")


def signals(text: str) -> set[str]:
    return {one.signal for one in read(text, None, RIVALS).found}


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        ("cancel", "pls cancel everything I have with you as of 1 December"),
        ("cancel", "Customer requested closure of account end of month"),
        ("cancel", "If this goes on I might leave you"),
        ("cancel", "You have just lost a customer of 12 years"),
        ("cancel", "We have decided not to continue with your service"),
        ("competitor", "your competitors answer in two minutes"),
        ("competitor", "stays with us despite Norcom's offer"),
        ("complaint", "my solicitor will be in touch"),
        ("complaint", "How do I make an official complaint?"),
        ("complaint", "wants to escalate to the ombudsman"),
        ("third_time", "this is the 4th time I am explaining this"),
        ("third_time", "called three times this week about the same bill"),
        ("third_time", "I've been calling for weeks about this"),
        ("no_call_back", "Nobody phoned me back"),
        ("no_call_back", "You promised to ring by Sunday. Sunday has been and gone."),
        ("no_call_back", "never heard back from tech dept"),
        ("unheard", "it's like talking to a brick wall"),
        ("unheard", "I had to explain everything from scratch to somebody new"),
        ("promise", "will cb cust tomorrow by 10"),
        ("promise", "Technician booked for Friday 8-12"),
        ("promise", "told callers service back w/in 4 hours"),
        ("refused", "cannot waive the fee, against company policy"),
        ("refused", 'you tell me "rules don\'t allow"'),
        ("anger", "cust yelling, used foul language"),
        ("anger", "this is UNACCEPTABLE"),
        ("payment", "my card keeps getting declined"),
        ("payment", "I have been charged for a box I returned"),
        ("resolved", "restarted ont, internet is back, confirmed by cust"),
        ("resolved", "Matter closed."),
        ("thanks", "The engineer was really kind and patient"),
        ("thanks", "👍❤️ Best support ever"),
    ],
)
def test_a_signal_is_found(signal, text):
    assert signal in signals(text)


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        ("cancel", "did not ask to cancel"),
        ("cancel", "cust doesn't want to cancel, only cheaper pkg"),
        ("cancel", "Cancel my appointment for Tuesday please"),
        ("cancel", "asked what the cancellation fee is"),
        ("cancel", "A year ago I wanted to leave you, glad I didn't."),
        ("competitor", "I came from Orbitel ten years back"),
        ("complaint", "Cust complains of slow internet"),
        ("complaint", "no complaint, only a question"),
        ("complaint", "Cust withdrew complaint of 4/11"),
        ("third_time", "second visit by technician needed"),
        ("third_time", "I live on the third floor"),
        ("no_call_back", "customer says no need to call back"),
        ("no_call_back", "cust did not answer, will try again"),
        ("unheard", "I don't understand the invoice"),
        ("unheard", "couldn't hear cust, bad line"),
        ("promise", "Will call back"),
        ("promise", "cust will pay on Friday"),
        ("promise", 'What does "we aim to answer within 48 hours" mean on weekend?'),
        ("promise", "deliveries usually take 3 days"),
        ("refused", "cust declined upgrade offer"),
        ("refused", "speed increase impossible, copper line too long"),
        ("anger", "I'm not angry, just want to understand"),
        ("payment", "how do I change my card details"),
        ("payment", "was I charged twice?"),
        ("resolved", "hasn't been solved"),
        ("resolved", "will be solved with the next firmware"),
        ("resolved", 'It was "solved" again according to your SMS'),
        ("thanks", "thanks for nothing"),
        ("thanks", "apologised and thanked customer for patience"),
        ("thanks", "No thanks, I don't need it"),
    ],
)
def test_a_near_miss_is_none(signal, text):
    assert signal not in signals(text)


def test_what_the_policy_says_is_quoted():
    assert signals("Script says: customer wants to cancel his contract, offer a discount") == set()


def test_a_negation_reaches_three_words_and_not_past_a_comma():
    assert "cancel" not in signals("never really once wants to cancel")
    assert "cancel" in signals("never, wants to cancel")
    assert "cancel" in signals("not happy please cancel my contract")


def test_the_words_found_are_those_of_the_text():
    text = "Hello 👋, I’m FURIOUS!!! He wants to CANCEL\u200f his contract."

    heard = read(text)

    assert [(one.signal, one.words) for one in heard.found] == [
        ("anger", "FURIOUS"),
        ("cancel", "wants to CANCEL\u200f"),
    ]
    assert [text[one.start : one.end] for one in heard.found] == [one.words for one in heard.found]


def test_a_rule_names_its_language_and_signal():
    assert read("cust irate").found[0].rule == "en.anger.feels"


def test_competitors_are_those_given():
    assert read("moving to Norcom").found == ()
    assert [one.words for one in read("my friend has Norcom's box", None, ("Norcom",)).found] == ["Norcom's"]


def test_there_are_rules_for_every_signal():
    assert set(ENGLISH.rules) == {*SIGNALS, "quote"}


def test_nothing_is_heard_in_no_text():
    assert read("") == Heard(None, (), 0)
