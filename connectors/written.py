"""How a source writes its numbers."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Written:
    """The signs between digits; a number that is written in any other way is none."""

    decimal: str = "."
    thousands: str = ""

    def whole(self) -> pl.Expr:
        """The first column's whole numbers as plain text, null where there is none."""
        return self._plain(self._digits())

    def real(self) -> pl.Expr:
        """The first column's numbers as plain text, null where there is none."""
        point = _escaped(self.decimal)
        return self._plain(rf"(?:{self._digits()}(?:{point}\d*)?|{point}\d+)")

    def _digits(self) -> str:
        if not self.thousands:
            return r"\d+"
        return rf"(?:\d+|\d{{1,3}}(?:{_escaped(self.thousands)}\d{{3}})+)"

    def _plain(self, pattern: str) -> pl.Expr:
        text = pl.first().str.strip_chars()
        plain = text.str.replace(self.decimal, ".", literal=True)
        if self.thousands:
            bare = text.str.replace_all(self.thousands, "", literal=True)
            plain = bare.str.replace(self.decimal, ".", literal=True)
        return pl.when(text.str.contains(rf"^[+-]?{pattern}$")).then(plain)


PLAIN = Written()


def _escaped(sign: str) -> str:
    return rf"\x{{{ord(sign):x}}}"
