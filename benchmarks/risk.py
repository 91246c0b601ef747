"""How well customers who leave are ranked: on any CSV with a label, or on the demo's drifting customers.

    .venv/bin/python -m benchmarks.risk FILE.csv --label COLUMN [--left YES] [--leave-out COLUMN ...]
    .venv/bin/python -m benchmarks.risk --demo [--seeds 10] [--weeks 16] [--capacity 50] [--no-stories]

A CSV (public churn sets are such) is split at random, without dates: it says how well the product's ways to
weigh evidence rank, and can be compared with what others publish of the same set. It proves nothing about
time: whether anything was known before the customers left is in no such set. The demo (benchmarks.risk_demo)
goes by weeks, and knows who was going to leave.

Points: of each column the log likelihood ratio of its value among those who left, × 10, added up. Logistic:
pulled towards those points, as the product's towards its own. Challenger: boosted trees. All are learnt from
70 % of the rows and judged on the rest; what belongs to a row alone (ids) is to be left out by hand.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks import risk_demo
from metrics.risk_model.calibrated import calibrated
from metrics.risk_model.frames import Floats
from metrics.risk_model.learned import out_of_parts
from metrics.risk_model.lessons import PARTS, Lessons
from metrics.risk_model.logistic import Linear, fit
from metrics.risk_model.trees import Trees, challenger

STEPS = 5  # that numbers are cut into, with as many rows each
MOST_VALUES = 20  # of a column of numbers that is taken as words
LEAST = 0.5  # rows added to both sides of each value, so that none is certain
LEARNT = 0.7
TOP = 0.1
FEWEST = 20  # who left and who stayed, so that both are among the rows learnt from and those judged
BINS = 10
FIGURES = ("AUC", "lift@10 %", "Brier", "usual", "calibration")
TRUE = ("1", "yes", "true", "churned", "churn", "left", "exited", "y")


@dataclass(frozen=True)
class Split:
    """Rows to learn from and rows to judge: likelihood ratios of each column, and whether they left."""

    learnt: Floats
    learnt_left: Floats
    judged: Floats
    judged_left: Floats


def main() -> None:
    """Read what is asked, and print it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("file", type=Path, nargs="?")
    asked.add_argument("--label", help="the column that tells who left")
    asked.add_argument("--left", help="its value for who left, where it is not 1, yes, true and the like")
    asked.add_argument("--leave-out", action="append", default=[], help="a column that is no evidence")
    asked.add_argument("--splits", type=int, default=5)
    asked.add_argument("--demo", action="store_true")
    asked.add_argument("--seeds", type=int, default=10)
    asked.add_argument("--weeks", type=int, default=16)
    asked.add_argument("--capacity", type=int, default=50)
    asked.add_argument("--no-stories", action="store_true")
    given = asked.parse_args()
    if given.demo:
        risk_demo.run(given.seeds, given.weeks, given.capacity, stories=not given.no_stories)
    elif given.file is None or given.label is None:
        asked.error("give a CSV and its --label, or --demo")
    else:
        rows = pl.read_csv(given.file, infer_schema_length=None)
        try:
            of_file(rows, given.label, given.left, given.leave_out, given.splits)
        except UnfitError as error:
            asked.error(str(error))


class UnfitError(ValueError):
    """A file does not hold what is needed to learn who leaves."""


def of_file(
    rows: pl.DataFrame, label: str, left_as: str | None, leave_out: Sequence[str], splits: int
) -> dict[str, list[dict[str, float]]]:
    """Print the mean of each figure over random splits, and its range; give them all, by way.

    Rows without a label are left out. Raises UnfitError.
    """
    _fit_to_read(rows, label, leave_out)
    known = rows.filter(pl.col(label).is_not_null())
    left = _left(known[label], left_as)
    columns = known.drop(label, *leave_out)
    if known.height < rows.height:
        print(f"{rows.height - known.height:,} rows without a label are left out")
    print(f"{known.height:,} rows, {int(left.sum()):,} left ({left.mean():.1%}), {columns.width} columns")
    found: dict[str, list[dict[str, float]]] = {}
    for seed in range(splits):
        for way, figures in _judged(split(columns, left, seed), seed).items():
            found.setdefault(way, []).append(figures)
    print(f"{'':<12}" + "".join(f"{name:>24}" for name in FIGURES))
    for way, told in found.items():
        print(f"{way:<12}" + "".join(f"{_range([one[name] for one in told]):>24}" for name in FIGURES))
    print("usual: Brier of always saying the share that left. calibration: mean distance of ten equal steps.")
    print("A random split without dates: this proves nothing about finding anybody in time.")
    return found


def _fit_to_read(rows: pl.DataFrame, label: str, leave_out: Sequence[str]) -> None:
    for name in (label, *leave_out):
        if name not in rows.columns:
            raise UnfitError(f"Unknown column {name!r}. Known: {', '.join(rows.columns)}.")
    if set(rows.columns) == {label, *leave_out}:
        raise UnfitError("There is no column left that could tell who leaves.")


def _left(label: pl.Series, left_as: str | None) -> Floats:
    """Tell who left, 1 or 0."""
    said = label.cast(pl.String).str.strip_chars().str.to_lowercase()
    values = [left_as.lower()] if left_as else list(TRUE)
    left = said.is_in(values).cast(pl.Float64).to_numpy()
    gone, stayed = int(left.sum()), int((1 - left).sum())
    if min(gone, stayed) < FEWEST:
        shown = ", ".join(repr(each) for each in label.cast(pl.String).unique().sort()[:5])
        raise UnfitError(
            f"By column {label.name!r} {gone:,} left and {stayed:,} stayed; {FEWEST} of each are needed."
            f" Its values: {shown}. Name the one for who left with --left."
        )
    return left


def _range(values: Sequence[float]) -> str:
    return f"{np.mean(values):.4f} ({min(values):.3f}–{max(values):.3f})"


def split(columns: pl.DataFrame, left: Floats, seed: int) -> Split:
    """Draw rows to learn from, cut the columns by them and weigh each value by them."""
    order = np.random.default_rng(seed).permutation(len(left))
    cut = int(LEARNT * len(left))
    learnt, judged = order[:cut], order[cut:]
    both = [weighed(columns[name], left, learnt) for name in columns.columns]
    ratios = np.column_stack(both)
    return Split(ratios[learnt], left[learnt], ratios[judged], left[judged])


def weighed(column: pl.Series, left: Floats, learnt: Floats) -> Floats:
    """Give the log likelihood ratio of each row's value; what is missing or new says nothing."""
    values = _values(column, learnt)
    rows = pl.DataFrame({"value": values, "left": left}).with_row_index("row")
    known = rows[learnt].filter(pl.col("value").is_not_null())
    all_left, all_stay = float(known["left"].sum()), float((1 - known["left"]).sum())
    each = known.group_by("value").agg(gone=pl.col("left").sum(), stay=(1 - pl.col("left")).sum())
    ratio = ((pl.col("gone") + LEAST) / (all_left + LEAST)).log() - (
        (pl.col("stay") + LEAST) / (all_stay + LEAST)
    ).log()
    weights = each.select("value", ratio=ratio)
    joined = rows.join(weights, on="value", how="left", maintain_order="left")
    return joined["ratio"].fill_null(0.0).to_numpy()


def _values(column: pl.Series, learnt: Floats) -> pl.Series:
    """Cut numbers into steps; words stay."""
    numbers = column.cast(pl.Float64, strict=False)
    is_number = numbers.null_count() <= column.null_count() + 0.01 * len(column)
    if not is_number or column.n_unique() <= MOST_VALUES:
        return column.cast(pl.String)
    edges = sorted({float(each) for each in np.nanquantile(numbers[learnt], np.arange(1, STEPS) / STEPS)})
    steps = np.searchsorted(edges, numbers.fill_null(float("nan")).to_numpy())
    return pl.Series(steps).set(numbers.is_null(), None).cast(pl.String)


def _judged(rows: Split, seed: int) -> dict[str, dict[str, float]]:
    ones = np.ones(rows.learnt.shape[1])
    part = np.random.default_rng(seed).integers(0, PARTS, len(rows.learnt_left))
    leavers = int(rows.learnt_left.sum())
    known = Lessons(rows.learnt, rows.learnt_left, np.ones(len(part)), part, leavers, 1)
    ways: dict[str, Callable[[Lessons], Linear | Trees]] = {
        "points": lambda _rows: Linear(0.0, tuple(ones)),
        "logistic": lambda some: fit(some.x, some.y, some.weight, ones),
        "challenger": lambda some: challenger(some.x, some.y, some.weight, [1] * len(ones)),
    }
    found = {}
    for name, way in ways.items():
        odds = way(known).log_odds(rows.judged)
        shares = out_of_parts(known, way) if name != "points" else _of_points(known, way)
        found[name] = figures(odds, shares.chances(odds), rows.judged_left, float(rows.learnt_left.mean()))
    return found


def _of_points(known: Lessons, way: Callable[[Lessons], Linear | Trees]):  # type: ignore[no-untyped-def]
    return calibrated(way(known).log_odds(known.x), known.y, known.weight, known.leavers)


def figures(odds: Floats, chance: Floats, left: Floats, usual: float) -> dict[str, float]:
    """Judge a ranking and its probabilities."""
    from sklearn.metrics import roc_auc_score  # noqa: PLC0415 (a second for each process that collects tests)

    top = np.argsort(-odds, kind="stable")[: max(int(TOP * len(odds)), 1)]
    steps = np.array_split(np.argsort(chance, kind="stable"), BINS)
    off = sum(len(step) * abs(chance[step].mean() - left[step].mean()) for step in steps if len(step))
    return {
        "AUC": float(roc_auc_score(left, odds)),
        "lift@10 %": float(left[top].mean() / left.mean()),
        "Brier": float(((chance - left) ** 2).mean()),
        "usual": float(((usual - left) ** 2).mean()),
        "calibration": float(off / len(left)),
    }


if __name__ == "__main__":
    main()
