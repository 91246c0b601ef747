"""What a backtest tells, as figures: week by week, together, and how true the probabilities were."""

from dataclasses import replace

import polars as pl

from metrics.intervals import wilson
from metrics.ratio import figure, ratio
from metrics.risk_model.backtest import Backtest
from metrics.risk_model.frames import STEP
from metrics.risk_model.learned import KINDS

EDGES = (0.0, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)  # of probabilities told
FIGURES = ("precision", "recall", "lift", "brier", "usual_brier", "stability")


def by_week(found: Backtest) -> pl.DataFrame:
    """Give a row per Monday and way: at, kind, people, leavers, learnt_from and FIGURES.

    Within a Monday each person counts once: the bounds are Wilson's. Those of lift are those of precision,
    and take the share of all who left as known. stability is the share of both lists' people who are on both,
    this Monday and the one before; it has no bounds.
    """
    base = pl.when(pl.col("people") > 0).then(pl.col("leavers") / pl.col("people"))
    told = found.weeks.select(
        *("at", "kind", "people", "leavers", "learnt_from"),
        precision=ratio(pl.col("hits"), pl.col("judged")),
        recall=ratio(pl.col("hits"), pl.col("leavers")),
        brier=_mean("squares"),
        usual_brier=_mean("usual_squares"),
        expected=pl.col("judged") * base,
    )
    whole = told.with_columns(lift=_lift(pl.col("precision"), pl.col("expected"))).drop("expected")
    alike = whole.join(_alike(found), on=["at", "kind"], how="left")
    shared = figure(pl.col("shared") / pl.col("either"), pl.col("shared"), pl.col("either"))
    named = ("at", "kind", "people", "leavers", "learnt_from", *FIGURES)
    return alike.with_columns(stability=shared).select(named).sort("at", _place())


def together(found: Backtest) -> pl.DataFrame:
    """Give a row per way: kind, weeks, people, leavers and FIGURES of all its Mondays.

    Whoever is on several lists, or due after several Mondays, says the same several times: the bounds are
    Wilson's with as many people as their answers are worth (design effect; Kish, Survey Sampling, 1965, 8.2).
    people and leavers count once each Monday.
    """
    listed = found.places.filter(pl.col("left").is_not_null())
    sums = found.weeks.group_by("kind").agg(
        pl.len().cast(pl.Int64).alias("weeks"),
        pl.col("people", "leavers").sum(),
        expected=(pl.col("judged") * pl.col("leavers") / pl.col("people")).fill_nan(0).sum(),
        squares=pl.when(pl.col("squares").count() > 0).then(pl.col("squares").sum()),
        usual_squares=pl.when(pl.col("usual_squares").count() > 0).then(pl.col("usual_squares").sum()),
        told=pl.col("people").filter(pl.col("squares").is_not_null()).sum(),
    )
    shares = _clustered(listed, "precision").join(
        _clustered(_found(found), "recall"), on="kind", how="full", coalesce=True
    )
    rows = sums.join(shares, on="kind", how="left").join(_stable(found), on="kind", how="left")
    return rows.select(
        *("kind", "weeks", "people", "leavers", "precision", "recall"),
        lift=_lift(pl.col("precision"), pl.col("expected")),
        brier=_per_told("squares"),
        usual_brier=_per_told("usual_squares"),
        stability="stability",
    ).sort(_place())


def on_the_same(found: Backtest) -> Backtest:
    """Keep the Mondays on which all ways were tested, so that they can be held against each other."""
    ways = found.weeks.group_by("at").len().filter(pl.col("len") == len(KINDS))
    weeks, places, due = (
        rows.join(ways, on="at", how="semi") for rows in (found.weeks, found.places, found.due)
    )
    return replace(found, weeks=weeks, places=places, due=due)


def reliability(found: Backtest) -> pl.DataFrame:
    """Give how many left of those of whom a probability was told, by steps of it, as EDGES divide them.

    A row per way and step that was told: kind, at_least, below, n, expected (mean told), share (who left).
    Whoever stays is told of every week and whoever leaves in the weeks before: the bounds are Wilson's with n
    cut down to one for each horizon.
    """
    worth = STEP / found.horizon
    no = pl.sum_horizontal((pl.col("chance") >= edge).cast(pl.Int64) for edge in EDGES[1:-1])
    sums = (
        found.told.group_by("kind", no=no)
        .agg(
            expected=(pl.col("chance") * pl.col("n")).sum() / pl.col("n").sum(),
            share=_told_again(pl.col("left").sum(), pl.col("n").sum(), worth),
            n=pl.col("n").sum(),
        )
        .sort(_place(), "no")
    )
    edges = (
        pl.col("no").replace_strict(dict(enumerate(ends)), return_dtype=pl.Float64)
        for ends in (EDGES[:-1], EDGES[1:])
    )
    at_least, below = edges
    return sums.select("kind", "n", "expected", "share", at_least=at_least, below=below).select(
        "kind", "at_least", "below", "n", "expected", "share"
    )


def _told_again(left: pl.Expr, n: pl.Expr, worth: float) -> pl.Expr:
    return figure(pl.when(n > 0).then(left / n), left, n, *wilson(left * worth, n * worth))


def _place() -> pl.Expr:
    return pl.col("kind").replace_strict({kind: at for at, kind in enumerate(KINDS)}, return_dtype=pl.Int64)


def _per_told(squares: str) -> pl.Expr:
    told = pl.col("told")
    return figure(pl.when(told > 0).then(pl.col(squares) / told), pl.col(squares), told)


def _mean(squares: str) -> pl.Expr:
    is_told = pl.col(squares).is_not_null()
    people = pl.when(is_told).then(pl.col("people"))
    return figure(pl.when(people > 0).then(pl.col(squares) / people), pl.col(squares), people)


def _lift(precision: pl.Expr, expected: pl.Expr) -> pl.Expr:
    """Hold hits against what chance would have found; no value where that is nothing."""
    n, hits = precision.struct.field("denominator"), precision.struct.field("numerator")
    per = pl.when(expected > 0).then(n / expected)
    value, low, high = (precision.struct.field(name) * per for name in ("value", "low", "high"))
    return figure(value, hits, expected, low, high)


def _clustered(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Give the share of rows with left, by kind, with bounds that know that a person's rows are alike."""
    people = rows.group_by("kind", "person").agg(
        m=pl.len().cast(pl.Float64), h=pl.col("left").sum().cast(pl.Float64)
    )
    usual = pl.col("h").sum() / pl.col("m").sum()
    spread = ((pl.col("h") - usual * pl.col("m")) ** 2).sum() * pl.len() / (pl.len() - 1)
    sums = people.group_by("kind").agg(
        n=pl.col("m").sum(),
        hits=pl.col("h").sum(),
        spread=spread,
        most=(pl.col("m") ** 2).sum() / pl.col("m").sum(),
    )
    p = pl.when(pl.col("n") > 0).then(pl.col("hits") / pl.col("n"))
    known = (p > 0) & (p < 1) & pl.col("spread").is_finite()
    effect = pl.when(known).then(pl.col("spread") / (pl.col("n") * p * (1 - p))).otherwise("most")
    worth = sums.with_columns(worth=pl.col("n") / effect.clip(lower_bound=1))
    low, high = wilson(p * pl.col("worth"), pl.col("worth"))
    return worth.select("kind", figure(p, pl.col("hits"), pl.col("n"), low, high).alias(name))


def _found(found: Backtest) -> pl.DataFrame:
    """Say of whoever left after a Monday whether each way had them on its list."""
    ways = found.weeks.select("at", "kind")
    hits = found.places.filter("left").select("at", "kind", "person", pl.lit(value=True).alias("left"))
    due = ways.join(found.due, on="at").join(hits, on=["at", "kind", "person"], how="left")
    return due.with_columns(pl.col("left").fill_null(value=False))


def _alike(found: Backtest) -> pl.DataFrame:
    """Count who is on a list and on that of the week before, and who is on either."""
    lists = found.places.group_by("at", "kind").agg("person").sort("kind", "at")
    before = pl.col("person").shift(1).over("kind")
    is_next = (pl.col("at") - pl.col("at").shift(1).over("kind")) <= pl.duration(days=8)
    both = lists.with_columns(before=pl.when(is_next).then(before)).filter(pl.col("before").is_not_null())
    return both.select(
        "at",
        "kind",
        shared=pl.col("person").list.set_intersection("before").list.len().cast(pl.Int64),
        either=pl.col("person").list.set_union("before").list.len().cast(pl.Int64),
    )


def _stable(found: Backtest) -> pl.DataFrame:
    shared, either = pl.col("shared").sum(), pl.col("either").sum()
    return (
        _alike(found)
        .group_by("kind")
        .agg(stability=figure(pl.when(either > 0).then(shared / either), shared, either))
    )
