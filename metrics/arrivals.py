"""Count contacts end to end: one row per contact, anchored to its start; its queue is where the menu led."""

import polars as pl

from metrics.parts import Of, Part, number_of, total
from metrics.ratio import ratio

SUMS: dict[str, Part] = {
    "contacts": lambda _: pl.len().cast(pl.Int64),
    "menu_entered": lambda _: number_of(pl.col("menu_outcome")),
    "menu_exits": lambda _: total(pl.col("menu_outcome") == "exited"),
    "outside_hours": lambda _: total(pl.col("is_outside_hours")),
}


def menu_exit_rate(of: Of) -> pl.Expr:
    """Left in the menu / entered the menu."""
    return ratio(of("menu_exits"), of("menu_entered"))
