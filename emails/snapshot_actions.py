"""What is being done, as executives may see it: open actions, and those that ended of late, with what came of
them."""

from datetime import date, datetime, timedelta
from typing import Final, get_args

from emails.snapshot import Action, HeadlineId
from emails.snapshot_numbers import VIEWER
from settings import Settings
from store.action_results import Result, results
from store.actions import Decided, listed
from store.opened import Store

TOLD_FOR: Final = timedelta(weeks=8)  # after it ended
HEADLINES: Final[tuple[HeadlineId, ...]] = get_args(HeadlineId)


def actions(store: Store, settings: Settings, now: datetime) -> tuple[Action, ...]:
    """List them, the newest on top; what was dropped is left out."""
    today = now.astimezone(settings.site.zone).date()
    told = [one for one in listed(store.state, VIEWER) if _is_told(one, today)]
    return tuple(_action(one) for one in results(store, settings, VIEWER, told, now))


def _is_told(one: Decided, today: date) -> bool:
    if one.ended_on is None:
        return True
    return one.outcome != "dropped" and one.ended_on + TOLD_FOR >= today


def _action(found: Result) -> Action:
    one = found.action
    watching = next((name for name in HEADLINES if name == one.aim.metric), None)
    on = one.due if found.state == "not started" else one.begun_on
    return Action(one.what, one.owner, found.state, on, watching)
