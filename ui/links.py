"""Links inside our own HTML, such as from a figure in a table to its contacts.

A click on one is taken by `ui.history`, so that the app is not loaded afresh.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from language import _
from ui.markup import Safe, tag
from ui.navigation import entry, may_open

Query = Mapping[str, str | Sequence[str]]


def link(key: str, label: str, query: Query) -> Safe:
    """A label that opens another page with these parameters; all that it needs stands in its address.

    For who may not open that page it is the label alone.
    """
    if not may_open(key):
        return tag("span", label)
    address = entry(key).key + (f"?{urlencode(query, doseq=True)}" if query else "")
    title = _("Open the contacts") if key == "contacts" else ""
    return tag("a", label, "way", href=address, target="_self", title=title)
