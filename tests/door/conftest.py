import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from door import install

TINY_APP = 'import streamlit as st\n\nst.write("a stand-in")\n'
TINY_SCHEDULER = """\
import os, pathlib, sys, time

pathlib.Path("scheduler.pid").write_text(str(os.getpid()))
pathlib.Path("scheduler.argv").write_text(" ".join(sys.argv[1:]))
time.sleep(600)
"""


@pytest.fixture
def tree(tmp_path: Path, root: Path) -> Path:
    """A copy of the front door in a folder with a space in its name; nothing to install, no .venv."""
    copy = tmp_path / "a copy"
    copy.mkdir()
    shutil.copy(root / "run.py", copy)
    shutil.copytree(root / "door", copy / "door", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "requirements.txt").write_text("# nothing\n")
    return copy


@pytest.fixture
def installed_tree(tree: Path) -> Path:
    """The same with a .venv that borrows our packages, a stand-in app and a stand-in scheduler."""
    (tree / "app.py").write_text(TINY_APP)
    (tree / "settings").mkdir()
    (tree / "settings" / "serving.py").write_text("print('{}')\n")
    (tree / "scheduler").mkdir()
    (tree / "scheduler" / "__main__.py").write_text(TINY_SCHEDULER)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tree / ".venv"], check=True)
    place = install.Place(tree, "requirements.txt")
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    borrowed = tree / ".venv" / "lib" / version / "site-packages" / "borrowed.pth"
    borrowed.write_text(sysconfig.get_paths()["purelib"])
    place.stamp.write_text(install.fingerprint(place))
    return tree


@pytest.fixture
def uv_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Put a stand-in for uv on the PATH that only counts its calls; fails while `broken` is beside it."""
    folder = tmp_path / "path"
    folder.mkdir()
    script = '#!/bin/sh\necho "$@" >> "$0.calls"\n[ ! -e "$0.broken" ] || { cat "$0.broken"; exit 1; }\n'
    (folder / "uv").write_text(script)
    (folder / "uv").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    calls = folder / "uv.calls"
    return lambda: len(calls.read_text().splitlines()) if calls.exists() else 0
