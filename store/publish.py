"""Publications: which set of table versions readers see, decided in one SQL transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from language import _
from store.models import Cursor, Pin, Publication, PublicationTable, Run, RunDetail, Source
from store.state import State


class PublicationError(Exception):
    """Say which publication is not to be had and which are."""


@dataclass(frozen=True)
class Published:
    """A publication: its number, when it was made and the version of each table."""

    id: int
    at: datetime
    versions: Mapping[str, int]


def newest(state: State) -> Published | None:
    """Give the publication that readers see now, None before the first."""
    with state.reading() as connection:
        found = connection.execute(select(func.max(Publication.id))).scalar()
        return _load(connection, found) if found is not None else None


def refreshed_at(state: State) -> datetime | None:
    """Say when rows of a source were published last; housekeeping publishes too, and brings nothing new."""
    with state.reading() as connection:
        newest_run = select(func.max(Publication.at)).where(Publication.run_id.is_not(None))
        return connection.execute(newest_run).scalar_one_or_none()


def numbered(state: State, number: int) -> Published:
    """Give one publication. Raises PublicationError."""
    with state.reading() as connection:
        known = connection.execute(select(func.min(Publication.id), func.max(Publication.id))).one()
        kept = connection.execute(select(Publication.id).where(Publication.id == number)).scalar()
        if kept is None:
            sentence = _("Unknown publication {number}. Known: {first} to {last}.")
            if known[0] is None:
                sentence = _("Unknown publication {number}. Nothing has been published yet.")
            raise PublicationError(sentence.format(number=number, first=known[0], last=known[1]))
        return _load(connection, number)


def _load(connection: Connection, number: int) -> Published:
    at = connection.execute(select(Publication.at).where(Publication.id == number)).scalar_one()
    rows = connection.execute(
        select(PublicationTable.table_name, PublicationTable.version).where(
            PublicationTable.publication_id == number
        )
    )
    return Published(number, at, dict(rows.all()))


def publish(
    connection: Connection,
    versions: Mapping[str, int],
    *,
    kind: str,
    now: datetime,
    run_id: int | None = None,
) -> int:
    """Record a set of versions as the newest publication, inside the caller's transaction."""
    number: int = connection.execute(
        insert(Publication).values(at=now, kind=kind, run_id=run_id).returning(Publication.id)
    ).scalar_one()
    connection.execute(
        insert(PublicationTable),
        [
            {"publication_id": number, "table_name": name, "version": version}
            for name, version in versions.items()
        ],
    )
    return number


@dataclass(frozen=True)
class Outcome:
    """What a run ends with: its counts, words, and what to remember of its source."""

    status: str
    ended_at: datetime
    read: int = 0
    loaded: int = 0
    excluded: Mapping[str, int] | None = None
    quarantined: Mapping[str, int] | None = None
    written: int = 0
    notices: Sequence[str] = ()
    message: str | None = None


def begin_run(state: State, connector: str, trigger: str, now: datetime) -> int:
    """Write down that a run has begun; runs that a killed process left behind are closed.

    Call it with the writer lock held: nobody else can be running then.
    """
    with state.writing() as connection:
        connection.execute(
            update(Run)
            .where(Run.status == "running")
            .values(
                status="killed", ended_at=now, message=_("The refresh was cut off; nothing of it was shown.")
            )
        )
        return connection.execute(
            insert(Run)
            .values(connector=connector, trigger=trigger, started_at=now, status="running")
            .returning(Run.id)
        ).scalar_one()


def note_part(state: State, run_id: int, part: tuple[int, int]) -> None:
    """Write down how far a run is: which part of how many."""
    done, parts = part
    with state.writing() as connection:
        connection.execute(update(Run).where(Run.id == run_id).values(part=done, parts=parts))


def end_run(connection: Connection, run_id: int, outcome: Outcome) -> bool:
    """Close a run's record, inside the caller's transaction; say whether it was open.

    It is not where the connection was lost just after a good end was written down.
    """
    excluded, quarantined = outcome.excluded or {}, outcome.quarantined or {}
    closed = connection.execute(
        update(Run)
        .where(Run.id == run_id, Run.status == "running")
        .values(
            status=outcome.status,
            ended_at=outcome.ended_at,
            rows_read=outcome.read,
            rows_loaded=outcome.loaded,
            rows_excluded=sum(excluded.values()),
            rows_quarantined=sum(quarantined.values()),
            rows_written=outcome.written,
            message=outcome.message,
        )
        .returning(Run.id)
    ).first()
    if closed is None:
        return False
    details: list[tuple[str, str, int | None]] = [
        ("excluded", words, count) for words, count in excluded.items()
    ]
    details += [("quarantined", words, count) for words, count in quarantined.items()]
    details += [("notice", words, None) for words in outcome.notices]
    if details:
        connection.execute(
            insert(RunDetail),
            [{"run_id": run_id, "kind": kind, "words": words, "row_count": n} for kind, words, n in details],
        )
    return True


def connected_at(state: State, connector: str, now: datetime) -> datetime:
    """Say since when a connector is known, remembering `now` at its first call."""
    with state.writing() as connection:
        found = connection.execute(
            select(Source.connected_at).where(Source.connector == connector)
        ).scalar_one_or_none()
        if found is None:
            connection.execute(insert(Source).values(connector=connector, connected_at=now))
        return found or now


def watermark(state: State, connector: str) -> datetime | None:
    """Say up to which instant a connector has been read."""
    with state.reading() as connection:
        return connection.execute(
            select(Source.watermark).where(Source.connector == connector)
        ).scalar_one_or_none()


def cursor(state: State, connector: str) -> dict[str, str]:
    """Give what the connector asked to remember at its last published run."""
    with state.reading() as connection:
        rows = connection.execute(select(Cursor.item, Cursor.value).where(Cursor.connector == connector))
        return dict(rows.all())


def remember(
    connection: Connection, connector: str, items: Mapping[str, str], watermark: datetime | None
) -> None:
    """Move a connector's cursor and, unless more is to come, its watermark: in the publishing transaction."""
    if items:
        connection.execute(delete(Cursor).where(Cursor.connector == connector, Cursor.item.in_(list(items))))
        connection.execute(
            insert(Cursor),
            [{"connector": connector, "item": item, "value": value} for item, value in items.items()],
        )
    if watermark is not None:
        connection.execute(
            update(Source)
            .where(Source.connector == connector)
            .values(watermark=watermark, failures=0, retry_at=None)
        )


def put_off(connection: Connection, connector: str, retry_at: Callable[[int], datetime]) -> None:
    """Count a failure and set the next try; `retry_at` is given the failures in a row."""
    failures = (
        connection.execute(select(Source.failures).where(Source.connector == connector)).scalar_one() + 1
    )
    connection.execute(
        update(Source)
        .where(Source.connector == connector)
        .values(failures=failures, retry_at=retry_at(failures))
    )


def pinned(state: State, now: datetime, readable_for: timedelta) -> list[Published]:
    """List the publications whose files must stay: the newest, recent ones, and pins in force."""
    with state.reading() as connection:
        numbers = set(
            connection.execute(
                select(Pin.publication_id)
                .where(Pin.until > now)
                .union(
                    select(Publication.id).where(Publication.at > now - readable_for),
                    select(func.max(Publication.id)),
                )
            ).scalars()
        )
        return [_load(connection, number) for number in sorted(numbers - {None})]
