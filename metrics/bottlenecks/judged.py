"""Judge looks: is there harm, which causes hold, and what does that make of the moment. Frame to frame.

Harm H = (late + 1) / (n + 2): n waits that ended in the window or are over T already, late of these over T
(DEFINITIONS 7; the 1 and 2 are Laplace's, so that 3 of 3 is not certainty).
The strength of a cause is a shortage as a share (of people planned, where at least half a person was; of
people needed, where fewer were planned), or how many of its usual deviations a count is above what
is usual: (x - u) / sqrt(spread u), spread being variance / mean, since days differ by more than chance.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from metrics.bottlenecks.look import LEAST

H0 = 0.2  # harm that is too much where 80 % are to be in time
CLEARED = 0.7  # of h0: under it a queue recovers
BLIND_S = 300  # a source that told nothing for as long is not looked through
NOBODY = 9.2  # usual arrivals over their spread of which none has come: chance under 1 in 10,000

NEED, PLAN, VOLUME, LONGER, MOVED, STAGE = "need", "plan", "volume", "longer", "moved", "stage"
CAUSES = (PLAN, NEED, VOLUME, LONGER, MOVED, STAGE)
# Until there are looks to calibrate on: what the benchmark's middle queues came to, in the median.
THRESHOLDS = {PLAN: 0.16, NEED: 0.18, VOLUME: 4.0, LONGER: 3.5, MOVED: 3.0, STAGE: 3.5}
OF_ARRIVALS = ("menu", "back_office")  # stages whose contacts are among the queue's arrivals
SURE = 2.0  # deviations from which on what a stage sends more is taken out of "more contacts"
LEAST_MORE = 0.1  # a cause that adds less than a tenth to the work is none, however sure
LEAST_PLANNED = 0.5  # of a person in the mean: less counts as nobody planned, so nobody planned is missing


@dataclass(frozen=True)
class Rules:
    """When a queue rings: harm over h0, and a cause at least as strong as its threshold."""

    h0: float = H0
    thresholds: Mapping[str, float] = field(default_factory=lambda: dict(THRESHOLDS))


def _z(n: pl.Expr, usual: pl.Expr, spread: pl.Expr) -> pl.Expr:
    return (n - usual) / (spread * pl.max_horizontal(usual, pl.lit(1.0))).sqrt()


def _share_short(of: str, is_meant: pl.Expr) -> pl.Expr:
    return pl.when((pl.col(of) > 0) & is_meant).then(1 - pl.col("staffed") / pl.col(of))


N = pl.col("ended") + pl.col("overdue")
IS_FEW = N < LEAST
HARM = pl.when(~IS_FEW).then((pl.col("late") + pl.col("overdue") + 1) / (N + 2))
IS_BLIND = (pl.col("at") - pl.col("told_at")).dt.total_seconds().gt(BLIND_S).fill_null(value=True)
MORE_MOVED = (pl.col("moved_in") - pl.col("moved_usual")).clip(lower_bound=0).fill_null(0.0)
STAGE_Z = _z(pl.col("stage_n"), pl.col("stage_usual"), pl.col("stage_spread"))
# What a stage sends more: of arrivals no more than there are more arrivals at all.
IS_OF_ARRIVALS = pl.col("stage_kind").is_in(OF_ARRIVALS)
AT_MOST = (pl.col("arrivals") - MORE_MOVED - pl.col("usual")).clip(lower_bound=0)
STAGE_MORE = pl.col("stage_n") - pl.col("stage_usual")
MORE_STAGE = pl.when(IS_OF_ARRIVALS).then(pl.min_horizontal(STAGE_MORE, AT_MOST)).otherwise(STAGE_MORE)
MORE_SENT = pl.when(IS_OF_ARRIVALS & (STAGE_Z >= SURE)).then(MORE_STAGE.clip(lower_bound=0)).fill_null(0.0)
OWN = pl.col("arrivals") - MORE_MOVED - MORE_SENT  # without those that come because others send them
IS_PLANNED = pl.col("scheduled") >= LEAST_PLANNED
IS_PLAN_SHORT = pl.col("scheduled").is_null() | (pl.col("scheduled") < pl.col("required"))
STRENGTH: dict[str, pl.Expr] = {
    PLAN: _share_short("scheduled", IS_PLANNED),
    NEED: _share_short("required", IS_PLAN_SHORT),
    VOLUME: _z(OWN, pl.col("usual"), pl.col("spread")),
    LONGER: pl.when(pl.col("longer_sd") > 0).then(
        pl.col("longer") * pl.col("handled").sqrt() / pl.col("longer_sd")
    ),
    MOVED: _z(pl.col("moved_in"), pl.col("moved_usual"), pl.col("spread")),
    STAGE: STAGE_Z,
}
# By how much of the queue's work each cause adds to it, to tell what is sure from what matters.
ADDED: dict[str, pl.Expr] = {
    PLAN: STRENGTH[PLAN],
    NEED: STRENGTH[NEED],
    VOLUME: OWN / pl.col("usual") - 1,
    LONGER: pl.col("longer").exp() - 1,
    MOVED: MORE_MOVED / pl.col("usual"),
    STAGE: MORE_STAGE / pl.col("usual"),
}


def with_strengths(looks: pl.DataFrame) -> pl.DataFrame:
    """Put beside looks n, harm (null: too few), is_blind and each cause's strength; rules play no part."""
    strengths = [
        pl.when(ADDED[cause] >= LEAST_MORE).then(strength).otherwise(None).fill_nan(None).alias(cause)
        for cause, strength in STRENGTH.items()
    ]
    return looks.with_columns(*strengths, n=N, harm=HARM, is_blind=IS_BLIND)


def holds(cause: str, threshold: float) -> pl.Expr:
    """Mark looks in which a cause is at least as strong as its threshold; an unknown strength is not."""
    return (pl.col(cause) >= threshold).fill_null(value=False)


def is_harmed(h0: float) -> pl.Expr:
    """Mark open looks that are seen through, with harm over h0."""
    seen = pl.col("is_open") & ~pl.col("is_blind")
    return seen & (pl.col("harm") > h0).fill_null(value=False)


def is_calm(h0: float) -> pl.Expr:
    """Mark looks that let an episode end: little harm, or too few to judge with nobody over T."""
    little = (
        pl.when(pl.col("harm").is_null())
        .then(pl.col("overdue") == 0)
        .otherwise(pl.col("harm") < CLEARED * h0)
    )
    return pl.col("is_open") & ~pl.col("is_blind") & little


def nobody_comes() -> pl.Expr:
    """Mark open looks in which nobody came, though by far enough usually do: no data is not calm."""
    usually = (pl.col("usual") / pl.col("spread") >= NOBODY).fill_null(value=False)
    return pl.col("is_open") & ~pl.col("is_blind") & usually & (pl.col("arrivals") == 0)


def judged(looks: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Put beside looks of `with_strengths` what one queue's rules make of them.

    Adds held_<cause>, is_harmed, is_held (harm and a cause), is_calm, is_nobody (nobody comes).
    """
    held = {f"held_{cause}": holds(cause, rules.thresholds[cause]) for cause in CAUSES}
    marked = looks.with_columns(
        **held, is_harmed=is_harmed(rules.h0), is_calm=is_calm(rules.h0), is_nobody=nobody_comes()
    )
    return marked.with_columns(is_held=pl.col("is_harmed") & pl.any_horizontal(*held))
