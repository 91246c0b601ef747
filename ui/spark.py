"""Small pictures in CSS: st.html strips SVG tags, but a mask may be one."""

from collections.abc import Sequence
from typing import Literal
from urllib.parse import quote

from ui.markup import Safe, tag

Tone = Literal["", "worse", "better", "breach"]
COLOURS: dict[str, str] = {
    "": "var(--soft)",
    "worse": "var(--worse)",
    "better": "var(--better)",
    "breach": "var(--breach)",
}
WIDTH, HEIGHT, EDGE = 64.0, 24.0, 2.0


def spark(values: Sequence[float | None], tone: Tone = "") -> Safe:
    """A small trend, lowest value at the bottom; gaps stay gaps; fewer than two values show nothing."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return Safe("")
    pieces = _pieces(values, min(known), max(known))
    lines = "".join(_line(piece) + _area(piece) for piece in pieces)
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH:g} {HEIGHT:g}' "
        f"preserveAspectRatio='none'>{lines}</svg>"
    )
    style = f'--s:url("data:image/svg+xml,{quote(svg)}");--c:{COLOURS[tone]}'
    return tag("span", "", "spark", style=style, aria_hidden="true")


Point = tuple[float, float]


def _pieces(values: Sequence[float | None], low: float, high: float) -> list[list[Point]]:
    """Runs of known values as points of the picture."""
    step = WIDTH / (len(values) - 1)
    span = (high - low) or 1.0
    pieces: list[list[Point]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append((at * step, EDGE + (HEIGHT - 2 * EDGE) * (1 - (value - low) / span)))
    return [piece for piece in pieces if piece]


def _line(points: Sequence[Point]) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return (
        f"<polyline points='{path}' fill='none' stroke='black' stroke-width='1.5' "
        "vector-effect='non-scaling-stroke' stroke-linejoin='round'/>"
    )


def _area(points: Sequence[Point]) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    first, last = points[0][0], points[-1][0]
    return f"<polygon points='{first:.1f},{HEIGHT:g} {path} {last:.1f},{HEIGHT:g}' opacity='.17'/>"
