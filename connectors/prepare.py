"""Before anything is read: which files are new, which can be read, and does the mapping fit them?"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from connectors.conform import Origin, conform, require_columns, table_named
from connectors.engine import Engine, Lacking, Unbound
from connectors.errors import BadRecord, Refused
from connectors.formats import open_raw
from connectors.mapping import Options
from connectors.memory import Memory
from connectors.reading import Found, Raw, Reading
from connectors.transform import FILE, rule_statement, with_source_rows
from connectors.typed import statement as casting
from language import _

SHOWN_COLUMNS = 40


@dataclass(frozen=True)
class Opened:
    """A file that is to be read."""

    found: Found
    raw: Raw
    is_rowwise: bool
    options: Options  # with the SELECTs that fit this file


@dataclass
class Plan:
    """What to read, what to tell people, and what to remember of files that cannot be read."""

    opened: list[Opened] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    cursor: dict[str, str] = field(default_factory=dict)
    unbound: list[Unbound] = field(default_factory=list)
    lacking: dict[str, Lacking] = field(default_factory=dict)  # why a table's SELECT does not fit some file

    def set_aside(self, found: Found, problem: str, memory: Memory) -> None:
        """Keep a file out as a whole; it is tried again when it or the mapping changes."""
        self.notices.append(whole_file(found, problem))
        self.cursor |= memory.broken(found, problem)


def whole_file(found: Found, problem: str) -> str:
    """The sentence about a file that is set aside as a whole."""
    sentence = _("{file} was not loaded: {problem}.")
    return sentence.format(file=found.where, problem=problem.rstrip("."))


def unread(found: Found, error: OSError) -> str:
    """The sentence about a file that the system does not let us read; it is tried again each time."""
    return whole_file(found, error.strerror or type(error).__name__)


def prepare(engine: Engine, options: Options, found: Iterable[Found], memory: Memory) -> Plan:
    """Open new and changed files.

    Raises Refused where the mapping, or with `pieces` one of its SELECTs, fits none of them.
    """
    plan = Plan()
    for each in found:
        known = memory.unchanged(each)
        if known is None:
            _open(engine, options, each, memory, plan)
        elif known.problem:
            plan.notices.append(whole_file(each, known.problem))
    if plan.unbound and not plan.opened and not memory.has_fitted:
        raise plan.unbound[0]
    given = {table for opened in plan.opened for table in opened.options.select}
    unfit = [error for table, error in plan.lacking.items() if table not in given]
    if unfit and plan.opened and not memory.has_fitted:
        raise unfit[0]
    return plan


def _open(engine: Engine, options: Options, found: Found, memory: Memory, plan: Plan) -> None:
    try:
        raw = open_raw(found, reading(options))
        _need_declared(options, raw)
        opened, lacking = _bind(engine, options, found, raw)
    except Unbound as error:
        plan.unbound.append(error)
        plan.set_aside(found, str(error), memory)
    except BadRecord as error:
        plan.set_aside(found, str(error), memory)
    except OSError as error:
        plan.notices.append(unread(found, error))
    else:
        plan.opened.append(opened)
        plan.lacking = lacking | plan.lacking
        if lacking:
            plan.notices.append(_partly(opened, lacking))


def reading(options: Options) -> Reading:
    """How files are to be read."""
    return Reading(
        format=options.format,
        encoding=options.encoding,
        delimiter=options.delimiter,
        quote=options.quote,
        sheet=options.sheet,
        header=options.header,
        columns=tuple(options.columns),
    )


def _need_declared(options: Options, raw: Raw) -> None:
    missing = [name for name in options.declared if name not in raw.columns]
    if missing:
        sentence = _("it has no column {missing}; its columns are: {columns}")
        raise BadRecord(sentence.format(missing=_listed(missing), columns=_listed(raw.columns)))


def _bind(engine: Engine, options: Options, found: Found, raw: Raw) -> tuple[Opened, dict[str, Lacking]]:
    """Try every statement on no rows; with `pieces` it is enough that the file has the columns of one."""
    rows = raw.empty.with_columns(pl.lit("").alias(FILE))
    cast = engine.bind(_("types"), casting(options, rows), rows)
    engine.bind(_("exclude"), rule_statement(options), cast)
    lacking: dict[str, Lacking] = {}
    for table in options.select:
        try:
            _bind_table(engine, options, table, cast)
        except Lacking as error:
            if not options.pieces:
                raise
            lacking[table] = error
    fit = [table for table in options.select if table not in lacking]
    if not fit:
        raise next(iter(lacking.values()))
    is_rowwise = all(engine.is_rowwise(options.statement(table), cast) for table in fit)
    return Opened(found, raw, is_rowwise, options.only(fit)), lacking


def _bind_table(engine: Engine, options: Options, table: str, rows: pl.DataFrame) -> None:
    name = _("The SELECT of {table}").format(table=table)
    returned = engine.bind(name, options.statement(table), rows)
    require_columns(table_named(table), returned.columns)
    _need_types(table, returned)


def _partly(opened: Opened, lacking: dict[str, Lacking]) -> str:
    """The sentence about a file that has the columns of some SELECTs only."""
    missing = ", ".join(f"{error.column} ({table})" for table, error in lacking.items())
    sentence = _("{file} is read for {tables} only; columns it does not have: {missing}.")
    tables = ", ".join(opened.options.select)
    return sentence.format(file=opened.found.where, tables=tables, missing=missing)


def _need_types(table: str, returned: pl.DataFrame) -> None:
    """Try the casts on no rows; another file's columns may be of other types."""
    try:
        conform(table_named(table), with_source_rows(table, returned), Origin("", "UTC", 0))
    except Refused as error:
        raise Unbound(str(error)) from None


def _listed(names: Iterable[str]) -> str:
    shown = list(names)
    more = ["…"] if len(shown) > SHOWN_COLUMNS else []
    return ", ".join([*(name[:SHOWN_COLUMNS] for name in shown[:SHOWN_COLUMNS]), *more])
