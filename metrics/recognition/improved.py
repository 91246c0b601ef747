"""Who improved most: the last eight weeks beside the agent's own eight before, on the same contacts.

In each stretch an agent is compared with colleagues on the same mix, so neither an easier mix nor what
changed for everybody counts as the agent's doing.
"""

from collections.abc import Mapping

import polars as pl

from metrics.recognition import LEAST
from metrics.recognition.score import scored

_BEFORE = {name: f"{name}_before" for name in ("n", "observed", "expected", "edge", "variance")}


def improved(now: Mapping[str, pl.DataFrame], before: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Score how much agents changed on each measure (frames of `cells.of_agents`)."""
    return {name: scored(changed(now[name], before[name])) for name in now}


def changed(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Give the change of each agent, as `cells.of_agents` gives a level.

    The change is edge/variance now less the same before, known as well as the two together:
    variance 1 / (1/V + 1/V before), 0 where either stretch says too little. expected is what the agent's own
    level before would have given now.
    """
    both = now.join(before.rename(_BEFORE), on="agent_id", how="left")
    is_known = (pl.min_horizontal("n", pl.col("n_before").fill_null(0)) >= LEAST) & (
        pl.min_horizontal("variance", pl.col("variance_before").fill_null(0)) > 0
    )
    level = pl.col("edge_before") / pl.col("variance_before")
    variance = 1 / (1 / pl.col("variance") + 1 / pl.col("variance_before"))
    change = pl.col("edge") / pl.col("variance") - level
    foretold = pl.col("expected") + level * pl.col("variance")
    return both.select(
        "agent_id",
        "n",
        "observed",
        "n_before",
        "observed_before",
        expected=pl.when(is_known).then(foretold.clip(0, pl.col("n"))).otherwise("expected"),
        edge=pl.when(is_known).then(change * variance).otherwise(0.0),
        variance=pl.when(is_known).then(variance).otherwise(0.0),
    )
