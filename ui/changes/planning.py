"""Planning a roll-out by chance: how long it takes, and its days once it is logged."""

from datetime import timedelta
from functools import partial

import streamlit as st

from language import _, number, share, weekday
from metrics.catalog import METRICS
from store import roll_outs
from store.aims import METRICS as WATCHED
from store.change_places import Places
from store.process_changes import KINDS, LONGEST_PLAN, Draft, Plan
from store.roll_outs import Basis
from ui import dates, emptied
from ui.changes import acting, found, words
from ui.scene import Scene

SHARES = tuple(name for name in WATCHED if METRICS[name].unit == "share")
USUAL = (1, 2, 3, 4, 7)


def roll_out(scene: Scene, known: Places) -> None:
    """Let a roll-out be planned: what it takes is said before it is logged."""
    with st.popover(_("Plan a roll-out…"), icon=":material/casino:", key="plan_roll_out"):
        st.markdown(_("Chance chooses the days of the new way. Only so may a result be called its effect."))
        name = st.selectbox(_("Figure to watch"), SHARES, format_func=words.metric, key="plan_metric")
        expected = acting.direction("plan_expected")
        at = acting.where(known, "plan_where")
        gain = st.number_input(_("A difference that would matter, in points"), 0.5, 50.0, 3.0, 0.5)
        days = st.pills(
            _("Weekdays"), range(1, 8), default=USUAL, format_func=weekday, selection_mode="multi"
        )
        of = acting.aim(name, expected, at)
        weeks = _told(found.basis(scene, of), gain / 100 * (1 if expected == "up" else -1), len(days))
        with st.form("plan_form", border=False):
            what = st.text_area(_("What is tried"), key=emptied.begin("plan_what"))
            kind = st.selectbox(_("Kind"), KINDS, format_func=words.kind, key="plan_kind")
            on = dates.typed(_("From which day on"), scene.today + timedelta(1), "plan_on")
            long = st.number_input(_("Weeks, an even number"), 2, LONGEST_PLAN, weeks, 2, key=f"plan_{weeks}")
            owner, team = acting.owner(scene, known, "plan_owner"), acting.team_of(scene, "plan_team")
            if st.form_submit_button(_("Draw the days and log it"), type="primary"):
                draft = Draft(kind, what, on, owner or "", of, team)
                plan = Plan(int(long), tuple(sorted(days)))
                acting.tried(partial(acting.plan, known, draft, plan), _("Its days are drawn."), "plan_what")


def _told(basis: Basis | None, gain: float, days: int) -> int:
    """Say in plain words how many weeks it takes to see a difference; give as many, if they are allowed."""
    size = roll_outs.size(basis, gain) if basis else None
    if basis is None or size is None or not days:
        st.caption(_("Too little is known of it to say how long it takes; four weeks are a beginning."))
        return 4
    weeks = roll_outs.weeks(size, days)
    line = _(
        "It was {share} in the last four weeks, with {a_day} a day. To see {gain} points four times in five"
        " it takes {n} either way: {weeks} weeks."
    )
    st.info(
        line.format(
            share=share(basis.share),
            a_day=number(basis.a_day),
            gain=number(abs(gain) * 100, 1),
            n=number(size.contacts),
            weeks=number(weeks),
        )
    )
    if weeks > LONGEST_PLAN:
        st.caption(_("That is too long: choose a larger difference, or a place where more comes in."))
    return min(weeks, LONGEST_PLAN)
