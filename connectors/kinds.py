"""Call kinds of values by people's words, and say in those what DuckDB complains of in a row."""

import re

import polars as pl

from language import _

SHOWN_CHARACTERS = 40
WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "INT", "BIGINT", "HUGEINT", "UINTEGER", "UBIGINT", "LONG"}
REAL = {"DOUBLE", "FLOAT", "REAL", "DECIMAL", "NUMERIC"}
# How DuckDB says that a text is none of a kind, the text in "value", the kind in "kind" or beside.
MISREAD = (
    (re.compile(r'^(?:invalid )?timestamp field .*?: "(?P<value>.*)", expected'), "TIMESTAMP"),
    (re.compile(r'^(?:invalid )?date field .*?: "(?P<value>.*)", expected'), "DATE"),
    (re.compile(r'^(?:invalid )?time field .*?: "(?P<value>.*)", expected'), "TIME"),
    (re.compile(r"""^Could not convert string ['"](?P<value>.*)['"] to (?P<kind>\w+)"""), ""),
)
UNFORMATTED = re.compile(
    r'^Could not parse string "(?P<value>.*)" according to format specifier "(?P<format>.*)"$'
)
QUOTED = r"'[^']*'"
BEYOND = re.compile(r"out of range|out of .*timestamp range|not in timestamp range|Overflow", re.IGNORECASE)


def sql_kind(name: str) -> str:
    """What a type of DuckDB holds."""
    base = name.upper().partition("(")[0].strip()
    if base in WHOLE or re.fullmatch(r"U?INT\d+", base):
        return _("a whole number")
    if base in REAL:
        return _("a number")
    if base.startswith(("TIMESTAMP", "DATETIME")):
        return _("a date and time")
    named = {
        "DATE": _("a date"),
        "TIME": _("a time of day"),
        "BOOLEAN": _("true or false"),
        "BOOL": _("true or false"),
        "INTERVAL": _("a span of time"),
        "VARCHAR": _("text"),
        "TEXT": _("text"),
    }
    return named.get(base, _("of its declared kind"))


def column_kind(dtype: pl.DataType) -> str:
    """What a column of this type holds."""
    if dtype.is_integer():
        return _("whole numbers")
    if dtype.is_numeric():
        return _("numbers")
    named: dict[type[pl.DataType], str] = {
        pl.String: _("text"),
        pl.Boolean: _("true or false"),
        pl.Date: _("dates"),
        pl.Datetime: _("dates and times"),
        pl.Time: _("times of day"),
        pl.Duration: _("spans of time"),
        pl.Binary: _("bytes"),
    }
    return named.get(type(dtype), _("lists or records"))


def complaint(said: str) -> str:
    """Say what DuckDB said of a row; what came from the row stands between single quotes."""
    for pattern, kind in MISREAD:
        if found := pattern.match(said):
            wanted = sql_kind(kind or found["kind"])
            return _("{value} is not {kind}").format(value=quoted(found["value"]), kind=wanted)
    if found := UNFORMATTED.match(said):
        sentence = _("{value} is not written as {format}")
        return sentence.format(value=quoted(found["value"]), format=found["format"])
    if BEYOND.search(said):
        return _("a number or a date in it is too large or too small")
    return _("DuckDB says {said}").format(said=quoted(said, longest=4 * SHOWN_CHARACTERS))


def quoted(value: str, longest: int = SHOWN_CHARACTERS) -> str:
    """A value between single quotes, cut to a length that fits in a sentence, without such quotes inside."""
    text = value.replace("'", "’")
    return f"'{text[:longest]}…'" if len(text) > longest else f"'{text}'"


def masked(reasons: pl.Expr) -> pl.Expr:
    """Leave the values out of reasons, so that one reason is one sentence and may be shown to anybody."""
    return reasons.str.replace_all(QUOTED, "…")
