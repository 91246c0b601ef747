"""The tiles: what comes, where people are missing, and how good the forecast is."""

from dataclasses import replace

from language import NO_BREAK, _, day, number, share
from metrics.forecast.told import AHEAD
from metrics.wording import ChangeWords
from ui.forecast import words
from ui.forecast.look import Outlook, Total, date_of
from ui.tiles import Tile

COUNT = 5


def tiles(seen: Outlook) -> list[Tile]:
    """Five tiles, ready to show."""
    return [_today(seen), _week(seen), _gap(seen), _missing(seen), _score(seen)]


def _today(seen: Outlook) -> Tile:
    total = seen.of_today()
    at = words.clock_of(seen)
    came = _("{n} came until {time}").format(n=number(total.came), time=at)
    return _expected("today", _("Expected today"), total, came)


def _week(seen: Outlook) -> Tile:
    total = seen.of_week()
    was = _("{n} in the last 7 days").format(n=number(total.came))
    tile = _expected("week", _("Next 7 days"), total, was)
    if total.expected is None or not total.came:
        return tile
    change = total.expected / total.came - 1
    arrow = "●" if abs(change) < 0.005 else "▲" if change > 0 else "▼"
    said = ChangeWords(arrow, share(abs(change), 0), _("against the last 7 days"), "neutral")
    return replace(tile, change=said)


def _expected(key: str, label: str, total: Total, foot: str) -> Tile:
    meaning = _(AHEAD["forecast"].definition)
    if total.expected is None:
        return Tile(key, label, meaning, "–", target=_("no forecast"), foot=foot, state="none")
    band = words.band(total.low, total.high)
    target = _("8 in 10: {band}").format(band=band)
    if total.low is None:
        target = _("nothing more to come") if key == "today" and total.is_over else _("no band yet")
    return Tile(key, label, meaning, number(total.expected), target=target, foot=foot)


def _gap(seen: Outlook) -> Tile:
    label, meaning = (
        _("Most missing at once"),
        _("Most people of one queue that are needed and not planned at once."),
    )
    if not seen.is_compared:
        return Tile("gap", label, meaning, "–", target=words.why_not(seen), state="none")
    gap = seen.worst_gap()
    if gap is None:
        return Tile("gap", label, meaning, "0", target=_("enough people everywhere"))
    times = words.times(seen.peak(gap), seen.ahead.slot_s)
    return Tile(
        "gap",
        label,
        meaning,
        number(gap["people"]),
        target=f"{gap['queue']}, {day(date_of(gap['day']))}",
        foot=times,
        tone="worse",
    )


def _missing(seen: Outlook) -> Tile:
    label = _("Hours missing")
    meaning = _(
        "People needed and not planned, times the hours, up to the 7th day from now. Who can take several"
        " queues counts once, where people are missing."
    )
    if not seen.is_compared:
        return Tile("missing", label, meaning, "–", target=words.why_not(seen), state="none")
    spare = _("{n} h spare elsewhere").format(n=number(seen.spare_hours()))
    value = number(seen.missing_hours()) + NO_BREAK + _("h")
    return Tile("missing", label, meaning, value, target=_("within 7 days"), foot=spare)


def _score(seen: Outlook) -> Tile:
    found = words.score(seen)
    off, usual, held = (found.get(name) for name in ("wape", "usual_wape", "held"))
    label = _("Misses on average by")
    meaning = _(
        "The slots of the last 8 weeks as they were told the day before: all that came more or less, of all"
        " that came."
    )
    if off is None:
        return Tile("score", label, meaning, "–", target=_("nothing to judge it by yet"), state="none")
    target = _("same weekday last week: {usual}").format(usual=share(usual, 0)) if usual is not None else ""
    foot = _("{n} slots inside the band").format(n=words.inside(held)) if held is not None else ""
    return Tile("score", label, meaning, share(off, 0), target=target, foot=foot)
