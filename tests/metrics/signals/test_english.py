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
        ("cancel", "either it gets fixed this week or I walk"),
        ("cancel", "consider this my notice"),
        ("cancel", "i wish cancel contract, please what i must to do"),
        ("cancel", "closing my account, we are emigrating"),
        ("competitor", "cust quoted comp offer"),
        ("complaint", "I'm going to the papers"),
        ("complaint", "my legal adviser is informed"),
        ("third_time", "three technicians have been here"),
        ("third_time", "cust has rung daily since Sunday"),
        ("no_call_back", "cust: supvr never rang him re bill"),
        ("no_call_back", "cb on Fri was missed"),
        ("no_call_back", "He swore he'd ring me back within the hour. That was on Monday."),
        ("no_call_back", "You said someone would phone me on Tuesday. It's now Friday."),
        ("no_call_back", "I asked for a call about it. None came."),
        ("unheard", "tech sends me to billing and billing sends me to tech"),
        ("unheard", "they don't take me seriously"),
        ("unheard", "he didn't let me speak"),
        ("promise", "cust told he'll have an ans within 2 business days"),
        ("promise", "credit will show within 3 business days"),
        ("promise", "will mail contract copy to cust tonight"),
        ("refused", "not auth'd to waive fee"),
        ("refused", "procedure does not permit earlier date"),
        ("anger", "thanks for nothing you clowns"),
        ("anger", "had to end call due to abuse"),
        ("payment", "dbl chg on acct"),
        ("payment", "still you take rental of modem each month"),
        ("payment", "late with 3 bills, cust wants instalments"),
        ("resolved", "rebooted rtr, svc restored"),
        ("resolved", "they fixed it within an hour"),
        ("thanks", "You're a star Ruth, really"),
        ("thanks", "Please pass on my thanks to Daniel"),
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
        ("cancel", "you cut me off after an hour on hold"),
        ("cancel", "I'm leaving home at 8, so come before"),
        ("cancel", "line gets cut every hour"),
        ("competitor", "another provider of electricity"),
        ("complaint", "explained how to file complaint on the site"),
        ("third_time", "tried 4 times to reach cust"),
        ("third_time", "rings three times then voicemail"),
        ("no_call_back", "does nobody write anything down"),
        ("no_call_back", "Awaiting customer response"),
        ("unheard", "parcel sent from warehouse to store"),
        ("promise", "He swore he'd ring me back within the hour. That was on Monday."),
        ("promise", "cust cx'd the tech appt for Thu"),
        ("promise", "invoice due on Friday"),
        ("refused", "cust not allowed by landlord to drill"),
        ("anger", "He swore he'd ring"),
        ("anger", "The shouting in the background was my kids"),
        ("payment", "invoice sent twice by email"),
        ("payment", "Inv dispute settled: corrected invoice issued"),
        ("resolved", "payment didnt go through"),
        ("resolved", "installs are normally done within 10 days"),
        ("resolved", "is the problem solved?"),
        ("thanks", "thx 4 nothing"),
        ("thanks", "great, now nothing works"),
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
    assert set(ENGLISH.rules) == {*SIGNALS, "quote", "says"}


def test_nothing_is_heard_in_no_text():
    assert read("") == Heard(None, (), 0)
