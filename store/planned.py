"""How many agents are planned for each slot, as the sources tell it, and for which queues they count."""

from datetime import datetime, timedelta

import polars as pl

from metrics import teams
from store.read import Reading
from store.schema import AGENTS

PIECE_S = 300  # a plan's stretch is cut into such pieces
SEEN_LATELY = timedelta(days=28)  # who answered nobody for longer is not one of those who are planned


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


def scheduled(rows: pl.DataFrame, told: pl.DataFrame, crews: pl.DataFrame) -> pl.DataFrame:
    """Put planned, helping and scheduled beside what slots need (rows of `metrics.forecast.required`).

    told is of `planned`, crews of `metrics.teams.crews`. Sources plan people by their main queue: who can
    take several counts once, where the plan misses people (`metrics.teams.sharing`).
    """
    beside = rows.join(told, on=["queue", "starts_at"], how="left", maintain_order="left").rename(
        {"scheduled": "planned"}
    )
    shared = teams.with_helping(beside, crews, "rostered", "planned")
    counted = pl.col("planned").fill_null(0) + pl.col("helping")
    return shared.with_columns(scheduled=pl.coalesce(counted, "planned"))


def crews_of(reading: Reading, visits: pl.DataFrame, at: datetime) -> pl.DataFrame:
    """Count those who answered of late by main queue and the queues that they can take (`teams.CREWS`).

    visits: queue, queued_at, outcome and agent_id.
    """
    lately = visits.filter(pl.col("queued_at") >= at - SEEN_LATELY, pl.col("outcome") == "answered")
    answered = lately.drop_nulls(["agent_id", "queue"]).group_by("agent_id", "queue").agg(n=pl.len())
    records = newest(reading, at).join(answered, on="agent_id", how="semi").select("agent_id", "skills")
    queues = visits["queue"].unique().drop_nulls().to_list()
    return teams.crews(teams.mains(records, answered, queues))


def newest(reading: Reading, at: datetime) -> pl.DataFrame:
    """Read the newest record of each agent that held before an instant: agent_id, name, team, skills."""
    return (
        reading.rows(AGENTS)
        .filter(pl.col("valid_from") < at)
        .sort("valid_from")
        .unique("agent_id", keep="last", maintain_order=True)
        .select("agent_id", "name", "team", "skills")
        .collect()
    )
