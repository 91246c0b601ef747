"""Which word opens which door."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from door import browser, install, start
from door.words import Stop, _, aside

USAGE: Final = """\
python3 run.py [--port N] [--config FILE] [--data DIR]   start Moked and print its address
               [--address A]                             served to other machines, too: needs sign-in
python3 run.py test [PYTEST ARGUMENTS]                   install what tests need and run them
python3 run.py COMMAND [ARGUMENTS]                       check, refresh, query, email, rebuild, ...
"""


def dispatch(root: str, argv: Sequence[str]) -> int:
    """Do what the words ask for; every failure that a person can mend is one sentence and exit code 2."""
    try:
        return _open(Path(root), list(argv))
    except Stop as why:
        aside(str(why))
        return 2
    except KeyboardInterrupt:
        aside(_("Stopped."))
        return 130


def _open(root: Path, argv: list[str]) -> int:
    if argv[:1] in (["-h"], ["--help"]):
        print(USAGE, end="")
        return 0
    if not argv or argv[0].startswith("-"):
        return start.start(root, start.parse(argv))
    if argv[0] == "test":
        return test(root, argv[1:])
    python = install.prepare(root, "requirements.txt", aside)
    return become([str(python), str(root / "commands.py"), *argv])


def test(root: Path, arguments: list[str]) -> int:
    """Run the tests with everything that they need."""
    python = install.prepare(root, "requirements-dev.txt", aside)
    browser.provide(aside)
    os.chdir(root)
    return become([str(python), "-m", "pytest", *arguments])


def become(argv: list[str]) -> int:
    """Turn this process into another, so that its exit code, its input and its signals are ours."""
    sys.stdout.flush()
    if sys.platform != "win32":
        os.execv(argv[0], argv)
    return subprocess.call(argv)
