"""What a model learns from clicks, against the rules, on clicks held back: per language, and how soon.

    .venv/bin/python -m benchmarks.learned [--splits 6] [--seeds 40]

All labelled texts of tests/metrics/signals are clicked on as a supervisor would who never
errs: right or wrong on what the rules found, and each that they missed. The rules were written after many of
them and are seldom wrong there, so this shows what learning from few clicks is worth and no more. All are
judged as the product does it, only without its least numbers; each split holds back other customers.

Then simulated clicks: how often a model is shown where the text tells it, and where clicks are random.
"""

import argparse
import json
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from metrics.signals import SIGNALS, read
from metrics.signals.judging import held_back, labelled, to_learn_from
from metrics.signals.learned import chances, fit, learn
from tests.metrics.signals.clicked import clicks, texts

EXAMPLES = Path("tests/metrics/signals")
RIVALS = (
    "Telvia", "Norcom", "Orbitel", "טלויה", "נורקום", "אורביטל", "Телвиа", "Норком", "Орбител"
)  # fmt: skip
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
PARTS = (0.25, 0.5, 1.0)
MOST_DOUBTED = 0.2
LEAST = 1e-6


@dataclass(frozen=True)
class Compared:
    """Held-back clicks of one signal: whether each is right, and how likely by the model and by the share."""

    right: tuple[bool, ...]
    chances: tuple[float, ...]
    usual: float


def clicked(language: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read the labelled texts of a language and click on each signal that was found or missed."""
    rows = [
        json.loads(line)
        for path in sorted(EXAMPLES.glob(f"*/{language}.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    written, said = [], []
    for number, row in enumerate(rows):
        found = read(row["text"], None, RIVALS, row["by"]).found
        evidence = json.dumps([[one.signal, one.start, one.end, one.rule] for one in found])
        name = f"{language}{number}"
        written.append((name, name, row["text"], evidence))
        signals = sorted({one.signal for one in found} | set(row["signals"]))
        said += [(name, signal, "Dana", int(signal in row["signals"])) for signal in signals]
    random.Random(1).shuffle(said)
    at = [BEGUN + timedelta(minutes=minute) for minute in range(len(said))]
    told = pl.DataFrame(said, schema=["text_id", "signal", "by", "is_right"], orient="row")
    names = ["text_id", "group", "masked", "evidence"]
    return told.with_columns(at=pl.Series(at)), pl.DataFrame(written, schema=names, orient="row")


def compared(rows: pl.DataFrame) -> list[Compared]:
    """Learn each signal from the clicks that are not held back, and hear it on those that are."""
    found = []
    for signal in SIGNALS:
        mine = rows.filter(pl.col("signal") == signal)
        held, lessons = held_back(mine), to_learn_from(mine)
        usual = lessons.filter(pl.col("is_found") == 1)["is_right"].mean()
        if held.height and usual is not None and lessons["is_right"].n_unique() == 2:
            model = fit(lessons)
            right = tuple(map(bool, held["is_right"]))
            found.append(Compared(right, tuple(chances(model, held)), float(usual)))  # type: ignore[arg-type]
    return found


def line(found: Sequence[Compared]) -> tuple[int, float, float, float, float, float]:
    """Count the held-back clicks, and say how often rules and model are right, both losses, and how many of
    the wrong ones are among the most doubted fifth."""
    right = [one for each in found for one in each.right]
    model = [one for each in found for one in each.chances]
    usual = [each.usual for each in found for _one in each.right]
    doubted = sorted(range(len(model)), key=lambda at: model[at])[: round(MOST_DOUBTED * len(model))]
    wrong = len(right) - sum(right)
    return (
        len(right),
        sum(right) / len(right),
        sum((chance >= 0.5) == told for chance, told in zip(model, right, strict=True)) / len(right),
        _loss(usual, right),
        _loss(model, right),
        sum(not right[at] for at in doubted) / wrong if wrong else math.nan,
    )


def _loss(foretold: Sequence[float], right: Sequence[bool]) -> float:
    said = [chance if told else 1 - chance for chance, told in zip(foretold, right, strict=True)]
    return -sum(math.log(max(one, LEAST)) for one in said) / len(said)


def curves(languages: Sequence[str], splits: int) -> pl.DataFrame:
    """Draw learning curves as a table: a row per language and part of the clicks, all splits together."""
    rows = []
    told = {language: clicked(language) for language in languages}
    told["all"] = tuple(pl.concat(each) for each in zip(*told.values(), strict=True))  # type: ignore[assignment]
    for language, (said, written) in told.items():
        for part in PARTS:
            some = said.sample(fraction=part, seed=1, shuffle=True)
            found = [
                one
                for split in range(splits)
                for one in compared(
                    labelled(
                        some, written.with_columns(pl.format("{}/{}", pl.lit(split), "group").alias("group"))
                    )
                )
            ]
            if found:
                rows.append((language, some.height, *line(found)))
    names = ["language", "clicks", "judged", "rules", "model", "loss_usual", "loss_model", "wrong_in_fifth"]
    return pl.DataFrame(rows, schema=names, orient="row").with_columns(pl.selectors.float().round(3))


def shown(clicked_texts: int, worth: float, right: float, seeds: int) -> tuple[int, int]:
    """Count, over so many simulated centres, where the model was judged and where it is shown."""
    judged = []
    for seed in range(seeds):
        written, truth = texts(clicked_texts, seed, worth, right)
        judged.append(learn(labelled(clicks(written, truth), written), ["cancel"])[0].judged.state)
    return sum(state != "few" for state in judged), judged.count("shown")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--splits", type=int, default=6)
    parser.add_argument("--seeds", type=int, default=40)
    given = parser.parse_args()
    with pl.Config(
        tbl_rows=-1,
        tbl_cols=-1,
        tbl_width_chars=110,
        tbl_hide_dataframe_shape=True,
        tbl_hide_column_data_types=True,
    ):
        print(curves(("en", "he", "ru"), given.splits))
    said, written = (pl.concat(each) for each in zip(*map(clicked, ("en", "he", "ru")), strict=True))
    for one in learn(labelled(said, written), SIGNALS):
        told = one.judged
        print(f"{told.signal}: {told.state}; {told.held} held back, {told.rarer} of the rarer kind")
    for worth, right in ((1.0, 0.75), (0.9, 0.75), (0.5, 0.75), (0.5, 0.5), (0.5, 0.25)):
        for number in (150, 300):
            judged, is_shown = shown(number, worth, right, given.seeds)
            print(
                f"simulated: {number} clicks, rules right {right:.0%}, words beside it tell {worth:.0%}:"
                f" judged in {judged} of {given.seeds}, shown in {is_shown}"
            )


if __name__ == "__main__":
    main()
