"""Quiet times: stretches in which a queue, or all of them, is not told of: those there are, and a new one."""

from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import streamlit as st

from language import _
from language import instant as instant_of
from store import calibrations, ringing, suppressed
from store.loop import LoopError
from store.read import Viewer
from store.suppressed import Silence
from ui import audited, cards
from ui.bottlenecks import noted
from ui.bottlenecks.read import Heard
from ui.markup import join, mk, plain, tag
from ui.scene import Scene
from ui.written import asked_anew

PLACE, PLAN = "quiet", "quiet_plan"
QUEUE, SINCE, UNTIL, WHY = "quiet_queue", "quiet_since", "quiet_until", "quiet_why"
ALL = ""  # in the list of queues; None: nothing is chosen yet
QUARTER = timedelta(minutes=15)
USUAL = timedelta(hours=2)  # that one lasts unless somebody says otherwise


def show(scene: Scene, told: Heard) -> None:
    """Show those that hold or are planned, and behind a fold how to plan one."""
    with st.container(key="card_silences"):
        with st.container():  # its place, so that the fold below stays as it is
            if told.silences:
                cards.title(_("Quiet times"), _("nobody is told of these queues then"))
            for one in told.silences:
                _line(one, scene)
        noted.wrong(PLACE)
        with st.expander(_("Plan a quiet time"), icon=":material/notifications_paused:", key="quiet_fold"):
            _form(scene, known(scene, told))


def known(scene: Scene, told: Heard) -> list[str]:
    """Name what can ring, or did: queues that are looked at, and sources that fell silent."""
    state = scene.store.state
    chosen = calibrations.newest(state)
    looked_at = {*ringing.remembered(state).queues, *(chosen.queues if chosen else ())}
    return sorted({*looked_at, *(one.queue for one in (*told.open, *told.done, *told.past))})


def _line(one: Silence, scene: Scene) -> None:
    with st.container(key=f"snoozed_{one.id}", horizontal=True, vertical_alignment="center"):
        st.html(mk(tag("div", join(_said(one, scene)), "mk-brief")))
        is_ahead = one.since > scene.now
        st.button(
            _("Take back") if is_ahead else _("End it"),
            icon=":material/undo:" if is_ahead else ":material/notifications_active:",
            type="tertiary",
            key=f"lift_{one.id}",
            on_click=partial(_lift, scene.viewer, one),
        )


def _said(one: Silence, scene: Scene) -> list[str]:
    until = _("until {time}, by {who}").format(time=noted.at(one.until, scene), who=one.by)
    if one.since > scene.now:
        until = _("from {time} {until}").format(time=noted.at(one.since, scene), until=until)
    parts = " · ".join(part for part in (until, one.reason) if part)
    return [tag("b", one.queue or _("All queues"), dir="auto"), tag("small", parts, dir="auto")]


def _form(scene: Scene, queues: list[str]) -> None:
    zone = scene.settings.site.zone
    said = _(
        "For a drill, a planned outage, a known fault: alerts of that time are written down, and nobody is"
        " told unless they go on after it. Times are by the clock of {zone}."
    )
    st.caption(plain(said.format(zone=zone.key)))
    begins = _next_quarter(scene.now.astimezone(zone))
    st.session_state.setdefault(SINCE, begins)
    st.session_state.setdefault(UNTIL, begins + USUAL)
    with st.container(key="quiet_what", horizontal=True):
        st.selectbox(
            _("Which queue"),
            [ALL, *queues],
            index=None,
            key=QUEUE,
            format_func=lambda name: name or _("All queues"),
            placeholder=_("One, or all"),
        )
        st.datetime_input(_("From"), None, key=SINCE, format="DD/MM/YYYY", step=QUARTER)
        st.datetime_input(_("Until"), None, key=UNTIL, format="DD/MM/YYYY", step=QUARTER)
    st.text_input(_("Why"), key=WHY, max_chars=300, placeholder=_("A power cut, a drill, known and seen to"))
    noted.wrong(PLAN)
    st.button(_("Plan it"), key="quiet_plan_it", on_click=partial(_plan, scene.viewer))


def _next_quarter(local: datetime) -> datetime:
    """The next quarter of an hour by the wall clock, without its zone."""
    wall = local.replace(tzinfo=None, second=0, microsecond=0)
    return wall + QUARTER - timedelta(minutes=wall.minute % 15)


def instant(wall: datetime, zone: ZoneInfo, *, is_end: bool = False) -> datetime:
    """When a clock on the wall shows it; of an hour that comes twice an end is its second time."""
    return wall.replace(tzinfo=zone, fold=int(is_end)).astimezone(UTC)


@asked_anew
def _plan(viewer: Viewer) -> None:
    if noted.note(viewer, PLAN, partial(_planned, viewer)):
        st.session_state[QUEUE], st.session_state[WHY] = None, ""


def _planned(viewer: Viewer, now: Scene) -> str:
    """Write down what the form says; give what to say of it. Raises LoopError."""
    queue, since, until = (st.session_state.get(key) for key in (QUEUE, SINCE, UNTIL))
    if queue is None:
        raise LoopError(_("Say which queue is to be quiet, or all of them."))
    if since is None or until is None:
        raise LoopError(_("Say from when until when."))
    zone, why = now.settings.site.zone, str(st.session_state.get(WHY) or "").strip()
    first, last = instant(since, zone), instant(until, zone, is_end=True)
    start, end = (instant_of(one, now.settings.site.timezone) for one in (first, last))
    state = audited.quieting(queue, f"quiet from {start} until {end}")
    suppressed.suppress(state, queue or None, first, last, viewer.signature, now.now, why)
    said = _("Nobody is told of {queue} from {from_} until {until}.")
    whom = queue or _("any queue")
    return said.format(queue=whom, from_=noted.at(first, now), until=noted.at(last, now))


@asked_anew
def _lift(viewer: Viewer, one: Silence) -> None:
    def write(now: Scene) -> str:
        start, end = (instant_of(at, now.settings.site.timezone) for at in (one.since, one.until))
        state = audited.quieting(one.queue, f"not quiet any more from {start} until {end}")
        suppressed.lift(state, one.id, viewer.signature, now.now)
        return (
            _("Taken back: nothing is quiet then.")
            if one.since > now.now
            else _("Ended: you hear of it again.")
        )

    noted.note(viewer, PLACE, write)
