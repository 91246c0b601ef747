"""What a trial run of a connector found, in sentences."""

from collections import Counter
from dataclasses import dataclass

import polars as pl

from connectors.base import Batch, Waiting
from connectors.kinds import masked
from language import _, ngettext, number

SHOWN_REASONS = 20


@dataclass
class Reason:
    """Why rows would be set aside, how many, and where the first of them stands."""

    words: str
    where: str
    row_no: int
    rows: int = 0


class Trial:
    """Adds up batches."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.widths: set[int] = set()
        self._files: set[str] = set()
        self._read = self._loaded = 0
        self._reasons: dict[str, Reason] = {}
        self._contacts = [pl.DataFrame(schema={"contact_id": pl.String, "origin": pl.String})]
        self._waiting: list[Waiting] = []
        self._excluded: Counter[str] = Counter()
        self._notices: list[str] = []

    def add(self, batch: Batch) -> None:
        self._files.update(batch.wheres)
        self._read += batch.read
        self._loaded += batch.loaded
        for words, where, row_no, rows in _by_reason(batch.quarantined).iter_rows():
            self._reasons.setdefault(words, Reason(words, where, row_no)).rows += rows
        self._excluded.update(batch.excluded)
        self._notices += batch.notices
        self._waiting += batch.waiting
        if "contacts" in batch.tables:
            self._contacts.append(batch.tables["contacts"].select("contact_id", "origin"))

    def settle(self) -> None:
        """Add what waited for its contact, now that all contacts were seen."""
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            self.add(each.settled(pl.concat(self._contacts)))

    def sentences(self) -> list[str]:
        return [self._summary(), *self.details()]

    def details(self) -> list[str]:
        """What is left out, set aside or worth a notice."""
        said = [self._exclusions(), *self._quarantine(), *self._notices]
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

    def _quarantine(self) -> list[str]:
        if not self._reasons:
            return []
        n = sum(reason.rows for reason in self._reasons.values())
        sentence = ngettext("{name}: {n} row would be set aside.", "{name}: {n} rows would be set aside.", n)
        often = sorted(self._reasons.values(), key=lambda reason: -reason.rows)
        told = [_told(reason) for reason in often[:SHOWN_REASONS]]
        return [sentence.format(name=self.name, n=number(n)), *told, *_untold(often[SHOWN_REASONS:])]


def _by_reason(rows: pl.DataFrame) -> pl.DataFrame:
    grouped = rows.with_columns(masked(pl.col("reason"))).group_by("reason", maintain_order=True)
    return grouped.agg(pl.col("where_from", "row_no").first(), pl.len())


def _told(reason: Reason) -> str:
    sentence = ngettext(
        "  {n} row: {reason} ({where}, row {row}).",
        "  {n} rows: {reason} (first: {where}, row {row}).",
        reason.rows,
    )
    place = {"where": reason.where, "row": reason.row_no}
    return sentence.format(n=number(reason.rows), reason=reason.words, **place)


def _untold(reasons: list[Reason]) -> list[str]:
    if not reasons:
        return []
    n = sum(reason.rows for reason in reasons)
    sentence = ngettext("  {n} row for another reason.", "  {n} rows for other reasons.", n)
    return [sentence.format(n=number(n))]
