"""How the front door speaks."""

import gettext
import sys
from collections.abc import Callable
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[1] / "locale"
_ = gettext.translation("moked", LOCALE, fallback=True).gettext

Say = Callable[[str], None]


class Stop(Exception):  # noqa: N818 (often nothing is in error: the port is merely taken)
    """Say in one sentence why it cannot go on; the front door prints it and exits with 2."""


def aside(text: str) -> None:
    """Tell a person on stderr, where it does not mix with a command's own output."""
    print(text, file=sys.stderr, flush=True)


def aloud(text: str) -> None:
    """Tell a person on stdout."""
    print(text, flush=True)
