"""Split what wrong desks cost by what contacts have in common, and say how contacts were moved on.

Rows are contacts of `causes.attributed`, with `net_extra_wait_ms`. Every answered contact is in one row of
each split, so that its rows add up to the same whole.
"""

from collections.abc import Sequence

import polars as pl

from metrics import causes
from metrics.ratio import ratio
from metrics.routing import costs

WAY, OPTION, TOPIC, SEGMENT, FIELD = "way", "option", "topic", "segment", "field"
SPLITS: dict[str, tuple[str, ...]] = {
    WAY: ("first_queue", "last_queue"),
    OPTION: ("option",),
    TOPIC: ("topic_family",),
    SEGMENT: ("segment",),
    FIELD: ("field",),
}
PLANNED, BLIND, CONSULTED, UNTOLD = "planned", "blind", "consulted", "untold"
LEAST = 30  # answered contacts under which a share is not judged (DEFINITIONS 0.4)
SUMS = ("answered", "misroutes", "extra_wait_minutes", "wasted_handle_minutes", "net_extra_wait_minutes")
LOST = pl.sum_horizontal("extra_wait_minutes", "wasted_handle_minutes")


def with_field(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Put beside contacts which field of the customer's record is at fault; null where none is."""
    return rows.with_columns(field=pl.when(pl.col("cause") == causes.FIELD).then("detail"))


def with_segment(rows: pl.LazyFrame, records: pl.LazyFrame) -> pl.LazyFrame:
    """Put beside contacts the segment that the customer's record named when they began.

    Null without a record, or where it names none. records are those of customers, with `valid_from`.
    """
    held = records.select("customer_id", "valid_from", "segment").sort("valid_from")
    known = rows.select("contact_id", "customer_id", "started_at").filter(pl.col("customer_id").is_not_null())
    found = known.sort("started_at").join_asof(
        held, left_on="started_at", right_on="valid_from", by="customer_id", check_sortedness=False
    )
    return rows.join(found.select("contact_id", "segment"), on="contact_id", how="left")


def split(rows: pl.LazyFrame, by: str) -> pl.DataFrame:
    """Sum up by one of SPLITS what wrong desks cost, the dearest first; those not to be judged come last.

    Columns: those of the split, as `routing.costs`, lost_minutes, share (of the misrouted among the answered;
    of a field: among all misrouted, since only they have a field at fault) and is_judged.
    """
    table = costs(rows, SPLITS[by])
    whole = pl.col("misroutes").sum() if by == FIELD else pl.col("answered")
    shared = table.with_columns(lost_minutes=LOST, share=ratio(pl.col("misroutes"), whole))
    is_judged = pl.col("share").struct.field("denominator") >= LEAST
    return shared.with_columns(is_judged=is_judged).sort("is_judged", descending=True, maintain_order=True)


def total(table: pl.DataFrame) -> dict[str, float]:
    """Add up the rows of a split."""
    return table.select(pl.col(*SUMS, "lost_minutes", "costs_unknown").sum()).row(0, named=True)


def folded(table: pl.DataFrame, names: Sequence[str], most: int) -> pl.DataFrame:
    """Put all but the dearest so many values of each of the columns together, as ""; sums stay what they are.

    Only contacts that were misrouted are left.
    """
    wrong = table.filter(pl.col("misroutes") > 0)
    for name in names:
        ranked = wrong.group_by(name).agg(pl.col("lost_minutes").sum()).sort("lost_minutes", name)
        kept = ranked.tail(most)[name].drop_nulls().implode()
        wrong = wrong.with_columns(pl.when(pl.col(name).is_in(kept)).then(name).otherwise(pl.lit("")))
    sums = pl.col("misroutes", "extra_wait_minutes", "wasted_handle_minutes", "net_extra_wait_minutes")
    return wrong.group_by(names).agg(sums.sum(), pl.col("lost_minutes").sum()).sort(names)


def moves(rows: pl.LazyFrame) -> pl.DataFrame:
    """Count how agents moved contacts to other queues: kind, times, contacts; the kinds of times add up.

    planned are the moves of contacts that were moved only as planned; those of all others are blind,
    consulted, or of a kind that no source told.
    """
    moved = rows.filter(pl.col("is_transferred").cast(pl.Boolean))
    is_planned = ~pl.col("is_misroute").cast(pl.Boolean)
    changes, blind, consulted = (
        pl.col(name) for name in ("queue_changes", "blind_transfers", "consult_transfers")
    )
    kinds = {
        PLANNED: pl.when(is_planned).then(changes).otherwise(0),
        BLIND: pl.when(is_planned).then(0).otherwise(blind),
        CONSULTED: pl.when(is_planned).then(0).otherwise(consulted),
        UNTOLD: pl.when(is_planned).then(0).otherwise(changes - blind - consulted),
    }
    each = [
        moved.select(
            pl.lit(kind).alias("kind"),
            times=times.sum().cast(pl.Int64),
            contacts=(times > 0).sum().cast(pl.Int64),
        )
        for kind, times in kinds.items()
    ]
    return pl.concat(each).collect()


def flow_outs(rows: pl.LazyFrame) -> tuple[int, int]:
    """Count how often the system moved contacts on before an answer, and how many contacts it did so to."""
    times = pl.col("flow_outs")
    found = (
        rows.select(times.sum().cast(pl.Int64), contacts=(times > 0).sum().cast(pl.Int64)).collect().row(0)
    )
    return int(found[0]), int(found[1])
