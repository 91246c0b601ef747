"""Tell what a statement is, without knowing its dialect: one SELECT, and which instants it leaves open."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from connectors.conform import table_named
from connectors.database import binds_of
from connectors.errors import Refused
from language import _
from store.schema import CONTACTS, LEGS, MAPPED, STAFFING

BINDS = {"since", "until"}
# What did not happen at an instant, and plans, which lie ahead of any window, may be read whole each time.
READ_WHOLE = {STAFFING.name, *(name for name, table in MAPPED.items() if table.anchor is None)}
# Text, names in quotes and comments: nothing in them is a word of the statement.
QUIET = re.compile(
    r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | `[^`]*` | \[[^\]]*\] | \$(\w*)\$.*?\$\1\$ | --[^\n]* | /\*.*?\*/""",
    re.VERBOSE | re.DOTALL,
)
WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE|MERGE|INTO)\b", re.IGNORECASE)
READS = re.compile(r"^\(*\s*(SELECT|WITH|VALUES)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Statements:
    """The SELECT of each table, contacts first, and which of them keep to a window."""

    texts: Mapping[str, str]
    windowed: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(self.texts)

    @property
    def free(self) -> tuple[str, ...]:
        return tuple(table for table in self.texts if table not in self.windowed)

    @property
    def first(self) -> tuple[str, ...]:
        return self.windowed[:1]


def statements(select: Mapping[str, str]) -> Statements:
    """Check all SELECTs; raises Refused."""
    for table in select:
        table_named(table)
    if LEGS.name in select and CONTACTS.name not in select:
        raise Refused(_("The SELECT of legs needs one of contacts beside it."))
    texts = {table: _checked(table, select[table]) for table in MAPPED if table in select}
    return Statements(texts, tuple(table for table, text in texts.items() if _is_windowed(table, text)))


def _checked(table: str, statement: str) -> str:
    plain = statement.strip().rstrip(";").rstrip()
    words = QUIET.sub(" ", plain).strip()
    if not READS.match(words) or ";" in words or WRITES.search(words):
        sentence = _("The SELECT of {table} has to be one SELECT (or WITH … SELECT) and nothing else.")
        raise Refused(sentence.format(table=table))
    unknown = sorted(binds_of(plain) - BINDS)
    if unknown:
        sentence = _("The SELECT of {table} asks for :{name}, but only :since and :until are given.")
        raise Refused(sentence.format(table=table, name=unknown[0]))
    return plain


def _is_windowed(table: str, statement: str) -> bool:
    binds = binds_of(statement)
    if binds == BINDS or (table in READ_WHOLE and not binds):
        return bool(binds)
    sentence = _("The SELECT of {table} has to name both :since and :until.")
    raise Refused(sentence.format(table=table))
