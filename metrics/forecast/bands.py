"""How far off an expected number may be: the middle 80 % of how far it was off for slots of its size.

Counts are coarse and more spread than chance alone would have them, small ones in another way than large
ones. So errors are compared as multiples of the root of what was expected, among slots of a like size (from
one power of 2 to the next), of the queue itself or, where that has too few, of all queues.
"""

import polars as pl

LOW, HIGH = 0.1, 0.9
SMALLEST, LARGEST = -2, 10  # sizes: under 1/2, 1/2 to 1, 1 to 2, … 1024 and more
OWN, ALL = 150, 100  # slots of a size that tell enough, of a queue and of all
SLACK = 0.25  # by which an end may be passed: without it 0 falls out of the band of the smallest slots
DAYS = 56  # of errors that are remembered


def size(expected: pl.Expr) -> pl.Expr:
    """Number the size of a slot by powers of 2; none where nothing is expected."""
    return pl.when(expected > 0).then(expected.log(2).floor().clip(SMALLEST, LARGEST).cast(pl.Int8))


def learnt(told: pl.DataFrame) -> pl.DataFrame:
    """Learn from past slots of n and expected how far off the middle 80 % were: queue, size, low, high, rows.

    Queue is null for what all queues together say, size too for what all sizes say.
    """
    off = (pl.col("n") - pl.col("expected")) / pl.col("expected").sqrt()
    rows = told.select("queue", size=size(pl.col("expected")), off=off).drop_nulls("size")
    ends = {"low": pl.col("off").quantile(LOW, "linear"), "high": pl.col("off").quantile(HIGH, "linear")}
    own = rows.group_by("queue", "size").agg(**ends, rows=pl.len()).filter(pl.col("rows") >= OWN)
    of_all = rows.group_by("size").agg(**ends, rows=pl.len()).filter(pl.col("rows") >= ALL)
    of_any = rows.select(**ends, rows=pl.len()).filter(pl.col("rows") >= ALL)
    return pl.concat([own, of_all, of_any], how="diagonal").select(
        pl.col("queue").cast(pl.String), pl.col("size").cast(pl.Int8), "low", "high", "rows"
    )


def banded(rows: pl.DataFrame, band: pl.DataFrame) -> pl.DataFrame:
    """Put low and high beside expected, whole numbers; null where too little is known to say."""
    own = band.drop_nulls("queue").select("queue", "size", own_low="low", own_high="high")
    of_all = (
        band.filter(pl.col("queue").is_null())
        .drop_nulls("size")
        .select("size", all_low="low", all_high="high")
    )
    of_any = band.filter(pl.col("size").is_null()).select(any_low="low", any_high="high")
    one = (
        of_any
        if of_any.height
        else pl.DataFrame({"any_low": [None], "any_high": [None]}, schema=of_any.schema)
    )
    sized = rows.with_columns(size=size(pl.col("expected")))
    beside = (
        sized.join(own, on=["queue", "size"], how="left", maintain_order="left")
        .join(of_all, on="size", how="left", maintain_order="left")
        .join(one, how="cross", maintain_order="left")
    )
    return beside.with_columns(low=_end("low"), high=_end("high")).drop(
        "size", *(f"{whose}_{end}" for whose in ("own", "all", "any") for end in ("low", "high"))
    )


def _end(name: str) -> pl.Expr:
    """Turn multiples of the root into a number that can be counted; nothing expected is nothing."""
    off = pl.coalesce(f"own_{name}", f"all_{name}", f"any_{name}")
    expected = pl.col("expected")
    end = expected + off * expected.sqrt()
    counted = (end - SLACK).ceil() if name == "low" else (end + SLACK).floor()
    return pl.when(expected > 0).then(counted.clip(lower_bound=0).abs()).when(expected == 0).then(0.0)
