"""Saying what is not shown since too few agents are behind it."""

from collections.abc import Sequence

from language import _, listing, number
from store.smallest import NOTHING
from ui import data, notices
from ui.asked import Asked
from ui.scene import Scene

APART = ("queue", "team")


def note(scene: Scene, asked: Asked) -> None:
    """Say on top of a page what an executive is not shown of what is asked."""
    held = data.withheld(scene, data.window(scene, asked), APART) if _is_executive(scene) else NOTHING
    n = number(scene.settings.access.smallest_group)
    if held.is_all:
        why = _("Fewer than {n} agents are behind it: it would tell of each of them. Choose more.")
        notices.line("withheld", "groups", _("Nothing of this choice is shown."), why.format(n=n))
    elif held.left_out:
        notices.line("withheld", "groups", "", sentence(scene, held.left_out))


def of_queues(scene: Scene, names: Sequence[str]) -> None:
    """Say of which queues it is left out what their people do and are needed for."""
    if names:
        notices.line(
            "withheld_queues",
            "groups",
            _("People and handle times are not shown of all queues."),
            sentence(scene, names),
        )


def sentence(scene: Scene, names: Sequence[str]) -> str:
    """Say of which queues or teams something is left out; empty where of none."""
    if not names:
        return ""
    alone = _("Left out where each is told apart: {names}. Too few agents, under {n}, are behind them.")
    others = _("Left out: {names}. Of other teams too few agents, under {n}, are behind them.")
    said = alone if _is_executive(scene) else others
    return said.format(names=listing(names), n=number(scene.settings.access.smallest_group))


def _is_executive(scene: Scene) -> bool:
    return scene.viewer.role == "executive"
