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
}
TIMES = ("hour", "weekday", "day", "week", "month")
NAMES = (*COLUMNS, *TIMES)


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


def code(groups: pl.DataFrame, by: Sequence[str]) -> tuple[pl.Expr, int]:
    """Number the groups by one integer that sorts as they do; the second part says how many there can be."""
    number, size = pl.lit(0, pl.Int64), 1
    for name in by:
        position, values = _position(groups[name])
        number, size = number * values + position, size * values
    return number, size


def _position(values: pl.Series) -> tuple[pl.Expr, int]:
    known = values.drop_nulls().unique().sort()
    if known.is_empty():
        return pl.lit(0, pl.Int64), 1
    if values.dtype == pl.String:
        place, last = pl.col(values.name).cast(pl.Enum(known)).to_physical().cast(pl.Int64), len(known)
    else:
        place, last = pl.col(values.name) - known[0], int(known[-1] - known[0]) + 1
    return place.fill_null(last), last + 1
