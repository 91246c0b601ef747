"""Ways from a figure inside HTML to the contacts behind it."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from language import _
from ui.markup import Safe, tag
from ui.navigation import may_open

Query = Mapping[str, Sequence[str]]


def way(content: str, page: str, query: Query) -> Safe:
    """A text that leads to another page, its filters in the address; for who may not open that, the text."""
    if not may_open(page):
        return tag("span", content)
    address = f"{page}?{urlencode(query, doseq=True)}" if query else page
    return tag("a", content, "way", href=address, target="_self", title=_("Open the contacts"))
