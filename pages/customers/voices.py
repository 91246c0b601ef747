"""Voices: what customers say and agents write down, what grows in it, and what a team should hear."""

from importlib import import_module
from importlib.util import find_spec

import streamlit as st

from language import _, marked, period
from ui import asked as asking
from ui import cards, filters, frame, navigation, session
from ui import page as pages

PARTS: dict[str, str] = {
    "said": marked("What they say"),
    "growing": marked("Growing problems"),
    "meeting": marked("For the team meeting"),
}

page = pages.opened("voices", session.require("voices"))
given, problems = filters.address(), list(page.asked.problems)
part = asking.one(given, "part", tuple(PARTS), "said", problems)
crumb = navigation.crumb(page.key, period(page.asked.days.first, page.asked.days.last))
head = cards.place("head", frame.waiting())
end = filters.bar(page.asked, page.known, grains=())
pages.told(page, problems)
filters.choose("part", {name: _(label) for name, label in PARTS.items()}, part)


def beside(name: str) -> None:
    """Show a part that another file draws, once it is there."""
    if find_spec(f"ui.voices.{name}"):
        import_module(f"ui.voices.{name}").show(page.scene)


with cards.figure(head):
    frame.head(crumb, _("What customers say, in their own words."), *pages.age(page))
if part == "growing":
    beside("growing")
elif part == "said":
    beside("learned")
st.space("small")
