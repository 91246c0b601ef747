"""Put the waits of all groups in order by one sort, each row packed into one integer."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from metrics import groups, km
from metrics.numbers import Numbers, numbers
from metrics.waits import ABANDONED, ANSWERED, WAIT

OUTCOMES = 4  # answered, abandoned, anything else, and a place for a wait that is not known
OUTCOME = {"answered": 0, "abandoned": 1}
WAIT_LIMIT = 1 << 38  # 8.7 years in milliseconds
LIMIT = 1 << 62


@dataclass(frozen=True)
class Packed:
    """Rows in the order of group, wait and outcome: number · width + wait · OUTCOMES + outcome.

    The last place in the width of a group holds the rows whose wait is not known.
    """

    rows: pl.Series
    numbers: Numbers
    width: int

    def groups(self) -> pl.Series:
        """List the numbers of the groups there are; without keys there is one, whatever the rows."""
        if not self.numbers.by:
            return pl.Series([0], dtype=pl.Int64)
        return (self.rows // self.width).rle().struct["value"]

    def answered(self) -> pl.Series:
        """Leave only the answered; they keep their order."""
        return self.rows.filter(self.rows % OUTCOMES == OUTCOME["answered"])

    def wait_ms(self, packed: pl.Expr) -> pl.Expr:
        """Read the wait of packed rows."""
        return packed % self.width // OUTCOMES

    def runs(self) -> pl.DataFrame:
        """Count rows of the same number, t and outcome: n, and how many were at risk of that outcome.

        TRICKY: ties take the events first, so those answered after the same wait are at risk of giving up.
        """
        value = pl.col("value")
        known = self.rows.rle().struct.unnest().filter(value % self.width != self.width - 1)
        runs = known.select(
            number=(value // self.width).set_sorted(),
            t=self.wait_ms(value),
            outcome=value % OUTCOMES,
            n=pl.col("len").cast(pl.Int64),
        )
        is_tie = (pl.col("t") == pl.col("t").shift(1)) & (pl.col("number") == pl.col("number").shift(1))
        tied = pl.when(is_tie).then(pl.col("n").shift(1)).otherwise(0)
        return km.at_risk(runs, ["number"]).with_columns(pl.col("at_risk") + tied)


def pack(rows: pl.LazyFrame, by: Sequence[str], among: pl.Expr) -> Packed:
    """Read the waits of rows that hold the columns of `by`; those not `among` count as not known."""
    outcome = pl.when(ANSWERED).then(0).when(ABANDONED).then(1).otherwise(2).cast(pl.Int64)
    known = WAIT.is_between(0, WAIT_LIMIT - 1) & among
    keys = [pl.col(name).cast(pl.Categorical) if name in groups.COLUMNS else pl.col(name) for name in by]
    read = rows.select(*keys, timed=pl.when(known).then(WAIT * OUTCOMES + outcome)).collect(
        engine="streaming"
    )
    longest = read.select(pl.col("timed").max().fill_null(0)).item() // OUTCOMES
    width = (longest + 2) * OUTCOMES
    chosen = numbers(read, by, LIMIT // width)
    packed = pl.col("number") * width + pl.col("timed").fill_null(width - 1)
    return Packed(chosen.number(read).select(packed).to_series().sort(), chosen, width)
