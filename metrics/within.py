"""Say what counts as coming again: within how many days, about anything or about the same.

Rows carry what `links.linked` makes and what `repeats.observed` adds.
"""

from dataclasses import dataclass
from typing import Literal

import polars as pl

from metrics.links import DAY_MS, LONGEST_MS

Topic = Literal["any", "same"]
WINDOWS = (1, 7, 14, 30)
LONGEST_DAYS = LONGEST_MS // DAY_MS
COUNTED = pl.col("is_counted").cast(pl.Boolean)  # the customer's own contacts; a store keeps flags as 0 and 1
RECONNECT = pl.col("is_reconnect").cast(pl.Boolean)
IDENTIFIED = COUNTED & pl.col("person").is_not_null()
HANDLED = IDENTIFIED & pl.col("first_answered_at").is_not_null() & pl.col("closed_at").is_not_null()
TOLD = pl.col("topic").is_not_null()


@dataclass(frozen=True)
class Within:
    """Say what counts as coming again: within how many days (1 to 30), about anything or the same.

    Raises ValueError for a window that the gaps do not reach.
    """

    days: int = 7
    topic: Topic = "any"

    def __post_init__(self) -> None:
        if not 1 <= self.days <= LONGEST_DAYS:
            raise ValueError(f"A window of {self.days} days is not known. Allowed: 1 to {LONGEST_DAYS}.")

    @property
    def ms(self) -> int:
        """Its length in milliseconds."""
        return self.days * DAY_MS

    def gap(self) -> pl.Expr:
        """Name the gap to the next contact that counts."""
        return pl.col("next_ms" if self.topic == "any" else "next_topic_ms")

    def base(self) -> pl.Expr:
        """Mark the contacts that can be judged at all: about the same only those whose topic is known."""
        return HANDLED if self.topic == "any" else HANDLED & TOLD

    def matured(self) -> pl.Expr:
        """Mark those of them that were over so long before the as-of that the whole window is known."""
        return self.base() & (pl.col("seen_ms") >= self.ms)

    def came_again(self) -> pl.Expr:
        """Mark contacts that another one followed in time."""
        return self.gap().le(self.ms).fill_null(value=False)
