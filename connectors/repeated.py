"""Read the hour that the clock repeats in autumn.

Each ambiguous instant is read as the earlier pass. A later instant of the same row (answered_at, ended_at,
resolved_at; in legs also queued_at after the contact's start) that would then lie before an earlier one is
read as the second pass. What lies up to CLOCKS_DIFFER before is the work of two clocks, not of that hour.
"""

from collections.abc import Mapping
from datetime import timedelta

import polars as pl

from connectors.casting import Cast
from language import ngettext, number

CLOCKS_DIFFER = timedelta(minutes=1)
# In the order in which they are settled: each instant with those that it cannot lie before.
AFTER = {
    "queued_at": ("started_at",),
    "invited_at": ("started_at",),
    "written_at": ("started_at",),
    "made_at": ("started_at",),
    "granted_at": ("started_at",),
    "answered_at": ("started_at", "queued_at", "invited_at"),
    "due_at": ("made_at",),
    "attempted_at": ("made_at",),
    "kept_at": ("made_at",),
    "ended_at": ("started_at", "queued_at", "answered_at"),
    "resolved_at": ("started_at",),
}
BEGINS = ("started_at", "queued_at", "invited_at", "written_at", "made_at", "granted_at", "at")


def is_ambiguous(casts: Mapping[str, Cast]) -> bool:
    """Tell whether any instant falls into an hour that the clock repeats."""
    return any(_is_ambiguous(each) for each in casts.values())


def settled(casts: Mapping[str, Cast], begun: pl.Series | None) -> dict[str, pl.Series]:
    """All values, read as the second pass where the row says so; `begun` are the contacts' starts."""
    values = {name: each.values for name, each in casts.items()}
    known = values if begun is None else {"started_at": begun, **values}
    for name, earlier in AFTER.items():
        floors = [known[each].alias(each) for each in earlier if each in known]
        if floors and name in casts and _is_ambiguous(casts[name]):
            known[name] = values[name] = _not_before(casts[name], pl.DataFrame(floors))
    return values


def begins_twice(casts: Mapping[str, Cast]) -> pl.Series | None:
    """Tell for each row whether its first instant is ambiguous; None where none can be."""
    for name in BEGINS:
        if name in casts:
            later = casts[name].later
            return None if later is None else later.is_not_null()
    return None


def told(where: str, n: int) -> tuple[str, ...]:
    """Tell people of `n` rows that begin in such an hour."""
    if not n:
        return ()
    sentence = ngettext(
        "{where}: {n} row begins in the hour that the clock repeats in autumn; where its own instants do not"
        " tell, the earlier pass is assumed.",
        "{where}: {n} rows begin in the hour that the clock repeats in autumn; where their own instants do"
        " not tell, the earlier pass is assumed.",
        n,
    )
    return (sentence.format(where=where, n=number(n)),)


def _is_ambiguous(each: Cast) -> bool:
    return each.later is not None and each.later.null_count() < len(each.later)


def _not_before(each: Cast, floors: pl.DataFrame) -> pl.Series:
    frame = floors.select(floor=pl.max_horizontal(pl.all())).with_columns(
        each.values.alias("earlier"), (each.values if each.later is None else each.later).alias("later")
    )
    is_second = (pl.col("earlier") + CLOCKS_DIFFER < pl.col("floor")) & pl.col("later").is_not_null()
    chosen = pl.when(is_second).then("later").otherwise("earlier")
    return frame.select(chosen.alias(each.values.name)).to_series()
