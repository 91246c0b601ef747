"""Parts of the page that are read one by one: each is drawn once it is read, and fails alone."""

from collections.abc import Callable
from typing import TypeVar

from ui import cards
from ui.cards import Slot

T = TypeVar("T")


def drawn(slot: Slot, read: Callable[[], T], draw: Callable[[T], None]) -> T | None:
    """Read a part and draw it; where it cannot be read say so in its place, and give None."""
    found = cards.tried(read)
    if isinstance(found, Exception):
        cards.unread(found, slot)
        return None
    with cards.figure(slot):
        draw(found)
    return found
