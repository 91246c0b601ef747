"""Cut a text into hashed character n-grams: what the learned model reads, and all that it remembers.

Only words near what the rules found are read; where they found nothing, the beginning. An n-gram is known by
the number of its bucket alone, so that no word of a customer stands in what was learnt.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from metrics.signals.tokens import LIMIT

BUCKETS = 1 << 16
SHORTEST, LONGEST = 2, 4  # characters of an n-gram, within a word and the spaces around it
NEAR = 120  # characters read on each side of what was found
BEGINNING = 2_000  # characters read where nothing was found
LONGEST_WORD = 40
_WORD = re.compile(r"\S+")
_DIGIT = re.compile(r"\d")
_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff]")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Read:
    """The words read of a text, and the buckets of each."""

    words: tuple[str, ...]
    buckets: tuple[tuple[int, ...], ...]

    def weighted(self) -> dict[int, float]:
        """Give each bucket its weight: equal ones, of length 1 together."""
        there = {bucket for word in self.buckets for bucket in word}
        return dict.fromkeys(sorted(there), len(there) ** -0.5) if there else {}


def read_grams(text: str, places: Sequence[Place]) -> Read:
    """Cut the words of a text that lie near some places into n-grams."""
    shown = text[:LIMIT]
    near = _near(places) if places else [(0, BEGINNING)]
    words = [
        found.group()
        for found in _WORD.finditer(shown)
        if any(start < found.end() and found.start() < end for start, end in near)
    ]
    return Read(tuple(words), tuple(_buckets(word) for word in words))


def _near(places: Sequence[Place]) -> list[Place]:
    return [(start - NEAR, end + NEAR) for start, end in places]


@lru_cache(maxsize=50_000)
def _buckets(word: str) -> tuple[int, ...]:
    plain = _DIGIT.sub("0", _MARKS.sub("", word[:LONGEST_WORD].lower()))
    padded = f" {plain} "
    grams = {
        padded[at : at + length]
        for length in range(SHORTEST, LONGEST + 1)
        for at in range(max(len(padded) - length + 1, 1))
    }
    return tuple(sorted({zlib.crc32(gram.encode()) % BUCKETS for gram in grams}))
