"""Asking whom the page is to be about, and listing who may be meant."""

import streamlit as st

from language import _, ngettext, number
from ui import filters, notices
from ui.customer.finding import MOST_FOUND, Found, search
from ui.markup import plain, show, tag
from ui.scene import Scene

WORDS = "customer_words"
ASKED = "customer_asked"  # survives leaving the page, which the widget's own key does not


def ask(scene: Scene) -> None:
    """Take a number, a name, a telephone number or an address, and list who may be meant."""
    st.session_state.setdefault(WORDS, st.session_state.get(ASKED, ""))
    words = st.text_input(
        _("Customer's number, name, telephone number or e-mail address"),
        key=WORDS,
        placeholder=_("Such as 050 555 0001, c77@mail.example or Roni"),
    )
    st.session_state[ASKED] = words
    if words.strip():
        _list(search(scene, words))


def _list(found: Found) -> None:
    if not found.people:
        notices.state(
            "person_off",
            _("Nobody found"),
            _("Try the number as it is in your records, all of the telephone number, or part of the name."),
        )
        return
    show(tag("p", said(found), "mk-said"))
    with st.container(key="hits"):
        for hit in found.people:
            own = hit.id.split(":", 1)[-1]
            about = " · ".join(plain(part) for part in (own, hit.plan) if part)
            label = f"**{plain(hit.name)}** · {about}" if hit.name else about
            # TRICKY: a link to the page one is on leaves its address as it is.
            if st.button(label, icon=":material/person:", key=f"hit_{hit.id}", type="tertiary"):
                filters.put(id=hit.id)
                st.rerun()


def said(found: Found) -> str:
    """Say how sure it is that those are meant, and how many are not shown."""
    n = found.total
    if found.by == "way" and n > 1:
        words = _("{n} customers share it, so it identifies nobody. It may be one of them.")
    elif found.by == "part":
        one = _("A number that is known in part identifies nobody. It fits one customer.")
        words = (
            one if n == 1 else _("A number that is known in part identifies nobody. It fits {n} customers.")
        )
    elif found.by == "name":
        words = ngettext("{n} customer is called so.", "{n} customers are called so.", n)
    else:
        words = ngettext("{n} customer is known by it.", "{n} customers are known by it.", n)
    told = words.format(n=number(n))
    if n == len(found.people):
        return told
    rest = _("The first {shown} are shown; type more of it, or the name.")
    return f"{told} {rest.format(shown=number(MOST_FOUND))}"


def isolated(name: str) -> str:
    """A name that runs its own way inside a sentence; a star in it paints nothing."""
    return f"\u2068{name.replace('*', '∗')}\u2069"
