"""What is remembered of each file from one fetch to the next: the cursor, as JSON per file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from connectors.reading import Found


@dataclass(frozen=True)
class Entry:
    """A file as it was when it was last read, with what was wrong with it as a whole."""

    size: int
    mtime_ns: int
    mapping: str
    problem: str | None = None

    def text(self) -> str:
        return json.dumps(asdict(self))


class Memory:
    """The files that were read, by the mapping of today."""

    def __init__(self, cursor: Mapping[str, str], mapping: str) -> None:
        self._entries = {where: _entry(text) for where, text in cursor.items()}
        self.mapping = mapping

    def unchanged(self, found: Found) -> Entry | None:
        """What is known of a file that needs no reading."""
        entry = self._entries.get(found.where)
        return entry if entry and replace_problem(entry) == self._now(found, None) else None

    def shrank(self, found: Found) -> bool:
        """Tell whether the file is smaller than when it was read."""
        entry = self._entries.get(found.where)
        return entry is not None and found.size < entry.size

    def remapped(self, found: Found) -> bool:
        """Tell whether the file was read before by another mapping."""
        entry = self._entries.get(found.where)
        return entry is not None and entry.mapping != self.mapping

    @property
    def has_fitted(self) -> bool:
        """Tell whether this mapping has read some file before."""
        return any(entry.mapping == self.mapping and not entry.problem for entry in self._entries.values())

    def cursor(self, found: Found, problem: str | None = None) -> dict[str, str]:
        """What to remember now that the file was read, or was found to have a problem."""
        return {found.where: self._now(found, problem).text()}

    def _now(self, found: Found, problem: str | None) -> Entry:
        return Entry(found.size, found.mtime_ns, self.mapping, problem)


def replace_problem(entry: Entry) -> Entry:
    """The entry without its problem."""
    return Entry(entry.size, entry.mtime_ns, entry.mapping)


def _entry(text: str) -> Entry:
    return Entry(**json.loads(text))
