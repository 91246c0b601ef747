"""Group rows by what people name: a queue, an agent, an hour, a week."""

from collections.abc import Sequence

import polars as pl

from metrics import periods

COLUMNS = {
    "queue": "queue",
    "channel": "channel",
    "agent": "agent_id",
    "team": "team",
    "topic": "topic",
    "site": "site",
    "language": "language",
    "segment": "segment",
    "kind": "kind",
    "origin": "origin",
    "topic_family": "topic_family",
    "authority": "authority",
    "author": "author",
    "signal": "signal",
}
# What only some rows can be told by: the frames that have the column.
TOLD_OF: dict[str, tuple[str, ...]] = {
    "language": ("surveys", "texts", "gestures", "served"),
    "segment": ("surveys", "texts"),
    "kind": ("surveys", "promises", "texts", "gestures", "followups"),
    "origin": ("promises",),
    "topic_family": ("surveys", "promises", "complaints", "texts", "gestures", "served", "followups"),
    "authority": ("gestures",),
    "author": ("texts",),
    "signal": ("texts",),
}
TIMES = ("hour", "weekday", "day", "week", "month")
NAMES = (*COLUMNS, *TIMES)
# What rows of some frames can be told by, and by nothing else.
TOLD_ONLY_BY: dict[str, tuple[str, ...]] = {"staffed": ("channel", "queue", *TIMES)}
# Where a contact came in: the first queue it entered, or where the menu led those who entered none.
FIRST_QUEUE = pl.coalesce("first_queue", "queue")


def keys(by: Sequence[str], anchor: str, week_start: int = 1) -> list[pl.Expr]:
    """Name the key of each column; times are integers until `decoded`."""
    times = periods.keys(week_start)
    local_s = pl.col(f"{anchor}_local_s")
    return [
        (times[name](local_s) if name in times else pl.col(COLUMNS[name]).cast(pl.String)).alias(name)
        for name in by
    ]


def decoded(table: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Turn the integer keys of days, weeks and months into dates, hours and weekdays into small integers."""
    dates = [periods.DECODED[name](pl.col(name)).alias(name) for name in by if name in periods.DECODED]
    return table.with_columns(dates)
