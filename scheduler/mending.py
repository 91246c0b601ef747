"""Notice that a person has acted upon a source that refuses: a file that its settings name has changed."""

import glob
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from settings import ConnectorSettings, Settings

Mark = tuple[tuple[str, int, int], ...]


class Mending:
    """Remembers how the files of each refusing source looked when it refused."""

    def __init__(self, settings: Settings) -> None:
        self._settings = {connector.name: connector for connector in settings.connectors}
        self._folder = settings.folder
        self._refused: dict[str, Mark] = {}

    def mark(self, name: str) -> Mark:
        """Say how the files of a source look; to be asked before it is read, lest a change be missed."""
        return mark(self._settings[name], self._folder)

    def note(self, name: str, is_refused: bool, looked: Mark) -> None:
        """Remember what became of a source whose files looked like this when it was read."""
        self._refused.pop(name, None)
        if is_refused:
            self._refused[name] = looked

    def mended(self) -> set[str]:
        """Name the sources whose files have changed since they refused; each is named once."""
        now = {name: mark(self._settings[name], self._folder) for name in list(self._refused)}
        changed = {name for name, seen in now.items() if self._refused.get(name, seen) != seen}
        for name in changed:
            self._refused.pop(name, None)
        return changed


def mark(connector: ConnectorSettings, folder: Path) -> Mark:
    """Give path, size and time of every file that the options of a connector name."""
    found = {path for text in _texts(connector.options) for path in _files(text, folder)}
    return tuple(sorted(found))


def _texts(value: Any) -> Iterator[str]:
    """Give the texts of options, at any depth, that could be a path: a SELECT of many lines is none."""
    if isinstance(value, str):
        if "\n" not in value:
            yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _files(text: str, folder: Path) -> Iterator[tuple[str, int, int]]:
    for name in glob.iglob(str(folder / text), recursive=True):
        try:
            seen = Path(name).stat()
        except OSError:
            continue
        yield name, seen.st_size, seen.st_mtime_ns
