"""Customer: everything one person went through, to be read before calling back."""

import streamlit as st

from language import _, ngettext, number
from ui import cards, filters, frame, markup, navigation, notices, session
from ui import page as pages
from ui.customer import moments, view
from ui.customer.person import person, search

MOST = 200  # moments shown; older ones are many pages further down than anybody reads

page = pages.opened("customer", session.require("customer"))
given = filters.address()
zone = page.scene.settings.site.zone


def found(words: str) -> None:
    """List the customers whom the words may mean."""
    people = search(page.scene, words)
    if not people:
        notices.state(
            "person_off", _("Nobody found"), _("Try a number, a name, a telephone number or an address.")
        )
    for customer, name in people:
        label = f"{name} · {customer}" if name else customer
        navigation.link("customer", label, {"id": customer})


def asked() -> None:
    """Ask whom the page is to be about."""
    frame.head(navigation.crumb(page.key), _("Whom do you want to call back?"), "")
    [slot] = cards.row(("search", 160))
    with cards.figure(slot):
        words = st.text_input(
            _("Customer's number, name, telephone number or e-mail address"), key="customer_words"
        )
        if words:
            found(words)


def shown(customer: str) -> None:
    """Show one person."""
    of = person(page.scene, customer)
    if of is None:
        frame.head(navigation.crumb(page.key), _("This customer is not in the data."), "")
        notices.nothing_matches(_("It may belong to another team, or have been taken out since."), page.key)
        return
    name = str(of.record.get("name") or customer.split(":", 1)[-1])
    everything = moments.moments(of, zone.key)
    frame.head(navigation.crumb(page.key, name), f"{name}: {moments.summary(of)}.", "")
    [at_facts] = cards.row(("facts", 120))
    [at_line] = cards.row(("line", 480))
    with cards.figure(at_facts):
        cards.title(_("What to know first"))
        markup.show(view.facts(of))
    with cards.figure(at_line):
        n = len(everything)
        said = ngettext("{n} moment, the newest first", "{n} moments, the newest first", n)
        cards.title(_("What happened"), said.format(n=number(n)))
        markup.show(view.line(everything[:MOST], zone))


if given.get("id"):
    shown(given["id"][-1])
else:
    asked()
