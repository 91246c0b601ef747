"""Rows beside those that are stored: what of them is new or differs, and writing that."""

import polars as pl

from store.history import History
from store.schema import STORE_COLUMNS, Table

UNDATED = "0000-W00"  # the partition of rows without an anchor (agents, quarantine)


def _content(table: Table) -> list[str]:
    """List the columns whose difference is a change; version, origin and the store's own are not."""
    own = {"version", "origin", *STORE_COLUMNS} - {"week"}
    return [name for name in table.stored if name not in own and name not in table.key]


def compared(table: Table, rows: pl.DataFrame, stored: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Sort rows out by what is stored: new, changed, same, and stale ones, older than what is stored."""
    if stored.is_empty():
        return {"new": rows} | dict.fromkeys(("changed", "same", "stale"), rows.clear())
    both = rows.join(
        stored.with_columns(_is_stored=pl.lit(value=True)), on=table.key, how="left", suffix="_stored"
    )
    alike = pl.all_horizontal(
        [pl.col(name).eq_missing(pl.col(f"{name}_stored")) for name in _content(table)]
        + [pl.col("deleted_at_stored").is_null()]
    )
    is_new = pl.col("_is_stored").is_null()
    stale = ~is_new & (pl.col("version") < pl.col("version_stored")).fill_null(value=False)
    kind = (
        pl.when(is_new)
        .then(pl.lit("new"))
        .when(stale & ~alike)
        .then(pl.lit("stale"))
        .when(alike)
        .then(pl.lit("same"))
        .otherwise(pl.lit("changed"))
    )
    kinds = both.select([*table.stored, kind.alias("_kind")])
    return {
        name: kinds.filter(pl.col("_kind") == name).drop("_kind")
        for name in ("new", "changed", "same", "stale")
    }


def write(
    history: History, table: Table, new: pl.DataFrame, changed: pl.DataFrame, stored: pl.DataFrame
) -> None:
    """Write new rows and changed ones; `stored` are the older copies, whose weeks they may lie in."""
    order = [name for name in ("week", "queue", "queued_at", "started_at", *table.key) if name in new.columns]
    if changed.is_empty():
        if not new.is_empty():
            history.append(table, new.sort(order))
        return
    rows = pl.concat([new, changed]).sort(order)
    history.merge(table, rows, stored["week"].unique().to_list())
