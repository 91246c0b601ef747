"""What people at work were doing at each moment: on a contact of a queue, or free."""

import polars as pl

WHO = ("agent_id", "start", "end")


def doing(spans: pl.DataFrame, handling: pl.DataFrame) -> pl.DataFrame:
    """Cut the time at work where contacts begin and end: agent_id, queue (null: free), start, end, part.

    spans holds agent_id, start and end of being at work, handling the same of contacts, and queue; what has
    no known end says nothing. Whoever has contacts of several queues at once is parted alike between these,
    so that the parts of each moment at work add up to 1.
    """
    work = spans.select(*WHO, queue=pl.lit(None, pl.String), is_there=pl.lit(value=True))
    contacts = handling.select(*WHO, "queue", is_there=pl.lit(value=False))
    known = pl.concat([work, contacts]).drop_nulls(WHO).filter(pl.col("end") > pl.col("start"))
    edges = pl.concat([known.select("agent_id", at="start"), known.select("agent_id", at="end")])
    placed = edges.unique().sort("agent_id", "at").with_row_index("place")
    begun = known.join(placed, left_on=["agent_id", "start"], right_on=["agent_id", "at"])
    both = begun.join(placed, left_on=["agent_id", "end"], right_on=["agent_id", "at"], suffix="_end")
    pieces = both.with_columns(place=pl.int_ranges("place", "place_end")).explode(
        "place", empty_as_null=False
    )
    there = pieces.filter("is_there").select("agent_id", "place").unique()
    on = pieces.drop_nulls("queue").select("place", "queue").unique()
    parted = there.join(on, on="place", how="left").with_columns(part=1 / pl.len().over("place"))
    begins, ends = placed["at"], placed["at"].shift(-1)
    return parted.select(
        "agent_id",
        "queue",
        start=begins.gather(parted["place"]),
        end=ends.gather(parted["place"]),
        part="part",
    ).sort("agent_id", "start", "queue")
