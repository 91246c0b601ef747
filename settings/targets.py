"""Targets, as they were in force on a day."""

from collections.abc import Sequence
from datetime import date

from settings.sections import Target


def target(targets: Sequence[Target], metric: str, on: date, queue: str | None = None) -> float | None:
    """The target of a metric on a day: the queue's own where it has one, the newest of several."""
    known = [one for one in targets if one.metric == metric and (one.since is None or one.since <= on)]
    own = [one for one in known if one.queue == queue] if queue else []
    chosen = own or [one for one in known if one.queue is None]
    newest = max(chosen, key=lambda one: one.since or date.min, default=None)
    return newest.value if newest else None
