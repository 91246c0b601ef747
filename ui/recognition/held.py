"""Who is held back this week, with the reason: for managers and their own lead, named only when asked."""

import streamlit as st

from language import _
from metrics.recognition import words as told
from metrics.recognition.guards import GUARDS
from metrics.recognition.told import Held
from ui import cards, markup
from ui.markup import join, tag
from ui.recognition import words
from ui.recognition.found import Found


def show(found: Found) -> None:
    """Show how many are held back by each reason; a click names them."""
    cards.title(_("Held back this week, with the reason"), _("Seen by their own lead and managers only"))
    rows = [one for one in found.week.held if not found.team or one.team == found.team]
    if not rows:
        markup.show(tag("p", _("Nobody."), "soft"))
    for guard in GUARDS:
        some = [one for one in rows if one.guard == guard]
        if some:
            _reason(found, guard, some)


def _reason(found: Found, guard: str, some: list[Held]) -> None:
    key = f"held_{guard}"
    with st.container(key=f"row_{key}", horizontal=True, vertical_alignment="center", wrap=False):
        sign = tag("span", markup.icon(words.GUARD_ICONS[guard]), "soft")
        said = tag("div", join([words.held(len(some)), tag("small", _(words.GUARDS[guard]))]))
        markup.show(tag("div", join([sign, said]), "reason"))
        is_open = bool(st.session_state.get(key))
        if st.button(_("close") if is_open else _("look"), type="tertiary", key=f"look_{guard}"):
            st.session_state[key] = not is_open
            st.rerun()
    if is_open:
        named = [[tag("b", found.name(one.agent_id), dir="auto"), " ", told.guard(one)] for one in some]
        markup.show(tag("ul", join(tag("li", join(one)) for one in named), "named"))
