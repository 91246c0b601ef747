"""The words of the vocabulary, as a supervisor says them."""

from language import NO_BREAK, _, duration, marked, parts
from metrics.channel_names import CHANNELS, channel

__all__ = ["CHANNELS", "channel"]

OUTCOMES: dict[str, str] = {
    "answered": marked("Answered"),
    "abandoned": marked("Gave up"),
    "callback": marked("Asked for a call-back"),
    "overflow": marked("Sent elsewhere"),
    "voicemail": marked("Voicemail"),
    "waiting": marked("Still waiting"),
    "exited": marked("Left in the menu"),
    "closed": marked("Outside hours"),
    "failed": marked("Failed"),
}
DIRECTIONS: dict[str, str] = {
    "inbound": marked("Inbound"),
    "outbound": marked("Outbound"),
    "callback": marked("Call-back"),
    "internal": marked("Internal"),
}
GIFTS: dict[str, str] = {
    "credit": marked("a credit"),
    "discount": marked("a discount"),
    "free_month": marked("a free month"),
    "free_delivery": marked("a free delivery"),
}
AGAINST: dict[str, str] = {
    "before": marked("against the weeks before"),
    "year": marked("against a year before"),
    "none": marked("no comparison"),
}
GRAINS: dict[str, str] = {"hour": marked("Hour"), "day": marked("Day"), "week": marked("Week")}

LANGUAGES: dict[str, str] = {
    "ar": marked("Arabic"),
    "en": marked("English"),
    "he": marked("Hebrew"),
    "ru": marked("Russian"),
}


def language(key: str) -> str:
    """A language by its name; one without a name here by its code."""
    return _(LANGUAGES.get(key, key))


def direction(key: str) -> str:
    """Which way a contact went."""
    return _(DIRECTIONS.get(key, key))


def outcome(key: str | None) -> str:
    """What became of a visit to a queue."""
    return _(OUTCOMES.get(key or "", key or "–"))


def gift(kind: str | None) -> str:
    """What was given out of goodwill."""
    return _(GIFTS.get(kind or "", (kind or "–").replace("_", " ")))


def brief(seconds: float | None) -> str:
    """A round duration without its zeros: 3 min rather than 3 min 00 s."""
    pieces = parts(seconds)
    if len(pieces) < 2 or pieces[-1][0] != "00":
        return duration(seconds)
    return NO_BREAK.join(pieces[0])
