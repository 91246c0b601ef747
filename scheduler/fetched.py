"""Whether sources that are only fetched, and tell nothing of this moment, are still heard, and seen by."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from metrics.bottlenecks.episode import LOST
from settings import Settings
from store.status import RunStatus

LATE = timedelta(minutes=30)  # beyond its pace, by which a fetch may be late


@dataclass(frozen=True)
class Fetched:
    """Sources that are only fetched. heard: of each whether its last good fetch is not too long ago.

    unseen_for: of queues how long no look may see them before they are lost sight of; of others it is `LOST`.
    """

    heard: Mapping[str, bool] = field(default_factory=dict)
    unseen_for: Mapping[str, timedelta] = field(default_factory=dict)


def unseen_for(
    settings: Settings, sources: Mapping[str, Collection[str]], live: Collection[str]
) -> dict[str, timedelta]:
    """Tell of queues that nobody tells of live how long they may be unseen: until their next fetch is late.

    sources: of each queue those that tell of it.
    """
    paces = _paces(settings)
    slowest = {
        queue: max((paces[name] for name in names if name in paces), default=timedelta(0))
        for queue, names in sources.items()
        if not set(names) & set(live)
    }
    return {queue: max(LOST, pace + LATE) for queue, pace in slowest.items()}


def _paces(settings: Settings) -> dict[str, timedelta]:
    usual = settings.refresh.every_s
    return {one.name: timedelta(seconds=one.every_s or usual) for one in settings.connectors}


def heard(
    settings: Settings, runs: Iterable[RunStatus], live: Collection[str], now: datetime
) -> dict[str, bool]:
    """Tell of each connected source that is not live whether its last good fetch is not too long ago.

    A fetch that found nothing new is good: nobody can know when the next file is due. Left out is what was
    never fetched, is being fetched now, or waits for another's fetch. now: this machine's clock.
    """
    paces = _paces(settings)
    mine = [one for one in runs if one.connector in paces]
    is_busy = any(_is_running(one) for one in mine)
    return {
        one.connector: _is_recent(one, paces[one.connector] + LATE, now)
        for one in mine
        if one.connector not in live and one.watermark is not None
        if not _is_running(one) and (one.is_failing or not is_busy)
    }


def _is_running(source: RunStatus) -> bool:
    return source.last is not None and source.last.status == "running"


def _is_recent(source: RunStatus, most: timedelta, now: datetime) -> bool:
    good = source.last_success
    return good is not None and now - (good.ended_at or good.started_at) <= most
