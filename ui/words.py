"""The words of the vocabulary, as a supervisor says them."""

from language import _, marked

CHANNELS: dict[str, str] = {
    "voice": marked("Voice"),
    "chat": marked("Chat"),
    "message": marked("Messages"),
    "social": marked("Social"),
    "email": marked("E-mail"),
    "web": marked("Web"),
    "walk_in": marked("Walk-in"),
}
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
AGAINST: dict[str, str] = {
    "before": marked("against the weeks before"),
    "year": marked("against a year before"),
    "none": marked("no comparison"),
}
GRAINS: dict[str, str] = {"hour": marked("Hour"), "day": marked("Day"), "week": marked("Week")}


def channel(key: str) -> str:
    """A channel's name."""
    return _(CHANNELS.get(key, key))


def outcome(key: str | None) -> str:
    """What became of a visit to a queue."""
    return _(OUTCOMES.get(key or "", key or "–"))
