"""Hear the texts that are behind, a bite at a time, and publish each bite."""

from datetime import datetime

from store import publish
from store.deriving import remember
from store.heard import behind, catch_up
from store.hearing import Hearing
from store.opened import Store

BITE = 50_000  # texts; about half a minute of the writer's lock


def is_behind(store: Store, hearing: Hearing) -> bool:
    """Say whether any text is to be heard anew."""
    return bool(behind(store, hearing))


def catch_up_some(store: Store, hearing: Hearing, now: datetime, most: int = BITE) -> int:
    """Hear about so many of the newest texts that are behind and publish them; give their number.

    Call it with the writer lock held, after `ingest.begin` and with nothing unpublished.
    """
    if not is_behind(store, hearing):
        return 0
    known, done = catch_up(store, hearing, now, most)
    versions, published = store.history.versions(), publish.newest(store.state)
    before = published.versions if published else {}
    changed = [name for name, version in versions.items() if before.get(name) != version]
    store.history.checkpoint(changed)
    with store.state.writing() as connection:
        if changed:
            publish.publish(connection, versions, kind="heard", now=now)
        remember(connection, known)
    return done
