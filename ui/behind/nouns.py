"""So many of what: the words of lists of whole contacts, and of what they add up to."""

from language import _, ngettext, number
from ui.routing.words import spent

MS = 1000


def contacts(n: int) -> str:
    return ngettext("{n} contact", "{n} contacts", n).format(n=number(n))


def answered(n: int) -> str:
    return ngettext("{n} answered contact", "{n} answered contacts", n).format(n=number(n))


def owned(n: int) -> str:
    said = ngettext(
        "{n} answered contact of a topic with a known owner",
        "{n} answered contacts of topics with a known owner",
        n,
    )
    return said.format(n=number(n))


def misrouted(n: int) -> str:
    said = ngettext(
        "{n} contact that began at the wrong desk", "{n} contacts that began at the wrong desk", n
    )
    return said.format(n=number(n))


def sent_back(n: int) -> str:
    said = ngettext(
        "{n} contact sent back to a queue it had left", "{n} contacts sent back to a queue they had left", n
    )
    return said.format(n=number(n))


def flowed_out(n: int) -> str:
    said = ngettext(
        "{n} contact moved on before anybody answered", "{n} contacts moved on before anybody answered", n
    )
    return said.format(n=number(n))


def in_menu(n: int) -> str:
    said = ngettext("{n} contact that went through the menu", "{n} contacts that went through the menu", n)
    return said.format(n=number(n))


def of_known_in_menu(n: int) -> str:
    said = ngettext(
        "{n} contact of a known customer in the menu", "{n} contacts of known customers in the menu", n
    )
    return said.format(n=number(n))


def hung_up(n: int) -> str:
    return ngettext(
        "{n} contact that hung up in the menu", "{n} contacts that hung up in the menu", n
    ).format(n=number(n))


def times(n: float) -> str:
    return ngettext("once in all", "{n} times in all", round(n)).format(n=number(n))


def lost(ms: float) -> str:
    return _("{time} lost").format(time=spent(ms / MS))


def waited_more(ms: float) -> str:
    return _("they waited {time} more").format(time=spent(ms / MS))


def in_vain(ms: float) -> str:
    return _("handled in vain for {time}").format(time=spent(ms / MS))


def against_usual(ms: float) -> str:
    """The net extra wait, which may be negative."""
    less, more = _("they waited {time} less than is usual"), _("they waited {time} more than is usual")
    return (less if ms < 0 else more).format(time=spent(abs(ms) / MS))


def made(n: int) -> str:
    return ngettext("{n} contact of a customer", "{n} contacts of customers", n).format(n=number(n))


def first(n: int) -> str:
    return ngettext("{n} first contact of an issue", "{n} first contacts of issues", n).format(n=number(n))


def in_all(n: float) -> str:
    said = ngettext("{n} contact in all", "{n} contacts in all", round(n))
    return said.format(n=number(n))


def crossed(n: float) -> str:
    return ngettext("{n} channel in all", "{n} channels in all", round(n)).format(n=number(n))


def spent_on(ms: float) -> str:
    return _("{time} spent on them").format(time=spent(ms / MS))


def told(n: float) -> str:
    return ngettext("told to {n} agent", "told to {n} agents in all", round(n)).format(n=number(n))


def rated(n: int) -> str:
    said = ngettext("{n} answer on satisfaction", "{n} answers on satisfaction", n)
    return said.format(n=number(n))


def recommended(n: int) -> str:
    said = ngettext("{n} answer on recommending us", "{n} answers on recommending us", n)
    return said.format(n=number(n))


def on_effort(n: int) -> str:
    return ngettext("{n} answer on effort", "{n} answers on effort", n).format(n=number(n))


def on_solved(n: int) -> str:
    said = ngettext("{n} answer on whether it was solved", "{n} answers on whether it was solved", n)
    return said.format(n=number(n))


def invited(n: int) -> str:
    return ngettext("{n} invitation to a survey", "{n} invitations to a survey", n).format(n=number(n))


def gestures(n: int) -> str:
    return ngettext("{n} gesture", "{n} gestures", n).format(n=number(n))


def cost(amount: float) -> str:
    return _("{amount} in all").format(amount=number(amount, 0 if amount == round(amount) else 2))


def prevented(n: int) -> str:
    said = ngettext(
        "{n} contact of a known customer after something happened",
        "{n} contacts of known customers after something happened",
        n,
    )
    return said.format(n=number(n))


def repeated(n: int) -> str:
    said = ngettext(
        "{n} contact about the same as one before it within 7 days",
        "{n} contacts about the same as one before them within 7 days",
        n,
    )
    return said.format(n=number(n))


def strayed(n: int) -> str:
    said = ngettext(
        "{n} contact that began at the wrong desk and was no repeat",
        "{n} contacts that began at the wrong desk and were no repeats",
        n,
    )
    return said.format(n=number(n))


def waited(n: int) -> str:
    return ngettext("{n} contact that waited", "{n} contacts that waited", n).format(n=number(n))


def with_words(n: int) -> str:
    said = ngettext("{n} contact with a note or comment", "{n} contacts with a note or comment", n)
    return said.format(n=number(n))


def judged(n: int) -> str:
    said = ngettext("{n} promise that fell due", "{n} promises that fell due", n)
    return said.format(n=number(n))


def to_keep(n: int) -> str:
    return ngettext("{n} promise still to keep", "{n} promises still to keep", n).format(n=number(n))


def due_today(n: int) -> str:
    return ngettext("{n} promise due today", "{n} promises due today", n).format(n=number(n))


def overdue(n: int) -> str:
    return ngettext("{n} overdue promise", "{n} overdue promises", n).format(n=number(n))


def tried(n: int) -> str:
    said = ngettext("{n} promise tried in vain", "{n} promises tried in vain", n)
    return said.format(n=number(n))


def late(n: int) -> str:
    return ngettext("{n} promise that was late", "{n} promises that were late", n).format(n=number(n))


def open_complaints(n: int) -> str:
    return ngettext("{n} open complaint", "{n} open complaints", n).format(n=number(n))


def complaints(n: int) -> str:
    return ngettext("{n} complaint", "{n} complaints", n).format(n=number(n))


def calls_due(n: int) -> str:
    said = ngettext("{n} follow-up that fell due", "{n} follow-ups that fell due", n)
    return said.format(n=number(n))


def calls_overdue(n: int) -> str:
    return ngettext("{n} overdue follow-up", "{n} overdue follow-ups", n).format(n=number(n))


def calls_today(n: int) -> str:
    return ngettext("{n} follow-up due today", "{n} follow-ups due today", n).format(n=number(n))


def calls_later(n: int) -> str:
    return ngettext("{n} follow-up due later", "{n} follow-ups due later", n).format(n=number(n))


def calls_judged(n: int) -> str:
    said = ngettext(
        "{n} follow-up that was due 14 days ago or longer",
        "{n} follow-ups that were due 14 days ago or longer",
        n,
    )
    return said.format(n=number(n))


def found_nobody(n: int) -> str:
    said = ngettext(
        "{n} contact that came when nobody was there", "{n} contacts that came when nobody was there", n
    )
    return said.format(n=number(n))


def own(n: int) -> str:
    return ngettext("{n} contact of customers' own", "{n} contacts of customers' own", n).format(n=number(n))


def without_answer(n: int) -> str:
    said = ngettext(
        "{n} contact of a known customer without an answer",
        "{n} contacts of known customers without an answer",
        n,
    )
    return said.format(n=number(n))
