"""Pictures by matplotlib for mails and for the PDF: one point is one CSS pixel, three are drawn for each.

Heebo draws Latin and Hebrew, DejaVu Sans behind it marks and other scripts. A picture shows what was found;
titles are words of the mail around it. No global state of matplotlib is used.
"""

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from language import direction

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

FONTS = Path(__file__).parent / "fonts"
FAMILY = ["Heebo", "DejaVu Sans"]
SHARP = 3
DPI = 72
COLOURS = 128


@dataclass(frozen=True)
class Sheet:
    """A sheet of so many CSS pixels, whose zero is on top at the left; words read from their beginning."""

    wide: float
    high: float
    figure: "Figure"
    axes: "Axes"

    def words(self, x: float, y: float, words: str, colour: str, **how: object) -> None:
        """Write words from the side where reading begins; at the end's side with ends=True."""
        ends = bool(how.pop("ends", False))
        is_right = ends != (direction() == "rtl")
        place = self.wide - x if is_right else x
        weight, size = str(how.get("weight", "regular")), float(str(how.get("size", 10)))
        self.axes.text(
            *(place, y, words),
            color=colour,
            ha="right" if is_right else "left",
            va="center",
            fontproperties=font(weight, size),
        )


def sheet(wide: float, high: float, paper: str | None = None) -> Sheet:
    """Lay out an empty sheet; without paper it is transparent."""
    from matplotlib.figure import Figure  # noqa: PLC0415 (half a second that a start without pictures does not need)

    figure = Figure(figsize=(wide / DPI, high / DPI), dpi=DPI)
    figure.patch.set_alpha(0.0)
    if paper:
        figure.patch.set_alpha(1.0)
        figure.patch.set_facecolor(paper)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, wide)
    axes.set_ylim(high, 0)
    axes.axis("off")
    return Sheet(wide, high, figure, axes)


def png(drawn: Sheet) -> bytes:
    """Save a sheet for a mail, in few colours."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415

    FigureCanvasAgg(drawn.figure)
    raw, file = io.BytesIO(), io.BytesIO()
    drawn.figure.savefig(raw, format="png", dpi=DPI * SHARP)
    with Image.open(raw) as picture:
        small = picture.convert("RGBA").quantize(COLOURS, method=Image.Quantize.FASTOCTREE)
    small.save(file, "PNG", optimize=True)
    return file.getvalue()


def svg(drawn: Sheet) -> str:
    """Save a sheet for the PDF; letters become shapes, so that it looks the same everywhere."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415

    FigureCanvasSVG(drawn.figure)
    file = io.StringIO()
    drawn.figure.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()


@cache
def font(weight: str, size: float) -> "FontProperties":
    """Find a font by its weight: regular, medium, bold."""
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415

    _register()
    return FontProperties(family=FAMILY, weight=weight, size=size)


@cache
def _register() -> None:
    from matplotlib.font_manager import fontManager  # noqa: PLC0415

    for file in sorted(FONTS.glob("*.ttf")):
        fontManager.addfont(file)
