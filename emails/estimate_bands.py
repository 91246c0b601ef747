"""Estimates as dots in their cautious ranges, with what was expected as an upright line; grey is not"
" clear."""

import math
from collections.abc import Sequence

from emails.drawing import Sheet, sheet
from emails.recognition import Band
from emails.tokens import LIGHT
from language import _, number

WIDE = 276
ROW, TOP, BOTTOM, EDGE = 38, 6, 8, 14
PAPER, TRACK = "#fbfbfc", "#e4e6ea"
CLEAR, UNCLEAR = ("#3d4fc4", "#b9c1f2"), ("#8a92a0", "#cdd2da")
LONGEST = 24


def bands(measures: Sequence[Band]) -> Sheet:
    """Draw measures under each other, on one scale from `floor` to 100 %."""
    drawn = sheet(WIDE, TOP + ROW * len(measures) + BOTTOM, PAPER)
    low = floor(measures)

    def across(share: float) -> float:
        return EDGE + (min(max(share, low), 1.0) - low) / (1.0 - low) * (WIDE - 2 * EDGE)

    for n, one in enumerate(measures):
        top = TOP + n * ROW
        line = top + 26
        dot, band = CLEAR if one.is_clear else UNCLEAR
        _bar(drawn, across(low), across(1.0), line, TRACK)
        _bar(drawn, across(one.low), across(one.high), line, band)
        drawn.axes.plot([across(one.usual)] * 2, [line - 7, line + 7], color=LIGHT["ink"], linewidth=1.8)
        drawn.axes.plot(
            *([across(one.estimate)], [line], "o"),
            color=dot,
            markersize=8,
            markeredgecolor="#ffffff",
            markeredgewidth=1.2,
        )
        weight = "bold" if one.is_clear else "regular"
        name = one.name if len(one.name) <= LONGEST else one.name[: LONGEST - 1] + "…"
        drawn.words(EDGE, top + 12, name, LIGHT["ink"], size=9.5, weight=weight)
        counts = counted(one) if one.is_clear else f"≈ {counted(one)}"
        drawn.words(EDGE, top + 12, counts, LIGHT["muted"], size=9, ends=True)
    return drawn


def counted(one: Band) -> str:
    """Write a measure in counts."""
    words = _("{x} of {n}, {e} expected")
    return words.format(x=number(one.observed), n=number(one.n), e=number(one.expected))


def floor(measures: Sequence[Band]) -> float:
    """Where the scale begins: the ten per cent below all that is drawn."""
    least = min((min(one.low, one.usual) for one in measures), default=0.5)
    return max(0.0, min(0.9, math.floor(least * 10) / 10))


def _bar(drawn: Sheet, begin: float, end: float, at: float, colour: str) -> None:
    drawn.axes.plot([begin, end], [at, at], color=colour, linewidth=5.5, solid_capstyle="butt")
