"""Score agents on a measure: θ̂ = (O − E) / (V + 1/τ²), in logits, drawn towards 0 where little is known.

Formulas: DEFINITIONS.md 10.
"""

import polars as pl

CAUTIOUS_Z = 1.2816  # the cautious end: nine times in ten the truth is beyond it
LEAST_SPREAD = 0.02  # τ² at the least
_EDGE, _V = pl.col("edge"), pl.col("variance")


def spread(agents: pl.DataFrame) -> float:
    """Estimate by moments how much agents differ beyond chance (τ²), at least .02.

    agents hold edge and variance; who has no variance says nothing.
    """
    told = agents.filter(_V > 0)
    whole = float(told["variance"].sum())
    if told.height < 2:
        return LEAST_SPREAD
    excess = float((told["edge"] ** 2 / told["variance"]).sum()) - (told.height - 1)
    of = whole - float((told["variance"] ** 2).sum()) / whole
    return max(LEAST_SPREAD, excess / of)


def scored(agents: pl.DataFrame, tau2: float | None = None) -> pl.DataFrame:
    """Add theta, se, low (the cautious end), high and noise (the error of theta were all alike)."""
    precision = _V + 1 / (spread(agents) if tau2 is None else tau2)
    theta, se = _EDGE / precision, precision**-0.5
    return agents.with_columns(
        theta=theta,
        se=se,
        low=theta - CAUTIOUS_Z * se,
        high=theta + CAUTIOUS_Z * se,
        noise=_V.sqrt() / precision,
    )
