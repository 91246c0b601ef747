"""Whether sources that are only fetched, and tell nothing of this moment, are still heard."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from settings import Settings
from store.status import RunStatus

LATE = timedelta(minutes=30)  # beyond its pace, by which a fetch may be late


def heard(
    settings: Settings, runs: Iterable[RunStatus], live: Collection[str], now: datetime
) -> dict[str, bool]:
    """Tell of each connected source that is not live whether its last good fetch is not too long ago.

    A fetch that found nothing new is good: nobody can know when the next file is due. Left out is what was
    never fetched, is being fetched now, or waits for another's fetch. now: this machine's clock.
    """
    paces = {one.name: one.every_s or settings.refresh.every_s for one in settings.connectors}
    mine = [one for one in runs if one.connector in paces]
    is_busy = any(_is_running(one) for one in mine)
    return {
        one.connector: _is_recent(one, timedelta(seconds=paces[one.connector]) + LATE, now)
        for one in mine
        if one.connector not in live and one.watermark is not None
        if not _is_running(one) and (one.is_failing or not is_busy)
    }


def _is_running(source: RunStatus) -> bool:
    return source.last is not None and source.last.status == "running"


def _is_recent(source: RunStatus, most: timedelta, now: datetime) -> bool:
    good = source.last_success
    return good is not None and now - (good.ended_at or good.started_at) <= most
