"""The sentences of the page Voices."""

from collections.abc import Sequence

from language import _, ngettext, number, points, share
from metrics.compare import Figure
from ui.voices.names import TROUBLE, signal
from ui.voices.story import Heard


def nobody() -> str:
    """That there is nobody to listen to."""
    return _("There was no contact to listen to.")


def in_sentence(name: str) -> str:
    """A signal's name inside a sentence."""
    return f"“{signal(name)}”"


def sentence(found: Sequence[Heard]) -> str:
    """What is heard most of all trouble, and what surely grew or shrank the most."""
    trouble = [one for one in found if one.signal in TROUBLE and one.now["numerator"]]
    if not trouble:
        return _("Nothing that points to trouble was heard.")
    most = trouble[0]
    said = _("The trouble heard most: {signal}, in {share} of contacts with words").format(
        signal=in_sentence(most.signal), share=share(most.now["value"])
    )
    return said + _moved(found) + "."


def _moved(found: Sequence[Heard]) -> str:
    """What surely went worse the most, else what went better."""
    for tone, more, less in (
        ("worse", _("; {signal} grew by {points}"), _("; {signal} fell by {points}")),
        ("better", _("; {signal} grew by {points}"), _("; {signal} fell by {points}")),
    ):
        moved = [one for one in found if one.tone == tone]
        if moved:
            top = max(moved, key=lambda one: abs(one.moved))
            words = more if top.moved > 0 else less
            return words.format(signal=in_sentence(top.signal), points=points_of(top.moved))
    return ""


def points_of(moved: float) -> str:
    """A difference of shares, in points."""
    return points(abs(moved))


def covered(now: Figure, contacts: Figure) -> str:
    """How many contacts have words at all."""
    n, every = int(now["denominator"] or 0), int(contacts["value"] or 0)
    if not every:
        return ""
    said = _("{share} of contacts have a note or comment")
    return said.format(share=share(n / every, 0))


def counted(texts: int, contacts: int) -> str:
    """So many texts of so many contacts."""
    said = ngettext("{n} text", "{n} texts", texts).format(n=number(texts))
    of = ngettext("of {n} contact", "of {n} contacts", contacts).format(n=number(contacts))
    return f"{said} {of}"


def heard_in(texts: int, read: int, contacts: int, *, is_one: bool) -> str:
    """In how many of the texts that were read a signal was heard, or any; the share; of how many contacts."""
    any_of = ngettext(
        "Something was heard in {texts} of {n} text read ({share})",
        "Something was heard in {texts} of {n} texts read ({share})",
        read,
    )
    one = ngettext(
        "Heard in {texts} of {n} text read ({share})", "Heard in {texts} of {n} texts read ({share})", read
    )
    said = one if is_one else any_of
    part = share(texts / read if read else None)
    of = ngettext("{n} contact", "{n} contacts", contacts).format(n=number(contacts))
    return f"{said.format(texts=number(texts), n=number(read), share=part)} · {of}"
