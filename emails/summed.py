"""The sums of a week as they are told: with what is missing, and what of earlier weeks is set right."""

from datetime import datetime
from typing import Final

from emails import weekly
from metrics.told_anew import moved
from settings import Settings
from store import audit, mail_weeks
from store.mail_weeks import Anew, Archived, Figures, Run, Sums
from store.opened import Store
from store.weekdays import Week

LOOKS_BACK: Final = 4  # weeks that are counted again, to set right what was told


def sums_of(kind: str, settings: Settings, store: Store, week: Week) -> Sums | None:
    """Count a week as it stands, with what is missing of it."""
    found = weekly.KINDS[kind].sums(store, settings, week, settings.now())
    return found and also_missing(found, [*weekly.unread(store, settings, week), *found.missing])


def archived_of(
    settings: Settings, store: Store, kind: str, week: Week, sums: Sums, now: datetime, by: str = ""
) -> Archived:
    """Put together what is told of a week, with what it sets right of earlier ones. by: whoever sends it."""
    anew = tuple(_anew(settings, store, kind, week, now))
    skipped = tuple(run.week.key for run in _skipped(store, kind, week))
    who = by or audit.ITSELF.name
    return Archived(0, kind, week, now, who, "hand" if by else "schedule", sums, anew, skipped)


def _skipped(store: Store, kind: str, week: Week) -> list[Run]:
    """The weeks just before that were missed, the oldest first."""
    found: list[Run] = []
    for run in mail_weeks.runs(store.state, kind):
        if run.week >= week:
            continue
        if run.state != "missed":
            break
        found.insert(0, run)
    return found


def _anew(settings: Settings, store: Store, kind: str, week: Week, now: datetime) -> list[Anew]:
    """Count earlier weeks again and list what reads otherwise than it was told last."""
    past = mail_weeks.by_schedule(store.state, kind, week, LOOKS_BACK)
    found = []
    for one in reversed(past):
        told = dict(one.sums.figures)
        for later in reversed(past):
            told |= {each.metric: each.now for each in later.anew if each.week == one.week.key}
        fresh = _figures(settings, store, kind, one.week, now)
        if fresh is not None:
            names = moved(told, fresh)
            found += [Anew(one.week.key, name, told[name], fresh[name]) for name in names]
    return found


def _figures(settings: Settings, store: Store, kind: str, week: Week, now: datetime) -> Figures | None:
    one = weekly.KINDS[kind]
    if one.figures is not None:
        return one.figures(store, settings, week, now)
    found = one.sums(store, settings, week, now)
    return None if found is None else found.figures


def also_missing(found: Sums, missing: list[str]) -> Sums:
    """Give the same sums with all that is missing of them."""
    return Sums(found.publication, found.figures, found.more, tuple(missing))
