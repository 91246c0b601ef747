"""What became of the last click: noted by it, said once; what went wrong beside what it is about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from store.episodes import OvertakenError
from store.loop import LoopError
from store.read import Viewer
from ui import notices
from ui.bottlenecks.words import before_you, clock
from ui.scene import Scene, scene

SAID = "bottleneck_said"


@dataclass(frozen=True)
class Said:
    """What to say once the page is drawn anew, and beside what; is_wrong: it was not done."""

    words: str
    place: str
    is_wrong: bool = False

    @property
    def sign(self) -> str:
        """The symbol in front of it."""
        return "error" if self.is_wrong else "task_alt"


def note(viewer: Viewer, place: str, write: Callable[[Scene], str]) -> bool:
    """Do it, and note what to say of it; tell whether it was done."""
    now = scene(viewer)
    try:
        said = Said(write(now), place)
    except OvertakenError as error:
        said = Said(first(error, now), place, is_wrong=True)
    except LoopError as error:
        said = Said(str(error), place, is_wrong=True)
    st.session_state[SAID] = said
    return not said.is_wrong


def first(error: OvertakenError, now: Scene) -> str:
    """Who was first, and when: Eli called it done at 12:05, before you."""
    return before_you(error.by, at(error.by.at, now))


def at(instant: datetime, now: Scene) -> str:
    """An instant by the site's clock."""
    return clock(instant, now.now, now.settings.site.zone)


def taken() -> Said | None:
    """Give what there is to say, so that it is said once."""
    told: Said | None = st.session_state.pop(SAID, None)
    return told


def wrong(place: str) -> None:
    """Say here what went wrong with what stands here."""
    told: Said | None = st.session_state.get(SAID)
    with st.container():  # TRICKY: a place for what comes and goes, or the rest is shown twice
        if told and told.is_wrong and told.place == place:
            _say(taken())


def done(top: DeltaGenerator) -> None:
    """Say on top what was done."""
    told: Said | None = st.session_state.get(SAID)
    if told and not told.is_wrong:
        left(top)


def left(top: DeltaGenerator) -> None:
    """Say on top what was said nowhere else: what it is about is shown no longer."""
    with top:
        _say(taken())


def _say(told: Said | None) -> None:
    if told:
        notices.line("bottleneck", told.sign, told.words, "", tone="breach" if told.is_wrong else "")
