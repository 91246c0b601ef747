"""State how far a number may be off: 95 % intervals, all from sums that merge."""

import math
from statistics import NormalDist

import polars as pl

Z = 1.959964  # the standard normal's 97.5 % point, as DEFINITIONS.md rounds it


def wilson(successes: pl.Expr, n: pl.Expr, z: float = Z) -> tuple[pl.Expr, pl.Expr]:
    """Bound a share by its Wilson score interval (Wilson 1927); null when n is 0.

    Never leaves 0..1 and does not collapse at 0 or n successes, as the normal interval does.
    """
    p = successes / n
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    spread = z * ((p * (1 - p)).clip(lower_bound=0) / n + (z / (2 * n)) ** 2).sqrt() / (1 + z**2 / n)
    return _known(n, (centre - spread).clip(0, 1)), _known(n, (centre + spread).clip(0, 1))


def any_of(comparisons: int) -> float:
    """Widen z so that of so many 95 % intervals all hold at once (Bonferroni)."""
    return NormalDist().inv_cdf(1 - 0.025 / max(comparisons, 1))


def of_total(total: pl.Expr, squares: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Bound a total of amounts that come by chance as often as they are large, from Σx and Σx².

    A compound Poisson sum has the variance E(N) E(x²), which Σx² estimates (Feller, An Introduction to
    Probability Theory, vol. I, XII.2); its normal interval.
    """
    half = Z * squares.sqrt()
    return total - half, total + half


def standard_error(total: pl.Expr, squares: pl.Expr, n: pl.Expr) -> pl.Expr:
    """Compute the standard error of a mean from n, Σx and Σx²; null below two values."""
    variance = (squares - total * total / n).clip(lower_bound=0) / (n - 1)
    return pl.when(n > 1).then((variance / n).sqrt())


def of_mean(total: pl.Expr, squares: pl.Expr, n: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Bound a mean by its normal interval, from n, Σx and Σx²; null below two values."""
    half = Z * standard_error(total, squares, n)
    return total / n - half, total / n + half


def quantile_ranks(n: pl.Expr, q: float) -> tuple[pl.Expr, pl.Expr]:
    """Choose the ranks (from 0) of the two order statistics bounding a quantile; null where n is too small.

    Distribution-free: the normal approximation of the binomial (Conover, Practical Nonparametric
    Statistics, 3.2).
    """
    half = Z * (n * q * (1 - q)).sqrt()
    low, high = (n * q - half).ceil() - 1, (n * q + half).ceil() - 1
    return _whole(low, low >= 0), _whole(high, high.is_between(0, n - 1))


def half_reached(survival: pl.Expr, variance: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Place a curve against one half on the log-minus-log scale: how far below it is, and its half width.

    The lower bound of `greenwood` is at most one half where their sum is not negative, the upper one where
    their difference is not: two logarithms for millions of rows in place of four powers.
    """
    cumulated = -survival.log()
    return (cumulated / math.log(2)).log(), Z * variance.sqrt() / cumulated


def _known(n: pl.Expr, bound: pl.Expr) -> pl.Expr:
    return pl.when(n > 0).then(bound)


def _whole(rank: pl.Expr, exists: pl.Expr) -> pl.Expr:
    return pl.when(exists).then(rank).cast(pl.Int64)


def greenwood(survival: pl.Expr, variance: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Bound a survival curve, from Greenwood's Σ d / (n (n − d)), on the log-minus-log scale.

    Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data, 1.4: stays in 0..1. Before the
    first event and where nobody is left there is no band.
    """
    half = Z * variance.sqrt() / survival.log().abs()
    inside = (survival > 0) & (survival < 1)
    return (
        pl.when(inside).then(survival ** half.exp()),
        pl.when(inside).then(survival ** (-half).exp()),
    )
