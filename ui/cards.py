"""The cards of a page: bones while they load, and a sentence where a figure fails."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from language import _, number
from ui import notices
from ui.markup import Safe, join, mk, show, tag, text

T = TypeVar("T")


@dataclass(frozen=True)
class Slot:
    """A place on the page for one figure."""

    key: str
    place: DeltaGenerator


def row(*cards: tuple[str, int], widths: Sequence[float] = (1,), is_even: bool = True) -> list[Slot]:
    """Lay out cards of one row, each with its key and the height in pixels of what will come.

    They are as high as the highest; or, at the end of a page, each as high as what it holds.
    """
    tall: Literal["stretch", "content"] = "stretch" if is_even else "content"
    return [
        place(key, bones(height), column.container(key=f"card_{key}", height=tall))
        for (key, height), column in zip(cards, st.columns(widths, gap="small"), strict=True)
    ]


def stack(
    tall: tuple[str, int], others: Sequence[tuple[str, int]], widths: Sequence[float] = (1, 1)
) -> list[Slot]:
    """Lay out one tall card beside several that stand one below the other."""
    [first], rest = columns((tall,), others, widths=widths)
    return [first, *rest]


def columns(*told: Sequence[tuple[str, int]], widths: Sequence[float]) -> list[list[Slot]]:
    """Lay out cards one below the other in each column; the last of each reaches the end of the longest."""
    found = []
    for column, cards in zip(st.columns(widths, gap="small"), told, strict=True):
        last = cards[-1][0]
        found.append(
            [
                place(
                    key,
                    bones(height),
                    column.container(key=f"card_{key}", height="stretch" if key == last else "content"),
                )
                for key, height in cards
            ]
        )
    return found


def place(key: str, waiting: Safe, where: DeltaGenerator | None = None) -> Slot:
    """A place that is filled later, with bones until then on arrival.

    TRICKY: both ways put the later container at the same path, so that nothing is drawn anew.
    """
    box = where or st.container()
    if not is_arrival():
        return Slot(key, box)
    holder = box.empty()
    holder.html(mk(waiting))
    return Slot(key, holder)


@contextmanager
def figure(slot: Slot) -> Iterator[None]:
    """Draw into the slot; an error inside is said there, logged, and goes no further."""
    with slot.place.container():
        try:
            yield
        except Exception as error:  # noqa: BLE001 -- one broken figure must not take the page with it
            notices.failed(slot.key, error)


def tried(read: Callable[[], T]) -> T | Exception:
    """What a read gives, or the error that stopped it: what else there is can then be shown."""
    try:
        return read()
    except Exception as error:  # noqa: BLE001 -- `unread` says it where the figures belong
        return error


def unread(error: Exception, *slots: Slot) -> None:
    """Say in the place of each figure that it could not be computed."""
    for slot in slots:
        with figure(slot):
            raise error


@contextmanager
def whole_page() -> Iterator[None]:
    """Draw a page; an error that no card caught is said in a sentence and logged."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 -- the last boundary before Streamlit's own red box
        with st.container(key="card_failed"):
            notices.failed(
                "page", error, _("This page could not be drawn to its end"), _("Other pages may well be.")
            )


def title(finding: str, what: str = "", end: str = "") -> None:
    """The head of a card: the finding, what is drawn, and a key at the end."""
    words = tag("div", join([tag("h2", finding), tag("p", what) if what else ""]))
    old = str(st.session_state.get("stale", ""))
    ends = [tag("span", text(each), css) for each, css in ((end, ""), (old, "worse")) if each]
    show(tag("div", join([words, tag("span", join(ends), "end") if ends else ""]), "mk-title"))


def newest(n: int, known: int) -> str:
    """Say that a list begins with the newest week, and how many of all it shows where that is not all."""
    if n == known:
        return _("The newest week first")
    return _("The newest week first · {n} of {all}").format(n=number(n), all=number(known))


def date(mark: str) -> None:
    """Note how old all figures of the page are, for the titles of its cards; empty: they are not stale."""
    st.session_state["stale"] = mark


def bones(height: int) -> Safe:
    """A pale block as high as what will come."""
    return tag("div", "", "sk", style=f"height:{height}px", aria_hidden="true")


def reserve(key: str, height: int) -> None:
    """Keep the height of a widget that the browser draws late, so that nothing jumps."""
    st.html(f"<style>.st-key-{key}{{min-height:{height}px}}</style>")


def arrive(page: str) -> None:
    """Note which page is shown: bones only where there is nothing older to keep in place."""
    st.session_state["bones"] = st.session_state.get("showing") != page
    st.session_state["showing"] = page
    date("")


def is_arrival() -> bool:
    """Tell whether the session has just come to this page."""
    return bool(st.session_state.get("bones", True))
