"""DuckDB as a calculator: a SELECT over `rows` that can reach nothing else.

Files, the network, extensions, Python's variables and the settings themselves are out of reach.
"""

import json
import re
from dataclasses import dataclass
from types import TracebackType

import duckdb
import polars as pl
import pyarrow as pa
from polars import selectors

from connectors.errors import Refused
from connectors.kinds import complaint
from language import _
from settings import nearest

LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "threads": "2",
}
# Operators that look at one row at a time: a SELECT made of these alone may be run in pieces.
ROWWISE = {"PROJECTION", "FILTER", "PYTHON_ARROW_SCAN", "UNION", "UNNEST"}
# What a value can be wrong for; anything else is wrong for every row.
VALUE_ERRORS = (duckdb.DataError, duckdb.InvalidInputException)
ANY_ERROR = duckdb.Error
EVALUATIONS = 2_000
LACKED = re.compile(r'[Cc]olumn (?:named )?"([^"]+)"(?: not found| referenced that exists|$)')


@dataclass(frozen=True)
class Failure:
    """Rows on which a SELECT fails, and why."""

    rows: list[int]
    reason: str


class Unbound(Refused):
    """A SELECT does not fit the columns that a file has; it may fit another file's."""


class Lacking(Unbound):
    """A SELECT names a column that a file does not have."""

    def __init__(self, sentence: str, column: str) -> None:
        super().__init__(sentence)
        self.column = column


class Engine:
    """An in-memory database whose only relation is the `rows` of the moment."""

    def __init__(self, zone: str) -> None:
        self._database = duckdb.connect(":memory:", config=LOCKED)
        self._database.execute("SET TimeZone = ?", [zone])
        self._database.execute("SET lock_configuration = true")

    def __enter__(self) -> "Engine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def run(self, statement: str, rows: pl.DataFrame) -> pl.DataFrame:
        """Evaluate one SELECT over these rows; raises DuckDB's own errors."""
        self._database.register("rows", rows.to_arrow())
        try:
            relation = self._database.sql(statement)
            return _frame(relation.to_arrow_table())
        finally:
            self._database.unregister("rows")

    def bind(self, name: str, statement: str, rows: pl.DataFrame) -> pl.DataFrame:
        """What a SELECT returns over no such rows; raises Refused if it cannot run on any."""
        self._need_one_select(name, statement)
        try:
            return self.run(statement, rows.clear())
        except (ANY_ERROR, pl.exceptions.PolarsError) as error:
            raise refusal(name, error, rows.columns) from None

    def is_rowwise(self, statement: str, rows: pl.DataFrame) -> bool:
        """Tell whether a SELECT looks at each row on its own, judged by its plan."""
        plan = self.run(f"EXPLAIN (FORMAT json) {statement}", rows.clear(1))
        return all(set(_operators(json.loads(text))) <= ROWWISE for text in plan["explain_value"])

    def failures(self, statement: str, rows: pl.DataFrame) -> list[Failure]:
        """Find the rows on which a SELECT fails by halving; [] where it works.

        After EVALUATIONS tries a block that still fails is reported whole.
        """
        budget = EVALUATIONS
        found: list[Failure] = []
        blocks = [rows]
        while blocks:
            block = blocks.pop()
            budget -= 1
            reason = self._complaint(statement, block)
            if reason is None:
                continue
            if block.height <= 1 or budget <= 0:
                found.append(Failure(block["_row"].to_list(), reason))
                continue
            half = block.height // 2
            blocks += [block.slice(half), block.slice(0, half)]
        return found

    def _complaint(self, statement: str, rows: pl.DataFrame) -> str | None:
        try:
            self.run(statement, rows)
        except VALUE_ERRORS as error:
            return complaint(first_line(error))
        return None

    def _need_one_select(self, name: str, statement: str) -> None:
        try:
            kinds = [each.type for each in self._database.extract_statements(statement)]
        except duckdb.Error as error:
            raise refusal(name, error, []) from None
        if kinds != [duckdb.StatementType.SELECT]:
            raise Refused(_("{name} has to be one SELECT and nothing else.").format(name=name))


def _frame(table: pa.Table) -> pl.DataFrame:
    # TRICKY: Polars panics at an interval, which no `except` should have to catch.
    for column in table.schema:
        if pa.types.is_interval(column.type):
            sentence = _("The column {name} holds spans of time; epoch({name}) makes seconds of them.")
            raise Refused(sentence.format(name=column.name))
    return pl.DataFrame(pl.from_arrow(table)).with_columns(selectors.categorical().cast(pl.String))


def refusal(name: str, error: Exception, columns: list[str]) -> Refused:
    """What is wrong with a SELECT, in DuckDB's words, and which columns it could use."""
    reason = first_line(error)
    if not isinstance(error, duckdb.BinderException) or not columns:
        return Refused(_("{name}: {reason}.").format(name=name, reason=reason))
    named = re.search(r'column "([^"]+)"', reason)
    hint = nearest(named[1], columns) if named else ""
    sentence = _("{name}: {reason}{hint} The file has: {columns}.")
    known = ", ".join(column for column in columns if not column.startswith("_"))
    told = sentence.format(name=name, reason=reason, hint=hint or ".", columns=known)
    lacked = LACKED.search(reason)
    return Lacking(told, lacked[1]) if lacked else Unbound(told)


def first_line(error: Exception) -> str:
    """DuckDB's message without its kind, its picture of the statement and its list of candidates."""
    line = str(error).strip().splitlines()[0]
    kind, _colon, said = line.partition(" Error: ")
    return (said if said and len(kind) < 20 else line).rstrip(".!")


def _operators(plan: list[dict[str, object]]) -> list[str]:
    names: list[str] = []
    for node in plan:
        children = node.get("children")
        names += [str(node["name"]).strip(), *(_operators(children) if isinstance(children, list) else [])]
    return names
