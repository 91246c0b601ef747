"""Rows of Python values, as database drivers give them, as columns of one type each."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import polars as pl

from connectors.errors import Refused
from language import _

EXACT = pl.Decimal(38, 9)
PLAIN: dict[type, pl.DataType] = {
    bool: pl.Boolean(),
    int: pl.Int64(),
    float: pl.Float64(),
    str: pl.String(),
    date: pl.Date(),
    timedelta: pl.Duration("us"),
}


def framed(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> pl.DataFrame:
    """Rows as a frame; raises Refused where two columns have one name."""
    doubles = sorted({name for name in columns if columns.count(name) > 1})
    if doubles:
        raise Refused(_("A SELECT returns two columns called {name!r}.").format(name=doubles[0]))
    values = zip(*rows, strict=True) if rows else [()] * len(columns)
    return pl.DataFrame([column(name, each) for name, each in zip(columns, values, strict=True)])


def column(name: str, values: Iterable[Any]) -> pl.Series:
    """Values as a column of the type that they share, else as text: an odd value spoils its own row only."""
    given = [_spelled(name, value) for value in values]
    kinds = {type(value) for value in given if value is not None}
    try:
        alike, dtype = _alike(given, kinds)
        return pl.Series(name, alike, dtype=dtype)
    except (TypeError, ValueError, OverflowError, ArithmeticError, pl.exceptions.PolarsError):
        return pl.Series(name, [_text(value) for value in given], dtype=pl.String)


def stacked(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Frames of the same columns below each other; what is of two types becomes text."""
    parts = [frame for frame in frames if frame.height] or list(frames[:1])
    names = [name for name in parts[0].columns if len(_types(parts, name)) > 1]
    return pl.concat([_loosened(part, names) for part in parts], how="vertical_relaxed")


def _types(frames: Sequence[pl.DataFrame], name: str) -> set[pl.DataType]:
    found = {frame[name].dtype for frame in frames} - {pl.Null()}
    return set() if found and all(each.is_numeric() for each in found) else found


def _loosened(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    texts = [pl.Series(name, [_text(value) for value in frame[name]], dtype=pl.String) for name in names]
    return frame.with_columns(texts)


def _spelled(name: str, value: Any) -> Any:
    """A span of time in a column of seconds is its seconds; what no column holds becomes text."""
    if isinstance(value, timedelta) and name.endswith("_s"):
        return Decimal(value // timedelta(microseconds=1)).scaleb(-6)
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, default=str, ensure_ascii=False)
    if value is None or isinstance(value, (*PLAIN, Decimal)):
        return value
    return _text(value)


def _alike(values: list[Any], kinds: set[type]) -> tuple[list[Any], pl.DataType]:
    """Values of one type and this type; raises TypeError where there is none."""
    if not kinds:
        return values, pl.Null()
    if len(kinds) == 1 and (only := next(iter(kinds))) in PLAIN:
        return values, PLAIN[only]
    if kinds <= {int, float}:
        return values, pl.Float64()
    if kinds <= {int, Decimal}:
        return _exact(values)
    if kinds == {datetime}:
        return _clocks(values)
    raise TypeError


def _exact(values: list[Any]) -> tuple[list[Any], pl.DataType]:
    """Whole numbers where all are, else decimals; a number that is none (NaN) raises."""
    if all(value is None or value == int(value) for value in values):
        return [None if value is None else int(value) for value in values], pl.Int64()
    return values, EXACT


def _clocks(values: list[datetime | None]) -> tuple[list[Any], pl.DataType]:
    """Wall clocks as they are, instants in UTC; raises TypeError where both occur."""
    offsets = {value.tzinfo is not None for value in values if value is not None}
    if len(offsets) > 1:
        raise TypeError
    if not offsets.pop():
        return values, pl.Datetime("us")
    return [value and value.astimezone(UTC).replace(tzinfo=None) for value in values], pl.Datetime(
        "us", "UTC"
    )


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)
