"""Sum up the pieces of `metrics.availability`: in how much of the time somebody was there."""

import polars as pl

from metrics.parts import Part, total

MS, STAFFED = pl.col("ms"), pl.col("staffed")
UNKNOWN = pl.col("units") - pl.col("known")


def _with_least(channels: int) -> tuple[pl.Expr, pl.Expr]:
    """Tell whether somebody was there on so many channels, and whether that is known."""
    is_so = channels <= STAFFED
    return is_so, is_so | (channels > STAFFED + UNKNOWN)


def _during(rows: pl.Expr) -> Part:
    return lambda _terms: total(MS.filter(rows))


ANY, ANY_KNOWN = _with_least(1)
TWO, TWO_KNOWN = (pl.col("units").ge(2) & each for each in _with_least(2))  # of one channel there is no value
PARTS: dict[str, Part] = {
    "any_ms": _during(ANY),
    "any_known_ms": _during(ANY_KNOWN),
    "two_ms": _during(TWO),
    "two_known_ms": _during(TWO_KNOWN),
    "outside_ms": _during((STAFFED == 0) & (pl.col("outside") > 0)),
    "clock_ms": lambda _terms: total(MS),
}
