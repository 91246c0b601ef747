"""How far off an expected number may be: the middle 80 % of how far it was off for slots of its size.

Counts are coarse and more spread than chance alone would have them, small ones in another way than large
ones. So errors are compared as multiples of the root of what was expected, among slots of a like size (from
one power of 2 to the next), of the queue itself or, where that has too few, of all queues.

The band is to hold what comes and not what was: of n independent errors it takes the end that 0.9 × (n + 1)
of them keep (conformal prediction: Vovk, Gammerman and Shafer 2005). The slots of a day are off together, so
that n is smaller than the number of slots: it is divided by the effect of clusters (Kish 1965).
"""

import polars as pl

LOW, HIGH = 0.1, 0.9
NORMAL = 1.2815515655446004  # the 0.9 quantile of the normal distribution
SMALLEST, LARGEST = -2, 10  # sizes: under 1/2, 1/2 to 1, 1 to 2, … 1024 and more
OWN, ALL = 150, 100  # slots of a size that tell enough, of a queue and of all
SLACK = 0.25  # by which an end may be passed: without it 0 falls out of the band of the smallest slots
DAYS = 56  # of errors that are remembered
SURE = pl.lit(0.0)


def size(expected: pl.Expr) -> pl.Expr:
    """Number the size of a slot by powers of 2; none where nothing is expected."""
    return pl.when(expected > 0).then(expected.log(2).floor().clip(SMALLEST, LARGEST).cast(pl.Int8))


def learnt(told: pl.DataFrame) -> pl.DataFrame:
    """Learn from past slots how far off the next ones will be, 8 times in 10: queue, size, low, high, rows.

    told holds queue, day, n and expected. Queue is null for what all queues together say, size too for what
    all sizes say.
    """
    off = (pl.col("n") - pl.col("expected")) / pl.col("expected").sqrt()
    rows = told.select("queue", "day", size=size(pl.col("expected")), off=off).drop_nulls("size")
    parts = [_ends(rows, ["queue", "size"], OWN), _ends(rows, ["size"], ALL), _ends(rows, [], ALL)]
    return pl.concat(parts, how="diagonal_relaxed").select(
        pl.col("queue").cast(pl.String), pl.col("size").cast(pl.Int8), "low", "high", "rows"
    )


def _ends(rows: pl.DataFrame, by: list[str], least: int) -> pl.DataFrame:
    """Find the ends of each group of at least so many slots; how many draws they are worth, days tell.

    Kish's effect of clusters: the variance of the means of days / what it would be if slots were independent.
    """
    keys = [pl.col(name) for name in by] or [pl.lit(0).alias("all")]
    many, off = pl.len().alias("many"), pl.col("off")
    per_day = rows.group_by(*keys, pl.col("day"), maintain_order=True)
    days = per_day.agg(many, off, mean=off.mean(), squares=(off**2).sum())
    n, mean = pl.col("many").sum(), (pl.col("mean") * pl.col("many")).sum() / pl.col("many").sum()
    variance = pl.col("squares").sum() / n - mean**2
    effect = (pl.col("mean").var() * pl.col("many").mean() / variance).fill_nan(1).fill_null(1)
    draws = n / effect.clip(1, pl.col("many").mean())
    found = days.group_by(keys, maintain_order=True).agg(off.list.explode().sort(), rows=n, draws=draws)
    enough = found.filter(pl.col("rows") >= least)
    ends = {name: quantile(off, part, pl.col("draws")) for name, part in (("low", LOW), ("high", HIGH))}
    return enough.select(*by, "rows", **ends)


def quantile(ordered: pl.Expr, part: float, draws: pl.Expr) -> pl.Expr:
    """Give of lists of sorted errors that under which the draw after so many lies with a chance of `part`."""
    upper = (max(part, 1 - part) * (draws + 1) / draws).clip(upper_bound=1.0)
    last = ordered.list.len().cast(pl.Int64) - 1
    place = (upper if part > 0.5 else 1 - upper) * last
    below = place.floor().cast(pl.Int64)
    first, second = (
        ordered.list.get(at, null_on_oob=True) for at in (below, pl.min_horizontal(below + 1, last))
    )
    return first + (place - below) * (second - first)


def banded(rows: pl.DataFrame, band: pl.DataFrame, spread: pl.Expr = SURE) -> pl.DataFrame:
    """Put low and high beside expected, whole numbers; null where too little is known to say.

    spread is the standard deviation of the logarithm of a level that the errors of the past know nothing of.
    """
    beside = with_errors(rows, band)
    return beside.with_columns(low=_end("low", spread), high=_end("high", spread)).drop("off_low", "off_high")


def with_errors(rows: pl.DataFrame, band: pl.DataFrame) -> pl.DataFrame:
    """Put off_low and off_high beside expected: multiples of its root, of the queue or else of all queues."""
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
    names = [f"{whose}_{end}" for whose in ("own", "all", "any") for end in ("low", "high")]
    found = {f"off_{end}": pl.coalesce(f"own_{end}", f"all_{end}", f"any_{end}") for end in ("low", "high")}
    return beside.with_columns(**found).drop("size", *names)


def _end(name: str, spread: pl.Expr) -> pl.Expr:
    """Turn multiples of the root into a number that can be counted; nothing expected is nothing."""
    expected, sign = pl.col("expected"), -1 if name == "low" else 1
    off = pl.col(f"off_{name}") * expected.sqrt()
    shifted = expected * ((sign * NORMAL * spread).exp() - 1)
    outward = pl.when(sign * off > 0).then(off).otherwise(0.0)
    # Two causes of error that have nothing to do with one another: their squares add up.
    ends = expected + (off - outward) + sign * (outward**2 + shifted**2).sqrt()
    counted = (ends - SLACK).ceil() if name == "low" else (ends + SLACK).floor()
    return pl.when(expected > 0).then(counted.clip(lower_bound=0).abs()).when(expected == 0).then(0.0)
