"""What an alert's mail shows beside its words, from what was seen of its queue and what people said of it."""

import logging
from datetime import timedelta
from zoneinfo import ZoneInfo

from emails.beside import Beside, Picture, pictures
from emails.told import Alert
from metrics.bottlenecks import restored_look
from store import episodes, looks
from store.state import State

log = logging.getLogger(__name__)

DRAWN = timedelta(hours=3)
BEFORE = timedelta(minutes=30)  # its beginning, at least
AFTER = timedelta(minutes=30)  # its end, at most
PAST = timedelta(weeks=8)
MINUTE = timedelta(minutes=1)


def beside(state: State, about: Alert, zone: ZoneInfo) -> Beside:
    """Draw the hours of an alert up to when it is told, count how often its queue rang. Raises StateError."""
    past = [
        one
        for one in episodes.history(state, about.at - PAST, about.at + MINUTE)
        if one.queue == about.queue and one.kind == about.kind and one.begun_at <= about.since
    ]
    judged = episodes.acts(state, [one.id for one in past])
    pairs = [episodes.usefulness(act for act in judged if act.episode_id == one.id) for one in past]
    useful, useless = (sum(each) for each in zip(*pairs, strict=True)) if pairs else (0, 0)
    cause = next((one.cause for one in past if one.id == about.episode), None)
    return Beside(_drawn(state, about, cause, zone), len(past) or None, useful, useless)


def _drawn(state: State, about: Alert, cause: str | None, zone: ZoneInfo) -> tuple[Picture, ...]:
    """Draw its hours; a picture that cannot be drawn keeps no alert back."""
    end = min(about.ended + AFTER, about.at) if about.ended else about.at
    first = min(about.since - BEFORE, end - DRAWN)
    if about.kind == "silent":
        return ()
    stored = [one for one in looks.read(state, first, end + MINUTE) if one["queue"] == about.queue]
    try:
        seen = sorted((restored_look(one) for one in stored), key=lambda look: look.at)
        return pictures(seen, about.since, cause, zone)
    except Exception as error:  # (the boundary: an alert goes out without it)
        log.error("The pictures of alert %d cannot be drawn", about.episode, exc_info=error)
        return ()
