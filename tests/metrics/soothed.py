"""Gestures of simulated centres beside contacts alike, as the store would hand them over, and the truth."""

import polars as pl

from connectors.demo.cuts import Tables
from connectors.demo.said import SOOTHED
from metrics.gesture_effects import told
from metrics.issues import numbered
from metrics.links import WRITTEN
from tests.connectors.demo.centre import FIRST, WEEKS, ZONE
from tests.metrics.satisfied import contacts_of, foretold

OF_WORK = ("hold_ms", "handle_ms")


def compared_of(tables: Tables, seed: int) -> pl.DataFrame:
    """Put what followed beside the answered contacts of eleven weeks; people of other centres are others."""
    linked = contacts_of(tables).filter(pl.col("direction") != "internal")
    number = numbered(linked.lazy()).select("contact_id", "contact_no").collect()
    answered = linked.filter(pl.col("first_answered_at").is_not_null()).drop("agent_id", strict=False)
    rows = (
        answered.drop("is_transferred", "is_approved", strict=False)
        .join(_ways(tables), on="contact_id")
        .join(number, on="contact_id", how="left")
        .join(_given(tables), on="contact_id", how="left")
        .with_columns(
            person=pl.format("{}/{}", pl.lit(seed), "person"),
            gestures=pl.col("gestures").fill_null(0),
            wait_ms=pl.when(~pl.col("channel").is_in(WRITTEN)).then("wait_ms"),
            started_local_s=_local_s(),
            segment=pl.lit(None, pl.String),
            is_approved=pl.lit(None, pl.Boolean),
            **{name: pl.lit(None, pl.Int64) for name in OF_WORK},
        )
    )
    return told(rows.lazy(), tables["surveys"].lazy(), tables["customers"].lazy(), FIRST + WEEKS, ZONE)


def truth(rows: pl.DataFrame) -> float:
    """What a gesture did to the share of the satisfied among those who got one and answered, in points."""
    rated = rows.filter(pl.col("is_given"), pl.col("satisfied").is_not_null())
    return foretold(rated.rename({"satisfied": "is_satisfied"}), SOOTHED)


def _ways(tables: Tables) -> pl.DataFrame:
    return (
        tables["legs"]
        .group_by("contact_id")
        .agg(wait_ms=pl.col("wait_ms").sum(), is_transferred=pl.col("transferred_to").is_not_null().any())
    )


def _given(tables: Tables) -> pl.DataFrame:
    return tables["gestures"].group_by("contact_id").agg(gestures=pl.len().cast(pl.Int64))


def _local_s() -> pl.Expr:
    return pl.col("started_at").dt.convert_time_zone(ZONE).dt.replace_time_zone(None).dt.epoch("s")
