"""What tests start ends with them, also when they are killed."""

import subprocess
import sys
import time
from pathlib import Path

import psutil

STARTER = """
import sys, time
from pathlib import Path
from tests.attached import attached
with open(sys.argv[1], "wb") as said:
    words = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
    attached([sys.executable, "-c", words], said, Path())
time.sleep(600)
"""


def told(path: Path) -> str:
    for _tenth in range(300):
        if path.exists() and path.read_text().endswith("\n"):
            break
        time.sleep(0.1)
    return path.read_text()


def test_a_process_ends_when_who_started_it_is_killed(tmp_path: Path, root: Path) -> None:
    starter = subprocess.Popen([sys.executable, "-c", STARTER, str(tmp_path / "said")], cwd=root)
    process = psutil.Process(int(told(tmp_path / "said")))
    starter.kill()
    starter.wait()

    psutil.wait_procs([process], timeout=20)
    assert not process.is_running()
