"""The story at a glance: when somebody came, on which channels, and where it went badly."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from language import _, day, instant, marked, ngettext, number
from ui.customer.moments import CHANNEL_ICONS, Moment
from ui.markup import Safe, icon, join, tag
from ui.words import CHANNELS, channel

OTHERS: dict[str, str] = {
    "promise": marked("Promises"),
    "survey": marked("Surveys"),
    "event": marked("Orders and events"),
}
OTHER_ICONS = {"promise": "handshake", "survey": "rate_review", "event": "receipt_long"}
TICKS = 3
LEAST = timedelta(days=1)


def picture(found: Sequence[Moment], now: datetime, zone: ZoneInfo) -> Safe:
    """A row for each channel, for promises, surveys and events; a dot for each moment, bad ones marked."""
    end = max(now, found[0].at)
    start = min(found[-1].at, end - LEAST)
    rows = [piece for lane in lanes(found) for piece in _row(lane, found, start, end, zone)]
    step = (end - start) / (TICKS - 1)
    days = [day((start + step * at).astimezone(zone).date()) for at in range(TICKS - 1)]
    ticks = join(tag("span", one) for one in (*days, _("now")))
    return tag("div", join([*rows, tag("div", ticks, "clock")]), "legs mk-story")


def lanes(found: Sequence[Moment]) -> list[str]:
    """The rows that have something in them: channels first, in the usual order."""
    there = {one.lane for one in found}
    own = sorted(there - {*CHANNELS, *OTHERS, "note", "gesture"})
    return [lane for lane in (*CHANNELS, *own, *OTHERS) if lane in there]


def finding(found: Sequence[Moment], own: int) -> str:
    """What the picture shows: contacts, `own` of them the customer's, and how many went badly."""
    contacts = [one for one in found if one.contact]
    bad, ours = sum(one.tone == "worse" for one in contacts), len(contacts) - own
    if not contacts:
        return _("No contact so far")
    said = ngettext("{n} contact", "{n} contacts", own).format(n=number(own))
    if ours:
        said = _("{contacts} and {n} of ours").format(contacts=said, n=number(ours))
    if not bad:
        return _("{contacts}, none went badly").format(contacts=said)
    return _("{contacts}, {bad} went badly").format(contacts=said, bad=number(bad))


def _row(
    lane: str, found: Sequence[Moment], start: datetime, end: datetime, zone: ZoneInfo
) -> Iterator[Safe]:
    own = [one for one in found if one.lane == lane]
    name = _(OTHERS[lane]) if lane in OTHERS else channel(lane)
    symbol = OTHER_ICONS.get(lane) or CHANNEL_ICONS.get(lane, "forum")
    yield tag("div", join([icon(symbol), " ", name, tag("small", number(len(own)))]), "who")
    bad = sum(one.tone == "worse" for one in own)
    told = ngettext("{n} moment", "{n} moments", len(own)).format(n=number(len(own)))
    said = f"{name}: {told}, " + _("{n} bad").format(n=number(bad))
    # The bad ones are drawn last, above the others.
    dots = join(_dot(one, start, end, zone) for one in sorted(own, key=lambda one: one.tone))
    yield tag("div", dots, "lane", role="img", aria_label=said)


def _dot(one: Moment, start: datetime, end: datetime, zone: ZoneInfo) -> Safe:
    left = 100 * ((one.at - start) / (end - start))
    title = f"{instant(one.at, zone.key)}: {one.what}"
    css = "bad" if one.tone == "worse" else "minor" if one.minor else ""
    return tag("i", "", css, style=f"left:{left:.2f}%", title=title)
