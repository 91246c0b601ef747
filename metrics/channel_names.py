"""The channels, as a supervisor says them."""

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


def channel(key: str) -> str:
    """A channel's name."""
    return _(CHANNELS.get(key, key))
