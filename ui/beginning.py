"""Before the first figures: what a page says until a source has been read, and when that is over."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Literal

import streamlit as st

from language import _, ngettext, number
from settings import DEMO_WEEKS, ConnectorSettings, SettingsError
from store.state import StateError
from store.status import RunStatus, last_runs
from store.status import is_alive as schedules
from ui import frame, navigation
from ui.markup import Safe, join, show, tag
from ui.scene import Scene, machine_clock, scene
from ui.sources import words

Stage = Literal["no source", "there", "failed", "on the way", "asleep"]
LOOK_S = 1
PATIENCE = timedelta(
    seconds=15
)  # a scheduler that starts with the page needs some seconds to say that it lives


def runs_of(seen: Scene) -> list[RunStatus]:
    """How each connected source does."""
    return last_runs(seen.store.state, [one.name for one in seen.settings.connectors])


def stage(seen: Scene, since: datetime) -> Stage:
    """What there is to show: figures, the way to them (awaited since an instant), or why there are none."""
    if not seen.settings.connectors:
        return "no source"
    runs = runs_of(seen)
    if seen.published is not None and any(one.last_success for one in runs):
        return "there"
    states = {words.state_of(one) for one in runs}
    if "never" in states:
        return "failed"
    now = machine_clock()
    is_alive = "running" in states or schedules(seen.store.state, now)
    return "on the way" if is_alive or now - since < PATIENCE else "asleep"


def waits_since() -> datetime:
    """When this session began to wait for the first figures."""
    since = st.session_state.setdefault("waits_since", machine_clock())
    assert isinstance(since, datetime)
    return since


def until_other(drawn: Stage, key: str, seen: Scene, draws: bool = False) -> None:
    """Look each second whether the stage has become another one, and draw the page anew then."""

    def is_over(now: Scene) -> bool:
        return stage(now, waits_since()) != drawn or now.place != seen.place

    _watch(key, seen, is_over, draws=draws)


def until(is_over: Callable[[Scene], bool], key: str, seen: Scene) -> None:
    """Show how far the first refresh is, each second anew, until it is over."""
    _watch(key, seen, is_over, draws=True)


def _watch(key: str, seen: Scene, is_over: Callable[[Scene], bool], *, draws: bool) -> None:
    def look() -> None:
        try:
            now = scene(seen.viewer)
            over = is_over(now)
        except (SettingsError, StateError):  # the page says it in its own sentence
            now, over = seen, True
        if over:
            st.rerun()
        elif draws:
            progress(key, now)

    st.fragment(run_every=LOOK_S)(look)()


def progress(key: str, seen: Scene) -> None:
    """Show how far the first refresh is, above the bones of what will come."""
    one, status = current(seen.settings.connectors, runs_of(seen))
    part = status.last.part if status.last else None
    frame.head(navigation.crumb(key), sentence(one, part), "")
    show(tag("div", join([bar(part), tag("p", note(one), "soft")]), "mk-card mk-first"))
    show(tag("div", join(tag("div", "", "sk") for _each in range(6)), "mk-bones"))


def going_on(one: ConnectorSettings, part: tuple[int, int] | None) -> None:
    """Show how far the first refresh of a source is, inside its card."""
    show(tag("div", join([tag("p", sentence(one, part)), bar(part)]), "first"))


def current(
    connectors: Sequence[ConnectorSettings], runs: Sequence[RunStatus]
) -> tuple[ConnectorSettings, RunStatus]:
    """The source that is read now, else the first that is still to be read."""
    of = {one.name: one for one in connectors}
    waiting = [one for one in runs if one.connector in of and one.last_success is None] or list(runs)
    chosen = next((one for one in waiting if words.state_of(one) == "running"), waiting[0])
    return of[chosen.connector], chosen


def sentence(one: ConnectorSettings, part: tuple[int, int] | None) -> str:
    """What is being done, and how far it is."""
    if one.kind == "demo":
        what = _("Making a simulated contact centre")
        if "start" not in one.options:
            told = ngettext(
                "Making {n} week of a simulated contact centre",
                "Making {n} weeks of a simulated contact centre",
                DEMO_WEEKS,
            )
            what = told.format(n=number(DEMO_WEEKS))
        far = _("{what}: week {part} of {parts}.")
    else:
        what, far = _("Reading {source}").format(source=one.name), _("{what}: part {part} of {parts}.")
    if part is None:
        return _("{what} …").format(what=what)
    return far.format(what=what, part=number(part[0]), parts=number(part[1]))


def note(one: ConnectorSettings) -> str:
    """What comes next."""
    if one.kind == "demo":
        return _(
            "Nothing of it is real: it shows what Moked does with call records. This page fills by itself."
        )
    return _("This page fills by itself as soon as everything has been read once.")


def bar(part: tuple[int, int] | None) -> Safe:
    """How far a run is, as a bar; one that runs to and fro where nobody knows."""
    if part is None:
        return tag("div", tag("i"), "bar-first is-open", role="progressbar", aria_label=_("Reading …"))
    done, parts = part
    share = max(0.0, min(done / parts, 1.0))
    return tag(
        "div",
        tag("i", style=f"width:{share:.1%}"),
        "bar-first",
        role="progressbar",
        aria_label=_("Reading …"),
        aria_valuemin="0",
        aria_valuemax=str(parts),
        aria_valuenow=str(done),
    )
