"""What stands beside the words of an alert's mail: its hours as two small pictures, and how often it rang."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from emails.message import File
from emails.picture import HEIGHT, WIDTH, Curves, png
from language import _
from metrics.bottlenecks import Look
from metrics.bottlenecks.judged import NEED, PLAN
from metrics.bottlenecks.panels import Panel, most, panels

PEOPLE = (PLAN, NEED)  # causes that are seen in who was there, not in what came


@dataclass(frozen=True)
class Picture:
    """A picture of a mail and the words around it; alt says what it shows to who does not see it."""

    title: str
    note: str
    said: str
    alt: str
    file: File
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def cid(self) -> str:
        return self.file.shown_as or ""


@dataclass(frozen=True)
class Beside:
    """pictures: of its hours. rang: how often its queue rang in the last eight weeks, this time included;
    useful, useless: how many people said so of those alerts. None where that is not told.
    """

    pictures: tuple[Picture, ...] = ()
    rang: int | None = None
    useful: int = 0
    useless: int = 0


NOTHING = Beside()


def pictures(
    looks: Sequence[Look], begun: datetime, cause: str | None, zone: ZoneInfo
) -> tuple[Picture, ...]:
    """Draw who waited, and what the main cause is seen in; looks: of one queue, oldest first."""
    if len(looks) < 2:
        return ()
    waiting, *others = panels(looks)
    wanted = others[-1:] if cause in PEOPLE else others[:1]
    return tuple(_picture(f"hours{n}", one, looks, begun, zone) for n, one in enumerate([waiting, *wanted]))


def _picture(name: str, one: Panel, looks: Sequence[Look], begun: datetime, zone: ZoneInfo) -> Picture:
    at = [look.at for look in looks]
    is_beside = any(value is not None for value in one.beside)
    beside = one.beside if is_beside else [None] * len(at)
    first, last = (f"{each.astimezone(zone):%H:%M}" for each in (at[0], at[-1]))
    said = _("{time}: {said}").format(time=last, said=one.said)
    alt = _("{title}, {first} to {last}: {most}; {said}.")
    return Picture(
        one.title,
        one.beside_is if is_beside else "",
        said,
        alt.format(title=one.title, first=first, last=last, most=most(one, at, zone), said=one.said),
        File(f"{name}.png", "image/png", png(Curves(at, one.line, beside, begun), zone), shown_as=name),
    )
