"""The phrases of every language as one table that whole columns can pick from.

A bank is a text: a line `= kind` opens a kind of sentence, each line after it is one way to say it. In a
line, `[a|b]` is a choice, `<he|she>` says what goes with a man and with a woman, `{slot}` is filled per row
(one a line at most).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
import polars as pl
from numpy.typing import NDArray

from connectors.demo.words import (
    english_agents,
    english_comments,
    english_customers,
    hebrew_agents,
    hebrew_comments,
    hebrew_customers,
    russian_agents,
    russian_comments,
    russian_customers,
)
from connectors.demo.words.bits import Bits, mixed

LANGUAGES = ("he", "ru", "en")
AUTHORS = ("agent", "customer", "comment")
GENDERS = 2
TEXTS = (
    *(hebrew_agents.TEXT, hebrew_customers.TEXT, hebrew_comments.TEXT),
    *(russian_agents.TEXT, russian_customers.TEXT, russian_comments.TEXT),
    *(english_agents.TEXT, english_customers.TEXT, english_comments.TEXT),
)
SLOTS = ("", "when", "rival", "phone", "email", "invoice", "order", "date", "card", "pan", "sum")
MARKS = ("!", "?", "…", ".")
GENDER = re.compile(r"<([^|<>]*)\|([^<>]*)>")
CHOICE = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{(\w+)\}")


def kinds(text: str) -> dict[str, list[str]]:
    """Read a bank's text: the lines of each kind."""
    found: dict[str, list[str]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("= "):
            lines = found.setdefault(line[2:], [])
        else:
            lines.append(line)
    return found


def ways(line: str, gender: int) -> list[str]:
    """Spell out all that a line can say for a man (0) or a woman (1)."""
    parts = CHOICE.split(GENDER.sub(lambda found: found.group(gender + 1), line))
    choices = [part.split("|") if n % 2 else [part] for n, part in enumerate(parts)]
    return [" ".join("".join(chosen).split()) for chosen in product(*choices)]


@dataclass(frozen=True)
class Bank:
    """Sentences by number: what stands before and after a slot, and where each kind and line begins."""

    before: pl.Series
    before_cased: pl.Series
    after: pl.Series
    slot: NDArray[np.int64]
    is_marked: NDArray[np.bool_]
    kinds: dict[str, NDArray[np.int64]]  # by language, author and gender: which run of lines, -1 for none
    lines: NDArray[np.int64]  # of each run: first, count
    ways: NDArray[np.int64]  # of each line: first, count

    def kind(self, name: str) -> NDArray[np.int64]:
        """The runs of a kind by group; where nobody says it, -1."""
        return self.kinds.get(name, np.full(len(TEXTS) * GENDERS, -1))

    def pick(self, runs: NDArray[np.int64], drawn: Bits) -> NDArray[np.int64]:
        """Pick a sentence of each row's run; of no run (-1), no sentence (-1)."""
        first, count = self.lines[runs].T
        line = first + (drawn % count.astype(np.uint64)).astype(np.int64)
        start, choices = self.ways[line].T
        return np.where(runs < 0, -1, start + (mixed(drawn) % choices.astype(np.uint64)).astype(np.int64))


@cache
def bank() -> Bank:
    """Compile all phrases once."""
    runs: dict[str, NDArray[np.int64]] = {}
    lines: list[tuple[int, int]] = []
    spelt: list[list[str]] = []
    for group, (kind, said) in _by_group():
        runs.setdefault(kind, np.full(len(TEXTS) * GENDERS, -1))[group] = len(lines)
        lines.append((len(spelt), len(said)))
        spelt += [ways(line, group % GENDERS) for line in said]
    sentences = [_cut(way) for each in spelt for way in each]
    before = [first for first, _slot, _after in sentences]
    counts = np.array([len(each) for each in spelt])
    return Bank(
        before=_texts(before),
        before_cased=_texts(first[:1].upper() + first[1:] for first in before),
        after=_texts(after for _first, _slot, after in sentences),
        slot=np.array([SLOTS.index(slot) for _first, slot, _after in sentences]),
        is_marked=np.array([(after or first).endswith(MARKS) for first, _slot, after in sentences]),
        kinds=runs,
        lines=np.array(lines),
        ways=np.stack([np.cumsum(counts) - counts, counts], axis=1),
    )


def _by_group() -> Iterator[tuple[int, tuple[str, list[str]]]]:
    for n, text in enumerate(TEXTS):
        said = kinds(text)
        for gender in range(GENDERS):
            yield from ((n * GENDERS + gender, each) for each in said.items())


def _cut(way: str) -> tuple[str, str, str]:
    before, *rest = SLOT.split(way)
    slot, after = rest or ("", "")
    return before, slot, after


def _texts(values: Iterable[str]) -> pl.Series:
    return pl.Series(list(values), dtype=pl.String)
