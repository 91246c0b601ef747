"""What a table of history is: its columns, its key and what the store adds to each row."""

from dataclasses import dataclass, field

import polars as pl

INSTANT = pl.Datetime("us", "UTC")
TEXT = pl.String
WHOLE = pl.Int64
REAL = pl.Float64

Dtype = type[pl.DataType] | pl.DataType

# What the store itself adds to each row.
STORE_COLUMNS: dict[str, Dtype] = {
    "known_at": INSTANT,
    "ingested_at": INSTANT,
    "deleted_at": INSTANT,
    "week": TEXT,
}


@dataclass(frozen=True)
class Table:
    """A table of history: what a source sends, and what the store derives from it.

    `key` identifies a row. `anchor` is the instant whose ISO week is the partition. `whole_by` names the
    parent key whose rows are written as one (legs of a contact): those no longer sent are deleted.
    `begins` is the instant from which a row could be known; `of_contact` tells that the row belongs to a
    contact, whose beginning it carries as `started_at`. `told_with` names what is only known with a later
    instant of the row, `personal` what names or quotes a customer, `free` what may hold anybody's numbers
    and addresses within free words and is read masked (notes and comments have their own table: texts).
    """

    name: str
    key: tuple[str, ...]
    columns: dict[str, Dtype]
    anchor: str | None = None
    required: tuple[str, ...] = ()
    allowed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ids: tuple[str, ...] = ()
    derived: dict[str, Dtype] = field(default_factory=dict)
    whole_by: str | None = None
    begins: str | None = None
    of_contact: bool = False
    told_with: dict[str, tuple[str, ...]] = field(default_factory=dict)
    personal: tuple[str, ...] = ("customer_id",)
    free: tuple[str, ...] = ()

    @property
    def stored(self) -> dict[str, Dtype]:
        """Every column on disk, in order."""
        return {"source": TEXT, "version": WHOLE, **self.columns, **self.derived, **STORE_COLUMNS}

    @property
    def instants(self) -> tuple[str, ...]:
        return tuple(name for name, dtype in self.columns.items() if dtype == INSTANT)
