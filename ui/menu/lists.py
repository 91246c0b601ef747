"""Lead from the places and the ways of the menu to the contacts that they count."""

from collections.abc import Mapping

from ui.asked import Asked
from ui.links import link
from ui.markup import Safe, tag
from ui.menu.story import TROUBLE


def every(label: str, asked: Asked, narrowed: Mapping[str, str]) -> Safe:
    """A label that opens all contacts of a place or a way; plain where nothing tells them from others."""
    return link("contacts", label, asked.behind(TROUBLE, **narrowed)) if narrowed else tag("span", label)


def in_trouble(label: str, asked: Asked, narrowed: Mapping[str, str]) -> Safe:
    """The same with those of them who ran into trouble."""
    if not narrowed:
        return tag("span", label)
    return link("contacts", label, {**asked.behind(TROUBLE, **narrowed), "part": ["yes"]})
