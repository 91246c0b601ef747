"""Sources: how each connector does, what it read, and what it had to set aside."""

import streamlit as st

from language import _
from ui import cards, data, demo, frame, navigation, notices, session
from ui import page as pages
from ui.scene import machine_clock
from ui.sources import cards as source_cards
from ui.sources import delivery, guide, kept, words
from ui.sources.overview import overview

TICK_S = 5

who = session.require("sources")
cards.arrive("sources")


@st.fragment(run_every=TICK_S)
def ticking() -> None:
    """Show the sources, and again every few seconds."""
    with cards.whole_page():
        sources()


def sources() -> None:
    """Show every connector as it is now, and whether what should go out does."""
    seen = pages.look("sources", who)
    known = overview(seen)
    if not known.statuses:
        frame.head(navigation.crumb("sources"), _("Moked has nothing to listen to yet."), "")
        guide.guide()
        return
    reach = source_cards.reach(data.span(seen).last)
    published = words.published(pages.refreshed_at(seen), machine_clock())
    age = " · ".join(part for part in (reach, published) if part)
    frame.head(navigation.crumb("sources"), words.sentence(known.statuses), age, known.is_late)
    demo.panel(seen.settings)
    pages.clock(seen)
    if not known.is_alive:
        notices.no_scheduler()
    unsent = delivery.troubles(seen)
    delivery.notice(unsent)
    delivery.unheard_of(seen)
    for status in known.statuses:
        kind = known.kinds.get(status.connector, _("no longer in the settings"))
        source_cards.card(seen, status, kind, known.waiting, known.is_alive)
    delivery.card(seen, unsent)
    kept.card(seen)


ticking()
