"""One contact's way through: each leg a row, each stretch of it a bar on a common clock."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from language import _, duration, marked
from ui.contacts.words import agent
from ui.markup import Safe, join, tag
from ui.words import outcome

WORDS: dict[str, str] = {
    "menu": marked("in the menu"),
    "wait": marked("waiting"),
    "ring": marked("ringing"),
    "talk": marked("talking"),
    "hold": marked("on hold"),
    "wrap": marked("wrap-up"),
}


@dataclass(frozen=True)
class Stretch:
    """A piece of a leg: what it was, from when to when."""

    kind: str
    start: datetime
    end: datetime

    @property
    def seconds(self) -> float:
        return (self.end - self.start).total_seconds()


@dataclass(frozen=True)
class Lane:
    """A row of the time line: its name, what became of it, its stretches in order."""

    name: str
    note: str
    stretches: tuple[Stretch, ...]


def lanes(contact: Mapping[str, Any], legs: Sequence[Mapping[str, Any]]) -> list[Lane]:
    """The menu, then each leg. Hold and wrap-up are drawn after the talk: their moments are not recorded."""
    menu = _after(contact["started_at"], [("menu", contact.get("menu_ms"))])
    first = [Lane(_("Menu"), _menu_note(contact), tuple(menu))] if menu else []
    return [*first, *[_lane(leg) for leg in legs]]


def _lane(leg: Mapping[str, Any]) -> Lane:
    waited = _after(leg["queued_at"], [("wait", leg["wait_ms"])]) if leg["queued_at"] else []
    if waited and leg.get("ring_ms"):
        rang = timedelta(milliseconds=min(leg["ring_ms"], leg["wait_ms"]))
        turn = waited[0].end - rang
        waited = [Stretch("wait", waited[0].start, turn), Stretch("ring", turn, waited[0].end)]
    parts = [(kind, leg.get(f"{kind}_ms")) for kind in ("talk", "hold", "wrap")]
    handled = _after(leg["answered_at"], parts) if leg["answered_at"] else []
    note = outcome(leg["outcome"])
    if leg["agent_id"]:
        note = _("{outcome} by {agent}").format(
            outcome=note, agent=leg.get("agent_name") or agent(leg["agent_id"])
        )
    return Lane(leg["queue"] or _("No queue"), note, (*waited, *handled))


def _menu_note(contact: Mapping[str, Any]) -> str:
    return _("left here") if contact.get("menu_outcome") == "exited" else _("went on to a queue")


def _after(start: datetime, parts: Sequence[tuple[str, int | None]]) -> list[Stretch]:
    """Stretches one after another; what is unknown or took no time is left out."""
    found: list[Stretch] = []
    for kind, ms in parts:
        if ms:
            found.append(Stretch(kind, start, start + timedelta(milliseconds=ms)))
            start = found[-1].end
    return found


def picture(lanes: Sequence[Lane], zone: ZoneInfo) -> Safe:
    """The lanes as bars, with the clock below and a key of what occurs."""
    stretches = [stretch for lane in lanes for stretch in lane.stretches]
    if not stretches:
        return tag("p", _("The source does not say how long anything took."), "soft")
    start = min(stretch.start for stretch in stretches)
    end = max(stretch.end for stretch in stretches)
    rows = [piece for lane in lanes for piece in _row(lane, start, end)]
    ends = [start, start + (end - start) / 2, end]
    clock = join(tag("span", _clock(at, zone)) for at in ends)
    return join([_key(stretches), tag("div", join([*rows, tag("div", clock, "clock")]), "legs")])


def _row(lane: Lane, start: datetime, end: datetime) -> Iterator[Safe]:
    yield tag("div", join([lane.name, tag("small", lane.note)]), "who")
    said = "; ".join(f"{_(WORDS[one.kind])} {duration(one.seconds)}" for one in lane.stretches)
    bars = join(_bar(stretch, start, end) for stretch in lane.stretches)
    yield tag("div", bars, "lane", role="img", aria_label=said)


def _bar(stretch: Stretch, start: datetime, end: datetime) -> Safe:
    whole = (end - start) / timedelta(seconds=1) or 1.0
    left = 100 * (stretch.start - start).total_seconds() / whole
    style = f"left:{left:.2f}%;width:{100 * stretch.seconds / whole:.2f}%"
    title = f"{_(WORDS[stretch.kind])}: {duration(stretch.seconds)}"
    return tag("i", "", f"s-{stretch.kind}", style=style, title=title)


def _key(stretches: Sequence[Stretch]) -> Safe:
    kinds = [kind for kind in WORDS if any(stretch.kind == kind for stretch in stretches)]
    keys = (join([tag("i", "", f"s-{kind}"), _(WORDS[kind])]) for kind in kinds)
    return tag("div", join(tag("span", key) for key in keys), "legend")


def steps(lanes: Sequence[Lane], zone: ZoneInfo) -> list[tuple[str, str, str, str]]:
    """Every stretch in words: clock, where, what, how long."""
    return [
        (_clock(stretch.start, zone), lane.name, _(WORDS[stretch.kind]), duration(stretch.seconds))
        for lane in lanes
        for stretch in lane.stretches
    ]


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%H:%M:%S")
