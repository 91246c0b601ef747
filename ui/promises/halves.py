"""The two halves of a part: what waits for somebody now, and how it went; each figure stands in one."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from language import _
from ui import cards, tiles
from ui.cards import Slot
from ui.markup import join, show, tag


@dataclass(frozen=True)
class Half:
    """One half of a part, under its own heading."""

    key: str
    place: DeltaGenerator

    def headed(self, title: str, rule: str) -> "Half":
        """Say what the half is about and what is counted in it."""
        with self.place:
            show(tag("div", join([tag("h2", title), tag("p", rule)]), "mk-side"))
        return self

    def tiles(self, count: int) -> Slot:
        """The place of its tiles."""
        place = self.place.container(key=f"row_{self.key}")
        return cards.place(f"tiles_{self.key}", tiles.waiting(count), place)

    def card(self, key: str, height: int) -> Slot:
        """The place of a card, as high as what will come."""
        return cards.place(key, cards.bones(height), self.place.container(key=f"card_{key}"))


def halves(*, are_beside: bool) -> tuple[Half, Half]:
    """Lay out both: beside each other where there is work to list, else one below the other."""
    places = st.columns((6, 5), gap="medium") if are_beside else (st.container(), st.container())
    now, went = (
        place.container(key=f"half_{key}") for place, key in zip(places, ("now", "went"), strict=True)
    )
    return Half("now", now), Half("went", went)


def now_title() -> str:
    """What the first half is about."""
    return _("Now: what waits for somebody")


def went_title(when: str) -> str:
    """What the second half is about."""
    return _("How it went: {when}").format(when=when)
