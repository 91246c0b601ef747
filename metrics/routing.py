"""Count how contacts were routed, and what it cost: one row per contact, as `routes.routed` makes them.

Sums of the frame "contacts", anchored to the contact's start; denominators are answered contacts.
"""

from collections.abc import Sequence

import polars as pl

from metrics.parts import Formula, Of, Part, Terms, number_of, total
from metrics.ratio import as_minutes, count, ratio
from metrics.routes import RULES


def _is(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Boolean)  # a store keeps flags as 0 and 1


MISROUTE, SHOWN = _is("is_misroute"), _is("is_misroute_shown")
UNJUDGED = pl.any_horizontal(pl.col(f"is_misroute_{rule}").is_null() for rule in RULES)
MINUTES = ("extra_wait_ms", "wasted_handle_ms", "net_extra_wait_ms")

SUMS: dict[str, Part] = {
    "answered_contacts": lambda _: total(_is("is_answered")),
    "transferred_contacts": lambda _: total(_is("is_transferred")),
    "misroutes": lambda _: total(MISROUTE),
    "misroutes_shown": lambda _: total(SHOWN),
    "misroutes_unjudged": lambda _: total(MISROUTE & ~SHOWN & UNJUDGED),
    "bounces": lambda _: total(pl.col("bounces")),
    "extra_wait_ms": lambda _: total(pl.col("extra_wait_ms")),
    "wasted_handle_ms": lambda _: total(pl.col("wasted_handle_ms")),
    "net_extra_wait_ms": lambda _: total(pl.col("net_extra_wait_ms")),
    "costs_unknown": lambda _: total(pl.any_horizontal(pl.col(*MINUTES).is_null())),
    "misroutes_disposition": lambda _: total(_is("is_misroute_disposition")),
    "judged_disposition": lambda _: number_of(pl.col("is_misroute_disposition")),
    "misroutes_topic": lambda _: total(_is("is_misroute_topic")),
    "judged_topic": lambda _: number_of(pl.col("is_misroute_topic")),
    "misroutes_quick": lambda _: total(_is("is_misroute_quick")),
    "judged_quick": lambda _: number_of(pl.col("is_misroute_quick")),
    "misroutes_bounce": lambda _: total(_is("is_misroute_bounce")),
    "judged_bounce": lambda _: number_of(pl.col("is_misroute_bounce")),
}


def transfer_rate(of: Of) -> pl.Expr:
    """Contacts that an agent moved to another queue / answered."""
    return ratio(of("transferred_contacts"), of("answered_contacts"))


def misroute_rate(of: Of) -> pl.Expr:
    """Misrouted / answered."""
    return ratio(of("misroutes"), of("answered_contacts"))


def misroute_rate_shown(of: Of) -> pl.Expr:
    """Misrouted by at least one rule / answered."""
    return ratio(of("misroutes_shown"), of("answered_contacts"))


def misroute_rate_by(rule: str) -> Formula:
    """Write the rate by one rule: misrouted by it / answered contacts that it can judge."""
    return lambda of: ratio(of(f"misroutes_{rule}"), of(f"judged_{rule}"))


def minutes(name: str) -> Formula:
    """Write one of the times that misroutes cost, in minutes."""
    return lambda of: count(as_minutes(of(name)))


FORMULAS: dict[str, Formula] = {
    "transfer_rate": transfer_rate,
    "misroute_rate": misroute_rate,
    "misroute_rate_shown": misroute_rate_shown,
    **{f"misroute_rate_{rule}": misroute_rate_by(rule) for rule in RULES},
    "bounces": lambda of: count(of("bounces")),
    "extra_wait_minutes": minutes("extra_wait_ms"),
    "wasted_handle_minutes": minutes("wasted_handle_ms"),
    "net_extra_wait_minutes": minutes("net_extra_wait_ms"),
    "misroute_costs_unknown": lambda of: count(of("costs_unknown")),
}


def expression(name: str) -> pl.Expr:
    """Write one of FORMULAS over the rows of `routed`, for any `agg` or `select`."""
    return FORMULAS[name](lambda part: SUMS[part](Terms())).alias(name)


def costs(rows: pl.LazyFrame, by: Sequence[str]) -> pl.DataFrame:
    """Sum up answered contacts, misroutes and minutes by any columns of the rows, what costs most first.

    Columns: `by`, answered, misroutes, extra_wait_minutes, wasted_handle_minutes, costs_unknown, and
    net_extra_wait_minutes where the rows have it. Every answered contact is in one row: rows add up.
    """
    known = [name for name in MINUTES if name in rows.collect_schema()]
    unknown = pl.any_horizontal(pl.col(known).is_null())
    sums = [pl.col(name).sum().alias(name) for name in known]
    table = (
        rows.filter(_is("is_answered"))
        .group_by(*by)
        .agg(
            pl.len().cast(pl.Int64).alias("answered"),
            total(MISROUTE).alias("misroutes"),
            *sums,
            costs_unknown=total(unknown),
        )
        .with_columns(as_minutes(pl.col(name)).alias(name) for name in known)
        .rename({name: name.replace("_ms", "_minutes") for name in known})
        .collect()
    )
    lost = pl.col("extra_wait_minutes") + pl.col("wasted_handle_minutes")
    return table.sort(
        lost, "misroutes", "answered", *by, descending=[True] * 3 + [False] * len(by), nulls_last=True
    )


def matrix(rows: pl.LazyFrame) -> pl.DataFrame:
    """Sum up by first and last queue: where contacts came in, and where they had to go.

    The last queue is the resolving one, or the one entered last where nobody answered there. Columns as
    `costs`; the rows of a queue add up to that queue, all to the whole.
    """
    return costs(rows, ["first_queue", "last_queue"])
