"""What each signal is called, and which of them are good."""

from collections.abc import Sequence

from language import _, marked

# In the order in which a list shows them where nothing else orders it.
SIGNALS: dict[str, str] = {
    "cancel": marked("Wants to leave"),
    "competitor": marked("Names a competitor"),
    "complaint": marked("Complaint, regulator or lawyer"),
    "third_time": marked("Had to ask again"),
    "no_call_back": marked("Nobody called back"),
    "unheard": marked("Not listened to"),
    "anger": marked("Anger"),
    "payment": marked("Trouble with paying"),
    "refused": marked("Refused by policy"),
    "promise": marked("Something was promised"),
    "resolved": marked("Solved"),
    "thanks": marked("Thanks"),
}
GOOD = ("resolved", "thanks")
TROUBLE = tuple(signal for signal in SIGNALS if signal not in (*GOOD, "promise"))


def signal(name: str) -> str:
    """A signal's name."""
    return _(SIGNALS.get(name, name))


def signals(names: Sequence[str]) -> str:
    """Several signals, in their usual order."""
    return ", ".join(signal(name) for name in SIGNALS if name in names)
