"""Tables: reports of few rows in HTML, several lines in a cell; and those whose cells are clicked."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from ui.markup import Safe, join, tag
from ui.navigation import may_open

ROW_PX = 36
Cell = tuple[int, str]  # its row, its column


def height(rows: int) -> int:
    """How many pixels a table takes whose cells are clicked."""
    return ROW_PX * (rows + 1) + 2


def clicked(shown: Any, key: str, columns: dict[str, Any]) -> Sequence[Cell]:
    """Show a table to sort and to click in; returns the cell that was clicked, if one was.

    A click opens contacts, so for who may not see them there is nothing to click.
    """
    table = partial(
        st.dataframe,
        shown,
        key=key,
        hide_index=True,
        height="content",
        row_height=ROW_PX,
        placeholder="–",
        column_config=columns,
    )
    if not may_open("contacts"):
        table()
        return ()
    event: Any = table(on_select="rerun", selection_mode="single-cell")
    cells: Sequence[Cell] = event["selection"]["cells"]
    return cells


def report(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: frozenset[int] = frozenset(),
    *,
    is_stacked: bool = False,
) -> Safe:
    """A table of texts; the columns in `right` hold figures and are aligned to the right.

    With is_stacked a phone shows the cells of a row one below the other, each with the head of its column.
    """
    names = join(tag("th", name, "r" if at in right else "") for at, name in enumerate(heads))
    head = tag("thead", tag("tr", names)) if heads else ""
    said = heads if is_stacked else ()
    body = join(tag("tr", join(_cell(cell, at, right, said) for at, cell in enumerate(row))) for row in rows)
    kind = "mk-table stacked" if is_stacked else "mk-table"
    return tag("div", tag("table", join([head, tag("tbody", body)]), kind), "scroll")


def two_lines(first: str, second: str) -> Safe:
    """A cell of a name and what belongs to it, if anything does."""
    return join([first, tag("small", second) if second else ""])


def _cell(content: str, at: int, right: frozenset[int], said: Sequence[str]) -> Safe:
    """One cell; `said` are the heads that a phone repeats in cells that hold something."""
    told = {"data_head": said[at]} if at and said and said[at] and content else {}
    if at in right:
        return tag("td", tag("span", content, "num") if content else "", "r", **told)
    return tag("td", content, "name" if at == 0 else "", **told)
