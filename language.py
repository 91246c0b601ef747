"""Say numbers, times and texts as people write them.

A figure never breaks over two lines: its pieces are held together by no-break spaces (the narrow one is
drawn too narrow by Inter). No value is an en dash.
"""

import datetime as dt
import gettext as catalogues
import math
import re
from collections.abc import Sequence
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal, get_currency_symbol, list_currencies

NO_VALUE = "–"
MINUS = "−"
NO_BREAK = "\u00a0"
CENTS_BELOW = 10
FOLDER = Path(__file__).parent / "locale"
# What a spreadsheet takes for a formula, in ASCII or full width, and what it reads over before it: white
# space, signs that nobody sees, quotes.
SIGNS = r"[=+\-@|%＝＋－＠﹦﹢﹣﹫]"
UNSEEN = r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\"']*"
FORMULA = rf"^(?:{UNSEEN}{SIGNS}|[\t\r\n])"
FURTHER_ON = rf"([;\t\r\n]{UNSEEN})({SIGNS})"  # where a program cuts at other signs than a comma

_spoken: ContextVar[str] = ContextVar("language", default="en")


def speak(language: str) -> None:
    """Choose the language of this thread of work: "en", "he", …"""
    _spoken.set(language)


def spoken() -> str:
    """Tell which language is spoken: "en", "he", …"""
    return _spoken.get()


def direction() -> str:
    """Tell in which direction the current language runs: "ltr" or "rtl"."""
    return _locale().text_direction


def _(message: str) -> str:
    """Translate a message into the current language."""
    return _translations(_spoken.get()).gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """Translate a message that counts something, in the form that n takes."""
    return _translations(_spoken.get()).ngettext(one, many, n)


def script_of(code: str) -> str | None:
    """Tell the script a language (ISO 639) is mostly written in, as "Latn"; None of an unknown language."""
    likely = get_global("likely_subtags").get(code)
    return likely.split("_")[1] if likely else None


def marked(message: str) -> str:
    """Mark a message of a literal table for translation; `_` translates it where it is shown."""
    return message


def number(n: float | None, digits: int = 0, signed: bool = False) -> str:
    """Write a count or a plain number: 21,406."""
    if n is None or not math.isfinite(n):
        return NO_VALUE
    rounded = round(abs(n), digits) if digits else round(abs(n))
    text = format_decimal(rounded, format="#,##0" + "." * bool(digits) + "0" * digits, locale=_locale())
    return _sign(n if rounded else 0, signed) + text


def share(x: float | None, digits: int = 1, signed: bool = False) -> str:
    """Write a share of 1 as percent: 82.4 %."""
    return NO_VALUE if _missing(x) else number(_times_100(x), digits, signed) + NO_BREAK + "%"


def points(x: float | None, digits: int = 1, signed: bool = False) -> str:
    """Write a difference of two shares in percentage points: 2.4 pp."""
    return NO_VALUE if _missing(x) else number(_times_100(x), digits, signed) + NO_BREAK + _("pp")


def parts(seconds: float | None) -> list[tuple[str, str]]:
    """Split a duration into (number, unit) pairs, so that a tile can show units small; no value is [].

    Below 10 s one decimal where there is one; below an hour minutes and seconds; below a day hours
    and minutes.
    """
    if seconds is None or not math.isfinite(seconds):
        return []
    size = abs(seconds)
    if round(size, 1) < 10:
        digits = 0 if round(size, 1) == round(size) else 1
        return [(number(math.copysign(size, seconds), digits), _("s"))]
    return _with_sign(_pieces(size), seconds)


def money(amount: float | None, currency: str) -> str:
    """Write an amount of a currency by its three letters, whole from 10 on: €1,240, €3.20, CHF 90."""
    if amount is None or not math.isfinite(amount):
        return NO_VALUE
    symbol = get_currency_symbol(currency, locale=_locale())
    cents = round(abs(amount), 2)
    said = number(abs(amount), 2 if 0 < cents < CENTS_BELOW else 0)
    return _sign(round(amount, 2), signed=False) + symbol + NO_BREAK * symbol[-1].isalpha() + said


def is_currency(code: str) -> bool:
    """Tell whether three letters name a currency (ISO 4217)."""
    return code in list_currencies()


def duration(seconds: float | None, signed: bool = False) -> str:
    """Write a duration: 4.3 s, 48 s, 4 min 05 s, 1 h 05 min, 2 d 03 h."""
    pieces = parts(seconds)
    if seconds is None or not pieces:
        return NO_VALUE
    plus = "+" if signed and seconds > 0 else ""
    return plus + NO_BREAK.join(amount + NO_BREAK + unit for amount, unit in pieces)


def clock(seconds: float | None) -> str:
    """Write a duration in the short form of a foot note: 2:41, 1:05:00."""
    if seconds is None or not math.isfinite(seconds):
        return NO_VALUE
    minutes, second = divmod(round(abs(seconds)), 60)
    hours, minute = divmod(minutes, 60)
    text = f"{hours}:{minute:02}:{second:02}" if hours else f"{minutes}:{second:02}"
    return _sign(seconds, signed=False) + text


def between(low: float | None, high: float | None, unit: str) -> str:
    """Write an interval in the units of `figure`, naming the unit once: 78.6–79.7 %."""
    if low is None and high is None:
        return NO_VALUE
    if high is None:
        return _("over {low}").format(low=figure(low, unit))
    if low is None:
        return _("up to {high}").format(high=figure(high, unit))
    return _bounds(low, high, unit)


def figure(value: float | None, unit: str) -> str:
    """Write a value in its unit: "share", "points" (of 100), "seconds", "ratio" (two decimals) or "count"."""
    if unit == "share":
        return share(value)
    if unit == "points":
        return number(None if value is None else _times_100(value))
    if unit == "ratio":
        return number(value, 2)
    return duration(value) if unit == "seconds" else number(value)


def date(day: dt.date | None) -> str:
    """Write a day with its year: 14 Nov 2026."""
    return NO_VALUE if day is None else format_date(day, _("d MMM y"), locale=_locale())


def day(when: dt.date | None) -> str:
    """Write a day with its weekday and without its year: Sat 14 Nov."""
    return NO_VALUE if when is None else format_date(when, _("EEE d MMM"), locale=_locale())


def month(first: dt.date | None) -> str:
    """Write the month of a day: Feb 1999."""
    return NO_VALUE if first is None else format_date(first, _("MMM y"), locale=_locale())


def instant(t: dt.datetime | None, tz: str) -> str:
    """Write an aware instant as the wall clock of a time zone: Sat 14 Nov 2026, 09:05."""
    if t is None:
        return NO_VALUE
    return format_datetime(t.astimezone(ZoneInfo(tz)), _("EEE d MMM y, HH:mm"), locale=_locale())


def period(first: dt.date, last: dt.date) -> str:
    """Write a period from its first to its *last* day: 1–28 Feb 1999, 4 Oct – 14 Nov 2026."""
    if first == last:
        return date(first)
    if first.year != last.year:
        return f"{date(first)} – {date(last)}"
    if first.month != last.month:
        return f"{format_date(first, _('d MMM'), locale=_locale())} – {date(last)}"
    return f"{first.day}–{date(last)}"


def weekday(iso: int, width: str = "abbreviated") -> str:
    """Name a weekday by its ISO number, Monday is 1: Sun; width "wide" is Sunday."""
    return str(_locale().days["stand-alone"][width][iso - 1])


def listing(items: Sequence[str]) -> str:
    """Join items as people do: Billing, Sales and Support."""
    return format_list(list(items), locale=_locale()) if items else NO_VALUE


def weekend(tz: str) -> tuple[int, ...]:
    """Give the ISO weekdays of the weekend where a time zone lies: Friday and Saturday in Israel."""
    place = Locale("en", get_global("zone_territories").get(tz) or "001")
    days = range(place.weekend_start, place.weekend_end + 1)
    return tuple(day + 1 for day in days)


def ago(seconds: float | None) -> str:
    """Write an age in its largest whole unit: 4 s, 6 min, 3 h, 2 d."""
    if seconds is None or not math.isfinite(seconds):
        return NO_VALUE
    units = ((86400, _("d")), (3600, _("h")), (60, _("min")), (1, _("s")))
    size, unit = next(((size, unit) for size, unit in units if seconds >= size), units[-1])
    return number(max(0, seconds) // size) + NO_BREAK + unit


@lru_cache(maxsize=16)
def _translations(language: str) -> catalogues.NullTranslations:
    return catalogues.translation("moked", localedir=str(FOLDER), languages=[language], fallback=True)


def _locale() -> Locale:
    # English dates and lists are the British ones: 14 Nov 2026; Billing, Sales and Support.
    spoken = _spoken.get()
    return Locale.parse("en_GB" if spoken == "en" else spoken)


def disarmed(cell: str) -> str:
    """A cell of a spreadsheet as text: what it would run gets an apostrophe, wherever it cuts the line."""
    return re.sub(FURTHER_ON, r"\1'\2", re.sub(FORMULA, r"'\g<0>", cell))


def _missing(x: float | None) -> bool:
    return x is None or not math.isfinite(x)


def _times_100(x: float | None) -> float:
    # Rounded far below what is shown: 0.285 * 100 is 28.499999999999996.
    return round(0.0 if x is None else x * 100, 9)


def _sign(n: float, signed: bool) -> str:
    if n < 0:
        return MINUS
    return "+" if signed and n > 0 else ""


def _pieces(size: float) -> list[tuple[str, str]]:
    seconds, minutes = round(size), round(size / 60)
    if seconds < 60:
        return [(number(seconds), _("s"))]
    if seconds < 3600:
        return [(number(seconds // 60), _("min")), (f"{seconds % 60:02}", _("s"))]
    if minutes < 24 * 60:
        return [(number(minutes // 60), _("h")), (f"{minutes % 60:02}", _("min"))]
    hours = round(size / 3600)
    return [(number(hours // 24), _("d")), (f"{hours % 24:02}", _("h"))]


def visible(text: str) -> str:
    """Leave nothing that a terminal would obey: names may hold anything."""
    return "".join(sign if ord(sign) >= 0xA0 or " " <= sign <= "~" else "\ufffd" for sign in text)


def _with_sign(pieces: list[tuple[str, str]], seconds: float) -> list[tuple[str, str]]:
    (amount, unit), *rest = pieces
    return [(_sign(seconds, signed=False) + amount, unit), *rest]


def _bounds(low: float, high: float, unit: str) -> str:
    if unit == "share":
        return number(_times_100(low), 1) + "–" + share(high)
    if unit == "points":
        return _("{low} to {high}").format(low=figure(low, unit), high=figure(high, unit))
    if unit == "count":
        return f"{number(low)}–{number(high)}"
    if unit == "ratio":
        return f"{number(low, 2)}–{number(high, 2)}"
    if max(low, high) < 59.5:
        return parts(low)[0][0] + "–" + duration(high)
    write = duration if max(low, high) >= 3599.5 else clock  # of hours there is one way to write them
    return f"{write(low)}–{write(high)}"
