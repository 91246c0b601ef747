"""Links inside our own HTML, such as from a figure in a table to its contacts."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from ui.markup import Safe, tag
from ui.navigation import entry, may_open

Query = Mapping[str, str | Sequence[str]]


def link(key: str, label: str, query: Query) -> Safe:
    """A label that opens another page with these parameters.

    For who may not open that page it is the label alone. TRICKY: it loads the app afresh. So all that the
    other page needs stands in its address.
    """
    if not may_open(key):
        return tag("span", label)
    return tag("a", label, href=f"{entry(key).key}?{urlencode(query, doseq=True)}", target="_self")
