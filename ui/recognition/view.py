"""The cards of an award and of ideas, with what a lead may do about them."""

from collections.abc import Sequence

from store.thanked import Person
from ui import session
from ui.cards import Slot, row, stack
from ui.recognition import acting, cards
from ui.recognition.cards import Scale
from ui.recognition.found import Found

THREE = ("best", "improved", "helped")
TALL, SHORT = 420, 140


def places(found: Found) -> list[tuple[str, Slot]]:
    """Lay out the awards, so that one that names nobody is not as tall as one that names somebody."""
    full = [(f"thanks_{one}", TALL) for one in THREE if found.of(one)]
    rest = [(f"thanks_{one}", SHORT) for one in THREE if not found.of(one)]
    if len(full) == 1:
        slots = stack(full[0], rest, widths=(3, 2))
    else:
        slots = [slot for group in (full, rest) if group for slot in row(*group, widths=(1,) * len(group))]
    return [(slot.key.removeprefix("thanks_"), slot) for slot in slots]


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
