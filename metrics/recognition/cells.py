"""Count what agents did beside what was to be expected of the same contacts, cell by cell.

A cell is what contacts are alike in: queue, topic, channel and, of answers and promises, the kind asked.
Formulas: DEFINITIONS.md 10. An agent's own contacts are in the rate p of a cell, so that O − E sees only
1 − n/N of what they did otherwise; as much is taken off V. A cell that nobody else has says nothing.
"""

from collections.abc import Sequence

import polars as pl

PLACE = ("queue", "topic", "channel")
COUNTS = ("n", "observed", "expected", "edge", "variance")
_N, _X, _P, _OTHERS = (pl.col(name) for name in ("n", "x", "p", "others"))


def counted(rows: pl.DataFrame, by: Sequence[str] = PLACE) -> pl.DataFrame:
    """Count rows of agent_id, the cell's columns and is_good: an agent and cell, with n, x, p and others."""
    known = rows.filter(pl.col("agent_id").is_not_null(), pl.col("is_good").is_not_null())
    counts = known.group_by("agent_id", *by).agg(n=pl.len().cast(pl.Int64), x=pl.col("is_good").sum())
    return with_rates(counts.with_columns(pl.col("x").cast(pl.Int64)), by)


def with_rates(counts: pl.DataFrame, by: Sequence[str] = PLACE) -> pl.DataFrame:
    """Put beside counts of cells the rate p of all agents, and the share of the cell that others had."""
    whole = {name: pl.col(name).sum().over(by) for name in ("n", "x")}
    return counts.with_columns(p=whole["x"] / whole["n"], others=1 - _N / whole["n"])


def of_agents(cells: pl.DataFrame) -> pl.DataFrame:
    """Add up cells (agent_id, n, x, p, others) by agent: n, observed, expected, edge (O − E) and variance.

    expected is what colleagues would have had with the same contacts: their rate, without the agent's own.
    Where others is 1 (a rate that is given) it is Σ n p, edge is O − E, variance Σ n p (1 − p).
    """
    colleagues = (_P - (1 - _OTHERS) * _X / _N) / _OTHERS
    expected = pl.when(_OTHERS > 0).then(_N * colleagues.clip(0, 1)).otherwise(_X)
    sums = cells.group_by("agent_id").agg(
        n=_N.sum(),
        observed=_X.sum(),
        expected=expected.sum(),
        edge=(_X - _N * _P).sum(),
        variance=(_N * _P * (1 - _P) * _OTHERS).sum(),
    )
    return sums.sort("agent_id")
