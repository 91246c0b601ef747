"""Who can do what: the queues, and other skills, of each person."""

from collections.abc import Sequence

import polars as pl

ABLE = {"agent_id": pl.String, "skill": pl.String, "is_queue": pl.Boolean, "is_told": pl.Boolean}
BETWEEN = r"[,;|\n]"
LEAST_ANSWERED = 3  # contacts of a queue that make it one that a person serves


def able(people: pl.DataFrame, answered: pl.DataFrame, queues: Sequence[str]) -> pl.DataFrame:
    """List what each person can do: agent_id, skill, is_queue, is_told.

    people holds agent_id and skills, names between commas, semicolons, bars or lines; a skill that is called
    like a queue, in whatever case, is that queue. Of who has none called so, the queues are those of
    `answered` (agent_id, queue, n) with three contacts or more, and is_told is false.
    """
    said = named(people, queues)
    told = said.select(
        "agent_id",
        skill=pl.coalesce("name", "skill"),
        is_queue=pl.col("name").is_not_null(),
        is_told=pl.lit(value=True),
    ).unique(["agent_id", "skill"])
    shown = answered.filter(
        pl.col("n") >= LEAST_ANSWERED, pl.col("queue").is_in(list(queues)), pl.col("agent_id").is_not_null()
    ).join(told.filter("is_queue"), on="agent_id", how="anti")
    seen = shown.select("agent_id", skill="queue", is_queue=pl.lit(value=True), is_told=pl.lit(value=False))
    return pl.concat([told, seen]).sort("skill", "agent_id")


def named(people: pl.DataFrame, queues: Sequence[str]) -> pl.DataFrame:
    """List what records name, in their order: agent_id, skill, and name, the queue called so or null."""
    known = pl.DataFrame({"name": list(queues)}, schema={"name": pl.String})
    keyed = known.with_columns(key=pl.col("name").str.to_lowercase())
    return _said(people).join(keyed, on="key", how="left", maintain_order="left").drop("key")


def _said(people: pl.DataFrame) -> pl.DataFrame:
    parts = pl.col("skills").str.replace_all(BETWEEN, "\n").str.split("\n")
    listed = people.drop_nulls("skills").select("agent_id", skill=parts)
    each = listed.explode("skill", empty_as_null=False).with_columns(pl.col("skill").str.strip_chars())
    return each.filter(pl.col("skill") != "").with_columns(key=pl.col("skill").str.to_lowercase())


def only_one(skills: pl.DataFrame) -> pl.DataFrame:
    """Keep what a single person in the whole centre can do, in the order of its name."""
    return skills.filter(pl.col("agent_id").n_unique().over("skill") == 1).sort("skill")
