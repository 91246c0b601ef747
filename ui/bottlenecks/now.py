"""The part Now: what needs help, what costs most on top, what was called done, and how each queue stands."""

from collections.abc import Sequence

import streamlit as st

from language import _, ngettext, number
from store.episodes import Alert
from ui import cards, notices
from ui.bottlenecks import card, quiet, standing
from ui.bottlenecks.read import Heard, is_unseen, last_look, told_of
from ui.scene import Scene

AT_ONCE = 8  # cards; the rest are lines


def show(scene: Scene, told: Heard) -> None:
    """Show what rings now."""
    loud, snoozed = told_of(told.open, told.silences, scene.now)
    if last_look(scene) is not None and is_unseen(scene):
        strong = _("Nobody looks at the queues now.")
        rest = _("What has begun or ended since is not known. Start everything with python3 run.py.")
        notices.line("unseen", "visibility_off", strong, rest, tone="worse")
    for one in loud[:AT_ONCE]:
        card.card(scene, one, told)
    if last_look(scene) is None and not loud:
        _not_yet()
    _briefs("more", more(len(loud) - AT_ONCE), _("what cost most on top"), loud[AT_ONCE:], scene, told)
    silent = ngettext("{n} that nobody is told of now", "{n} that nobody is told of now", len(snoozed))
    why = _("snoozed; they are written down all the same")
    _briefs("quiet", silent.format(n=number(len(snoozed))), why, snoozed, scene, told)
    why = _("here until it has been calm for 20 minutes on end")
    _briefs("done", done(len(told.done)), why, told.done, scene, told)
    if last_look(scene) is not None and not is_unseen(scene):
        standing.show(scene)
    quiet.show(scene, told)


def more(n: int) -> str:
    """How many need help besides those that have a card."""
    return ngettext("{n} more needs help", "{n} more need help", n).format(n=number(n))


def done(n: int) -> str:
    """How many somebody called done before they were over."""
    said = ngettext("{n} called done that is not over yet", "{n} called done that are not over yet", n)
    return said.format(n=number(n))


def _briefs(key: str, title: str, why: str, alerts: Sequence[Alert], scene: Scene, told: Heard) -> None:
    """A card of lines, one of each alert; nothing where there is none."""
    if not alerts:
        return
    with st.container(key=f"card_{key}"):
        cards.title(title, why)
        for one in alerts:
            card.brief(one, scene, told)


def _not_yet() -> None:
    with st.container(key="card_calm"):
        notices.state(
            "hourglass_top",
            _("The first look comes by itself"),
            _("Moked looks at each queue once a minute while it is open."),
        )
