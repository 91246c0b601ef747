"""One line a message on standard error, without anything that a customer said."""

import logging
import secrets
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from language import _

Told = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class OneLine(logging.Formatter):
    """An error is told by its type and the places it came through: its own words might hold a customer's."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace("\n", " ")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802, ARG002 (logging's own)
        return f"{datetime.fromtimestamp(record.created, UTC):%Y-%m-%dT%H:%M:%SZ}"

    def formatException(self, ei: Told) -> str:  # noqa: N802 (logging's own name)
        places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(ei[2])]
        return f"[{ei[0].__name__ if ei[0] else ''} at {' > '.join(places)}]"


def begin() -> None:
    """Send the log of this process to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("apscheduler", "alembic", "sqlalchemy"):
        logging.getLogger(chatty).setLevel(logging.ERROR)


def unforeseen(error: Exception) -> tuple[str, str]:
    """Make up a code for an error that nobody foresaw, for the log, and the sentence that names it."""
    code = secrets.token_hex(2).upper()
    words = _("An unexpected error ({kind}) ended it; it is in the log as {code}.")
    return code, words.format(kind=type(error).__name__, code=code)
