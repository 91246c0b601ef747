"""Crews: people of one main queue who can take the same queues, and how many they are."""

from collections.abc import Sequence

import polars as pl

from metrics.teams.able import able, named

CREWS = {"main": pl.String, "takes": pl.List(pl.String), "people": pl.Int64}


def mains(people: pl.DataFrame, answered: pl.DataFrame, queues: Sequence[str]) -> pl.DataFrame:
    """Tell of each person the main queue, and the queues that he or she takes: agent_id, main, takes.

    people and answered as `able` reads them. The main queue is the first that the skills name; of who has
    none there, the one most contacts were answered of. Of few contacts only that one is taken.
    """
    known = answered.filter(pl.col("queue").is_in(list(queues))).drop_nulls("agent_id")
    most = known.sort("n", "queue", descending=[True, False]).unique("agent_id", keep="first")
    first = named(people, queues).drop_nulls("name").unique("agent_id", keep="first", maintain_order=True)
    own = pl.concat(
        [
            first.select("agent_id", main="name"),
            most.join(first, on="agent_id", how="anti").select("agent_id", main="queue"),
        ]
    )
    taken = able(people, answered, queues).filter("is_queue")
    takes = taken.group_by("agent_id").agg(takes=pl.col("skill").sort())
    every = pl.coalesce("takes", pl.concat_list("main"))
    return own.join(takes, on="agent_id", how="left").with_columns(takes=every).sort("agent_id")


def crews(of_people: pl.DataFrame) -> pl.DataFrame:
    """Count the people of `mains` who are alike: CREWS."""
    counted = of_people.group_by("main", "takes").agg(people=pl.len().cast(pl.Int64))
    return counted.sort("main", "takes").select(list(CREWS))
