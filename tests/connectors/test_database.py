import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from connectors.database import Database, bindable, failure
from connectors.errors import ConnectorError, Refused, Unavailable
from tests.connectors.desk import POSTGRES, ROWS, call, desk, postgres, sqlite
from tests.connectors.fetched import fetch
from tests.postgres import Server

SECRET = "tell-no-1"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same calls in both kinds of database."""
    if request.param == "sqlite":
        return sqlite(tmp_path / "calls.sqlite", *ROWS)
    return postgres(request.getfixturevalue("postgres_url"), *ROWS)


def rows(url: str, statement: str) -> list[tuple[object, ...]]:
    with Database(url, Path(), "UTC").reading() as reading:
        return [row for frame in reading.frames("It", statement, {}, 2) for row in frame.rows()]


def failed(url: str, statement: str = "SELECT 1 AS one") -> ConnectorError:
    with pytest.raises(ConnectorError) as error:
        rows(url, statement)
    return error.value


def test_rows_come_in_frames_of_the_size_asked_for(url: str) -> None:
    with Database(url, Path(), "UTC").reading() as reading:
        frames = list(reading.frames("It", "SELECT id, queue FROM calls ORDER BY id", {}, 2))

    assert [frame.height for frame in frames] == [0, 2, 1]
    assert frames[0].columns == ["id", "queue"]


@pytest.mark.parametrize(
    "statement", ["INSERT INTO calls (id) VALUES (4)", "DELETE FROM calls", "CREATE TABLE more (id INTEGER)"]
)
def test_nothing_can_be_written(url: str, statement: str) -> None:
    with Database(url, Path(), "UTC").engine.connect() as connection:
        with pytest.raises(DBAPIError, match="read-?only") as error:
            connection.execute(text(statement))
        connection.rollback()

    assert isinstance(failure(error.value, make_url(url)), Refused)
    assert rows(url, "SELECT count(*) AS n FROM calls") == [(3,)]


def test_a_file_is_opened_without_the_right_to_write(tmp_path: Path) -> None:
    database = Database(sqlite(tmp_path / "calls.sqlite", *ROWS), Path(), "UTC")
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        with pytest.raises(DBAPIError, match="readonly database"):
            connection.execute(text("DELETE FROM calls"))
        connection.rollback()


def test_a_statement_that_writes_is_refused(url: str) -> None:
    error = failed(url, "DELETE FROM calls RETURNING id")

    assert isinstance(error, Refused)
    assert rows(url, "SELECT count(*) AS n FROM calls") == [(3,)]


def test_a_session_cannot_be_made_to_write(postgres_url: str) -> None:
    postgres(postgres_url, *ROWS)

    error = failed(postgres_url, "SELECT set_config('transaction_read_only', 'off', false)")

    assert isinstance(error, Refused)


def test_one_transaction_sees_one_state(postgres_url: str) -> None:
    postgres(postgres_url, *ROWS)
    owner = create_engine(postgres_url)
    with Database(postgres_url, Path(), "UTC").reading() as reading:
        before = list(reading.frames("It", "SELECT id FROM calls", {}, 10))
        with owner.begin() as own:
            own.execute(text("DELETE FROM calls"))
        after = list(reading.frames("It", "SELECT id FROM calls", {}, 10))
    owner.dispose()

    assert sum(frame.height for frame in before) == sum(frame.height for frame in after) == 3


@pytest.mark.parametrize(
    ("url", "kind", "sentence"),
    [
        ("calls.sqlite", Refused, "url is not the address of a database; one is postgresql://"),
        (f"post gres://me:{SECRET}@x", Refused, "url is not the address of a database; one is postgresql://"),
        (f"postgresql://me:{SECRET}@x:port/y", Refused, "url is not the address of a database"),
        ("sqlite://", Refused, "url names no file; one is sqlite:///calls.sqlite."),
        (f"oracl://me:{SECRET}@x/y", Refused, "url names a kind of database, 'oracl', that is not known."),
        (f"mysql+pymysql://me:{SECRET}@x/y", Refused, "url needs the database driver pymysql, which is not"),
        (f"postgresql://me:{SECRET}@127.0.0.1:1/y?zzz={SECRET}", Refused, "The postgresql database y on"),
        (
            f"postgresql://me:{SECRET}@127.0.0.1:1/y",
            Unavailable,
            "The postgresql database y on 127.0.0.1:1 does not answer: ",
        ),
        (
            f"postgresql://me:{SECRET}@nowhere.invalid/y?connect_timeout=2",
            Unavailable,
            "The postgresql database y on nowhere.invalid does not answer: ",
        ),
    ],
    ids=[
        "no url",
        "a space",
        "no port",
        "in memory",
        "kind",
        "driver",
        "option",
        "nobody listens",
        "no host",
    ],
)
def test_what_cannot_be_opened_is_told_without_the_password(
    url: str, kind: type[ConnectorError], sentence: str
) -> None:
    error = failed(url)

    assert (type(error), str(error)[: len(sentence)]) == (kind, sentence)
    assert SECRET not in str(error)
    assert str(error).endswith(".")


def test_refused_credentials_wait_for_a_person(postgres: Server, postgres_url: str) -> None:
    stranger = postgres_url.replace("postgres:hidden", f"stranger:{SECRET}")

    error = failed(stranger)

    assert isinstance(error, Refused)
    assert "stranger" in str(error)
    assert SECRET not in str(error)


def test_a_file_that_is_not_there_may_come_back(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="There is no database file .*absent.sqlite; if it is on a network"):
        Database("sqlite:///absent.sqlite", tmp_path, "UTC")


def test_a_relative_path_starts_at_the_settings(tmp_path: Path) -> None:
    sqlite(tmp_path / "calls # 1?.sqlite", *ROWS)

    with Database("sqlite:///calls # 1%3F.sqlite", tmp_path, "UTC").reading() as reading:
        frames = list(reading.frames("It", "SELECT count(*) AS n FROM calls", {}, 5))

    assert frames[-1].rows() == [(3,)]


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "calls.sqlite").write_text("no database at all, but long enough to be looked at" * 20)

    error = failed(f"sqlite:///{tmp_path}/calls.sqlite", "SELECT id FROM calls")

    assert isinstance(error, Refused)
    assert str(error) == "It: The database calls.sqlite refuses: file is not a database."


def test_a_locked_file_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = sqlite(tmp_path / "calls.sqlite", *ROWS)
    monkeypatch.setitem(__import__("connectors.database").database.PATIENCE["pysqlite"], "timeout", 0)
    owner = sqlite3.connect(tmp_path / "calls.sqlite", isolation_level=None)
    owner.execute("BEGIN EXCLUSIVE")
    try:
        error = failed(url, "SELECT id FROM calls")
    finally:
        owner.close()

    assert (type(error), str(error)) == (
        Unavailable,
        "It: The database calls.sqlite does not answer: database is locked.",
    )


class FromSqlite(Exception):  # noqa: N818
    """What sqlite3 raises."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self.sqlite_errorname = name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_BUSY", "database is locked"),
        ("SQLITE_IOERR_READ", "disk I/O error"),
        ("SQLITE_SCHEMA", "database schema has changed"),
    ],
)
def test_what_passes_in_sqlite_is_tried_again(name: str, words: str) -> None:
    error = failure(FromSqlite(name, words), make_url("sqlite:///calls.sqlite"))

    assert isinstance(error, Unavailable)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("SELECT strat FROM calls", "strat"),
        ("SELECT id FROM cals", "cals"),
        ("SELEC id", "SELEC"),
        ("SELECT id AS n FORM calls", "FORM"),
    ],
)
def test_a_typo_is_refused_in_the_databases_words(url: str, statement: str, words: str) -> None:
    error = failed(url, statement)

    assert isinstance(error, Refused)
    assert str(error).startswith("It: The ")
    assert words in str(error)


def test_a_value_that_fails_in_the_database_is_not_repeated(postgres_url: str) -> None:
    postgres(postgres_url, call(1, "2026-03-02 09:00:00", queue="Ada Lovelace"))

    error = failed(postgres_url, "SELECT CAST(queue AS INTEGER) AS n FROM calls")

    assert isinstance(error, Refused)
    assert "Lovelace" not in str(error)
    assert "fails at a value of some row (InvalidTextRepresentation)" in str(error)


class Told(Exception):  # noqa: N818
    """What a driver raises."""


@pytest.mark.parametrize(
    ("original", "kind"),
    [
        (Told(1045, "Access denied for user 'me'@'x' (using password: YES)"), Refused),
        (Told(1054, "Unknown column 'strat' in 'field list'"), Refused),
        (Told(2003, f"Can't connect to MySQL server with {SECRET}"), Unavailable),
        (Told(2013, "Lost connection to MySQL server during query"), Unavailable),
        (Told("08001", f"[08001] PWD=other;password={SECRET}; not found"), Unavailable),
    ],
    ids=["credentials", "typo", "away", "lost", "odbc"],
)
def test_other_drivers_errors_are_sorted_as_well(original: Exception, kind: type[ConnectorError]) -> None:
    url = make_url(f"mysql+pymysql://me:{SECRET}@x/y")

    error = failure(OperationalError("SELECT 1", {}, original), url)

    assert type(error) is kind
    assert SECRET not in str(error)
    assert "other" not in str(error)


def test_a_secret_that_stands_in_the_url_in_another_way_is_hidden() -> None:
    url = make_url("postgresql://me:a%20b%2Fc@x/y?sslpassword=s3sam")

    said = str(failure(DBAPIError("", {}, Told("cannot use a b/c or a%20b%2Fc or s3sam here")), url))

    assert said.endswith("cannot use *** or *** or *** here.")


@pytest.mark.parametrize(
    ("dialect", "instant", "bound"),
    [
        ("sqlite", AT, "2026-03-02 09:00:00"),
        ("sqlite", AT.replace(tzinfo=None, microsecond=5), "2026-03-02 09:00:00.000005"),
        ("postgresql", AT, AT),
        ("mysql", AT, AT.replace(tzinfo=None)),
    ],
)
def test_instants_are_bound_as_the_database_compares_them(
    dialect: str, instant: datetime, bound: datetime | str
) -> None:
    assert bindable(instant, dialect) == bound


@pytest.fixture
def ten_days(postgres_url: str) -> str:
    """A call a day."""
    engine = create_engine(postgres_url)
    with engine.begin() as own:
        own.execute(text(POSTGRES))
        own.execute(
            text(
                "INSERT INTO calls SELECT n, timestamptz '2026-03-02 09:00Z' - n * interval '1 day', NULL,"
                " 'sales', 1, 'answered' FROM generate_series(0, 9) AS n"
            )
        )
    engine.dispose()
    return postgres_url


def test_a_connection_lost_in_the_middle_is_tried_again(postgres: Server, ten_days: str) -> None:
    opened = Database(ten_days, Path(), "UTC").reading()
    frames = opened.__enter__().frames("It", "SELECT id FROM calls", {}, 1)
    next(frames)
    postgres.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'test_%'")
    with pytest.raises(Unavailable, match="It: The postgresql database test_.* does not answer: ") as lost:
        list(frames)

    assert not opened.__exit__(Unavailable, lost.value, None)
    assert fetch(desk(ten_days)).table("contacts").height == 10
