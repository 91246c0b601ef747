"""A figure by row and hour of the day, as a table whose cells are darker the more there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ui.charts.heat import STRONG, step
from ui.markup import Safe, join, tag


@dataclass(frozen=True)
class Cell:
    """One hour of a row: what is written, how much of the scale it is (None: pale), and what it means."""

    said: str
    part: float | None
    hover: str


def grid(
    names: Sequence[str],
    cells: Mapping[tuple[int, int], Cell],
    corner: str,
    end: tuple[str, Sequence[str]] | None = None,
) -> Safe:
    """A row for each name, a column for each hour that any row knows; cells are by row and hour.

    `end` is the head and the texts of a last column.
    """
    known = [hour for _row, hour in cells]
    if not known:
        return Safe("")
    hours = range(min(known), max(known) + 1)
    last = [tag("th", end[0])] if end else []
    heads = [tag("th", corner, "name"), *(tag("th", f"{hour:02}") for hour in hours), *last]
    rows = [
        tag("tr", join([tag("th", name, "name"), *(_cell(cells.get((at, hour))) for hour in hours), *ends]))
        for at, name in enumerate(names)
        for ends in [[tag("td", tag("span", end[1][at], "num"), "end")] if end else []]
    ]
    table = tag("table", join([tag("thead", tag("tr", join(heads))), tag("tbody", join(rows))]), "mk-grid")
    return tag("div", table, "scroll")


def _cell(cell: Cell | None) -> Safe:
    if cell is None:
        return tag("td", "", "none")
    at = 0 if cell.part is None else step(cell.part, 1.0)
    css = "strong" if at >= STRONG else "faint" if cell.part is None else ""
    return tag(
        "td", tag("span", cell.said, "num"), css, style=f"background:var(--heat-{at})", title=cell.hover
    )
