"""Give raw columns their declared types, and name each value that does not fit."""

import re
from dataclasses import dataclass

import polars as pl

from connectors.accounting import no_faults
from connectors.casting import shown
from connectors.engine import Engine
from connectors.errors import Refused
from connectors.kinds import REAL, WHOLE, sql_kind
from connectors.mapping import Options
from connectors.reading import ROW
from language import _

CLOCK = {"TIMESTAMP", "DATETIME", "DATE", "TIME"}
ZONED = r":\d\d.*(Z|[+-]\d\d(:?\d\d)?)$"
KNOWN_TYPE = re.compile(r"^[A-Z]+( WITH TIME ZONE)?(\(\s*\d+\s*(,\s*\d+\s*)?\))?$")


@dataclass(frozen=True)
class Typed:
    """Rows whose declared columns have their types, and what was wrong with the others."""

    rows: pl.DataFrame
    faults: pl.DataFrame  # _row, reason


def statement(options: Options, rows: pl.DataFrame) -> str:
    """The SELECT that casts the declared columns of `rows`, null where a value does not fit."""
    casts = [
        f"{_value(quoted(name), rows[name].dtype, dtype.upper(), options)} AS {quoted(name)}"
        for name, dtype in options.types.items()
    ]
    return f"SELECT * REPLACE ({', '.join(casts)}) FROM rows" if casts else "SELECT * FROM rows"


def typed(engine: Engine, options: Options, raw: pl.DataFrame) -> Typed:
    """Cast the declared columns; a row with a value that does not fit is null there and named."""
    if not options.types:
        return Typed(raw, no_faults())
    rows = engine.run(statement(options, raw), raw)
    faults = [_fault(raw[name], rows[name], dtype) for name, dtype in options.types.items()]
    reasons = pl.select(pl.concat_str(faults, separator="; ", ignore_nulls=True))
    named = pl.DataFrame({ROW: rows[ROW]}).with_columns(reason=reasons.to_series())
    return Typed(rows, named.filter(pl.col("reason") != ""))


def check_types(options: Options) -> None:
    """Refuse a declared type that is not the plain name of one."""
    for name, dtype in options.types.items():
        if not KNOWN_TYPE.match(dtype.upper()):
            sentence = _("types.{name} = {dtype!r} is not the name of a DuckDB type, as BIGINT or DATE.")
            raise Refused(sentence.format(name=name, dtype=dtype))


def quoted(name: str) -> str:
    """A column's name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _value(column: str, raw: pl.DataType, dtype: str, options: Options) -> str:
    if raw != pl.String:
        return f"TRY_CAST({column} AS {dtype})"
    trimmed = f"trim({column})"
    base = dtype.partition("(")[0]
    if base in WHOLE | REAL:
        pattern = _number(base in WHOLE, options)
        plain = f"replace(replace({trimmed}, '{_sql(options.thousands)}', ''), '{options.decimal}', '.')"
        return f"CASE WHEN regexp_full_match({trimmed}, '{pattern}') THEN TRY_CAST({plain} AS {dtype}) END"
    if _is_local(dtype):
        # TRICKY: DuckDB drops the offset when it casts '10:00+02:00' to TIMESTAMP.
        return f"CASE WHEN NOT regexp_matches({trimmed}, '{ZONED}') THEN TRY_CAST({trimmed} AS {dtype}) END"
    return f"TRY_CAST({trimmed} AS {dtype})"


def _number(is_whole: bool, options: Options) -> str:
    """A pattern for numbers as the options say they are written."""
    point = re.escape(options.decimal)
    digits = r"\d+"
    if options.thousands:
        digits = rf"(\d+|\d{{1,3}}({_sql(re.escape(options.thousands))}\d{{3}})+)"
    if is_whole:
        return rf"[+-]?{digits}({point}0+)?"
    return rf"[+-]?({digits}({point}\d*)?|{point}\d+)([eE][+-]?\d+)?"


def _sql(text: str) -> str:
    return text.replace("'", "''")


def _fault(raw: pl.Series, value: pl.Series, dtype: str) -> pl.Series:
    given = raw.is_not_null()
    if raw.dtype == pl.String:
        given &= raw.str.strip_chars() != ""
    value_shown = (pl.lit(f"{raw.name}: "), shown(pl.col("raw")))
    sentence = pl.concat_str(*value_shown, pl.lit(" ") + _complaint(raw, dtype.upper()))
    frame = pl.DataFrame({"raw": raw, "bad": given & value.is_null()})
    return frame.select(pl.when("bad").then(sentence).alias(raw.name)).to_series()


def _complaint(raw: pl.Series, dtype: str) -> pl.Expr:
    kind = sql_kind(dtype)
    plain = pl.lit(_("is not {kind}").format(kind=kind))
    if raw.dtype != pl.String or not _is_local(dtype):
        return plain
    with_offset = pl.lit(_("is not {kind} without an offset").format(kind=kind))
    return pl.when(pl.col("raw").str.contains(ZONED)).then(with_offset).otherwise(plain)


def _is_local(dtype: str) -> bool:
    """Tell whether a type keeps a wall clock's time and no offset."""
    return dtype.partition("(")[0] in CLOCK and "ZONE" not in dtype
