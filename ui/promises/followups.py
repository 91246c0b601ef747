"""Whom somebody should call again: the follow-ups."""

from language import _
from ui import notices
from ui.scene import Scene


def sentence(scene: Scene) -> str:
    """What the head of the page says."""
    del scene
    return _("No follow-up is open.")


def show(scene: Scene) -> None:
    """Show what belongs below the head, the filters and the choice of the part."""
    del scene
    notices.state("task_alt", _("Nobody to call again"), _("No follow-up is open."))
