"""What is made once for a run of tests: for all its processes, and whole."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import once
from tests.conftest import FIRST

PROCESS = """
import sys, time
from pathlib import Path
from tests import once

def make(folder):
    time.sleep(0.3)
    with (folder / "makers").open("a") as file:
        file.write("one\\n")

once.run = Path(sys.argv[1])
print(len((once.once("thing", make) / "makers").read_text().split()))
"""


@pytest.fixture
def own_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(once, "run", tmp_path / "run")
    return tmp_path / "run"


def test_processes_that_ask_at_once_are_given_the_same_whole_thing(tmp_path: Path, root: Path) -> None:
    words = [sys.executable, "-c", PROCESS, str(tmp_path)]
    asking = [subprocess.Popen(words, cwd=root, stdout=subprocess.PIPE) for _ in range(3)]

    assert [process.communicate(timeout=60)[0] for process in asking] == [b"1\n"] * 3


def test_what_failed_is_made_anew(own_run: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        once.once("thing", fail)

    assert list(once.once("thing", lambda folder: (folder / "whole").touch()).iterdir()) == [
        own_run / "thing" / "whole"
    ]


@pytest.mark.parametrize("name", FIRST)
def test_a_file_that_is_to_come_first_is_there(name: str, root: Path) -> None:
    assert (root / "tests" / name).is_file()
