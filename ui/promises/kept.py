"""The part of the page that is not there yet."""

from typing import Any

from ui import cards, frame
from ui import page as pages
from ui.page import Page


def show(page: Page, head: cards.Slot, crumb: str, end: Any) -> None:
    """Show the part."""
    del end
    with cards.figure(head):
        frame.head(crumb, "", *pages.age(page))
