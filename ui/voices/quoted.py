"""What somebody wrote, as HTML: escaped, cut where it is long, with the words that made a signal marked."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from language import _, ngettext, number
from ui.markup import Safe, join, tag
from ui.voices import names

SHORT = 420  # characters that are shown at first
MOST = 6_000  # that are shown at all: nobody reads more, and the page must stay light
BEFORE = 120  # of what stands before the first words that are marked
SLACK = 40  # within which a cut looks for a space
LONGEST_MARK = 64  # characters that belong to the one before them
JOINER, TONES = "\u200d", range(0x1F3FB, 0x1F400)
BLANKS = re.compile(r"\n\s+")
Mark = tuple[int, int, str]  # where it begins and ends in the text, and its signal
Hide = Callable[[str], str]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text and the signals that its words made, none where it is plain."""

    text: str
    signals: tuple[str, ...] = ()


def marks(evidence: str | None) -> list[Mark]:
    """The places that made signals: places in the masked text, counted in characters."""
    return [(start, end, signal) for signal, start, end, _rule in json.loads(evidence or "[]")]


def quote(text: str, found: Sequence[Mark], chosen: str = "", hide: Hide = str) -> Safe:
    """A text as a quotation; of a long one what matters first, and more of it on a click.

    chosen is the signal that is looked for, hide takes out of each piece what a viewer may not read.
    """
    first = next((start for start, _end, signal in found if signal == chosen or not chosen), 0)
    if len(text) <= SHORT + SLACK:
        return _quoted(text, found, chosen, hide, 0, len(text))
    begin = 0 if first < SHORT - BEFORE else whole(text, first - BEFORE)
    excerpt = _quoted(text, found, chosen, hide, begin, whole(text, begin + SHORT))
    rest = _quoted(text, found, chosen, hide, 0, whole(text, MOST))
    more = join([tag("span", _("more"), "more"), tag("span", _("less"), "less")])
    left = _left_out(len(text) - MOST)
    return tag("details", join([tag("summary", join([excerpt, more])), rest, left]), "long")


def _left_out(n: int) -> Safe:
    if n <= 0:
        return Safe("")
    said = ngettext("and {n} more character", "and {n} more characters", n)
    return tag("small", said.format(n=number(n)))


def _quoted(text: str, found: Sequence[Mark], chosen: str, hide: Hide, begin: int, end: int) -> Safe:
    inside = [_piece(one, chosen, hide) for one in pieces(text, found, begin, end)]
    before, after = "… " if begin > 0 else "", " …" if end < len(text) else ""
    return tag("q", join([before, *inside, after]), dir="auto")


def _piece(one: Piece, chosen: str, hide: Hide) -> Safe | str:
    shown = BLANKS.sub("\n", hide(one.text))
    if not one.signals:
        return shown
    css = "good" if set(one.signals) <= set(names.GOOD) else ""
    faint = "" if not chosen or chosen in one.signals else "faint"
    return tag("mark", shown, " ".join(filter(None, [css, faint])), title=names.signals(one.signals))


def pieces(text: str, found: Sequence[Mark], begin: int, end: int) -> Iterator[Piece]:
    """Cut text[begin:end] where marks begin and end; those that overlap share their words.

    A mark ends where a whole character does: an accent, a vowel point or half an emoji stays with its letter.
    """
    held = [
        (max(begin, _start(text, start)), min(end, _end(text, stop)), signal)
        for start, stop, signal in found
        if start < stop and start < end and stop > begin
    ]
    edges = sorted({begin, end, *(edge for start, stop, _signal in held for edge in (start, stop))})
    for at, until in pairwise(edges):
        signals = {signal for start, stop, signal in held if start <= at and stop >= until}
        yield Piece(text[at:until], tuple(name for name in names.SIGNALS if name in signals))


def whole(text: str, at: int) -> int:
    """The nearest place before `at` where a text may be cut: at a space, else between two characters."""
    if at >= len(text):
        return len(text)
    space = max(text.rfind(blank, max(0, at - SLACK), at) for blank in (" ", "\n"))
    return space + 1 if space > 0 else _start(text, at)


def _start(text: str, at: int) -> int:
    for back in range(min(at, LONGEST_MARK)):
        if not _belongs(text, at - back):
            return at - back
    return at


def _end(text: str, at: int) -> int:
    for on in range(LONGEST_MARK):
        if not _belongs(text, at + on):
            return min(at + on, len(text))
    return min(at, len(text))


def _belongs(text: str, at: int) -> bool:
    """Tell whether the character at a place is part of the one before it."""
    if not 0 < at < len(text):
        return False
    one, before = text[at], text[at - 1]
    is_mark = unicodedata.category(one) in ("Mn", "Me", "Mc")
    return is_mark or JOINER in (one, before) or ord(one) in TONES
