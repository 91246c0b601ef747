"""What the stores may fail with, so that nobody else needs to know what they are made of."""

import errno

from deltalake.exceptions import DeltaError
from sqlalchemy.exc import SQLAlchemyError

from store.engine import StateError

FAILURES: tuple[type[Exception], ...] = (OSError, DeltaError, SQLAlchemyError, StateError)
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SAID = ("no space left", "disk is full", "disk quota", "file too large")


def is_full(error: BaseException) -> bool:
    """Tell whether a failure says that the disk is full."""
    if isinstance(error, OSError) and error.errno in FULL:
        return True
    return any(said in str(error).lower() for said in SAID)
