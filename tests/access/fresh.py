"""Serve the app at several ports, each in a process that nobody has asked for anything yet.

What Streamlit and the pages stand on is loaded once, before the processes part: seconds less for each. They
end with the first one.
"""

import os
import signal
import sys
from collections.abc import Sequence

from streamlit.web import cli

import ui.preload  # noqa: F401


def main(ports: Sequence[str], flags: Sequence[str]) -> None:
    """Part into a process for each port, and wait for the end."""
    children = [_child(port, flags) for port in ports]

    def end(*_told: object) -> None:
        for child in children:
            os.kill(child, signal.SIGKILL)

    signal.signal(signal.SIGTERM, end)
    for child in children:
        os.waitpid(child, 0)


def _child(port: str, flags: Sequence[str]) -> int:
    child = os.fork()
    if child:
        return child
    sys.argv = ["streamlit", "run", "app.py", "--server.port", port, *flags]
    cli.main()
    os._exit(0)


if __name__ == "__main__":
    at = sys.argv.index("--")
    main(sys.argv[1:at], sys.argv[at + 1 :])
