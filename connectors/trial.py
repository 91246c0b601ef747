"""What a trial run of a connector found, in sentences."""

from collections import Counter

from connectors.base import Batch
from language import _, ngettext, number


class Trial:
    """Adds up batches."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.widths: set[int] = set()
        self._files: set[str] = set()
        self._read = self._loaded = self._set_aside = 0
        self._excluded: Counter[str] = Counter()
        self._notices: list[str] = []

    def add(self, batch: Batch) -> None:
        self._files.update(batch.wheres)
        self._read += batch.read
        self._loaded += batch.loaded
        self._set_aside += batch.quarantined.height
        self._excluded.update(batch.excluded)
        self._notices += batch.notices

    def sentences(self) -> list[str]:
        return [self._summary(), *self.details()]

    def details(self) -> list[str]:
        """What is left out, set aside or worth a notice."""
        said = [self._exclusions(), self._quarantine(), *self._notices]
        return [sentence for sentence in said if sentence]

    def _summary(self) -> str:
        files = ngettext("{n} file", "{n} files", len(self._files)).format(n=number(len(self._files)))
        rows = ngettext("{n} row", "{n} rows", self._read).format(n=number(self._read))
        fits = _("the mapping fits") if self._loaded else _("nothing to load")
        sentence = _("{name}: {files}, {rows}, {columns}; {fits}.")
        return sentence.format(name=self.name, files=files, rows=rows, columns=self._columns(), fits=fits)

    def _columns(self) -> str:
        widest = max(self.widths, default=0)
        span = f"{min(self.widths)}–{widest}" if len(self.widths) > 1 else number(widest)
        return ngettext("{n} column", "{n} columns", widest).format(n=span)

    def _exclusions(self) -> str:
        if not self._excluded:
            return ""
        rules = ", ".join(f"{number(n)} {rule}" for rule, n in self._excluded.items())
        return _("{name} leaves out: {rules}.").format(name=self.name, rules=rules)

    def _quarantine(self) -> str:
        if not self._set_aside:
            return ""
        n = self._set_aside
        sentence = ngettext("{name}: {n} row is set aside.", "{name}: {n} rows are set aside.", n)
        return sentence.format(name=self.name, n=number(n))
