"""What people and jobs do, in SQL: runs, publications, cursors, requests, claims.

SQLite by default, PostgreSQL by URL. Instants go in and come out aware, in UTC.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from language import _

HEAD = "0002"
BUSY_S = 30


class StateError(Exception):
    """Say in one sentence why the state database cannot be used."""


class State:
    """The state database, at its newest shape.

    `reading()` and `writing()` give a connection inside a transaction; on SQLite a writing one begins
    IMMEDIATE, since a deferred one that turns into a writer fails at once with "database is locked".
    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self.url = self.engine.url
        _upgrade(self.engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self.engine.connect() as raw:
            connection = raw.execution_options(moked_writes=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        self.engine.dispose()


def _engine(url: str) -> Engine:
    sqlite = url.startswith("sqlite")
    try:
        engine = create_engine(
            url, connect_args={"timeout": BUSY_S} if sqlite else {}, pool_pre_ping=not sqlite
        )
    except (ArgumentError, NoSuchModuleError) as error:  # its value may hold a password
        said = _("state_url is not the URL of a database; one is sqlite:///state.sqlite.")
        raise StateError(said) from error
    except ImportError as error:
        sentence = _("state_url needs the database driver {name}, which is not installed.")
        raise StateError(sentence.format(name=error.name)) from error
    if sqlite:
        event.listen(engine, "connect", _sqlite_connected)
        event.listen(engine, "begin", _sqlite_begins)
    return engine


def _sqlite_connected(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by _sqlite_begins, not by the driver
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _sqlite_begins(connection: Connection) -> None:
    writes = connection.get_execution_options().get("moked_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _upgrade(engine: Engine) -> None:
    """Bring the database to HEAD; the usual start finds it there and does nothing."""
    try:
        if _revision(engine) == HEAD:
            return
        with engine.connect() as raw:
            connection = raw.execution_options(moked_writes=True)
            with connection.begin():
                _lock_schema(connection)
                _migrate(connection)
    except OperationalError as error:
        shown = engine.url.render_as_string(hide_password=True)
        sentence = _("The state database {url} cannot be opened: {error}.")
        raise StateError(sentence.format(url=shown, error=error.orig)) from error


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _lock_schema(connection: Connection) -> None:
    """Let one process migrate at a time; on SQLite BEGIN IMMEDIATE has done so already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(7265101)"))


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 (half a second that the usual start does not need)
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
