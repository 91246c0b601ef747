"""Chance without a generator: numbers that follow from what they are about, one by one or by columns.

SplitMix64 (Steele, Lea, Flood 2014) mixes the bits of a number so that neighbours have nothing in common.
"""

import polars as pl

WHOLE = 1 << 64
MASK = WHOLE - 1
GOLDEN = 0x9E3779B97F4A7C15
FIRST, SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB

Key = tuple[int, int, int]  # the ordinal of a day, the number of a contact in it, and of those that follow it


def mixed(number: int) -> int:
    """Mix the bits of a whole number."""
    number = (number + GOLDEN) & MASK
    number = ((number ^ (number >> 30)) * FIRST) & MASK
    number = ((number ^ (number >> 27)) * SECOND) & MASK
    return number ^ (number >> 31)


def mixed_of(numbers: pl.Expr) -> pl.Expr:
    """Mix a column (UInt64), whose products wrap as they should."""
    number = numbers + _lit(GOLDEN)
    number = (number ^ (number // _lit(1 << 30))) * _lit(FIRST)
    number = (number ^ (number // _lit(1 << 27))) * _lit(SECOND)
    return number ^ (number // _lit(1 << 31))


def mix_of_key(seed_mix: int, key: Key) -> int:
    """Give the number from which everything by chance about a contact follows."""
    ordinal, n, following = key
    return mixed(seed_mix ^ (ordinal << 40 | n << 8 | following))


def share(mix: int, what: int) -> float:
    """Give the number in 0..1 that decides one thing (`what`) about something."""
    number = ((mix ^ (what * GOLDEN & MASK)) + GOLDEN) & MASK  # `mixed`, without a call: there are millions
    number = ((number ^ (number >> 30)) * FIRST) & MASK
    number = ((number ^ (number >> 27)) * SECOND) & MASK
    return (number ^ (number >> 31)) / WHOLE


def share_of(mix: pl.Expr, what: int) -> pl.Expr:
    """Give the same for a column of mixes."""
    return mixed_of(mix ^ _lit(what * GOLDEN & MASK)).cast(pl.Float64) / float(MASK + 1)


def pick_of(mix: pl.Expr, what: int, many: int) -> pl.Expr:
    """Choose one of so many, 0 to many - 1, for each mix of a column."""
    return (share_of(mix, what) * many).floor().cast(pl.Int64).clip(0, many - 1)


def _lit(number: int) -> pl.Expr:
    return pl.lit(number, pl.UInt64)
