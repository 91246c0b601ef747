"""Sources: how each connector does, what it read, and what it had to set aside."""

import streamlit as st

from language import _
from store.status import is_alive, last_runs, unfinished
from ui import cards, data, frame, navigation, notices, session
from ui import page as pages
from ui.scene import machine_clock
from ui.sources import cards as source_cards
from ui.sources import guide, words

TICK_S = 5

who = session.require("sources")
cards.arrive("sources")


@st.fragment(run_every=TICK_S)
def ticking() -> None:
    """Show the sources, and again every few seconds."""
    with cards.whole_page():
        sources()


def sources() -> None:
    """Show every connector, as it is now."""
    seen = pages.look("sources", who)
    state, configured = seen.store.state, {one.name: one.kind for one in seen.settings.connectors}
    statuses = last_runs(state, tuple(configured))
    published = words.published(seen.published.at if seen.published else None, machine_clock())
    if not statuses:
        frame.head(navigation.crumb("sources"), _("Moked has nothing to listen to yet."), "")
        guide.guide()
        return
    is_late = any(status.is_failing for status in statuses)
    reach = source_cards.reach(data.span(seen).last)
    age = " · ".join(part for part in (reach, published) if part)
    frame.head(navigation.crumb("sources"), words.sentence(statuses), age, is_late)
    pages.clock(seen)
    alive = is_alive(state, machine_clock())
    if not alive:
        notices.no_scheduler()
    for status in statuses:
        kind = configured.get(status.connector, _("no longer in the settings"))
        source_cards.card(seen, status, kind, unfinished(state), alive)


ticking()
