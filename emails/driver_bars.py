"""The parts of a change as bars that add up to it, each with its 95 % interval; grey where it is noise.

In a mail a part's name stands above its bar, in the PDF beside it. Plus is to the right in every language.
"""

from dataclasses import dataclass, replace

from emails.drawing import Sheet, sheet
from emails.snapshot import Changed, Driver, Headline
from emails.snapshot_words import LOWER, difference
from emails.tokens import LIGHT
from language import _, direction

WIDE = 276
PAPER, NEUTRAL, WHISKER, AXIS = "#fbfbfc", "#cdd2da", "#8a92a0", "#c3c8d1"
EDGE = 14
LONGEST = 34  # letters of a name


@dataclass(frozen=True)
class _Form:
    """Where things lie: of a row its height, and of its bar the beginning, the end and the depth in it."""

    wide: float
    row: float
    first: float
    last: float
    depth: float
    top: float
    size: float
    paper: str | None

    @property
    def is_stacked(self) -> bool:
        return self.paper is not None


STACKED = _Form(WIDE, 31, EDGE, WIDE - EDGE, 21, 8, 9.5, PAPER)
BESIDE = _Form(360, 20, 158, 306, 10, 2, 9.5, None)


def mail_bars(one: Headline, placed: Changed) -> Sheet:
    """Draw for a mail: names above the bars, on light paper."""
    return _drawn(one, placed, STACKED)


def page_bars(one: Headline, placed: Changed) -> Sheet:
    """Draw for the PDF: names beside the bars, on its own ground."""
    form = BESIDE
    if direction() == "rtl":
        form = replace(form, first=form.wide - form.last, last=form.wide - form.first)
    return _drawn(one, placed, form)


def _drawn(one: Headline, placed: Changed, form: _Form) -> Sheet:
    parts = placed.drivers
    bottom = form.top + form.row * len(parts)
    drawn = sheet(form.wide, bottom + 30, form.paper)
    edges = [edge for part in parts for edge in (part.effect, part.low, part.high) if edge is not None]
    low, high = min(0.0, *edges), max(0.0, *edges)

    def across(value: float) -> float:
        return form.first + (value - low) / ((high - low) or 1.0) * (form.last - form.first)

    for n, part in enumerate(parts):
        top = form.top + n * form.row
        middle = top + form.depth
        colour = _colour(one, part)
        around = 6 if form.is_stacked else form.row / 2
        drawn.axes.plot([across(0)] * 2, [middle - around, middle + around], color=AXIS, linewidth=0.8)
        drawn.axes.barh(
            middle, across(part.effect) - across(0), 8, left=across(0), color=colour or NEUTRAL, linewidth=0
        )
        if part.low is not None and part.high is not None:
            _whisker(drawn, across(part.low), across(part.high), middle, is_clear=part.is_clear)
        said = top + (8 if form.is_stacked else form.depth)
        _named(drawn, one, part, said, form, colour)
    _total(drawn, one, bottom, form)
    return drawn


def _whisker(drawn: Sheet, low: float, high: float, middle: float, *, is_clear: bool) -> None:
    colour = LIGHT["ink"] if is_clear else WHISKER
    drawn.axes.plot([low, high], [middle] * 2, color=colour, linewidth=0.9)
    for end in (low, high):
        drawn.axes.plot([end] * 2, [middle - 3, middle + 3], color=colour, linewidth=0.9)


def _named(drawn: Sheet, one: Headline, part: Driver, at: float, form: _Form, colour: str | None) -> None:
    edge = EDGE if form.is_stacked else 0
    name = part.name if len(part.name) <= LONGEST else part.name[: LONGEST - 1] + "…"
    drawn.words(edge, at, name, LIGHT["text"], size=form.size)
    effect = difference(one.id, part.effect, "")
    if colour:
        drawn.words(edge, at, effect, colour, size=form.size, weight="bold", ends=True)
    else:
        drawn.words(edge, at, f"≈ {effect}", LIGHT["muted"], size=form.size, ends=True)


def _total(drawn: Sheet, one: Headline, bottom: float, form: _Form) -> None:
    edge = EDGE if form.is_stacked else 0
    moved = one.moved.difference or 0.0
    drawn.axes.plot([edge, form.wide - edge], [bottom + 5] * 2, color=LIGHT["line"], linewidth=1)
    words = _("Change") if one.id == "asa" else _("Change, in points")
    drawn.words(edge, bottom + 17, words, LIGHT["ink"], size=form.size, weight="bold")
    total = difference(one.id, moved, "")
    colour = LIGHT[_tone(one, moved)]
    drawn.words(edge, bottom + 17, total, colour, size=form.size, weight="bold", ends=True)


def _colour(one: Headline, part: Driver) -> str | None:
    return LIGHT[_tone(one, part.effect)] if part.is_clear else None


def _tone(one: Headline, moved: float) -> str:
    return "better" if (moved > 0) != (one.id in LOWER) else "worse"
