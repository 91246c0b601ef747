"""What waiting, wrong desks and repeat contacts take in a week, each minute counted once."""

import polars as pl

from metrics import intervals
from metrics.ratio import as_minutes
from metrics.repeats import WEEK
from metrics.within import COUNTED, RECONNECT

REPEATS, MISROUTES, WAITS = PARTS = ("repeats", "misroutes", "waits")
LEAST = 30  # contacts, under which no interval is given
IS_REPEAT = COUNTED & ~RECONNECT.fill_null(value=False) & (pl.col("previous_topic_ms") <= WEEK.ms)
IS_MISROUTE = pl.col("is_misroute").cast(pl.Boolean)
COSTS = ("waiting", "handling")


def lost(
    rows: pl.LazyFrame, weeks: float, per_handling: float | None = None, per_waiting: float | None = None
) -> pl.DataFrame:
    """Sum up by what: repeats, misroutes, waits, always three rows in this order.

    rows are contacts with their traces and with wait_ms and handle_ms of all their visits. A contact about
    the same within 7 days after another of the person is a repeat: all its waiting and handling. Of other
    misrouted contacts the extra wait and the handling in vain are; of the customers' own contacts the rest of
    the waiting, that in the first queue too. Columns: what, contacts, unknown (those of which a time is not
    known), waiting and handling (minutes a week), minutes with low and high (contacts of a customer hang
    together), cost (of what has a rate, in the currency; null without any).
    """
    told = _flagged(rows)
    parts = pl.concat([_part(told, what) for what in PARTS])
    own = parts.group_by("what", "who").agg(
        contacts=pl.len().cast(pl.Int64),
        unknown=pl.any_horizontal(pl.col(COSTS).is_null()).sum().cast(pl.Int64),
        waiting=pl.col("waiting").sum(),
        handling=pl.col("handling").sum(),
    )
    minutes = as_minutes(pl.sum_horizontal(COSTS))
    summed = own.group_by("what").agg(
        pl.col("contacts", "unknown").sum(),
        *(as_minutes(pl.col(name).sum()).alias(name) for name in COSTS),
        total=minutes.sum(),
        squares=(minutes**2).sum(),
    )
    every = pl.LazyFrame({"what": PARTS}).join(summed, on="what", how="left", maintain_order="left")
    return every.select(_figures(weeks, per_handling, per_waiting)).collect()


def behind(rows: pl.LazyFrame, what: str) -> pl.LazyFrame:
    """Keep the contacts of `lost` that lost time by one of PARTS, with lost_ms: null where not known."""
    which, waiting, handling = _of(what)
    flagged = _flagged(rows).filter(which).with_columns(lost_ms=waiting + handling)
    return flagged.drop("is_repeat", "is_misrouted")


def _flagged(rows: pl.LazyFrame) -> pl.LazyFrame:
    return rows.with_columns(
        is_repeat=IS_REPEAT.fill_null(value=False), is_misrouted=IS_MISROUTE.fill_null(value=False)
    )


def _part(told: pl.LazyFrame, what: str) -> pl.LazyFrame:
    """The contacts that lost time by one of the three, with the milliseconds that are put down to it."""
    which, waiting, handling = _of(what)
    return told.filter(which).select(
        what=pl.lit(what),
        who=pl.coalesce("person", "contact_id"),
        waiting=waiting,
        handling=handling,
    )


def _of(what: str) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """Which contacts lost time by one of the three, and their waiting and handling that is put down to it."""
    is_repeat, is_misrouted = pl.col("is_repeat"), pl.col("is_misrouted")
    zero = pl.lit(0, pl.Int64)
    rest = pl.col("wait_ms") - pl.when(is_misrouted).then("extra_wait_ms").otherwise(zero)
    return {
        REPEATS: (is_repeat, pl.col("wait_ms"), pl.col("handle_ms")),
        MISROUTES: (~is_repeat & is_misrouted, pl.col("extra_wait_ms"), pl.col("wasted_handle_ms")),
        WAITS: (
            COUNTED & ~is_repeat & (pl.col("wait_ms").is_null() | (rest > 0)),
            rest.clip(lower_bound=0),
            zero,
        ),
    }[what]


def _figures(weeks: float, per_handling: float | None, per_waiting: float | None) -> list[pl.Expr]:
    low, high = intervals.of_total(pl.col("total"), pl.col("squares"))
    is_judged = pl.col("contacts") >= LEAST
    cost: pl.Expr = pl.lit(None, pl.Float64)
    if per_handling is not None or per_waiting is not None:
        cost = pl.col("waiting") * (per_waiting or 0.0) + pl.col("handling") * (per_handling or 0.0)
    each = {"waiting": pl.col("waiting"), "handling": pl.col("handling"), "minutes": pl.col("total")}
    return [
        pl.col("what"),
        pl.col("contacts", "unknown").fill_null(0),
        *((one.fill_null(0.0) / weeks).alias(name) for name, one in each.items()),
        pl.when(is_judged).then(low.clip(lower_bound=0) / weeks).alias("low"),
        pl.when(is_judged).then(high / weeks).alias("high"),
        (cost.fill_null(0.0) / weeks if per_handling is not None or per_waiting is not None else cost).alias(
            "cost"
        ),
    ]
