"""Who helped others most: what colleagues handed over and went no further, and what of it was solved."""

import polars as pl

from metrics.recognition.cells import PLACE, counted, of_agents
from metrics.recognition.score import scored
from metrics.repeats import WEEK

LEAST_ASKED = 10


def taken_over(legs: pl.LazyFrame, traced: pl.LazyFrame) -> pl.LazyFrame:
    """Give answered legs that a colleague's answered leg of the same contact led to.

    Beside agent_id, queue, topic and channel stand is_last (not passed on again) and is_settled: handled last
    by the agent, and the customer did not come again about it within seven days (null where not known yet).
    """
    answered = legs.filter(pl.col("outcome") == "answered").sort("contact_id", "leg_no")
    before = {
        f"{name}_before": pl.col(name).shift(1).over("contact_id") for name in ("agent_id", "transferred_to")
    }
    handed = answered.with_columns(**before).filter(
        pl.col("transferred_to_before").is_not_null(), pl.col("agent_id_before") != pl.col("agent_id")
    )
    known = traced.filter(WEEK.matured()).select(
        "contact_id", last="resolving_agent_id", is_back=WEEK.came_again()
    )
    rows = handed.join(known, on="contact_id", how="left")
    is_theirs = pl.col("last") == pl.col("agent_id")
    return rows.select(
        "contact_id",
        "agent_id",
        *PLACE,
        is_last=pl.col("transferred_to").is_null(),
        is_settled=pl.when(pl.col("is_back").is_not_null()).then(is_theirs & ~pl.col("is_back")),
    )


def helped(rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Score agents on what they took over (rows of `taken_over`)."""
    measures = {"carried": "is_last", "settled": "is_settled"}
    return {
        name: scored(of_agents(counted(rows.with_columns(is_good=flag)))) for name, flag in measures.items()
    }
