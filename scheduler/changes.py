"""Notice that the settings file was written, so that a person need not start anything anew."""

import logging
from collections.abc import Callable
from pathlib import Path

from settings import USUAL, Settings, SettingsError

NEVER = (-1, -1)

log = logging.getLogger(__name__)


class Changes:
    """Watches the file that `settings` came from, or the one that would be read if it were there."""

    def __init__(self, read: Callable[[], Settings], settings: Settings) -> None:
        self._read = read
        self._settings = settings
        self._path = settings.source or USUAL
        self._seen: tuple[int, int] | None = NEVER  # what was written since it was read is noticed, too

    def look(self) -> Settings | None:
        """Give the settings if they are others now; wrong ones are told once and not used."""
        seen = stamp(self._path)
        if seen == self._seen:
            return None
        self._seen = seen
        try:
            now = self._read()
        except SettingsError as error:
            log.warning("The settings changed, but the earlier ones stay in force: %s", error)
            return None
        return now if now != self._settings else None


def stamp(path: Path) -> tuple[int, int] | None:
    """Give size and time of a file, None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
