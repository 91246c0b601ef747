"""Who was forgotten: keyed hashes of ids, so that what comes later gets the same token.

The key stands in a file of the data folder for its owner only, never in the database: who has the database
alone cannot find out by trying ids who was forgotten.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Final

import polars as pl
from sqlalchemy import insert, select

from language import _
from settings import owned
from store.access_models import Erased
from store.opened import Store
from store.personal import REMOVED, hidden, ids_of, is_theirs
from store.schema import CONTACTS, IDENTITIES, TABLES
from store.state import StateError

FOLDER: Final = "forgotten"
WORD: Final = re.compile(r"[\w.@+:-]*\w")
VALUE: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s,;|"]+)')


class KeyLostError(StateError):
    """Say that the key is gone by which forgotten people are known."""


@dataclass
class Forgotten:
    """Tokens by digest, and how many rows of a run were changed or left out for them."""

    key: bytes = b""
    by_digest: Mapping[str, str] = field(default_factory=dict)
    renamed: int = 0
    dropped: int = 0
    contacts: set[str] = field(default_factory=set)  # of forgotten people that came in this run

    def tokens(self, ids: Iterable[str]) -> dict[str, str]:
        """Give the token of each of these ids that was forgotten."""
        if not self.by_digest:
            return {}
        found = ((one, self.by_digest.get(digest(self.key, one))) for one in ids)
        return {one: token for one, token in found if token is not None}

    def hide(self, store: Store, tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
        """Put tokens in the place of forgotten ids in what a source sends, and drop words and identities."""
        if not self.by_digest:
            return dict(tables)
        seen = [rows[name] for table, rows in tables.items() for name in ids_of(TABLES[table]) if rows.height]
        tokens = self.tokens(pl.concat(seen).drop_nulls().unique()) if seen else {}
        contacts = self._contacts(store, tables, tokens)
        return {name: self._hide(name, rows, tokens, contacts) for name, rows in tables.items()}

    def unnamed(self, aside: pl.DataFrame) -> pl.DataFrame:
        """Drop the text of rows set aside in which an id of somebody forgotten stands."""
        if not self.by_digest or aside.is_empty():
            return aside
        rows = aside.select("source", "row_text", "reason").iter_rows()
        named = pl.Series([self._names(source, f"{text or ''} {reason}") for source, text, reason in rows])
        reason = pl.col("reason").str.replace_all(r"'[^']*'", "…")
        return aside.with_columns(
            row_text=pl.when(~named).then("row_text"), reason=pl.when(named).then(reason).otherwise("reason")
        )

    def _names(self, source: str, text: str) -> bool:
        """Tell whether an id of somebody forgotten is a word or a value of a text."""
        words = {*WORD.findall(text), *(value for pair in VALUE.findall(text) for value in pair if value)}
        return bool(self.tokens([*words, *(f"{source}:{word}" for word in words)]))

    def _hide(
        self, name: str, rows: pl.DataFrame, tokens: Mapping[str, str], contacts: set[str]
    ) -> pl.DataFrame:
        table = TABLES[name]
        if not ids_of(table) and "contact_id" not in table.columns:
            return rows
        theirs = rows.filter(is_theirs(table, tokens, contacts)).height
        if not theirs:
            return rows
        is_dropped = table in REMOVED or table is IDENTITIES
        self.dropped += theirs * is_dropped
        self.renamed += theirs * (not is_dropped)
        return hidden(table, rows, tokens, contacts)

    def _contacts(
        self, store: Store, tables: Mapping[str, pl.DataFrame], tokens: Mapping[str, str]
    ) -> set[str]:
        """Contacts of forgotten people: of this batch, and stored ones that something here belongs to."""
        sent = tables.get(CONTACTS.name)
        if sent is not None and tokens:
            theirs = sent.filter(pl.col("customer_id").is_in(list(tokens)))
            self.contacts |= set(theirs["contact_id"])
        named = [
            rows["contact_id"]
            for name, rows in tables.items()
            if name != CONTACTS.name and "contact_id" in rows.columns
        ]
        wanted = pl.concat(named).drop_nulls().unique() if named else pl.Series([], dtype=pl.String)
        if wanted.is_empty() or not store.history.has(CONTACTS):
            return self.contacts
        stored = pl.scan_delta(store.history.open(CONTACTS.name)).filter(
            pl.col("customer_id").is_in(list(self.by_digest.values()))
            & pl.col("contact_id").is_in(wanted.implode())
        )
        return self.contacts | set(stored.select("contact_id").collect()["contact_id"])


def digest(key: bytes, customer: str) -> str:
    """Write an id as a keyed hash."""
    return hmac.new(key, customer.encode(), hashlib.sha256).hexdigest()


def forgotten(store: Store) -> Forgotten:
    """Read who was forgotten. Raises KeyLostError."""
    with store.state.reading() as connection:
        rows = connection.execute(select(Erased.digest, Erased.token)).all()
    known = {row.digest: row.token for row in rows}
    if not known:
        return Forgotten()
    path = store.folder / FOLDER / "key"
    if not path.is_file():
        sentence = _(
            "{path} is missing: without it people who were forgotten would come back. Restore it from a"
            " backup; nothing was done."
        )
        raise KeyLostError(sentence.format(path=path))
    return Forgotten(_read(path), known)


def erase(store: Store, tokens: Mapping[str, str], now: datetime) -> None:
    """Write down that these ids are forgotten; twice is once."""
    path = store.folder / FOLDER / "key"
    if not path.is_file():
        forgotten(store)  # raises where a key was lost
        owned.write(path, token_hex(32))
    key = _read(path)
    rows = {digest(key, one): token for one, token in tokens.items()}
    with store.state.writing() as connection:
        known = set(connection.execute(select(Erased.digest)).scalars())
        new = [{"digest": one, "token": rows[one], "at": now} for one in rows if one not in known]
        if new:
            connection.execute(insert(Erased), new)


def _read(path: Path) -> bytes:
    return path.read_text("utf-8").strip().encode()
