"""Number the groups of rows, one integer per group: integers sort many times faster than texts or structs."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import polars as pl


@dataclass(frozen=True)
class Digit:
    """A key as one digit of a number: integers count from the least, the last place is that of null.

    texts says which integer stands for which text, in the columns `code` and `text`.
    """

    name: str
    least: int
    size: int
    texts: pl.DataFrame | None

    def place(self) -> pl.Expr:
        """Place a row's key."""
        return (pl.col(self.name).to_physical().cast(pl.Int64) - self.least).fill_null(self.size - 1)

    def value(self, place: pl.Expr) -> pl.Expr:
        """Tell the key in a place."""
        code: pl.Expr = pl.when(place < self.size - 1).then(place + self.least)
        if self.texts is not None:
            code = code.replace_strict(self.texts["code"], self.texts["text"], default=None)
        return code.alias(self.name)


@dataclass(frozen=True)
class Numbers:
    """Number groups by the digits of their keys or, where that takes too many numbers, by those seen."""

    by: Sequence[str]
    digits: Sequence[Digit]
    seen: pl.DataFrame | None = None

    def number(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Put its group's number beside each row."""
        if self.seen is not None:
            seen = self.seen.with_columns(number=pl.int_range(pl.len()))
            return rows.join(seen, on=self.by, how="left", nulls_equal=True)
        number = pl.lit(0, pl.Int64)
        for digit in self.digits:
            number = number * digit.size + digit.place()
        return rows.with_columns(number=number)

    def keys(self, numbers: pl.Series) -> pl.DataFrame:
        """Tell the keys of the groups behind some numbers."""
        if self.seen is not None:
            return self.seen[numbers].cast({pl.Categorical: pl.String})
        left, values = pl.col("number"), []
        for digit in reversed(self.digits):
            values.append(digit.value(left % digit.size))
            left = left // digit.size
        return numbers.to_frame("number").select(reversed(values))


def numbers(rows: pl.DataFrame, by: Sequence[str], limit: int) -> Numbers:
    """Number the groups of rows, texts being Categorical, with numbers below limit."""
    digits = [_digit(rows[name]) for name in by]
    if prod(digit.size for digit in digits) <= limit:
        return Numbers(by, digits)
    return Numbers(by, (), rows.select(by).unique())


def _digit(keys: pl.Series) -> Digit:
    codes = keys.to_physical().to_frame("code")
    least, most = codes.select(least=pl.col("code").min(), most=pl.col("code").max()).row(0)
    texts = _texts(keys) if keys.dtype == pl.Categorical else None
    return (
        Digit(keys.name, 0, 1, texts) if least is None else Digit(keys.name, least, most - least + 2, texts)
    )


def _texts(keys: pl.Series) -> pl.DataFrame:
    text = pl.col("text")
    known = keys.unique().drop_nulls().to_frame("text")
    return known.select(code=text.to_physical().cast(pl.Int64), text=text.cast(pl.String))
