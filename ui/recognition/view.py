"""The cards of an award and of ideas, with what a lead may do about them."""

from collections.abc import Sequence

from store.thanked import Person
from ui import session
from ui.recognition import acting, cards
from ui.recognition.cards import Scale
from ui.recognition.found import Found


def award(found: Found, name: str, over: Scale, people: Sequence[Person]) -> None:
    """Show who has an award, or that nobody has."""
    holders = found.of(name)
    if not holders:
        cards.nobody(found, name)
    for one in holders:
        cards.thanked(found, one, over)
        acting.decide(session.current(), one.given, people)


def ideas(found: Found, people: Sequence[Person]) -> None:
    """Show the ideas of the week, and let one be logged."""
    if not found.ideas:
        cards.no_idea()
    for one in found.ideas:
        cards.idea(found, one)
        acting.result(session.current(), one)
    acting.log_idea(found, people)
