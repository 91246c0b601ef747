"""What people and jobs do, in SQL: runs, publications, cursors, requests, claims.

SQLite by default, PostgreSQL by URL. Instants go in and come out aware, in UTC.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Protocol

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, inspect, text
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError

from language import _
from store import only_added
from store.change_models import Base
from store.engine import READS, WRITES, StateError, engine

HEAD = "0019"

__all__ = ["HEAD", "Guard", "LostError", "State", "StateError"]


class LostError(StateError):
    """Say that what may be written only with a lock was not, since the lock went to somebody else."""


class Guard(Protocol):
    """What a transaction asks before it writes whether it still may."""

    def confirm(self, connection: Connection) -> None:
        """Raise LostError if it may not."""


class State:
    """The state database, at its newest shape.

    `reading()` and `writing()` give a connection inside a transaction, and raise StateError when the
    database fails. One that reads sees one moment; one writes at a time. On SQLite a writing one begins
    IMMEDIATE, since a deferred one that turns into a writer fails at once with "database is locked".
    """

    def __init__(self, url: str) -> None:
        self.engine = engine(url)
        self.url = self.engine.url
        self._guards: tuple[Guard, ...] = ()
        self._besides: tuple[Callable[[Connection], None], ...] = ()
        try:
            _upgrade(self.engine)
        except StateError:
            self.engine.dispose()
            raise

    @property
    def is_shared(self) -> bool:
        """Whether other machines may use it, too."""
        return self.engine.dialect.name != "sqlite"

    @property
    def address(self) -> str:
        """Where it is, for people: without its password."""
        return self.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.said(), self.engine.connect() as raw:
            connection = raw.execution_options(**READS) if self.is_shared else raw
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self.said(), self.engine.connect() as raw:
            connection = raw.execution_options(**(WRITES if self.is_shared else {"moked_writes": True}))
            with connection.begin():
                self._confirm(connection)
                yield connection
                for beside in self._besides:
                    beside(connection)

    def also(self, write: Callable[[Connection], None]) -> "State":
        """Give the same database, each of whose transactions writes that as well: both, or neither."""
        both = copy(self)
        both._besides = (*self._besides, write)
        return both

    def under(self, guard: Guard) -> "State":
        """Give the same database, written only while `guard` confirms: in the transaction that writes."""
        guarded = copy(self)
        guarded._guards = (*self._guards, guard)
        return guarded

    def confirm(self) -> None:
        """Ask if writing is still allowed, before what no transaction can take back. Raises LostError."""
        if self._guards:
            with self.reading() as connection:
                self._confirm(connection)

    def try_writing(self) -> None:
        """Do what a write needs, changing nothing. Raises StateError."""
        try:
            with self.writing() as connection:
                connection.execute(text("UPDATE facts SET value = value WHERE name IS NULL"))
        except DBAPIError as error:  # such as a missing permission
            sentence = _("The state database {url} cannot be written: {error}.")
            raise StateError(sentence.format(url=self.address, error=why(error))) from error

    def close(self) -> None:
        self.engine.dispose()

    def _confirm(self, connection: Connection) -> None:
        for guard in self._guards:
            guard.confirm(connection)

    @contextmanager
    def said(self) -> Iterator[None]:
        """Turn a failure of the database into a sentence. Raises StateError."""
        try:
            yield
        except (OperationalError, InterfaceError, InternalError) as error:
            sentence = _("The state database {url} failed: {error}.")
            raise StateError(sentence.format(url=self.address, error=why(error))) from error


def why(error: DBAPIError) -> str:
    """Tell what the driver said in one line, without its hints and without a full stop."""
    lines = [line for line in str(error.orig).splitlines() if not line.startswith("\t")]
    return " ".join(" ".join(lines).split()).rstrip(".")


def _upgrade(engine: Engine) -> None:
    """Bring the database to HEAD; the usual start finds it there and does nothing."""
    try:
        if _revision(engine) == HEAD:
            return
        with engine.connect() as raw:
            # Of several that start at once the first migrates; the others wait for it and find it done.
            connection = raw.execution_options(moked_writes=True, moked_migrates=True)
            with connection.begin():
                _migrate(connection) if inspect(connection).get_table_names() else _make(connection)
    except DBAPIError as error:
        shown = engine.url.render_as_string(hide_password=True)
        sentence = _("The state database {url} cannot be opened: {error}.")
        raise StateError(sentence.format(url=shown, error=why(error))) from error


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _make(connection: Connection) -> None:
    """Make all tables of an empty database as they are at HEAD: quicker than through its whole history."""
    Base.metadata.create_all(connection)
    only_added.rule(connection)
    version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
    version.create(connection)
    connection.execute(version.insert().values(version_num=HEAD))


def _migrate(connection: Connection, revision: str = "head") -> None:
    from alembic import command  # noqa: PLC0415 (half a second that the usual start does not need)
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, revision)
    except CommandError as error:
        said = _("The state database was written by a newer Moked; run that one, or restore a backup.")
        raise StateError(said) from error
