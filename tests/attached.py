"""Processes of tests that end with them, however they end."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

# Our death closes the pipe that `read` waits at.
WITH_US = '"$@" </dev/null & it=$!; trap : INT TERM; read _; kill -s "$0" $it; wait $it'


def attached(
    words: Sequence[str],
    said: IO[bytes],
    cwd: Path,
    user: str | None = None,
    env: Mapping[str, str] | None = None,
    signal: str = "TERM",
) -> subprocess.Popen[bytes]:
    """Start a process that gets a signal as soon as our end of its input is closed, which our death does too.

    Ctrl+C does not reach it: that is for the tests, which close the pipe when they end.
    """
    return subprocess.Popen(
        ["sh", "-c", WITH_US, signal, *words],
        cwd=cwd,
        user=user,
        env=env,
        stdin=subprocess.PIPE,
        stdout=said,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes], patience_s: float) -> None:
    """Close the input of an attached process and wait for its end; raises TimeoutExpired."""
    assert process.stdin is not None
    process.stdin.close()
    process.wait(patience_s)
