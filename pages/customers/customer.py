"""Customer: everything one person went through, to be read before calling back."""

import streamlit as st

from language import _, ngettext, number
from ui import audited, cards, filters, frame, markup, navigation, notices, session
from ui import page as pages
from ui.customer import asking, moments, picture, records, uncovering, urgent, view
from ui.customer.person import Person, person
from ui.risk import card

MOST = 60  # moments shown at first: older ones are further down than anybody reads before a call

page = pages.opened("customer", session.require("customer"))
given = filters.address()
zone = page.scene.settings.site.zone


def asked() -> None:
    """Ask whom the page is to be about."""
    frame.head(navigation.crumb(page.key), _("Whom do you want to call back?"), *pages.age(page))
    pages.told(page)
    [slot] = cards.row(("search", 160))
    with cards.figure(slot):
        asking.ask(page.scene)


def shown(customer: str) -> None:
    """Show one person."""
    is_plain = uncovering.is_shown(page.scene, customer)
    try:
        of = person(page.scene, customer, is_plain=is_plain)
    except Exception as error:  # noqa: BLE001 -- the page keeps its head, its notices and its way on
        broken(error)
        return
    if of is None:
        frame.head(navigation.crumb(page.key), _("This customer is not in the data."), *pages.age(page))
        pages.told(page)
        with st.container(key="card_nobody"):
            notices.state(
                "person_off",
                _("Nobody by this number"),
                _("It may belong to another team, or have been taken out since."),
            )
            other()
        return
    audited.saw(page.scene, *of.ids)
    name = records.name_of(of, customer)
    everything = moments.moments(of, zone.key)
    sentence = f"{asking.isolated(name)}: {moments.headline(of)}."
    frame.head(navigation.crumb(page.key, asking.isolated(name)), sentence, *pages.age(page))
    pages.told(page)
    other()
    at_first, at_facts = cards.row(("first", 200), ("facts", 200), widths=(3, 2))
    with cards.figure(at_first):
        cards.title(_("What to know first"))
        first = urgent.first(of, zone.key)
        view.listed("first", view.urgent(first))
        if not first:
            markup.show(markup.tag("p", urgent.calm(everything, of), "soft"))
    with cards.figure(at_facts):
        cards.title(_("Who it is"))
        uncovering.offer(page.scene, customer, of.ids, shown=is_plain)
        markup.show(records.facts(of))
    at_risk = card.place()
    if everything:
        story(of, everything)
    else:
        notices.line(
            "silent", "history_toggle_off", _("Nothing happened so far."), _("Only the record is known.")
        )
    card.show(at_risk, page.scene, of.ids)


def broken(error: Exception) -> None:
    """Say that this person could not be read."""
    frame.head(navigation.crumb(page.key), _("This customer could not be read."), *pages.age(page))
    pages.told(page)
    with st.container(key="card_failed"):
        title, rest = _("It could not be read from the store"), _("Other customers may well be readable.")
        notices.failed("customer", error, title, rest)
    other()


def story(of: Person, everything: list[moments.Moment]) -> None:
    """Show what happened, as a picture and in words."""
    [at_picture] = cards.row(("picture", 200))
    with cards.figure(at_picture):
        own = of.contacts.filter(direction="inbound").height
        cards.title(
            picture.finding(everything, own),
            _("Orange went badly: nobody reached, passed on, not solved, a complaint, a bad answer"),
        )
        markup.show(picture.picture(everything, of.now, zone))
    [at_line] = cards.row(("line", 480))
    with cards.figure(at_line):
        n, most = len(everything), len(everything) if given.get("part") else MOST
        said = ngettext("{n} moment, the newest first", "{n} moments, the newest first", n)
        cards.title(_("What happened"), view.cut(most, n) if n > most else said.format(n=number(n)))
        view.listed("line", view.moments(everything[:most], zone))
        if n > most and st.button(
            _("Show all {n} moments").format(n=number(n)), icon=":material/expand_more:"
        ):
            filters.put(part="all")
            st.rerun()


def other() -> None:
    """Lead back to the search."""
    if st.button(_("Find somebody else"), icon=":material/person_search:", type="tertiary"):
        filters.put(id="", part="")
        st.rerun()


if given.get("id"):
    shown(given["id"][-1])
else:
    asked()
