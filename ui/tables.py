"""Report tables: few rows, several lines in a cell, in HTML."""

from collections.abc import Sequence

from ui.markup import Safe, join, tag


def report(heads: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> Safe:
    """A table of texts; the columns in `right` hold figures and are aligned to the right."""
    names = join(tag("th", name, "r" if at in right else "") for at, name in enumerate(heads))
    head = tag("thead", tag("tr", names)) if heads else ""
    body = join(tag("tr", join(_cell(cell, at, right) for at, cell in enumerate(row))) for row in rows)
    return tag("div", tag("table", join([head, tag("tbody", body)]), "mk-table"), "scroll")


def two_lines(first: str, second: str) -> Safe:
    """A cell of a name and what belongs to it, if anything does."""
    return join([first, tag("small", second) if second else ""])


def _cell(content: str, at: int, right: frozenset[int]) -> Safe:
    if at in right:
        return tag("td", tag("span", content, "num"), "r")
    return tag("td", content, "name" if at == 0 else "")
