"""What the rules hear: precision and recall per signal and language, due times, and the speed.

    .venv/bin/python -m benchmarks.signals [--examples DIR] [--texts 20000] [--misses SIGNAL,…]

Examples are JSON lines in files whose names end in a language ("en.jsonl"): text, by, signals and, of a
promise, written and due (local times). Those of `tuned` were looked at while the rules were written. Those of
`held` were not, those of `fresh` were written after the rules were frozen: only these tell what to expect.
The speed is of one process over texts that all differ.
"""

import argparse
import datetime as dt
import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import polars as pl

from metrics.signals import SIGNALS, Heard, due, read, read_all

EXAMPLES = Path("tests/metrics/signals")
PARTS = ("tuned", "held", "fresh")
ZONE = "Asia/Jerusalem"
WEEKENDS = {"he": (5, 6)}
SATURDAY_SUNDAY = (6, 7)
RIVALS = (
    "Telvia", "Norcom", "Orbitel", "טלויה", "נורקום", "אורביטל", "Телвиа", "Норком", "Орбител"
)  # fmt: skip
LEAST_TO_JUDGE = 10
WORDS = 20


@dataclass(frozen=True)
class Example:
    """A labelled text and what the rules hear in it."""

    language: str
    text: str
    labels: frozenset[str]
    written: str | None
    due: str | None
    heard: Heard

    @property
    def found(self) -> frozenset[str]:
        """The signals heard."""
        return frozenset(one.signal for one in self.heard.found)


def examples(folder: Path) -> list[Example]:
    """Read every labelled text of a folder and listen to it."""
    return [
        _example(path.stem[-2:], json.loads(line))
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]


def _example(language: str, row: Mapping[str, str]) -> Example:
    heard = read(row["text"], None, RIVALS, row["by"])
    return Example(
        language, row["text"], frozenset(row["signals"]), row.get("written"), row.get("due"), heard
    )  # fmt: skip


def accuracy(rows: Sequence[Example]) -> pl.DataFrame:
    """Count, per language and signal: right, wrong, missed; precision and recall, null of none."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        for signal in row.labels | row.found:
            outcome = "right" if signal in row.labels & row.found else "wrong"
            counts[row.language, signal, outcome if signal in row.found else "missed"] += 1
    languages = sorted({row.language for row in rows})
    table = [
        (language, signal, *(counts[language, signal, outcome] for outcome in ("right", "wrong", "missed")))
        for language in languages
        for signal in SIGNALS
    ]
    frame = pl.DataFrame(table, schema=["language", "signal", "right", "wrong", "missed"], orient="row")
    return _shares(pl.concat([frame, _all(frame)]))


def _all(frame: pl.DataFrame) -> pl.DataFrame:
    sums = frame.group_by("language", maintain_order=True).agg(pl.col("right", "wrong", "missed").sum())
    return sums.select("language", pl.lit("all").alias("signal"), "right", "wrong", "missed")


def _shares(frame: pl.DataFrame) -> pl.DataFrame:
    right, heard, labelled = pl.col("right"), pl.col("right", "wrong"), pl.col("right", "missed")
    return frame.with_columns(
        precision=pl.when(pl.sum_horizontal(heard) > 0).then(right / pl.sum_horizontal(heard)).round(3),
        recall=pl.when(pl.sum_horizontal(labelled) > 0).then(right / pl.sum_horizontal(labelled)).round(3),
        is_few=(pl.sum_horizontal(labelled) < LEAST_TO_JUDGE).cast(pl.Int8),
    )


def due_times(rows: Iterable[Example]) -> list[tuple[str, int, int]]:
    """Count, per language, the promises heard whose labelled due time is computed exactly: right, of all."""
    right: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for row in rows:
        if row.written and row.due and "promise" in row.found:
            whole[row.language] += 1
            right[row.language] += _due(row) == row.due
    return [(language, right[language], whole[language]) for language in sorted(whole)]


def _due(row: Example) -> str | None:
    zone = ZoneInfo(ZONE)
    written = dt.datetime.fromisoformat(str(row.written)).replace(tzinfo=zone)
    instant = due(row.heard, row.text, written, ZONE, WEEKENDS.get(row.language, SATURDAY_SUNDAY))
    return instant.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if instant else None


def speed(rows: Sequence[Example], count: int) -> tuple[float, float]:
    """Time how many seconds 100,000 texts would take one process, from `count` of them: by the clock, of CPU.

    What is done once (compiling the rules, loading the identifier of languages) is not counted.
    """
    texts, authors = pl.Series(mixed(rows, count)), pl.Series(["agent", "customer"] * (count // 2 + 1))
    read("Bonjour, je voudrais savoir pourquoi ma facture est si haute ce mois")
    read_all(texts[:100], None, RIVALS, authors[:100])
    begun, used = time.perf_counter(), time.process_time()
    read_all(texts, None, RIVALS, authors[:count])
    seconds = time.perf_counter() - begun, time.process_time() - used
    return seconds[0] / count * 100_000, seconds[1] / count * 100_000


def mixed(rows: Sequence[Example], count: int) -> list[str]:
    """Join labelled texts to such of WORDS words, the languages in turn, no two alike."""
    chance = Random(1)
    languages = sorted({row.language for row in rows})
    said = {name: [row.text.split() for row in rows if row.language == name] for name in languages}
    texts = []
    for n in range(count):
        words: list[str] = []
        while len(words) < WORDS:
            words += chance.choice(said[languages[n % len(languages)]])
        texts.append(" ".join([*words[: WORDS - 1], str(n)]))
    return texts


def misses(rows: Iterable[Example], signals: Iterable[str]) -> Iterable[str]:
    """Name the texts in which a signal is missed or heard wrongly, with the words that made it so."""
    for row in rows:
        for signal in signals:
            words = [f"{one.words!r} by {one.rule}" for one in row.heard.found if one.signal == signal]
            if signal in row.labels ^ row.found:
                yield f"{row.language} {signal} {', '.join(words) or 'missed'}: {row.text}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--examples", type=Path, default=EXAMPLES)
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--misses", default="", help="signals whose errors in the tuned texts are shown")
    given = parser.parse_args()
    heard = {part: examples(given.examples / part) for part in PARTS}
    for part, rows in heard.items():
        print(f"{part}: {len(rows)} texts")
        tell(rows)
    for miss in misses(heard["tuned"], [one for one in given.misses.split(",") if one]):
        print(miss)
    if given.texts:
        clock, used = speed([row for rows in heard.values() for row in rows], given.texts)
        both = f"{used / 2:.0f} s on two cores ({clock:.0f} s by the clock just now)"
        print(f"100,000 texts of {WORDS} words: {used:.0f} s of CPU, {both}")


def tell(rows: Sequence[Example]) -> None:
    """Print what was heard in some texts."""
    with pl.Config(tbl_rows=-1, tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True):
        print(accuracy(rows))
    for language, right, whole in due_times(rows):
        print(f"{language}: {right} of {whole} due times right")
    named = sum(row.heard.language == row.language for row in rows)
    print(f"{named} of {len(rows)} languages named right")


if __name__ == "__main__":
    main()
