"""Reads that take seconds: of the instant the data was published at, so that they are read once for all."""

from datetime import datetime

from store.asked import Filters
from ui.periods import Days, instants
from ui.scene import Scene

RATES = {"money", "quality", "queues"}


def as_of(scene: Scene) -> datetime:
    """The minute at which the data was published; now where the clock stands before it."""
    if scene.published is None:
        return scene.now
    return min(scene.now, scene.published.at.replace(second=0, microsecond=0))


def key(scene: Scene) -> tuple[str, ...]:
    """What such a read depends on besides its days: data, viewer, rules and rates; no clock that runs on."""
    rates = scene.settings.model_dump_json(include=RATES)
    return (*scene.key[:4], rates, as_of(scene).isoformat())


def filters(scene: Scene, days: Days) -> Filters:
    """The rows of whole days, as far as they were known then."""
    at = as_of(scene)
    start, end = (min(one, at) for one in instants(days, scene.settings.site.zone))
    return Filters(as_of=at, start=start, end=end)


def number(scene: Scene) -> int | None:
    """The publication that is read."""
    return scene.published.id if scene.published else None
