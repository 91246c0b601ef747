"""A figure by row and hour of the day, as a table whose cells are darker the more there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ui.charts.heat import STRONG, step
from ui.links import Query, link
from ui.markup import Safe, join, tag


@dataclass(frozen=True)
class Cell:
    """One hour of a row: what is written, how much of the scale it is (None: pale), and what it means.

    `way` is the page, and its parameters, on which the rows behind it stand; `is_open` where they are shown.
    """

    said: str
    part: float | None
    hover: str
    way: tuple[str, Query] | None = None
    is_open: bool = False


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
    shade = "strong" if at >= STRONG else "faint" if cell.part is None else ""
    said = tag("span", cell.said, "num")
    body = link(cell.way[0], said, cell.way[1]) if cell.way and cell.said else said
    css = f"{shade} open".strip() if cell.is_open else shade
    return tag("td", body, css, style=f"background:var(--heat-{at})", title=cell.hover)
