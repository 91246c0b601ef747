"""Learn from supervisors' clicks, per signal: a small linear model on character n-grams.

It corrects the rules and never replaces them. What was judged is what gives the opinion: both stand on the
clicks up to the same look, so nothing changes from one look to the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from metrics.signals.grams import read_grams
from metrics.signals.judging import Judged, held_back, level, needs, newest_look, outdone, to_learn_from
from metrics.signals.opinions import DOUBTED_BELOW, Model

VERSION = 1  # of the recipe: n-grams, fit and judgement
FOUND = -1  # the feature "the rules found it", beside the buckets
STRENGTH = 3.0  # C of the regression: how much the weights may stray from 0
STEPS = 1000
DIGITS = 5  # of a weight that are kept, so that machines agree


@dataclass(frozen=True)
class Learned:
    """What was learnt of one signal: the judgement, and the model only where it is shown."""

    judged: Judged
    model: Model | None


def learn(labels: pl.DataFrame, signals: Sequence[str]) -> list[Learned]:
    """Learn and judge each signal, in the order given. labels: `judging.labelled`."""
    return [_learn_one(labels.filter(pl.col("signal") == signal), signal) for signal in signals]


def _learn_one(rows: pl.DataFrame, signal: str) -> Learned:
    held = held_back(rows)
    look, taken = newest_look(held)
    waits = _standing(rows, held, signal, look)
    if not look:
        return Learned(waits, None)
    judged_on = held.head(taken)
    until = judged_on["at"].max()
    lessons = to_learn_from(rows).filter(pl.col("at") <= until)
    if lessons["is_right"].n_unique() < 2:
        return Learned(waits, None)
    model = fit(lessons)
    judged = _judge(waits, judged_on, lessons, model, look)
    return Learned(judged, model if judged.state == "shown" else None)


def _standing(rows: pl.DataFrame, held: pl.DataFrame, signal: str, look: int) -> Judged:
    needed, of_each = needs(look + 1)
    right = int(held["is_right"].sum())
    learnt_from = to_learn_from(rows).height
    return Judged(signal, "few", held.height, min(right, held.height - right), needed, of_each, learnt_from)


def _judge(waits: Judged, held: pl.DataFrame, lessons: pl.DataFrame, model: Model, look: int) -> Judged:
    """Compare with the rules, and with always saying what most clicks say, which takes no reading."""
    said = [bool(right) for right in held["is_right"]]
    heard = [chance >= DOUBTED_BELOW for chance in chances(model, held)]
    ours = [mine == right for mine, right in zip(heard, said, strict=True)]
    usual = (lessons.filter(pl.col("is_found") == 1)["is_right"].mean() or 0.0) >= DOUBTED_BELOW  # type: ignore[operator]
    groups = held["group"].to_list()
    p = max(outdone(groups, ours, theirs) for theirs in (said, [usual == right for right in said]))
    return Judged(
        waits.signal,
        "shown" if p <= level(look) else "no better",
        *(waits.held, waits.rarer, waits.needed, waits.needed_of_each),
        learnt_from=lessons.height,
        n=held.height,
        rules_right=sum(said),
        model_right=sum(ours),
        p=p,
    )


def chances(model: Model, rows: pl.DataFrame) -> list[float]:
    """Give how likely each row is right, whatever the rules say."""
    return [model.chance(read_grams(text, places)) for text, places in rows.select("masked", "places").rows()]


def fit(lessons: pl.DataFrame) -> Model:
    """Fit a logistic regression to clicks of both kinds."""
    # TRICKY: scikit-learn takes a second to import, and every process that knows the job would pay for it.
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    features = [
        {FOUND: float(found), **read_grams(text, places).weighted()}
        for text, places, found in lessons.select("masked", "places", "is_found").rows()
    ]
    names = DictVectorizer()
    regression = LogisticRegression(C=STRENGTH, max_iter=STEPS)
    regression.fit(names.fit_transform(features), lessons["is_right"].to_numpy())
    weights = dict(zip(names.feature_names_, regression.coef_[0].tolist(), strict=True))
    bias = float(regression.intercept_[0]) + weights.pop(FOUND)
    return Model({int(name): _rounded(weight) for name, weight in weights.items()}, _rounded(bias))


def _rounded(weight: float) -> float:
    return float(f"{weight:.{DIGITS}g}")
