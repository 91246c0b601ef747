"""Find the times to come that a text gives: "tomorrow before noon", "within 2 hours", "26/11 10-12".

Words that speak of time are named in a language's `Times`; a run of them fills the slots of one `When`, in
whatever order the language puts them. What it means on the clock is metrics.signals.due's business.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from metrics.signals.times import Atom, Times, Value
from metrics.signals.tokens import Word

LONGEST_PHRASE = 4
MOST_FILLERS = 2
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})([a-z]{2})?$")
_RANGE = re.compile(r"\d{1,2}(?:[:.]\d{2})?-(\d{1,2})(?:[:.](\d{2}))?([a-z]{2})?$")
_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{2}|\d{4}))?$")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
_COUNTED = re.compile(r"(\d{1,3})([^\W\d_]+)$")


@dataclass(frozen=True, slots=True)
class When:
    """A time to come as the text gives it; None where it says nothing. clock is minutes of the day."""

    day: int | None = None
    weekday: int | None = None
    date: tuple[int, int | None, int | None] | None = None
    part: int | None = None
    clock: int | None = None
    amount: int | None = None
    unit: str | None = None
    following: bool = False
    ending: bool = False
    this: bool = False
    lead: str = ""
    past: bool = False

    @property
    def is_computable(self) -> bool:
        """Tell whether this is a time to come, and not half of one, or one gone by."""
        if self.past:
            return False
        if self.unit is not None:
            return (
                self.following
                or self.ending
                or self.this
                or (self.amount is not None and self.lead == "within")
            )
        dated = self.day is not None or self.weekday is not None or self.date is not None
        return (
            dated
            or (self.clock is not None and bool(self.lead))
            or (self.part is not None and bool(self.lead or self.this))
        )


@dataclass(frozen=True, slots=True)
class Span:
    """A When and the words[first:last] that give it."""

    first: int
    last: int
    when: When


def spans(words: Sequence[Word], times: Sequence[Times]) -> list[Span]:
    """Find the times to come, in order; the languages may be mixed."""
    found: list[Span] = []
    place = 0
    while place < len(words):
        span = _span(words, place, times) if _speaks(words[place].forms[0], times) else None
        if span is None:
            place += 1
        else:
            found += [span] if span.when.is_computable else []
            place = max(span.last, place + 1)
    return found


def _speaks(form: str, times: Sequence[Times]) -> bool:
    return form[0].isdigit() or any(language.known(form) for language in times)


def _span(words: Sequence[Word], first: int, times: Sequence[Times]) -> Span | None:
    when, place, last, fillers = When(), first, first, 0
    while place < len(words) and words[place].sentence == words[first].sentence:
        kind, value, length = _atom(words, place, times)
        if kind == "filler" and place > first and fillers < MOST_FILLERS:
            fillers, place = fillers + 1, place + length
            continue
        filled = _filled(when, kind, value, _unit_follows(words, place + length, times)) if kind else None
        if filled is None:
            break
        when, place, fillers = filled, place + length, 0
        last = place
    return Span(first, last, when) if last > first else None


def _atom(words: Sequence[Word], place: int, times: Sequence[Times]) -> tuple[str, Value, int]:
    """Name what the words at a place say of time: kind, value and how many words; "" if nothing."""
    form = words[place].forms[0]
    for language in times if _speaks(form, times) else ():
        for length in range(min(LONGEST_PHRASE, len(words) - place), 0, -1):
            atom = _phrase(words[place : place + length], language)
            if atom:
                return *atom, length
            if not length > 1 and form[0].isdigit():
                atom = _numeral(form, language)
                if atom:
                    return *atom, 1
    return "", "", 1


def _phrase(words: Sequence[Word], times: Times) -> Atom | None:
    first = words[0].forms[0]
    if not times.known(first):
        return None
    rest = tuple(word.forms[0] for word in words[1:])
    for bare in times.bare(first):
        atom = times.phrases.get((bare, *rest))
        if atom is None:
            said = (bare, *rest)
            starred = times.starred.get(len(said), ())
            atom = next((atom for key, atom in starred if all(map(_begins, said, key))), None)
        if atom:
            return atom
    return None


def _begins(word: str, written: str) -> bool:
    return word.startswith(written[:-1]) if written.endswith("*") else word == written


def _numeral(form: str, times: Times) -> Atom | None:
    if found := _ISO_DATE.match(form):
        year, month, day = map(int, found.groups())
        return "date", (day, month, year)
    if (found := _RANGE.match(form)) and int(found[1]) <= 24:
        return "range", _hour(int(found[1]), int(found[2] or 0), found[3])
    if (
        (found := _CLOCK.match(form))
        and int(found[1]) <= 24
        and int(found[2]) < 60
        and (":" in form or int(found[2]) > 12 or found[2] == "00")
    ):
        return "clock", _hour(int(found[1]), int(found[2]), found[3])
    if (
        (found := _DATE.match(form))
        and 1 <= int(found[1]) <= 31
        and 1 <= int(found[2]) <= 12
        and form != "24/7"
    ):
        year = int(found[3]) if found[3] else 0
        return "date", (int(found[1]), int(found[2]), year + 2000 * (0 < year < 100))
    if found := _COUNTED.match(form):
        return _counted(int(found[1]), found[2], times)
    return ("number", (int(form),)) if form.isdigit() and len(form) <= 3 else None


def _counted(amount: int, suffix: str, times: Times) -> Atom | None:
    if suffix in {"am", "pm"} and amount <= 12:
        return "clock", _hour(amount, 0, suffix)
    kind, value = times.phrases.get((suffix,), ("", ""))
    if kind == "unit":
        return "duration", f"{amount} {value}"
    if (kind == "ordinals" or suffix in times.ordinals.split()) and 1 <= amount <= 31:
        return "ordinal", (amount,)
    return None


def _unit_follows(words: Sequence[Word], place: int, times: Sequence[Times]) -> str:
    return _atom(words, place, times)[0] if place < len(words) else ""


def _filled(when: When, kind: str, value: Value, after: str) -> When | None:
    """Put one more word into the slots, or None where it does not belong to this time any more."""
    numbers = value if isinstance(value, tuple) else ()
    fill = _FILL.get(kind)
    if kind == "compound":
        return _with_several(when, str(value))
    if kind == "number":
        return _with_number(when, numbers[0], after)
    if kind == "range":
        counts = after == "unit" or (after == "oclock" and when.lead == "within")
        return _with_number(when, numbers[0] // 60, after) if counts else _clock(when, value)
    if kind == "ordinal":
        month = when.date[1] if when.date and not when.date[0] else None
        fits = month or (when.date is None and (when.lead or after == "month" or when.weekday is not None))
        return replace(when, date=(numbers[0], month, None)) if fits else None
    if kind == "month":
        day = when.date[0] if when.date else 0
        fits = day or after in {"number", "ordinal"}
        return (
            None if not fits or (when.date and when.date[1]) else replace(when, date=(day, numbers[0], None))
        )
    return fill(when, value) if fill else None


def _with_several(when: When, said: str) -> When | None:
    """Put what a compound says into the slots: "within; duration 3 day"."""
    for kind, _, value in (one.partition(" ") for one in said.split("; ")):
        filled = _FILL[kind](when, (int(value),) if value.isdigit() else value)
        if filled is None:
            return None
        when = filled
    return when


def _with_number(when: When, number: int, after: str) -> When | None:
    if after in {"unit", "oclock"} and when.unit is None and (after == "unit" or when.lead != "by"):
        return replace(when, amount=number)
    if after in {"month", "ordinals"} and when.date is None and number <= 31:
        return replace(when, date=(number, None, None))
    if when.date and not when.date[0] and number <= 31:
        return replace(when, date=(number, when.date[1], None))
    dated = when.day is not None or when.weekday is not None or when.date is not None
    if (
        number <= 24
        and (when.lead in {"by", "at"} or after in {"am", "pm", "part", "adverb"} or dated)
        and when.unit is None
    ):
        return replace(when, clock=number * 60)
    return None


Fill = Callable[[When, Value], When | None]


def _day(when: When, value: Value) -> When | None:
    return None if when.day is not None else replace(when, day=int(value[0]))


def _weekday(when: When, value: Value) -> When | None:
    return None if when.weekday is not None else replace(when, weekday=int(value[0]))


def _duration(when: When, value: Value) -> When | None:
    amount, unit = str(value).split()
    return None if when.unit is not None else replace(when, amount=int(amount), unit=unit)


def _unit(when: When, value: Value) -> When | None:
    if when.unit is not None:
        return None
    one = 1 if when.lead == "within" and not (when.following or when.ending) else None
    return replace(when, unit=str(value), amount=when.amount if when.amount is not None else one)


def _oclock(when: When, _: Value) -> When | None:
    return when if when.clock is not None else _unit(when, "hour")


def _ordinals(when: When, _: Value) -> When | None:
    return when if when.date is not None else None


def _date(when: When, value: Value) -> When | None:
    day, month, year = (int(number) for number in value)
    return None if when.date is not None else replace(when, date=(day, month, year or None))


def _half(hours: int) -> Fill:
    def fill(when: When, _: Value) -> When | None:
        if when.clock is None:
            return None if when.part is not None else replace(when, part=(12 if hours == 0 else 17) * 60)
        return replace(
            when, clock=when.clock % 720 + hours * 60 if when.clock <= 720 else when.clock, this=True
        )

    return fill


def _clock(when: When, value: Value) -> When:
    return replace(when, clock=int(value[0]), lead=when.lead or "at")


def _part(when: When, value: Value) -> When | None:
    return None if when.part is not None else replace(when, part=int(value[0]))


_FILL: dict[str, Fill] = {
    "day": _day,
    "weekday": _weekday,
    "clock": _clock,
    "part": _part,
    "date": _date,
    "unit": _unit,
    "adverb": lambda when, value: (
        None if when.part is not None else replace(when, part=int(value[0]), this=True)
    ),
    "oclock": _oclock,
    "duration": _duration,
    "within": lambda when, _: replace(when, lead="within") if when.unit is None or when.lead == "" else None,
    "by": lambda when, _: (
        replace(when, lead="by") if when.lead in {"", "at", "by"} or when.day is not None else None
    ),
    "next": lambda when, _: replace(when, following=True),
    "ordinals": _ordinals,
    "this": lambda when, _: replace(when, this=True),
    "end": lambda when, _: replace(when, ending=True),
    "am": _half(0),
    "pm": _half(12),
    "past": lambda when, _: replace(when, past=True),
}


def _hour(hour: int, minute: int, half: str | None) -> tuple[int]:
    hour = hour % 12 + 12 * (half == "pm") if half else hour
    return (hour * 60 + minute,)
