"""What the page *Mailing* asks the store for."""

from datetime import datetime

from store import review, schedules
from store.mail_weeks import Archived
from store.recipients import BY_TEAM, Recipient
from store.schedules import Schedule
from store.weekdays import Week, ended_by
from ui.scene import Scene

__all__ = ["Archived", "nobody", "planned", "teams", "week"]


def planned(scene: Scene, now: datetime) -> list[Schedule]:
    """List when mails go out, with the defaults where nobody has set anything."""
    schedules.begin(scene.store.state, scene.settings, now)
    return schedules.schedules(scene.store.state)


def week(scene: Scene) -> Week:
    """The newest week that is over."""
    return ended_by(scene.now, scene.settings.site)


def nobody(kind: str) -> Recipient:
    """For whom a mail is written that is only looked at."""
    return Recipient(kind, "")


def teams(scene: Scene, kind: str) -> tuple[str, ...]:
    """List the teams whose mail somebody may get; none of a mail that is the same for all."""
    if kind not in BY_TEAM:
        return ()
    return review.teams(scene.store, scene.settings, scene.viewer, scene.now)
