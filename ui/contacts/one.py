"""One contact: what it went through, step by step."""

import streamlit as st

from language import _, instant
from ui import audited, behind, cards, filters, frame, markup, navigation, notices, tables
from ui.contacts import timeline, words
from ui.page import Page


def show(page: Page, contact_id: str) -> None:
    """Show what one contact went through."""
    contact, legs = behind.one(page.scene, contact_id)
    zone = page.scene.settings.site.zone
    if contact is None:
        frame.head(navigation.crumb(page.key), _("This contact is not in the data."), "")
        notices.nothing_matches(_("It may have been taken out since, or belong to another team."), page.key)
        return
    if contact.get("customer_id"):
        audited.saw(page.scene, str(contact["customer_id"]))
    frame.head(
        navigation.crumb(page.key, _("one contact")),
        words.of_one(contact, legs),
        instant(contact["started_at"], zone.key),
        is_late=None,
    )
    if st.button(_("Back to the list"), icon=":material/arrow_back:", type="tertiary"):
        filters.put(contact="")
        st.rerun()
    if contact.get("customer_id"):
        whole = _("Everything about this customer")
        navigation.link("customer", whole, {"id": str(contact["customer_id"])}, "person_search")
    lanes = timeline.lanes(contact, legs)
    [at_line] = cards.row(("line", 200))
    [at_steps, at_facts] = cards.row(("steps", 240), ("facts", 240), widths=(4, 3))
    with cards.figure(at_line):
        cards.title(_("The way through"), _("Site time; hold and wrap-up are drawn after the talk"))
        markup.show(timeline.picture(lanes, zone))
    with cards.figure(at_steps):
        cards.title(_("Step by step"))
        heads = [_("At"), _("Where"), _("What"), _("For")]
        markup.show(tables.report(heads, timeline.steps(lanes, zone), right=frozenset({3})))
    with cards.figure(at_facts):
        cards.title(_("What else is known"))
        markup.show(tables.report([], words.facts(contact)))
