"""Names for who must not be known: the same person has the same one, and nobody can tell whose it is."""

from collections.abc import Iterable
from secrets import randbits

import polars as pl

from store.schema import TEXT

# Another one in each process: who knows an id could else work out its name.
SEED = randbits(64)


def masked(names: Iterable[str]) -> list[pl.Expr]:
    """Put such a name in the place of each id; null stays null, and names of one column fit another's."""
    return [
        pl.when(pl.col(name).is_not_null()).then(pl.col(name).hash(SEED).cast(TEXT)).alias(name)
        for name in names
    ]
