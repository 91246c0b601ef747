"""Choose whom to call for a good reason: never with trouble, never twice in a week, as many as asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from metrics.good_reasons import LISTED, REASON
from metrics.work_list import CALLED_AGAIN, is_held_out, quarter_of

DATED = ("purchase", "anniversary", "birthday")  # days that do not come again next week


@dataclass(frozen=True)
class Chosen:
    """Whom to call (LISTED), how many could have been called, and how many more have trouble first."""

    rows: pl.DataFrame
    due: int
    troubled: int


def is_recent(called: Mapping[str, datetime], person: str, at: datetime) -> bool:
    """Say whether somebody was spoken with less than a week before."""
    last = called.get(person)
    return last is not None and at - CALLED_AGAIN < last <= at


def chosen(
    reasons: pl.DataFrame,
    people: pl.DataFrame,
    troubled: pl.DataFrame,
    called: Mapping[str, datetime],
    as_of: datetime,
    day: date,
    a_week: int,
) -> Chosen:
    """Choose of who has reasons and is among people (person, value): those who have not left.

    `called` says when each was spoken with last. Days that do not come again go first, then who has more
    reasons, then the more valuable; the list itself goes by the day.
    """
    own = reasons.join(people.select("person", "value"), on="person")
    rows = _in_one(own)
    free = rows.join(troubled, on="person", how="anti", maintain_order="left")
    recent = [who for who in called if is_recent(called, who, as_of)]
    due = free.filter(~pl.col("person").is_in(recent))
    first = due.filter(pl.col("person").is_in(_not_held_out(due["person"], quarter_of(day), a_week)))
    numbered = first.sort("on", "value", "person", descending=[False, True, False], nulls_last=True)
    listed = numbered.with_row_index("rank", offset=1).select(
        pl.col(name).cast(LISTED[name]) for name in LISTED
    )
    return Chosen(listed, due.height, rows.height - free.height)


def _in_one(reasons: pl.DataFrame) -> pl.DataFrame:
    """Put all reasons of a person in one row, those who come first on top; `on` is the first day."""
    is_dated = pl.col("kind").is_in(DATED)
    said = pl.struct(list(REASON.to_schema())).sort_by("on", "kind")
    rows = reasons.group_by("person").agg(
        pl.col("value").first(),
        on=pl.coalesce(pl.col("on").filter(is_dated).min(), pl.col("on").min()),
        reasons=said,
        dated=is_dated.sum(),
        n=pl.len(),
    )
    return rows.sort(
        "dated", "n", "value", "on", "person", descending=[True, True, True, False, False], nulls_last=True
    )


def _not_held_out(people: pl.Series, quarter: str, many: int) -> list[str]:
    kept: list[str] = []
    for who in people:
        if len(kept) == many:
            break
        if not is_held_out(who, quarter):
            kept.append(who)
    return kept
