"""Say what goes with dissatisfaction: how much less satisfied those are who waited or came again.

An association among answers, never a cause: who answers and what else differs is not known. A logistic
regression holds topic, channel and the other drivers fixed; it is read as the difference that it foretells
for those concerned, with the driver and without it (standardisation: Robins 1986). Errors allow for answers
of one person that resemble each other (Liang and Zeger 1986) and follow by the delta method.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from language import marked
from metrics.intervals import Z, any_of
from metrics.satisfaction import CSAT, SATISFIED

LONG_WAIT_MS = 5 * 60_000
FEWEST_ANSWERS, FEWEST_CONCERNED, FEWEST_OF_EACH = 60, 30, 3  # 30: DEFINITIONS.md 0.4, on either side
FEWEST_OF_TOPIC = 10  # topics with fewer answers are one group
LARGE = 0.1  # who cannot rule out a difference of as much on either side, and sees none, cannot tell
RIDGE = 0.5  # the levels of topic and channel, pulled a little to their mean: a rare one can be all satisfied
STEPS, ENOUGH = 50, 1e-9
FLAGS = ("is_long_wait", "is_transferred", "is_repeat", "is_promise_broken")
TOPIC, CHANNEL = "topic_group", "channel"
OTHER = "other topics"
Matrix = npt.NDArray[np.float64]
Reason = Literal["not known", "few answers", "few concerned", "no overlap", "no variation"]
REFUSALS: dict[Reason, str] = {
    "not known": marked("No contact is known to be one of these."),
    "few answers": marked("too few answers to tell"),
    "few concerned": marked("too few answers to tell"),
    "no overlap": marked("None alike were rated: no topic on one channel holds both."),
    "no variation": marked("too few answers to tell: of one side all but a few said the same"),
}


@dataclass(frozen=True)
class Driver:
    """Hold by how much less (negative) satisfied those concerned are than similar ones, or why none can say.

    points are of 1; n answers could be compared, concerned of them with the driver. `topic` names the topic
    where the driver is one.
    """

    id: str
    points: float | None
    low: float | None
    high: float | None
    n: int
    concerned: int
    reason: Reason | None = None
    topic: str = ""

    @property
    def is_clear(self) -> bool:
        """Tell whether the interval leaves out no difference at all."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high

    @property
    def is_told(self) -> bool:
        """Tell whether the answers say anything: a clear difference, or that there is no large one."""
        if self.low is None or self.high is None:
            return False
        return self.is_clear or max(-self.low, self.high) <= LARGE


def rated(surveys: pl.LazyFrame) -> pl.DataFrame:
    """Keep the valid answers with what may have driven them: a row each, drivers null where not known."""
    family = pl.col("topic_family")
    rows = surveys.filter(CSAT).select(
        who=pl.coalesce("person", "contact_id", "survey_id"),
        is_satisfied=SATISFIED,
        is_long_wait=pl.col("wait_ms") > LONG_WAIT_MS,
        **{name: pl.col(name).cast(pl.Boolean) for name in FLAGS[1:]},
        channel=pl.col("channel").fill_null(""),
        topic_family=family,
    )
    often = pl.len().over("topic_family") >= FEWEST_OF_TOPIC
    group = pl.when(often & family.is_not_null()).then(family).otherwise(pl.lit(OTHER))
    return rows.with_columns(group.alias(TOPIC)).collect()


def drivers(rows: pl.DataFrame) -> tuple[Driver, ...]:
    """Compare by wait, transfer, repeat and promise: one Driver each, in that order. rows: `rated`."""
    return tuple(_driver(rows, name, pl.col(name), (TOPIC, CHANNEL), Z) for name in FLAGS)


def topics(rows: pl.DataFrame) -> tuple[Driver, ...]:
    """Compare each topic with the others on the same channels, the clearest first; wide enough for all."""
    names = rows.filter(pl.col(TOPIC) != OTHER)[TOPIC].unique().sort().to_list()
    z = any_of(len(names))
    found = [_driver(rows, "topic", pl.col(TOPIC) == name, (CHANNEL,), z, name) for name in names]
    told = [one for one in found if one.points is not None]
    return tuple(sorted(told, key=lambda one: (one.high or 0.0, one.topic)))


def by_size(found: Iterable[Driver]) -> tuple[Driver, ...]:
    """Put the largest associations first, those with less satisfaction before those with more.

    Differences that are clear stand before those within noise, what cannot be told stands last.
    """
    return tuple(sorted(found, key=lambda one: (not one.is_told, not one.is_clear, one.points or 0.0)))


def _driver(
    rows: pl.DataFrame, name: str, concerned: pl.Expr, cell: Sequence[str], z: float, topic: str = ""
) -> Driver:
    """Compare those concerned with the others of their cells; cells without both are left out."""
    known = rows.with_columns(concerned=concerned).filter(pl.col("concerned").is_not_null())
    flag = pl.col("concerned")
    near = known.filter(flag.any().over(cell) & (~flag).any().over(cell))
    n, many = near.height, int(near["concerned"].sum())
    reason = _refusal(known, near, many)
    if reason is not None:
        return Driver(name, None, None, None, n, many, reason, topic)
    held = tuple(one for one in FLAGS if one != name)
    points, error = _standardised(near, held, cell)
    return Driver(name, points, points - z * error, points + z * error, n, many, None, topic)


def _refusal(known: pl.DataFrame, near: pl.DataFrame, many: int) -> Reason | None:
    if not known["concerned"].any():
        return "not known"
    if not near.height:
        return "no overlap"
    if near.height < FEWEST_ANSWERS:
        return "few answers"
    if many < FEWEST_CONCERNED or near.height - many < FEWEST_CONCERNED:
        return "few concerned"
    yes = near.group_by("concerned").agg(yes=pl.col("is_satisfied").sum(), no=(~pl.col("is_satisfied")).sum())
    return (
        "no variation" if yes.select(pl.min_horizontal("yes", "no").min()).item() < FEWEST_OF_EACH else None
    )


def _standardised(near: pl.DataFrame, held: Sequence[str], cell: Sequence[str]) -> tuple[float, float]:
    """Fit, and compare what is foretold of those concerned with and without the driver: points, error."""
    y = near["is_satisfied"].cast(pl.Float64).to_numpy()
    x, penalty = _design(near, held, cell)
    beta = _fitted(x, y, penalty)
    p = _chance(x @ beta)
    bread = np.linalg.inv((x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty))
    spread = bread @ _by_person(x * (y - p)[:, None], near["who"]) @ bread
    with_it = x[near["concerned"].to_numpy()]
    without = with_it.copy()
    without[:, 1] = 0.0
    p1, p0 = _chance(with_it @ beta), _chance(without @ beta)
    slope = ((p1 * (1 - p1))[:, None] * with_it - (p0 * (1 - p0))[:, None] * without).mean(axis=0)
    return float((p1 - p0).mean()), float(np.sqrt(slope @ spread @ slope))


def _design(near: pl.DataFrame, held: Sequence[str], cell: Sequence[str]) -> tuple[Matrix, Matrix]:
    """Write rows as numbers, intercept and driver first, and say which columns are pulled to 0."""
    flags = [near["concerned"].cast(pl.Float64).to_numpy()]
    for name in held:  # what is not known of another driver is a level of its own
        for column in (near[name].fill_null(value=False), near[name].is_null()):
            flags.append(column.cast(pl.Float64).to_numpy())
    levels = [
        (near[name] == level).cast(pl.Float64).to_numpy()
        for name in cell
        for level in near[name].unique().sort().to_list()
    ]
    plain = [np.ones(near.height), *flags]
    kept = [column for column in plain[2:] if 0 < column.sum() < near.height]
    x = np.column_stack([*plain[:2], *kept, *levels])
    penalty = np.array([0.0] * 2 + [1e-6] * len(kept) + [RIDGE] * len(levels))
    return x, penalty


def _fitted(x: Matrix, y: Matrix, penalty: Matrix) -> Matrix:
    """Fit a logistic regression by Newton's method; steps that overshoot are halved."""
    beta = np.zeros(x.shape[1])
    best = _loss(x, y, penalty, beta)
    for _step in range(STEPS):
        p = _chance(x @ beta)
        slope = x.T @ (y - p) - penalty * beta
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty + ENOUGH), slope)
        size = 1.0
        while (loss := _loss(x, y, penalty, beta + size * step)) > best and size > ENOUGH:
            size /= 2
        beta, gain, best = beta + size * step, best - loss, loss
        if gain < ENOUGH:
            break
    return beta


def _loss(x: Matrix, y: Matrix, penalty: Matrix, beta: Matrix) -> float:
    logit = x @ beta
    return float((np.logaddexp(0, logit) - y * logit).sum() + (penalty * beta**2).sum() / 2)


def _chance(logit: Matrix) -> Matrix:
    return np.asarray(1 / (1 + np.exp(-np.clip(logit, -30, 30))))


def _by_person(scores: Matrix, who: pl.Series) -> Matrix:
    """Add up Σ s s' over people, each with the sum of their scores."""
    number = who.rank("dense").cast(pl.Int64).to_numpy() - 1
    people = int(number.max()) + 1
    sums = np.zeros((people, scores.shape[1]))
    np.add.at(sums, number, scores)
    return np.asarray(sums.T @ sums * people / max(people - 1, 1))
