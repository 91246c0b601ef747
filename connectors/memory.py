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
    rows: int | None = None  # unknown where an earlier Moked has read it

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
        now = (found.size, found.mtime_ns, self.mapping)
        return entry if entry and (entry.size, entry.mtime_ns, entry.mapping) == now else None

    def missing(self, found: Found, rows: int) -> int:
        """How many rows fewer than when it was read the file has now that it has `rows`."""
        return max((self._rows(found) or 0) - rows, 0)

    def remapped(self, found: Found) -> bool:
        """Tell whether the file was read before by another mapping."""
        entry = self._entries.get(found.where)
        return entry is not None and entry.mapping != self.mapping

    @property
    def has_fitted(self) -> bool:
        """Tell whether this mapping has read some file before."""
        return any(entry.mapping == self.mapping and not entry.problem for entry in self._entries.values())

    def cursor(self, found: Found, rows: int) -> dict[str, str]:
        """What to remember now that the file was read to its end."""
        return {found.where: Entry(found.size, found.mtime_ns, self.mapping, rows=rows).text()}

    def broken(self, found: Found, problem: str) -> dict[str, str]:
        """What to remember of a file that has a problem as a whole: how many rows it had stays known."""
        entry = Entry(found.size, found.mtime_ns, self.mapping, problem, self._rows(found))
        return {found.where: entry.text()}

    def _rows(self, found: Found) -> int | None:
        entry = self._entries.get(found.where)
        return entry.rows if entry else None


def _entry(text: str) -> Entry:
    return Entry(**json.loads(text))
