"""Take away for good what was written anew: older publications, files, logs, and pages of the database.

For the holder of the writer's lock alone. Whoever reads an older publication is told to take the newest.
"""

from contextlib import closing
from datetime import datetime

from sqlalchemy import delete, func, insert, select, text

from store import publish
from store.history import COMMIT, COMMITTED, HOOKS, History
from store.models import Pin, Publication, PublicationTable
from store.opened import Store
from store.state import State


def republish(store: Store, now: datetime, kind: str = "forgotten") -> None:
    """Publish the tables as they stand, move all pins there and drop every older publication.

    The last one that a refresh made stays, so that its age is known, and stands on the same versions.
    """
    versions = store.history.versions()
    store.history.checkpoint(versions)
    with store.state.writing() as connection:
        number = publish.publish(connection, versions, kind=kind, now=now)
        refreshed = select(func.max(Publication.id)).where(Publication.run_id.is_not(None))
        kept = connection.execute(refreshed).scalar()
        pins = connection.execute(select(Pin.reason, func.max(Pin.until)).group_by(Pin.reason)).all()
        connection.execute(delete(Pin))
        connection.execute(delete(PublicationTable).where(PublicationTable.publication_id < number))
        connection.execute(delete(Publication).where(Publication.id < number, Publication.id != (kept or 0)))
        moved = [{"publication_id": number, "reason": reason, "until": until} for reason, until in pins]
        if moved:
            connection.execute(insert(Pin), moved)
        if kept is not None:
            rows = [
                {"publication_id": kept, "table_name": name, "version": version}
                for name, version in versions.items()
            ]
            connection.execute(insert(PublicationTable), rows)


def purge_history(store: Store, now: datetime, kind: str = "forgotten") -> None:
    """Delete every file of history that the newest versions do not need, and the logs of all older ones."""
    for name in store.history.versions():
        store.history.open(name).vacuum(
            retention_hours=0,
            enforce_retention_duration=False,
            dry_run=False,
            full=True,
            commit_properties=COMMIT,
            post_commithook_properties=HOOKS,
        )
    # TRICKY: what is published must be readable before the log of what was published goes.
    republish(store, now, kind)
    for name, version in store.history.versions().items():
        _drop_log(store.history, name, version)


def _drop_log(history: History, name: str, version: int) -> None:
    for path in sorted((history.root / name / "_delta_log").iterdir()):
        found = COMMITTED.fullmatch(path.name)
        if found and int(found["version"]) < version:
            path.unlink()


def purge_state(state: State) -> None:
    """Write the database anew, so that no freed page holds what was deleted."""
    with state.said():
        if state.is_shared:
            with state.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as shared:
                shared.execute(text("SET statement_timeout = 0"))
                shared.execute(text("VACUUM"))
                shared.invalidate()  # its patience is not the others'
            return
        # TRICKY: a connection of SQLAlchemy begins a transaction, in which SQLite refuses this.
        with closing(state.engine.raw_connection()) as raw:
            cursor = raw.cursor()
            for words in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                cursor.execute(words).fetchall()
            cursor.close()
