"""What the stores may fail with, so that nobody else needs to know what they are made of."""

import errno
import traceback
from pathlib import Path

from deltalake.exceptions import DeltaError
from sqlalchemy.exc import SQLAlchemyError

from store.engine import StateError

FAILURES: tuple[type[Exception], ...] = (OSError, DeltaError, SQLAlchemyError, StateError)
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SAID = ("no space left", "disk is full", "disk quota", "file too large")


def places(error: BaseException) -> str:
    """Tell an error by its kind and the places it came through: its own words might hold a customer's."""
    came = [
        f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
    ]
    return f"[{type(error).__name__} at {' > '.join(came)}]"


def is_full(error: BaseException) -> bool:
    """Tell whether a failure says that the disk is full."""
    if isinstance(error, OSError) and error.errno in FULL:
        return True
    return any(said in str(error).lower() for said in SAID)
