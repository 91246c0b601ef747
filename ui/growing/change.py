"""Begin to watch a problem, give it to a team, say how it stands: with who, when, and who was first."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import cast
from zoneinfo import ZoneInfo

import streamlit as st

from language import _
from store.loop import LoopError
from store.problems import ProblemState, Stand, begin_problem, change_problem
from ui.growing import words
from ui.growing.told import SEPARATOR, teams
from ui.scene import Scene

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
    if st.button(_("Watch it"), icon=":material/visibility:", key=f"watch_{key}"):
        try:
            begin_problem(
                scene.store.state, family, SEPARATOR.join(terms), scene.viewer.name, scene.settings.now()
            )
        except LoopError as error:
            st.session_state[REFUSED] = str(error)
        st.rerun()


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
        since = _since(scene, row, key) if state == "cannot_change" else None
        owner = _owner(scene, row, key)
        said = st.text_input(
            _("A word on it"), value=str(row["words"] or ""), max_chars=MOST_WORDS, key=f"words_{key}"
        )
        st.caption(_("Write no customer's name or words here: all who open this page read it."))
        if st.button(_("Save"), type="primary", key=f"save_{key}"):
            stand = Stand(cast(ProblemState, state), owner, said.strip() or None)
            _write(scene, number, revision, stand, since)


def _since(scene: Scene, row: Mapping[str, object], key: str) -> datetime:
    """Ask since when customers are warned; the beginning of that day."""
    zone, begun = scene.settings.site.zone, row["since"]
    is_so = row["state"] == "cannot_change" and isinstance(begun, datetime)
    usual = begun.astimezone(zone).date() if is_so and isinstance(begun, datetime) else scene.today
    given = st.date_input(_("Customers warned since"), usual, max_value=scene.today, key=f"since_{key}")
    return _begin(given if isinstance(given, date) else usual, zone)


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)


def _owner(scene: Scene, row: Mapping[str, object], key: str) -> str | None:
    now = str(row["owner"]) if row["owner"] else ""
    options = list(dict.fromkeys(["", *teams(scene), now]))
    chosen = st.selectbox(
        _("Who looks after it"),
        options,
        index=options.index(now),
        format_func=words.who,
        key=f"owner_{key}",
    )
    return chosen or None


def _write(scene: Scene, number: int, revision: int, stand: Stand, since: datetime | None) -> None:
    try:
        change_problem(
            scene.store.state, number, revision, stand, scene.viewer.name, scene.settings.now(), since
        )
    except LoopError as error:
        st.session_state[REFUSED] = str(error)
    st.rerun()
