"""Cover who a customer is: first letters of names and addresses stay, and the last four digits of numbers.

What only a click shows is covered before it leaves the store, so that no page, file or mail can forget to.
"""

from collections.abc import Mapping
from typing import Final

import polars as pl

from store.schema import CUSTOMERS, IDENTITIES

DOTS: Final = "••••"
ENOUGH: Final = 7  # digits of which the last four may stay: of fewer they would be most of the number
NUMBER: Final = r"^[\d\s()+./*•-]+$"
MAIL: Final = r"^([^@\s])[^@\s]*@([^@\s])[^@\s]*?(\.[^.@\s]*)?$"
WORD: Final = r"(\p{L})[^\s,]*|[^\s,\p{L}][^\s,]*"
# What is covered of each table; `attributes` may hold anything at all.
COVERED: Final[Mapping[str, tuple[str, ...]]] = {
    CUSTOMERS.name: ("name", "attributes"),
    IDENTITIES.name: ("value", "person_id"),
}


def covered(table: str) -> list[pl.Expr]:
    """Cover the columns of a table that say who somebody is; of other tables there are none."""
    return [cover(pl.col(name)).alias(name) for name in COVERED.get(table, ())]


def cover(value: pl.Expr) -> pl.Expr:
    """Cover a number as •••• 4217, an address as a••••@e••••.com, words as R•••• L••••; null stays null."""
    digits = value.str.replace_all(r"\D", "")
    is_long = digits.str.len_chars() >= ENOUGH
    last = pl.concat_str(pl.lit(f"{DOTS} "), digits.str.tail(4))
    number = pl.when(is_long).then(last).otherwise(pl.lit(DOTS))
    mail = value.str.replace(MAIL, f"${{1}}{DOTS}@${{2}}{DOTS}${{3}}")
    words = value.str.replace_all(WORD, f"${{1}}{DOTS}")
    is_number, is_mail = value.str.contains(NUMBER), value.str.contains(MAIL)
    return pl.when(is_number).then(number).when(is_mail).then(mail).when(value.is_not_null()).then(words)
