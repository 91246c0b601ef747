import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from door import start
from door.start import Options, Serving
from door.words import Stop


def test_without_words_it_listens_on_8501() -> None:
    assert start.parse([]) == Options(port=8501, config=None, data=None)


def test_relative_paths_are_meant_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    options = start.parse(["--config", "my.toml", "--data", "../data"])

    assert options.config == tmp_path / "my.toml"
    assert options.data == tmp_path / "../data"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--port", "0"], "Argument --port: 0 is not a port, 1 to 65535. Try: python3 run.py --help"),
        (["--port", "many"], "Argument --port: many is not a port, 1 to 65535."),
        (["--Colour"], "Unrecognized arguments: --Colour."),
        (["--data"], "Argument --data: expected one argument."),
    ],
    ids=["no such port", "not a number", "unknown word", "nothing after it"],
)
def test_words_that_are_not_understood_are_one_sentence(words: list[str], sentence: str) -> None:
    with pytest.raises(Stop) as why:
        start.parse(words)

    assert str(why.value).startswith(sentence)


def test_a_port_in_use_is_named(tmp_path: Path, free_port: int) -> None:
    with socket.create_server(("127.0.0.1", free_port)), pytest.raises(Stop) as why:
        start.check(tmp_path, Options(port=free_port))

    assert str(why.value) == (
        f"Port {free_port} is not free (Address already in use): "
        "Moked runs already, or choose another with --port N."
    )


def test_a_port_that_was_just_given_back_is_free(tmp_path: Path, free_port: int) -> None:
    with socket.create_server(("127.0.0.1", free_port)) as server:
        with socket.create_connection(("127.0.0.1", free_port)):
            server.accept()[0].close()
        time.sleep(0.1)

    start.check(tmp_path, Options(port=free_port))


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path, free_port: int) -> None:
    (tmp_path / "data").write_text("a file")

    with pytest.raises(Stop, match=r"Moked cannot write to its data folder .*data: File exists"):
        start.check(tmp_path, Options(port=free_port, data=tmp_path / "data"))


def test_a_data_folder_that_the_settings_name_is_tried_too(tmp_path: Path, free_port: int) -> None:
    (tmp_path / "taken").write_text("a file")
    (tmp_path / "my.toml").write_text('data = "taken"')

    with pytest.raises(Stop, match=r"Moked cannot write to its data folder .*taken: File exists"):
        start.check(tmp_path, Options(port=free_port, config=tmp_path / "my.toml"))


def test_a_settings_file_that_is_not_there_is_named(tmp_path: Path, free_port: int) -> None:
    with pytest.raises(Stop, match=r"There is no settings file .*my\.toml"):
        start.check(tmp_path, Options(port=free_port, config=tmp_path / "my.toml"))


def test_both_processes_are_told_the_same_settings_and_data(tmp_path: Path) -> None:
    options = Options(port=9000, config=tmp_path / "my.toml", data=tmp_path / "data")
    scheduler, web = start.children(tmp_path, Path("python"), options, Serving())
    told = {"MOKED_CONFIG": str(tmp_path / "my.toml"), "MOKED_DATA": str(tmp_path / "data")}

    assert list(scheduler.argv[1:]) == [
        *("-m", "scheduler"),
        *("--config", str(tmp_path / "my.toml"), "--data", str(tmp_path / "data")),
    ]
    assert told.items() <= scheduler.environment.items()
    assert told.items() <= web.environment.items()
    assert " ".join(web.argv[1:8]) == (
        f"-m streamlit run {tmp_path / 'app.py'} --server.address 127.0.0.1 --server.port"
    )


class Door:
    """A front door that is open, and what it says."""

    def __init__(self, tree: Path, port: int) -> None:
        argv = [sys.executable, tree / "run.py", "--port", str(port), "--data", tree / "data"]
        self.log = tree / "said.txt"
        self.tree = tree
        self.url = f"http://127.0.0.1:{port}"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(argv, cwd="/", stdout=log, stderr=subprocess.STDOUT)

    def said(self) -> str:
        return self.log.read_text()

    def wait_for(self, words: str, times: int = 1) -> None:
        deadline = time.monotonic() + 60
        while self.said().count(words) < times:
            assert time.monotonic() < deadline, self.said()
            assert self.process.poll() is None, self.said()
            time.sleep(0.05)

    def scheduler(self) -> int:
        return int((self.tree / "scheduler.pid").read_text())

    def web(self) -> int:
        """Find the web app among the front door's children."""
        children = psutil.Process(self.process.pid).children()
        return next(child.pid for child in children if "streamlit" in child.cmdline())


@pytest.fixture
def door(installed_tree: Path, free_port: int) -> Iterator[Door]:
    opened = Door(installed_tree, free_port)
    yield opened
    opened.process.terminate()
    opened.process.wait(30)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_starts_both_and_a_signal_stops_both(door: Door, number: signal.Signals) -> None:
    door.wait_for(f"Moked is ready at {door.url}")
    pids = door.scheduler(), door.web()
    page = urllib.request.urlopen(door.url)
    page.close()
    door.process.send_signal(number)
    code = door.process.wait(30)

    assert page.status == 200
    assert code == 0
    assert door.said().splitlines()[-1] == "Stopped."
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []


def test_a_web_app_that_is_killed_comes_back(door: Door) -> None:
    door.wait_for("Moked is ready")
    os.kill(door.web(), signal.SIGKILL)
    door.wait_for("Moked is ready", times=2)

    assert "The web app died (exit code -9); starting it again in 0.5 s." in door.said()


def test_a_scheduler_that_is_killed_comes_back(door: Door) -> None:
    door.wait_for("Moked is ready")
    first = door.scheduler()
    os.kill(first, signal.SIGKILL)
    door.wait_for("The scheduler died (exit code -9)")
    deadline = time.monotonic() + 20
    while door.scheduler() == first and time.monotonic() < deadline:
        time.sleep(0.05)

    assert door.scheduler() != first


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_a_front_door_that_is_killed_leaves_nothing_behind(door: Door) -> None:
    door.wait_for("http://127.0.0.1:")
    both = [psutil.Process(door.web()), psutil.Process(door.scheduler())]

    door.process.kill()

    gone, left = psutil.wait_procs(both, timeout=20)
    assert (len(gone), left) == (2, [])


def test_an_app_that_cannot_start_ends_with_one_sentence(installed_tree: Path, free_port: int) -> None:
    (installed_tree / "scheduler" / "__main__.py").write_text("raise SystemExit(2)\n")
    door = Door(installed_tree, free_port)

    assert door.process.wait(60) == 2
    assert door.said().splitlines()[-1] == "The scheduler cannot run: its own message above says why."
