"""Begin to watch a problem, give it to a team, say how it stands: with who, when, and who was first."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time

import streamlit as st

from language import _
from store.loop import LoopError
from store.problems import Stand, begin_problem, change_problem
from ui.growing import words
from ui.growing.told import SEPARATOR, teams
from ui.scene import Scene
from ui.written import asked_anew

MOST_WORDS = 200
REFUSED = "growing_refused"


def may_change(scene: Scene) -> bool:
    """Tell whether who looks may change anything here; executives see."""
    return scene.viewer.role != "executive"


def refused() -> str:
    """Why the last change was not written, once."""
    return str(st.session_state.pop(REFUSED, ""))


def watch(scene: Scene, family: str, terms: Sequence[str], key: str) -> None:
    """Offer to watch a problem."""
    st.button(
        _("Watch it"),
        icon=":material/visibility:",
        key=f"watch_{key}",
        on_click=_begin,
        args=(scene, family, SEPARATOR.join(terms)),
    )


@asked_anew
def _begin(scene: Scene, family: str, terms: str) -> None:
    """Begin to watch. TRICKY: a callback still knows what was looked at when the page was drawn."""
    with _said():
        begin_problem(scene.store.state, family, terms, scene.viewer.signature, scene.settings.now())


def change(scene: Scene, row: Mapping[str, object]) -> None:
    """Offer to change who looks after a problem and how it stands."""
    number, revision = int(str(row["id"])), int(str(row["revision"]))
    key = f"{number}_{revision}"
    with st.popover(_("Change"), icon=":material/edit:", key=f"change_{number}"):
        known = list(words.STATES)
        state = st.selectbox(
            _("How it stands"),
            known,
            index=known.index(str(row["state"])),
            format_func=lambda name: _(words.STATES[name]),
            key=f"state_{key}",
        )
        if state == "cannot_change":
            _ask_since(scene, row, key)
        _ask_owner(scene, row, key)
        st.text_input(
            _("A word on it"), value=str(row["words"] or ""), max_chars=MOST_WORDS, key=f"words_{key}"
        )
        st.caption(_("Write no customer's name or words here: all who open this page read it."))
        st.button(
            _("Save"), type="primary", key=f"save_{key}", on_click=_write, args=(scene, number, revision)
        )


def _ask_since(scene: Scene, row: Mapping[str, object], key: str) -> None:
    zone, begun = scene.settings.site.zone, row["since"]
    is_so = row["state"] == "cannot_change"
    usual = begun.astimezone(zone).date() if is_so and isinstance(begun, datetime) else scene.today
    st.date_input(_("Customers warned since"), usual, max_value=scene.today, key=f"since_{key}")


def _ask_owner(scene: Scene, row: Mapping[str, object], key: str) -> None:
    now = str(row["owner"]) if row["owner"] else ""
    options = list(dict.fromkeys(["", *teams(scene), now]))
    st.selectbox(
        _("Who looks after it"),
        options,
        index=options.index(now),
        format_func=words.who,
        key=f"owner_{key}",
    )


@asked_anew
def _write(scene: Scene, number: int, revision: int) -> None:
    """Write down what was chosen, from the revision that was looked at."""
    key, chosen = f"{number}_{revision}", st.session_state
    state, day = chosen[f"state_{key}"], chosen.get(f"since_{key}")
    since = None
    if state == "cannot_change" and isinstance(day, date):
        since = datetime.combine(day, time.min, scene.settings.site.zone)
    stand = Stand(state, chosen[f"owner_{key}"] or None, chosen[f"words_{key}"].strip() or None)
    with _said():
        change_problem(
            scene.store.state, number, revision, stand, scene.viewer.signature, scene.settings.now(), since
        )


@contextmanager
def _said() -> Iterator[None]:
    """Keep for the page why something was not written."""
    try:
        yield
    except LoopError as error:
        st.session_state[REFUSED] = str(error)
