"""The contacts that a figure of a problem counts, each leading to its own page."""

from collections.abc import Sequence

import streamlit as st

from language import _, ngettext, number
from ui import navigation
from ui.growing import examples
from ui.growing.examples import Text
from ui.growing.told import Heard
from ui.markup import show
from ui.scene import Scene
from ui.voices.when import when

A_PAGE = 10


def listed(scene: Scene, found: Heard, contacts: Sequence[str], keys: frozenset[str]) -> None:
    """Open the list."""
    said = ngettext("{n} contact", "{n} contacts", len(contacts)).format(n=number(len(contacts)))
    st.dialog(said, width="large")(_list)(scene, found, tuple(contacts), keys)


def _list(scene: Scene, found: Heard, contacts: Sequence[str], keys: frozenset[str]) -> None:
    texts = examples.texts_of(scene, found, contacts, keys)
    told = {one.contact_id: one for one in texts}
    rest = [name for name in contacts if name not in told]
    order = [*[one.contact_id for one in texts], *rest]
    pages = -(-len(order) // A_PAGE)
    at = st.number_input(_("Page"), 1, pages, key="growing_page") if pages > 1 else 1
    for contact in order[(at - 1) * A_PAGE : at * A_PAGE]:
        _one(scene, contact, told.get(contact))


def _one(scene: Scene, contact: str, text: Text | None) -> None:
    zone = scene.settings.site.timezone
    label = _("Contact {id}").format(id=contact.split(":", 1)[-1])
    if text is not None:
        wrote = _("an agent's note") if text.author == "agent" else _("the customer's words")
        label = f"{when(text.began, text.at, zone)} · {wrote}"
    navigation.link("contacts", label, {"contact": contact})
    if text is not None:
        show(examples.marked(text), "mk-quotes")
