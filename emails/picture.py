"""A small line chart as a PNG for mails: light paper, which a dark mail dims; figures and hours only.

Titles and findings are words of the mail around it, so that nothing is lost where pictures are off. In the
picture there are digits alone, which need no shaping and read the same in every language.
"""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 276, 112  # as a mail shows it, in CSS pixels
SHARP = 3  # pixels of the file for each
SMOOTH = 2  # drawn larger by so much, and made smaller again
COLOURS = 128
INTER = Path(__file__).resolve().parents[1] / "ui" / "static" / "fonts" / "inter-latin-wght-normal.woff2"
PAPER, LINE, AREA, BESIDE, GRID, TEXT, MARK = (
    *("#fbfbfc", "#3d4fc4", "#e3e6f6", "#bf3f07", "#e4e6ea", "#646c7a", "#9b1230"),
)
LEFT, RIGHT, TOP, BOTTOM = 30, 12, 14, 22  # around the curves
SIZE = 10
STRETCH = timedelta(minutes=5)  # between two readings that a line bridges
DASH, GAP = 4, 3
STEPS = (1, 2, 5)  # times a power of ten: where the upper of two lines of the grid may lie

Reading = float | None
Point = tuple[float, float]


@dataclass(frozen=True)
class Curves:
    """What is drawn: a line over its area and a dashed one beside it, at the same instants, oldest first."""

    at: Sequence[datetime]
    line: Sequence[Reading]
    beside: Sequence[Reading]
    begun: datetime


def png(curves: Curves, zone: ZoneInfo) -> bytes:
    """Draw it; at: two instants at least."""
    scale = SHARP * SMOOTH
    paper = Image.new("RGB", (WIDTH * scale, HEIGHT * scale), PAPER)
    _Drawn(ImageDraw.Draw(paper), curves, zone, scale).draw()
    small = paper.resize((WIDTH * SHARP, HEIGHT * SHARP), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    small.quantize(COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()


@dataclass(frozen=True)
class _Drawn:
    pen: ImageDraw.ImageDraw
    curves: Curves
    zone: ZoneInfo
    scale: int

    @property
    def top(self) -> float:
        known = [value for value in (*self.curves.line, *self.curves.beside) if value is not None]
        return max([*known, 1.0])

    def draw(self) -> None:
        """Grid, area, the dashed line, the line, the beginning, hours."""
        upper = round_below(self.top)
        for value in (0.0, upper):
            self._stroke([self._place(self._first, value), self._place(self._last, value)], GRID, 1)
            self._said(f"{value:g}", (LEFT - 6, self._place(self._first, value)[1]), "rm", TEXT)
        for piece in self._pieces(self.curves.line):
            foot = self._place(self._first, 0.0)[1]
            self.pen.polygon(self._scaled([(piece[0][0], foot), *piece, (piece[-1][0], foot)]), fill=AREA)
        for piece in self._pieces(self.curves.beside):
            for dash in dashes(piece):
                self._stroke(dash, BESIDE, 1.5)
        for piece in self._pieces(self.curves.line):
            self._stroke(piece, LINE, 2)
        self._hours()

    def _hours(self) -> None:
        """The hours at both ends, and between them when it began."""
        foot = HEIGHT - BOTTOM + 12
        self._said(self._clock(self._first), (LEFT, foot), "lm", TEXT)
        self._said(self._clock(self._last), (WIDTH - RIGHT, foot), "rm", TEXT)
        begun = self.curves.begun
        if not self._first <= begun <= self._last:
            return
        across = self._place(begun, 0.0)[0]
        self._stroke([(across, TOP - 6), (across, HEIGHT - BOTTOM)], MARK, 1.2)
        if LEFT + 52 <= across <= WIDTH - RIGHT - 52:
            self._said(self._clock(begun), (across, foot), "mm", MARK)

    @property
    def _first(self) -> datetime:
        return self.curves.at[0]

    @property
    def _last(self) -> datetime:
        return self.curves.at[-1]

    def _clock(self, at: datetime) -> str:
        return f"{at.astimezone(self.zone):%H:%M}"

    def _place(self, at: datetime, value: float) -> Point:
        part = (at - self._first) / ((self._last - self._first) or timedelta(seconds=1))
        high = HEIGHT - TOP - BOTTOM
        return LEFT + part * (WIDTH - LEFT - RIGHT), TOP + high * (1 - value / self.top)

    def _pieces(self, values: Sequence[Reading]) -> list[list[Point]]:
        """Stretches of known values; a longer pause between readings is a gap."""
        found: list[list[Point]] = [[]]
        before: datetime | None = None
        for at, value in zip(self.curves.at, values, strict=False):
            if value is None or (before is not None and at - before > STRETCH):
                found.append([])
            if value is not None:
                found[-1].append(self._place(at, value))
                before = at
        return [piece for piece in found if len(piece) > 1]

    def _scaled(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    def _stroke(self, points: Sequence[Point], colour: str, wide: float) -> None:
        self.pen.line(self._scaled(points), fill=colour, width=round(wide * self.scale), joint="curve")

    def _said(self, words: str, at: Point, anchor: str, colour: str) -> None:
        [place] = self._scaled([at])
        self.pen.text(place, words, fill=colour, font=_font(SIZE * self.scale), anchor=anchor)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(INTER), size)


def round_below(value: float) -> float:
    """Give the greatest of 1, 2, 5, 10, 20, … that is at most a value of 1 or more."""
    ten = 10.0 ** math.floor(math.log10(value))
    return max(step * ten for step in STEPS if step * ten <= value)


def dashes(points: Sequence[Point]) -> list[list[Point]]:
    """Cut a line into dashes of equal length."""
    found: list[list[Point]] = []
    gone = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        long = math.hypot(x1 - x0, y1 - y0)
        done = 0.0
        while done < long:
            within = (gone + done) % (DASH + GAP)
            step = min((DASH if within < DASH else DASH + GAP) - within, long - done)
            if within < DASH:
                cut = [(x0 + (x1 - x0) * t / long, y0 + (y1 - y0) * t / long) for t in (done, done + step)]
                found.append(cut)
            done += max(step, 1e-6)
        gone += long
    return found
