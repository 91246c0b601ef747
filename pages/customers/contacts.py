"""Contacts: the list behind a figure, and one contact's way through."""

from dataclasses import replace
from functools import partial

import streamlit as st

from language import _, period
from ui import asked as asking
from ui import behind, cards, download, filters, frame, navigation, notices, session
from ui import page as pages
from ui.asked import Asked
from ui.contacts import one, table, words

ORDERS = ("newest", "longest")


def list_of(page: pages.Page, given: dict[str, list[str]]) -> None:
    """Show the contacts behind the asked figure."""
    asked = behind.checked(page.scene, page.asked)
    figure, problems = behind.figure_behind(asked), list(asked.problems)
    usual = "longest" if figure.longest else "newest"
    part = asking.one(given, "part", ("all", "yes", "no"), "all", problems)
    order = asking.one(given, "order", ORDERS, usual, problems)
    head = cards.place("head", frame.waiting())
    end = filters.bar(asked, page.known, grains=())
    number, found = _turned(replace(page, asked=asked), given, (part, order), problems)
    shown = found.of(part)
    notices.bad_filters(problems)
    pages.clock(page.scene)
    pages.kept(page)
    told = behind.named(page.scene, asked)
    _restriction(asked, words.restriction(told))
    with cards.figure(head):
        crumb = navigation.crumb(page.key, period(asked.days.first, asked.days.last))
        frame.head(crumb, words.sentence(told, found), *pages.age(page))
    [slot] = cards.row(("list", 940))
    if not shown:
        with cards.figure(slot):
            notices.nothing_matches(_("No row is left in this part of the list."), page.key)
        return
    with cards.figure(slot):
        _choices(figure, part, order)
        zone = page.scene.settings.site.zone
        if contact := table.show(found.rows, zone, f"contacts_{part}_{order}_{number}", figure.why):
            filters.put(contact=contact)
            st.rerun()
        if (turned := table.pager(number, shown)) is not None:
            filters.put(page=str(turned + 1))
            st.rerun()
    with end:
        every = partial(behind.listing, page.scene, asked, part, order, behind.EVERY_PAGE)
        download.button(
            lambda: table.readable(every().rows, page.scene.settings.site.zone, figure.why), "contacts"
        )


def _turned(
    page: pages.Page, given: dict[str, list[str]], how: tuple[str, str], problems: list[str]
) -> tuple[int, behind.Listing]:
    """The page of the list that the address asks for, the first one where it asks for none there is."""
    listed = partial(behind.listing, page.scene, page.asked, *how)
    found = listed(0)
    number = asking.page(given, found.pages(how[0]), problems) - 1
    return number, listed(number) if number else found


def _restriction(asked: Asked, said: str) -> None:
    """Say what else the list is narrowed to, and offer to widen it."""
    if asked.narrowed or asked.figure:
        notices.line("narrowed", "filter_alt", _("Only what is behind one figure:"), said)
        # TRICKY: a link to the page one is on leaves its address as it is.
        if st.button(_("Show all contacts"), type="tertiary"):
            st.query_params.from_dict(replace(asked, figure="", narrowed=()).query())
            st.rerun()


def _choices(figure: behind.Behind, part: str, order: str) -> None:
    """Show which part of the list and in what order."""
    with st.container(key="choices", horizontal=True, vertical_alignment="center"):
        if figure.counted is not None:
            parts = {"all": _("All"), "yes": _(figure.yes), "no": _(figure.no)}
            filters.choose("part", parts, part)
        filters.choose("order", {"newest": _("Newest first"), "longest": _(figure.order)}, order)


opened = pages.opened("contacts", session.require("contacts"))
asks = filters.address()
if asks.get("contact"):
    one.show(opened, asks["contact"][-1])
else:
    list_of(opened, asks)
