"""Map the raw rows of one chunk to our tables with DuckDB, and account for each of them."""

from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl

from connectors.accounting import Outcome, Window, account, counted, no_faults
from connectors.conform import SOURCE_ROW, Origin, conformed, unsaid
from connectors.engine import VALUE_ERRORS, Engine
from connectors.errors import BadRecord, Refused
from connectors.mapping import Options
from connectors.reading import ROW
from connectors.typed import typed
from language import _

RULE = "rule"
FILE = "_file"


@dataclass(frozen=True)
class Mapper:
    """A mapping, ready to be run."""

    engine: Engine
    options: Options
    since: datetime | None
    until: datetime

    @property
    def statements(self) -> dict[str, str]:
        return {table: self.options.statement(table) for table in self.options.select}

    @property
    def window(self) -> Window | None:
        return None if self.since is None else (self.since, self.until)


def transform(mapper: Mapper, raw: pl.DataFrame, origin: Origin) -> Outcome:
    """Cast, exclude, select, conform: what became of each raw row."""
    cast = typed(mapper.engine, mapper.options, raw)
    ruled, failed_rules = _excluded(mapper, cast.rows)
    excluded = ruled.filter(pl.col(RULE).is_not_null())
    misfits = cast.faults.join(excluded, on=ROW, how="anti")
    fit = _but(cast.rows, excluded, misfits, failed_rules)
    outputs, failed = _outputs(mapper, fit)
    good = _but(fit, failed)
    taken = conformed({name: _traced(name, each, good[ROW]) for name, each in outputs.items()}, origin)
    outcome = account(taken, good[ROW], mapper.window)
    faults = pl.concat([misfits, failed_rules, failed, outcome.faults])
    faults = faults.with_columns(unsaid(mapper.options.select, faults["reason"]))
    rules = counted(excluded[RULE]) | outcome.excluded
    repeated = len(frozenset[int]().union(*(each.repeated for each in taken.values())))
    return replace(outcome, excluded=rules, faults=faults, repeated=repeated)


def rule_statement(options: Options) -> str:
    """The SELECT that names, for each row, the first rule that excludes it."""
    cases = " ".join(f"WHEN ({rule.where}\n) THEN {n}" for n, rule in enumerate(options.exclude))
    number = f"CASE {cases} END" if cases else "CAST(NULL AS INTEGER)"
    return f"SELECT {ROW}, {number} AS {RULE} FROM rows"


def _excluded(mapper: Mapper, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    ruled, failed = _evaluated(mapper, {_("a rule of exclude"): rule_statement(mapper.options)}, rows)
    names = {n: rule.name for n, rule in enumerate(mapper.options.exclude)}
    rule = pl.col(RULE).replace_strict(names, return_dtype=pl.String)
    return next(iter(ruled.values())).with_columns(rule), failed


def _outputs(mapper: Mapper, rows: pl.DataFrame) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    of = _("the SELECT of {table}")
    named = {of.format(table=table): statement for table, statement in mapper.statements.items()}
    outputs, failed = _evaluated(mapper, named, rows)
    return dict(zip(mapper.statements, outputs.values(), strict=True)), failed


def _evaluated(
    mapper: Mapper, statements: dict[str, str], rows: pl.DataFrame
) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Run statements over the rows, less those on which one of them fails; these are named."""
    run = mapper.engine.run
    try:
        return {what: run(statement, rows) for what, statement in statements.items()}, no_faults()
    except VALUE_ERRORS:
        failed = pl.concat([_failed(mapper.engine, what, each, rows) for what, each in statements.items()])
        failed = failed.unique(ROW, keep="first", maintain_order=True)
    try:
        return {what: run(each, _but(rows, failed)) for what, each in statements.items()}, failed
    except VALUE_ERRORS as error:
        sentence = _("its rows cannot be mapped together ({kind}), though each of them can alone")
        raise BadRecord(sentence.format(kind=type(error).__name__)) from None


def _failed(engine: Engine, what: str, statement: str, rows: pl.DataFrame) -> pl.DataFrame:
    sentence = _("{what} cannot take it: {reason}")
    faults = [
        (row, sentence.format(what=what, reason=failure.reason))
        for failure in engine.failures(statement, rows)
        for row in failure.rows
    ]
    return pl.DataFrame(faults, schema=no_faults().schema, orient="row")


def with_source_rows(table: str, output: pl.DataFrame) -> pl.DataFrame:
    """Make `source_row` a list where it is one number; raises Refused where it is neither."""
    source = output[SOURCE_ROW].dtype
    inner = source.inner if isinstance(source, pl.List) else source
    if not inner.is_integer():
        raise Refused(_source_row_sentence(table))
    numbers = pl.col(SOURCE_ROW).cast(pl.List(pl.Int64) if isinstance(source, pl.List) else pl.Int64)
    return output.with_columns(numbers if isinstance(source, pl.List) else pl.concat_list(numbers))


def _traced(table: str, output: pl.DataFrame, known: pl.Series) -> pl.DataFrame:
    """Make sure that each row names rows which its SELECT was given."""
    traced = with_source_rows(table, output)
    flat = traced[SOURCE_ROW].explode()
    if flat.null_count() or not flat.is_in(known.implode()).all():
        raise Refused(_source_row_sentence(table))
    return traced


def _source_row_sentence(table: str) -> str:
    sentence = _("The SELECT of {table}: source_row has to be a row's _row, or a list of such.")
    return sentence.format(table=table)


def _but(rows: pl.DataFrame, *others: pl.DataFrame) -> pl.DataFrame:
    for other in others:
        rows = rows.join(other, on=ROW, how="anti", maintain_order="left") if other.height else rows
    return rows
