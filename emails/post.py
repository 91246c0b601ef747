"""How a periodic mail comes to somebody: when and by whose clock, why, and the ways to change or end that."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from language import _, day, instant, weekday


@dataclass(frozen=True)
class Post:
    """weekday: by its ISO number, with its time; without them it was sent by hand.

    link opens the page as it was; change and unsubscribe open pages that ask before they do anything. All
    are whole addresses; write_to is where a letter unsubscribes, as mailto:. by_hand: a word that tells one
    sending by a person from another.
    """

    zone: ZoneInfo
    weekday: int | None = None
    at: time | None = None
    link: str | None = None
    change: str | None = None
    unsubscribe: str | None = None
    write_to: str | None = None
    by_hand: str = ""

    @property
    def ways_out(self) -> tuple[str, ...]:
        """How a mail program may unsubscribe: by writing, and by a page."""
        return tuple(way for way in (self.write_to, self.unsubscribe) if way)


def footer(post: Post, because: str) -> dict[str, Any]:
    """Say why somebody gets it; because: as "because you are on the executive list"."""
    words = _("You get this because somebody sent it by hand. Times are those of {zone}.")
    when = ""
    if post.weekday is not None and post.at is not None:
        words = _("You get this every {when} (time of {zone}) {because}.")
        when = _("{weekday} at {time}").format(weekday=weekday(post.weekday, "wide"), time=f"{post.at:%H:%M}")
    out = post.unsubscribe or post.write_to
    ways = ((_("Change day or language"), post.change), (_("Unsubscribe"), out))
    return {
        "words": words.format(when=when, zone=place(post.zone), because=because),
        "links": [(name, to) for name, to in ways if to],
    }


def place(zone: ZoneInfo) -> str:
    """Name a zone by its city: Jerusalem, New York."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def until(at: datetime, post: Post) -> str:
    """Say how far data go; the end of a day is its own 24:00."""
    local = at.astimezone(post.zone)
    if local.time() != time(0):
        return instant(at, post.zone.key)
    return f"{day(local.date() - timedelta(days=1))}, 24:00"
