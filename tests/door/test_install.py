import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from door import install
from door.words import Stop

Calls = Callable[[], int]


def prepare(tree: Path) -> list[str]:
    said: list[str] = []
    install.prepare(tree, "requirements.txt", said.append)
    return said


def give_up_before_pip(said: str) -> None:
    if "with pip" in said:
        raise Stop(said)


def test_the_first_start_says_what_it_does(tree: Path, uv_calls: Calls) -> None:
    said = prepare(tree)

    assert said[0] == f"Making .venv with Python {sys.version.split()[0]}"
    assert said[1] == "Installing 0 packages with uv"
    assert re.fullmatch(r"Installed in \d+ s", said[2])


def test_the_second_start_installs_nothing(tree: Path, uv_calls: Calls) -> None:
    prepare(tree)

    assert prepare(tree) == []
    assert uv_calls() == 1


def test_changed_pins_are_installed_again(tree: Path, uv_calls: Calls) -> None:
    prepare(tree)
    (tree / "requirements.txt").write_text("polars==2.1.0\n")

    assert "Installing 1 packages with uv" in prepare(tree)
    assert uv_calls() == 2


def test_packages_and_modules_are_compiled_without_their_tests(tree: Path, uv_calls: Calls) -> None:
    prepare(tree)
    package = next((tree / ".venv").rglob("site-packages")) / "thing"
    (package / "tests").mkdir(parents=True)
    (package / "thing.py").touch()
    (package / "tests" / "test_thing.py").touch()
    (tree / "tests").mkdir()
    (tree / "tests" / "test_door.py").touch()
    (tree / "requirements.txt").write_text("thing==1.0\n")
    prepare(tree)

    compiled = {path.parent.parent.name for path in tree.rglob("*.pyc")}
    assert compiled >= {"thing", "door"}
    assert "tests" not in compiled


def test_the_list_of_the_tests_covers_the_list_of_the_product(tree: Path, uv_calls: Calls) -> None:
    (tree / "requirements.txt").write_text("polars==2.1.0\n")
    (tree / "requirements-dev.txt").write_text("polars==2.1.0\nruff==0.17.6\n")
    install.prepare(tree, "requirements-dev.txt", str)

    assert prepare(tree) == []


def test_uv_believes_whom_the_machine_believes(
    tree: Path, uv_calls: Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UV_SYSTEM_CERTS", raising=False)
    (tmp_path / "path" / "uv").write_text('#!/bin/sh\necho "$UV_SYSTEM_CERTS" >> "$0.calls"\n')
    prepare(tree)

    assert (tmp_path / "path" / "uv.calls").read_text() == "1\n"


def test_an_install_that_failed_is_tried_again(tree: Path, uv_calls: Calls, tmp_path: Path) -> None:
    (tree / "requirements.txt").write_text("a-package-that-nobody-has==1 ; python_version > '3'\n")
    (tmp_path / "path" / "uv.broken").write_text("No space left on device")
    with pytest.raises(Stop):
        install.prepare(tree, "requirements.txt", give_up_before_pip)
    (tmp_path / "path" / "uv.broken").unlink()

    assert not install.is_ready(install.Place(tree, "requirements.txt"))
    assert "Installing 1 packages with uv" in prepare(tree)


def test_a_venv_of_a_python_that_is_too_old_is_made_anew(tree: Path, uv_calls: Calls) -> None:
    prepare(tree)
    config = tree / ".venv" / "pyvenv.cfg"
    config.write_text(re.sub(r"version = .*", "version = 3.9.1", config.read_text()))

    assert prepare(tree)[0].startswith("Making .venv")
    assert "version = 3.9.1" not in config.read_text()


def test_a_venv_whose_python_is_gone_is_made_anew(tree: Path, uv_calls: Calls) -> None:
    prepare(tree)
    python = install.Place(tree, "requirements.txt").python
    python.unlink()

    assert prepare(tree)[0].startswith("Making .venv")
    assert python.exists()


def test_a_file_in_the_way_of_venv_is_named(tree: Path) -> None:
    (tree / ".venv").write_text("")

    with pytest.raises(Stop, match=r"Moked cannot write to .*\.venv: File exists\."):
        prepare(tree)


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        ("Failed to establish a new connection: refused", "is there a network?"),
        ("error: dns error: failed to look up", "There is no network."),
        ("ERROR: No matching distribution found for x==9", "does not have a package that is pinned."),
        ("something new", "It failed. Details:"),
    ],
    ids=["disk full", "index unreachable", "no name resolution", "unknown package", "unknown"],
)
def test_what_an_installer_prints_becomes_a_sentence(tree: Path, printed: str, sentence: str) -> None:
    place = install.Place(tree, "requirements.txt")
    place.venv.mkdir()
    place.log.write_text(printed)

    assert sentence in install._meaning(place, "It failed.")


def test_without_a_network_one_sentence_says_so(
    tree: Path, monkeypatch: pytest.MonkeyPatch, free_port: int
) -> None:
    (tree / "requirements.txt").write_text("polars==2.1.0\n")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{free_port}/simple")
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    argv = [sys.executable, tree / "run.py", "check"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith(
        "The packages could not be installed. The package index cannot be reached: is there a network?"
    )
    assert "Traceback" not in done.stderr
