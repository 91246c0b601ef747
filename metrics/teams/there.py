"""When people are there: at work is signed in and neither on a break nor in a meeting."""

import polars as pl

from metrics.occupancy import PRESENCE

SIGNED_IN = PRESENCE  # whoever tells these tells when people are there
AT_WORK = ("available", "on_contact", "wrap_up", "ringing")


def at_work(states: pl.DataFrame, handling: pl.DataFrame) -> pl.DataFrame:
    """Merge what says that somebody was at work: agent_id, start, end, no two of one person overlapping.

    states and handling hold agent_id, started_at and ended_at, states also state. Whoever is on a contact
    is at work, whatever the state beside it says. What has no known end says nothing.
    """
    working = states.filter(pl.col("state").is_in(AT_WORK))
    spans = pl.concat(
        rows.select("agent_id", start="started_at", end="ended_at") for rows in (working, handling)
    )
    known = spans.drop_nulls().filter(pl.col("end") > pl.col("start")).sort("agent_id", "start")
    before = pl.col("end").cum_max().shift(1).over("agent_id")
    is_new = (pl.col("start") > before).fill_null(value=True)
    run = is_new.cast(pl.Int64).cum_sum().alias("run")
    return (
        known.group_by("agent_id", run, maintain_order=True)
        .agg(pl.col("start").min(), pl.col("end").max())
        .drop("run")
    )


def untold(states: pl.DataFrame, handling: pl.DataFrame) -> pl.Series:
    """Name the people who had contacts, and of whom no source tells when they are there."""
    told = states.filter(pl.col("state").is_in((*SIGNED_IN, "offline")))
    return handling.join(told, on="agent_id", how="anti")["agent_id"].drop_nulls().unique().sort()


def there(spans: pl.DataFrame, skills: pl.DataFrame, moments: pl.DataFrame) -> pl.DataFrame:
    """Put beside each moment how many who can do it were at work, and who, where it was one alone.

    moments holds skill and at; spans is of `at_work`, skills holds agent_id and skill. Adds at_work and
    alone_id, in the order of the moments. A stretch holds its beginning and not its end.
    """
    people = spans.select(pl.col("agent_id").unique().sort()).with_row_index("code")
    coded = spans.join(people, on="agent_id").join(skills.select("agent_id", "skill"), on="agent_id")
    numbered = moments.with_row_index("_row")
    parts = [
        _there(part, coded.filter(pl.col("skill") == str(skill)))
        for (skill,), part in numbered.group_by("skill", maintain_order=True)
    ]
    schema = {"_row": pl.UInt32, "at_work": pl.Int64, "code": pl.Int64}
    found = pl.concat(parts) if parts else pl.DataFrame(schema=schema)
    named = found.join(
        people.select(pl.col("code").cast(pl.Int64), alone_id="agent_id"), on="code", how="left"
    )
    return numbered.join(named.drop("code"), on="_row", how="left", maintain_order="left").drop("_row")


def _there(moments: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Count who has begun and not ended; of one alone what is left of the sum of numbers is the number."""
    changes = pl.concat(
        [
            spans.select(at="start", one=pl.lit(1, pl.Int64), code=pl.col("code").cast(pl.Int64)),
            spans.select(at="end", one=pl.lit(-1, pl.Int64), code=-pl.col("code").cast(pl.Int64)),
        ]
    ).sort("at")
    running = changes.select("at", at_work=pl.col("one").cum_sum(), code=pl.col("code").cum_sum())
    found = moments.select("_row", "at").sort("at").join_asof(running.sort("at"), on="at")
    count = pl.col("at_work").fill_null(0)
    return found.select("_row", at_work=count, code=pl.when(count == 1).then("code"))
