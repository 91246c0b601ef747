"""Find numbers that are spelled out in words, digit by digit or in tens: "zero five four …", "ноль пять …".

Six digits at least: fewer are a count. A spelled zero with which digits go on ("zero five four 555 0123") is
found from nine digits on. What kind it is, and whether it stays, is judged as for digits.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from metrics.masking.groups import UNSEEN, Window
from metrics.masking.numbers import Span, kind_of
from metrics.masking.vocabulary import SPELLED, TIMES

LEAST = 6  # spelled digits
MIXED = range(9, 13)  # digits in all, of those begun in words
_PREFIX = "[והבכלמש]?"
_GAP = re.compile(rf"[\s,.;:\-‐-―/·{UNSEEN}]{{1,6}}")
_HEBREW = tuple(word for word in SPELLED if "א" <= word[0] <= "ת")
_SAID = "|".join(sorted({*SPELLED, *TIMES} - set(_HEBREW), key=lambda one: (-len(one), one)))
_WORDS = rf"(?:{_SAID}|{_PREFIX}(?:{'|'.join(sorted(_HEBREW, key=lambda one: (-len(one), one)))}))"
_NOUGHT = "|".join(word for word, value in SPELLED.items() if value == 0)
_TOKEN = re.compile(rf"(?<![^\W_])(?:{_WORDS}|\d+)(?![^\W_])", re.IGNORECASE)
MAY_TELL = rf"(?i:{_WORDS}(?:[^\pL]{{1,6}}{_WORDS}){{2}}|(?:{_NOUGHT})[^\pL]{{1,6}}(?:{_WORDS}|\d))"


@dataclass(frozen=True, slots=True)
class Said:
    """A number word in text[start:end]: its digits, and how many it spells (none: these were digits)."""

    start: int
    end: int
    value: int
    digits: str
    spelled: int


def spans(text: str) -> Iterator[Span]:
    """Give where spelled numbers of people stand, each with its kind."""
    for run in _runs(text):
        found = _found(run)
        if found:
            one = Window(found[0].start, found[-1].end, _digits(found), (len(_digits(found)),), ())
            kind = kind_of(text, one)
            if kind:
                yield one.start, one.end, kind


def _found(run: Sequence[Said]) -> Sequence[Said]:
    """Choose what of a run is a number: it begins in words; digits only go on from a zero."""
    first = next((n for n, one in enumerate(run) if one.spelled), len(run))
    words = next((n for n in range(first, len(run)) if not run[n].spelled), len(run))
    begun = run[first:]
    if begun and begun[0].value == 0 and words < len(run) and len(_digits(begun)) in MIXED:
        return begun
    return run[first:words] if sum(one.spelled for one in run[first:words]) >= LEAST else ()


def _runs(text: str) -> Iterator[list[Said]]:
    """Gather number words that only spaces, commas and the like hold apart."""
    run: list[Said] = []
    times, began = 1, -1
    last = -1
    for found in _TOKEN.finditer(text):
        if last >= 0 and not _GAP.fullmatch(text, last, found.start()):
            yield from [run] * bool(run)
            run, times = [], 1
        last = found.end()
        word = found.group().casefold()
        if word in TIMES:
            times, began = TIMES[word], found.start()
            continue
        run.append(_said(word, began if times > 1 else found.start(), found.end(), times))
        times = 1
    yield from [run] * bool(run)


def _said(word: str, start: int, end: int, times: int) -> Said:
    if word[0].isdecimal():
        return Said(start, end, -1, word, 0)
    value = SPELLED[word] if word in SPELLED else SPELLED[word[1:]]
    return Said(start, end, value, str(value) * times, times)


def _digits(run: Sequence[Said]) -> str:
    """Write the digits that a run spells: "fifty four" is 54, "девятьсот двенадцать" 912."""
    digits = ""
    room = 0  # what may still be added to the number before: below it
    for one in run:
        if 0 < one.value < room:
            digits = digits[: -len(str(one.value))] + str(one.value)
        else:
            digits += one.digits
        room = 100 if one.value >= 100 else 10 if one.value >= 20 else 0
    return digits
