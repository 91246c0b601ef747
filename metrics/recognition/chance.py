"""Tell what chance alone does: among many who are compared somebody is always the best."""

from math import erfc, exp, lgamma, log, log1p, sqrt

import polars as pl

BY_CHANCE = 0.2  # at most this share of those named may be named by chance (Benjamini and Hochberg)


def beyond_chance(agents: pl.DataFrame) -> pl.DataFrame:
    """Mark whose score (in units of noise, its error were all alike) stands out among all compared."""
    chances = [_above(score / noise) for score, noise in agents.select("score", "noise").iter_rows()]
    ranked = sorted(chances)
    limit = max((p for n, p in enumerate(ranked, 1) if p <= BY_CHANCE * n / len(ranked)), default=-1.0)
    return agents.with_columns(is_beyond_chance=pl.Series([p <= limit for p in chances], dtype=pl.Boolean))


def _above(z: float) -> float:
    return erfc(z / sqrt(2)) / 2


def at_least(x: int, n: int, p: float) -> float:
    """Say how likely chance gives at least x of n, each with chance p."""
    if x <= 0:
        return 1.0
    if not 0 < p < 1 or x > n:
        return float(p >= 1)
    return min(1.0, sum(_exactly(k, n, p) for k in range(x, n + 1)))


def _exactly(k: int, n: int, p: float) -> float:
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return exp(ways + k * log(p) + (n - k) * log1p(-p))
