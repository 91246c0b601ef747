"""Connections to the state database: how each is set up, and how its transactions begin.

PostgreSQL does as SQLite does: one transaction writes at a time, and one that reads sees a single moment.
Ours are short, so that queueing costs nothing, and neither deadlocks nor lost updates can happen.
"""

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from language import _

BUSY_S = 30
SYNCHRONOUS = "NORMAL"  # what is written outlives the process at once, and the machine at the next checkpoint
CONNECT_S = 5
OURS = 7265100  # the class of our advisory locks: 0 of it is the writing transaction's
READS = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
WRITES = {"isolation_level": "READ COMMITTED", "moked_writes": True}

# What a client can ask of a server whose own patience may be endless. The last four let a server notice
# within some ten seconds that a machine is gone, and free what it held.
PATIENCE = {
    "statement_timeout": "60s",
    "lock_timeout": f"{BUSY_S}s",
    "idle_in_transaction_session_timeout": "60s",
    "idle_session_timeout": "0",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "11s",
}
# The same for a client whose server is gone; an address may say otherwise.
CLIENT = {
    "connect_timeout": CONNECT_S,
    "keepalives_idle": 4,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 8_000,
    "application_name": "moked",
}


class StateError(Exception):
    """Say in one sentence why the state database cannot be used."""


def engine(url: str) -> Engine:
    """Make an engine for an address. Raises StateError."""
    try:
        address = _address(url)
        return _sqlite(address) if address.get_backend_name() == "sqlite" else _other(address)
    except (ArgumentError, NoSuchModuleError) as error:  # its value may hold a password
        said = _("state_url is not the URL of a database; one is sqlite:///state.sqlite.")
        raise StateError(said) from error
    except ImportError as error:
        sentence = _("state_url needs the database driver {name}, which is not installed.")
        raise StateError(sentence.format(name=error.name)) from error


def _address(url: str) -> URL:
    """Read an address; one without a driver, as hosting companies hand out, gets ours."""
    if url.startswith(("postgres://", "postgresql://")):
        url = f"postgresql+psycopg://{url.partition('://')[2]}"
    return make_url(url)


def _sqlite(address: URL) -> Engine:
    made = create_engine(address, connect_args={"timeout": BUSY_S})
    event.listen(made, "connect", _sqlite_connected)
    event.listen(made, "begin", _sqlite_begins)
    return made


def _sqlite_connected(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by _sqlite_begins, not by the driver
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA recursive_triggers = ON")  # so that INSERT OR REPLACE keeps to our rules, too
    cursor.close()


def _sqlite_begins(connection: Connection) -> None:
    writes = connection.get_execution_options().get("moked_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _other(address: URL) -> Engine:
    if address.get_backend_name() != "postgresql":
        return create_engine(address)
    given = {name: value for name, value in CLIENT.items() if name not in address.query}
    made = create_engine(address, connect_args=given, pool_pre_ping=True)
    event.listen(made, "connect", _postgres_connected)
    event.listen(made, "begin", _postgres_begins)
    return made


def _postgres_connected(connection: Any, _record: object) -> None:
    asked = ", ".join(f"set_config('{name}', '{value}', false)" for name, value in PATIENCE.items())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
    connection.commit()


def _postgres_begins(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("moked_migrates"):
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    if options.get("moked_writes"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({key(0)})")


def key(purpose: int) -> str:
    """Write the key of an advisory lock in SQL; a database may hold an installation in each schema."""
    return f"{OURS + purpose}, hashtext(coalesce(current_schema(), ''))"
