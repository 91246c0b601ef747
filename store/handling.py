"""Find which parts of handling each source reports, once per file: a file of history never changes."""

from collections.abc import Iterable
from functools import lru_cache

import polars as pl

from metrics.parts import HANDLING, Reported
from metrics.work import reported_parts


def reported(files: Iterable[str]) -> Reported:
    """Say which of talk, hold and wrap each source reports in any live handled visit of the files of legs."""
    found: dict[str, set[str]] = {}
    for file in files:
        for source, parts in _reported_in(file).items():
            found.setdefault(source, set()).update(parts)
    return {source: tuple(part for part in HANDLING if part in found[source]) for source in sorted(found)}


@lru_cache(maxsize=4096)
def _reported_in(file: str) -> Reported:
    legs = pl.scan_parquet(file)
    return reported_parts(legs.filter(pl.col("deleted_at").is_null() & pl.col("queue").is_not_null()))
