"""Runs of digits in a text, and which of them may belong together: 050-555 0123, 4111 1111 1111 1111.

Every expression here is bounded, so that the work is linear in the text. A date or a time of day is a border.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\u20e3\ufeff"
LONGEST_GAP = 8
MOST_DIGITS = 19  # of a payment card
_UNSEEN = re.compile(f"[{UNSEEN}]")
_DIGITS = re.compile(r"\d+")
_GAP = re.compile(r"[\s().\-‐-―−/_·:]{0,5}")
_DATES = (
    re.compile(r"(?<![\d./-])(?P<day>\d{1,2})([./-])(?P<month>\d{1,2})\2(?:\d{4}|\d{2})(?!\d|\2\d)"),
    re.compile(r"(?<![\d./-])\d{4}([./-])(?P<month>\d{1,2})\1(?P<day>\d{1,2})(?!\d|\1\d)"),
)
_TIME = re.compile(r"(?<![\d:])(?P<hour>\d{1,2}):[0-5]\d(?::[0-5]\d)?(?![\d:])")


@dataclass(frozen=True, slots=True)
class Group:
    """Digits that stand together in text[start:end], and what stands before the next group."""

    start: int
    end: int
    digits: str
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """Some groups side by side: text[start:end], their digits, the length of each and what parts them."""

    start: int
    end: int
    digits: str
    shape: tuple[int, ...]
    gaps: tuple[str, ...]


def runs(text: str) -> Iterator[list[Group]]:
    """Give the groups that only spaces, dashes, dots and the like hold apart, run by run."""
    run: list[Group] = []
    kept = _moments(text)
    for found in _DIGITS.finditer(text):
        start, end = found.span()
        if start in kept:
            yield from [run] * bool(run)
            run = []
            continue
        gap = _gap(text, run[-1].end, start) if run else None
        if gap is None:
            yield from [run] * bool(run)
            run = []
        else:
            run[-1] = Group(run[-1].start, run[-1].end, run[-1].digits, gap)
        run.append(Group(start, end, _plain(found.group())))
    yield from [run] * bool(run)


def windows(run: Sequence[Group], first: int) -> list[Window]:
    """Give what may be one number from a group on, the longest first: at most as long as a card."""
    found: list[Window] = []
    digits = ""
    shape: tuple[int, ...] = ()
    gaps: tuple[str, ...] = ()
    for group in run[first : first + MOST_DIGITS]:
        digits += group.digits
        if len(digits) > MOST_DIGITS:
            break
        shape = (*shape, len(group.digits))
        found.append(Window(run[first].start, group.end, digits, shape, gaps))
        gaps = (*gaps, group.gap)
    return found[::-1]


def _gap(text: str, end: int, start: int) -> str | None:
    """What holds two groups apart, without what nobody sees; None where they cannot be one number."""
    if start - end > LONGEST_GAP:
        return None
    gap = _UNSEEN.sub("", text[end:start])
    return gap if _GAP.fullmatch(gap) and gap.count("\n") < 2 else None


def _plain(digits: str) -> str:
    """Write digits of any script as 0–9."""
    return digits if digits.isascii() else "".join(str(unicodedata.digit(one)) for one in digits)


def _moments(text: str) -> frozenset[int]:
    """Where the digits of dates and times of day begin."""
    spans = [
        found.span()
        for pattern in _DATES
        for found in pattern.finditer(text)
        if 1 <= int(found["day"]) <= 31 and 1 <= int(found["month"]) <= 12
    ]
    spans += [found.span() for found in _TIME.finditer(text) if int(found["hour"]) < 24]
    return frozenset(
        digits.start() + start for start, end in spans for digits in _DIGITS.finditer(text[start:end])
    )
