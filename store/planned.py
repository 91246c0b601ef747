"""How many agents are planned for each slot, as the sources tell it."""

import polars as pl

PIECE_S = 300  # a plan's stretch is cut into such pieces


def planned(plans: pl.DataFrame, slots: pl.DataFrame, slot_s: int) -> pl.DataFrame:
    """Average what each source planned for a slot, and add up the sources: queue, starts_at, scheduled.

    plans are rows of the table `staffing`, of stretches of any length; slots hold queue and starts_at. Slots
    that nobody planned for are left out.
    """
    pieces = (
        plans.drop_nulls(["queue", "starts_at", "scheduled"])
        .select(
            "source",
            "queue",
            "scheduled",
            pl.col("starts_at").alias("at"),
            piece=pl.int_ranges(0, (pl.col("interval_s") // PIECE_S).clip(lower_bound=1)),
        )
        .explode("piece")
        .with_columns(at=pl.col("at") + pl.duration(seconds=pl.col("piece") * PIECE_S))
        .sort("at")
    )
    begun = slots.select("queue", "starts_at").sort("starts_at")
    inside = pieces.join_asof(
        begun, left_on="at", right_on="starts_at", by="queue", check_sortedness=False
    ).filter(pl.col("at") < pl.col("starts_at") + pl.duration(seconds=slot_s))
    of_source = inside.group_by("queue", "starts_at", "source").agg(pl.col("scheduled").mean())
    return of_source.group_by("queue", "starts_at").agg(pl.col("scheduled").sum()).sort("queue", "starts_at")
