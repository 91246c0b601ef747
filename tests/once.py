"""What several files of tests need and takes seconds to make: made once for a whole run."""

import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

# The folder of this run, the same in all its processes; conftest.py says where it is.
run: Path | None = None


def once(name: str, make: Callable[[Path], None]) -> Path:
    """Give the folder of this name, which `make` fills in the process that asks first; only to be read."""
    assert run is not None, "only tests have a folder of their run"
    run.mkdir(exist_ok=True)
    folder = run / name
    made = run / f"{name}.made"
    with FileLock(run / f"{name}.lock"):
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of a process that failed at it
            folder.mkdir()
            make(folder)
            made.touch()
    return folder
