"""What people do about an alert: take it, give it, write, call it done, judge it, not hear of it, undo."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import streamlit as st

from language import _, instant, marked
from store import episodes, signed, suppressed
from store.episodes import Act, ActKind, Alert, OvertakenError
from store.read import Viewer
from ui import audited
from ui.bottlenecks import noted
from ui.colleagues import Colleagues
from ui.markup import plain
from ui.scene import Scene
from ui.written import asked_anew

DONE: dict[str, str] = {
    "taken": marked("You are on it."),
    "assigned": marked("Given to {to}."),
    "commented": marked("Written down."),
    "resolved": marked("Called done. It stays here until it is calm."),
    "useful": marked("Thank you. It stands in the history."),
    "not_useful": marked("Thank you. It stands in the history."),
    "undone": marked("Taken back."),
}
SNOOZES: dict[int, str] = {
    30: marked("30 minutes"),
    60: marked("1 hour"),
    120: marked("2 hours"),
    480: marked("8 hours"),
}


def place_of(alert: Alert) -> str:
    """Where what goes wrong with an alert is said: beside it."""
    return f"alert_{alert.id}"


def buttons(viewer: Viewer, alert: Alert, told: Sequence[Act], people: Colleagues) -> None:
    """Show what can be done with an alert as it stands."""
    if alert.is_open:
        with st.container(width="content"):  # its place, so that the rest stays in theirs
            if alert.taken_by is None:
                take(viewer, alert, "primary")
        _give(viewer, alert, people)
        _done(viewer, alert)
    _comment(viewer, alert)
    if alert.kind == "bottleneck":
        _judge(viewer, alert, told)
    if alert.is_open:
        _snooze(viewer, alert)
    if may_undo(alert):
        undo(viewer, alert)


def take(viewer: Viewer, alert: Alert, kind: str = "primary") -> None:
    """Show "I'm on it"."""
    st.button(
        _("I’m on it"),
        icon=":material/back_hand:",
        type="primary" if kind == "primary" else "secondary",
        key=f"take_{alert.id}",
        on_click=partial(_act, viewer, alert, "taken"),
    )


def may_undo(alert: Alert) -> bool:
    """Tell whether there is a step to take back: of what is over, that somebody called it done."""
    return alert.state in ("taken", "assigned", "resolved") and alert.cleared_at is None


def undo(viewer: Viewer, alert: Alert) -> None:
    """Show the button that takes the last step back."""
    st.button(
        _("Undo"),
        icon=":material/undo:",
        type="tertiary",
        key=f"undo_{alert.id}",
        help=_("Takes the last step back: who is on it, to whom it was given, or that it is done"),
        on_click=partial(_act, viewer, alert, "undone"),
    )


def _give(viewer: Viewer, alert: Alert, people: Colleagues) -> None:
    label = _("Give to") if not alert.assigned_to else _("Give to somebody else")
    with st.popover(label, icon=":material/person_add:", key=f"give_{alert.id}"):
        chosen, note = f"give_to_{alert.id}", f"give_words_{alert.id}"
        st.selectbox(
            _("To whom"),
            people.but(alert.assigned_to),
            index=None,
            format_func=people.label,
            key=chosen,
            placeholder=_("A lead, a team, a name"),
            accept_new_options=True,
        )
        st.text_input(_("A word to them"), key=note, max_chars=300)
        click = partial(_hand, viewer, alert, chosen, note)
        st.button(_("Give it"), key=f"give_it_{alert.id}", on_click=click)


def _done(viewer: Viewer, alert: Alert) -> None:
    with st.popover(_("Done"), icon=":material/check:", key=f"done_{alert.id}"):
        key = f"done_words_{alert.id}"
        st.text_input(_("What helped?"), key=key, max_chars=300, placeholder=_("So that others know"))
        click = partial(_write, viewer, alert, "resolved", key)
        st.button(_("Call it done"), key=f"done_it_{alert.id}", on_click=click)


def _comment(viewer: Viewer, alert: Alert) -> None:
    number = alert.id
    with st.popover(_("Comment"), icon=":material/comment:", key=f"comment_{number}"):
        key = f"comment_words_{number}"
        st.text_area(_("What should others know?"), key=key, max_chars=1000)
        click = partial(_write, viewer, alert, "commented", key)
        st.button(_("Write it down"), key=f"comment_it_{number}", on_click=click)


def _judge(viewer: Viewer, alert: Alert, told: Sequence[Act]) -> None:
    """Ask whether it was useful; the last word of who looks is the one that is shown."""
    number = alert.id
    mine = [one.act for one in told if one.who == viewer.signature and one.act in ("useful", "not_useful")]
    with st.container(key=f"judge_{number}", horizontal=True, vertical_alignment="center", width="content"):
        st.html(f'<div class="mk soft">{_("Useful?")}</div>')
        for kind, sign, label in _thumbs():
            chosen = bool(mine) and mine[-1] == kind
            st.button(
                label,
                icon=f":material/{sign}:",
                type="secondary" if chosen else "tertiary",
                key=f"{kind}_{number}",
                on_click=partial(_act, viewer, alert, kind),
                disabled=chosen,
            )


def _thumbs() -> tuple[tuple[ActKind, str, str], ...]:
    return ("useful", "thumb_up", _("Yes")), ("not_useful", "thumb_down", _("No"))


def _snooze(viewer: Viewer, alert: Alert) -> None:
    number = alert.id
    with st.popover(
        _("Snooze"), icon=":material/notifications_paused:", type="tertiary", key=f"snooze_{number}"
    ):
        chosen, why = f"snooze_for_{number}", f"snooze_why_{number}"
        said = _(
            "Nobody is told of {queue} for that long; what happens is still written down. Who was told of"
            " this alert is told of its end."
        )
        st.caption(plain(said.format(queue=alert.queue)))
        st.segmented_control(
            _("For how long"),
            list(SNOOZES),
            format_func=lambda minutes: _(SNOOZES[minutes]),
            default=60,
            required=True,
            key=chosen,
        )
        st.text_input(
            _("Why"), key=why, max_chars=300, placeholder=_("A power cut, a drill, known and seen to")
        )
        click = partial(_silence, viewer, alert, chosen, why)
        st.button(_("Snooze it"), key=f"snooze_it_{number}", on_click=click)


@asked_anew
def _act(viewer: Viewer, alert: Alert, kind: ActKind) -> None:
    _wrote(viewer, alert, kind)


def _wrote(viewer: Viewer, alert: Alert, kind: ActKind, to: str | None = None, words: str = "") -> bool:
    """Write down what was done, and note what to say; tell whether the words that were typed are kept.

    Who comes second is told who was first; their words are kept as a comment.
    """

    def write(now: Scene) -> str:
        try:
            episodes.act(now.store.state, alert, kind, viewer.signature, now.now, to, words)
        except OvertakenError as error:
            if not words:
                raise
            episodes.act(now.store.state, alert.id, "commented", viewer.signature, now.now, words=words)
            return _("{first} Your words are kept as a comment.").format(first=noted.first(error, now))
        return _(DONE[kind]).format(to=signed.names(now.store.state).some(to) or "")

    return noted.note(viewer, place_of(alert), write)


@asked_anew
def _hand(viewer: Viewer, alert: Alert, chosen: str, note: str) -> None:
    to = str(st.session_state.get(chosen) or "").strip()
    if _wrote(viewer, alert, "assigned", to, _typed(note)):
        st.session_state[note] = ""


@asked_anew
def _write(viewer: Viewer, alert: Alert, kind: ActKind, key: str) -> None:
    if _wrote(viewer, alert, kind, words=_typed(key)):
        st.session_state[key] = ""


def _typed(key: str) -> str:
    return str(st.session_state.get(key) or "").strip()


@asked_anew
def _silence(viewer: Viewer, alert: Alert, chosen: str, why: str) -> None:
    minutes = int(st.session_state.get(chosen) or 60)

    def write(now: Scene) -> str:
        until = now.now + timedelta(minutes=minutes)
        said = f"quiet until {instant(until, now.settings.site.timezone)}"
        state = audited.quieting(alert.queue, said)
        suppressed.suppress(state, alert.queue, now.now, until, viewer.signature, now.now, _typed(why))
        return _("Nobody is told of {queue} until {time}.").format(
            queue=alert.queue, time=noted.at(until, now)
        )

    noted.note(viewer, place_of(alert), write)


def toast() -> None:
    """Say once what became of the last click, over a page that is drawn anew every few seconds."""
    if told := noted.taken():
        st.toast(plain(told.words), icon=f":material/{told.sign}:")
