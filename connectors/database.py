"""Read a database through SQLAlchemy, and never write to it.

SQLite is opened with mode=ro; PostgreSQL, MySQL and MariaDB are told that every transaction of the session
only reads. Any other database is read in a transaction that is always rolled back: give its user the right
to SELECT and no other. A password never stands in a sentence; nor does what a row holds.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import polars as pl
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from connectors.errors import ConnectorError, Refused, Unavailable
from connectors.fields import framed
from language import _

CONNECT_S = 10
BUSY_S = 5
READ_ONLY = {
    "sqlite": "PRAGMA query_only = ON",
    "postgresql": "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    "mysql": "SET SESSION TRANSACTION READ ONLY",
    "mariadb": "SET SESSION TRANSACTION READ ONLY",
}
# Arguments of the drivers that we know; others wait as long as they are used to.
PATIENCE: dict[str, dict[str, Any]] = {
    "pysqlite": {"timeout": BUSY_S},
    "psycopg": {"connect_timeout": CONNECT_S},
    "psycopg2": {"connect_timeout": CONNECT_S},
    "pymysql": {"connect_timeout": CONNECT_S},
    "mysqldb": {"connect_timeout": CONNECT_S},
}
# What only a person can mend, where the driver does not tell it apart from a server that is away.
REFUSALS = ("authentication failed", "no password supplied", "does not exist", "no pg_hba.conf entry")
MYSQL_REFUSALS = {1044, 1045, 1049, 1054, 1064, 1142, 1146, 1698, 1792}
SECRET = re.compile(r"pass|pwd|secret|token|key|odbc_connect", re.IGNORECASE)
WRITTEN_SECRET = re.compile(r"\b(pwd|password)\s*=\s*[^;\s]+", re.IGNORECASE)
SQLITE_REFUSALS = {"SQLITE_ERROR", "SQLITE_READONLY", "SQLITE_AUTH", "SQLITE_PERM", "SQLITE_NOTADB"}
SCHEMA_CHANGED = "database schema has changed"


class Database:
    """A database opened for reading; `zone` is the clock of its sessions where it has one to set."""

    def __init__(self, url: str, folder: Path, zone: str) -> None:
        self._url = _located(_parsed(url), folder)
        self.engine = _engine(self._url, zone)

    @contextmanager
    def reading(self) -> Iterator["Reading"]:
        """One transaction that sees one state of the database; raises the connectors' errors."""
        with _told(self.engine, self._url), self.engine.connect() as connection:
            try:
                yield Reading(connection, self._url)
            finally:
                if not connection.invalidated:
                    connection.rollback()


class Reading:
    """A connection inside a transaction."""

    def __init__(self, connection: Connection, url: URL) -> None:
        self._connection = connection
        self._url = url

    def frames(
        self, what: str, statement: str, binds: Mapping[str, datetime], rows: int
    ) -> Iterator[pl.DataFrame]:
        """What a SELECT gives, at most `rows` rows at a time; at least one frame, so that columns are known.

        `binds` are aware, or naive where the database keeps a local clock. `what` begins a sentence about
        the SELECT's failure.
        """
        name = self._connection.dialect.name
        given = {key: bindable(value, name) for key, value in binds.items()}
        streamed = self._connection.execution_options(stream_results=True, yield_per=rows)
        told = _told(self._connection.engine, self._url, what)
        with told, streamed.execute(text(statement), given) as result:
            columns = tuple(key.lower() for key in result.keys())  # noqa: SIM118 (it is no dict)
            yield framed(columns, [])
            for part in result.partitions(rows):
                yield framed(columns, [tuple(row) for row in part])


@contextmanager
def _told(engine: Engine, url: URL, what: str = "") -> Iterator[None]:
    """Turn what the driver raises into the connectors' errors."""
    drivers: tuple[type[BaseException], ...] = (SQLAlchemyError, engine.dialect.loaded_dbapi.Error)
    try:
        yield
    except drivers as error:
        raise failure(error, url, what) from None


def binds_of(statement: str) -> set[str]:
    """The names after a colon that a statement leaves open."""
    return set(text(statement).compile().params)


def bindable(instant: datetime, dialect: str) -> datetime | str:
    """An instant as drivers compare it with what is stored.

    PostgreSQL takes an offset. SQLite keeps instants as text, best written 2026-03-02 09:00:00; to any other
    an instant goes without its offset, in UTC.
    """
    if dialect == "postgresql":
        return instant
    naive = instant.astimezone(UTC).replace(tzinfo=None) if instant.tzinfo else instant
    return naive.isoformat(" ") if dialect == "sqlite" else naive


def failure(error: BaseException, url: URL, what: str = "") -> ConnectorError:
    """Say what a person, or only time, can mend."""
    original: BaseException = getattr(error, "orig", None) or error
    names = {kind.__name__ for kind in type(original).__mro__}
    where, said = (f"{what}: " if what else "") + place(url), _said(original, url)
    if "DataError" in names:  # its own words may hold a customer's
        sentence = _("{where} fails at a value of some row ({kind}); select it as it is, Moked checks it.")
        return Refused(sentence.format(where=where, kind=type(original).__name__))
    if "ProgrammingError" in names or isinstance(error, ArgumentError) or _is_refusal(original, said):
        return Refused(_("{where} refuses: {said}.").format(where=where, said=said))
    return Unavailable(_("{where} does not answer: {said}.").format(where=where, said=said))


def place(url: URL) -> str:
    """Name a database as a person would, without user, password and options."""
    kind = url.get_backend_name()
    if kind == "sqlite":
        return _("The database {name}").format(name=Path(_file(url)).name)
    host = f"{url.host}:{url.port}" if url.host and url.port else url.host or _("this machine")
    sentence = _("The {kind} database {name} on {host}")
    return sentence.format(kind=kind, name=url.database or "", host=host)


def _is_refusal(original: BaseException, said: str) -> bool:
    if hasattr(original, "sqlite_errorname"):
        # TRICKY: a typo found before SQLite has read the tables is SQLITE_SCHEMA too, in its own words.
        is_mistake = original.sqlite_errorname == "SQLITE_SCHEMA" and said != SCHEMA_CHANGED
        return is_mistake or str(original.sqlite_errorname) in SQLITE_REFUSALS
    state = str(getattr(original, "sqlstate", None) or getattr(original, "pgcode", None) or "")
    if state:
        return not state.startswith(("08", "40", "53", "55", "57", "58", "XX"))
    first = original.args[0] if original.args else None
    return first in MYSQL_REFUSALS or any(words in said for words in REFUSALS)


def _said(original: BaseException, url: URL) -> str:
    """The driver's first line without secrets."""
    words = str(original.args[-1] if original.args else original).strip()
    line = (words.splitlines() or [type(original).__name__])[0].rstrip(".")
    named = {name: values for name, values in url.normalized_query.items() if SECRET.search(name)}
    options = [value for values in named.values() for value in values]
    for secret in filter(None, [str(url.password or ""), *options]):
        line = line.replace(secret, "***").replace(quote(secret, safe=""), "***")
    return WRITTEN_SECRET.sub(r"\1=***", line)


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):  # its words hold the URL
        sentence = _("url is not the address of a database; one is postgresql://user:password@host/name.")
        raise Refused(sentence) from None


def _located(url: URL, folder: Path) -> URL:
    """An SQLite file, relative to the folder of the settings, by a URI that cannot write."""
    if url.get_backend_name() != "sqlite":
        return url
    if not url.database or url.database == ":memory:":
        raise Refused(_("url names no file; one is sqlite:///calls.sqlite."))
    path = folder / Path(url.database.removeprefix("file:")).expanduser()
    if not path.is_file():
        sentence = _("There is no database file {path}; if it is on a network drive, is it connected?")
        raise Unavailable(sentence.format(path=path))
    return url.set(database=path.absolute().as_uri(), query={"mode": "ro", "uri": "true"})


def _file(url: URL) -> str:
    return (url.database or "").partition("?")[0]


def _engine(url: URL, zone: str) -> Engine:
    try:
        engine = create_engine(url, poolclass=NullPool, connect_args=_patience(url))
    except NoSuchModuleError:
        sentence = _("url names a kind of database, {kind!r}, that is not known.")
        raise Refused(sentence.format(kind=url.drivername)) from None
    except ImportError as error:
        sentence = _("url needs the database driver {name}, which is not installed.")
        raise Refused(sentence.format(name=error.name)) from None
    except (ArgumentError, TypeError, ValueError):
        raise Refused(_("url has options that the driver does not know.")) from None
    event.listen(engine, "connect", lambda connection, _record: _prepare(connection, engine, zone))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _patience(url: URL) -> dict[str, Any]:
    known = PATIENCE.get(url.get_dialect().driver, {})
    return {name: value for name, value in known.items() if name not in url.query}


def _prepare(connection: Any, engine: Engine, zone: str) -> None:
    """Make a session read-only and set its clock."""
    name = engine.dialect.name
    if name == "sqlite":
        connection.isolation_level = None  # transactions begin where SQLAlchemy says so
    statements = [READ_ONLY[name]] if name in READ_ONLY else []
    if name == "postgresql":
        statements.append(f"SET SESSION TIME ZONE '{zone}'")
    if name in {"mysql", "mariadb"} and zone == "UTC":
        statements.append("SET SESSION time_zone = '+00:00'")
    cursor = connection.cursor()
    for statement in statements:
        cursor.execute(statement)
    cursor.close()
    if name != "sqlite":
        connection.commit()
