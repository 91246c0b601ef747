"""A second opinion on what the rules found: how likely a supervisor would call it right, and why.

The opinion stands beside the rules' word and changes nothing: no flag, no figure.
"""

import json
import math
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from metrics.signals.grams import Place, Read, read_grams

DOUBTED_BELOW = 0.5
MOST_WORDS = 3
LEAST_PART = 0.1  # of all that speaks against it, for a word to be named
PUNCTUATION = string.punctuation.replace("[", "").replace("]", "") + "“”„«»’‘…"
OF_OPINIONS: dict[str, pl.DataType | type[pl.DataType]] = {
    "text_id": pl.String,
    "signal": pl.String,
    "chance": pl.Float64,  # that it is right
    "is_doubted": pl.Int64,
    "words": pl.List(pl.String),  # what speaks most against it, none where it is not doubted
}


@dataclass(frozen=True)
class Model:
    """A linear model of one signal: a weight for each bucket of n-grams, and one for being found at all."""

    weights: Mapping[int, float]
    bias: float

    def chance(self, read: Read) -> float:
        """Say how likely it is that what the rules found is right."""
        heard = sum(self.weights.get(bucket, 0.0) * x for bucket, x in read.weighted().items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.bias + heard))))

    def against(self, read: Read) -> list[str]:
        """Name the words that speak most against it, the weightiest first, as they are written."""
        parts = _parts(self.weights, read)
        whole = -sum(part for part in parts.values() if part < 0)
        spoken = sorted((part, word) for word, part in parts.items() if word and -part > LEAST_PART * whole)
        return [word for _part, word in spoken[:MOST_WORDS]]


def _parts(weights: Mapping[int, float], read: Read) -> dict[str, float]:
    """Share out the weight of each bucket among the words that hold it."""
    weighted = read.weighted()
    holders: dict[int, int] = {}
    for buckets in read.buckets:
        for bucket in buckets:
            holders[bucket] = holders.get(bucket, 0) + 1
    parts: dict[str, float] = {}
    for word, buckets in zip(read.words, read.buckets, strict=True):
        part = sum(weights.get(one, 0.0) * weighted[one] / holders[one] for one in buckets)
        plain = word.strip(PUNCTUATION)
        parts[plain] = parts.get(plain, 0.0) + part
    return parts


def opinions(models: Mapping[str, Model], texts: pl.DataFrame) -> pl.DataFrame:
    """Give the opinion on each signal that the rules found and of which there is a model: OF_OPINIONS.

    texts holds text_id, masked and evidence as `store.texts` has them. The most doubted come first.
    """
    rows = list(_opinions(models, texts)) if models else []
    found = pl.DataFrame(rows, schema=OF_OPINIONS, orient="row")
    return found.sort("chance", "text_id", "signal")


def _opinions(models: Mapping[str, Model], texts: pl.DataFrame) -> Iterator[tuple[Any, ...]]:
    for text_id, masked, evidence in texts.select("text_id", "masked", "evidence").iter_rows():
        for signal, places in found_in(masked, evidence).items():
            if signal in models:
                read = read_grams(masked, places)
                chance = models[signal].chance(read)
                doubted = chance < DOUBTED_BELOW
                words = models[signal].against(read) if doubted else []
                yield text_id, signal, chance, int(doubted), words


def found_in(masked: str | None, evidence: str | None) -> dict[str, list[Place]]:
    """List where each signal was found in a text, from its evidence; nothing where either is null."""
    if masked is None or evidence is None:
        return {}
    places: dict[str, list[Place]] = {}
    rows: Iterable[Sequence[Any]] = json.loads(evidence)
    for signal, start, end, _rule in rows:
        places.setdefault(signal, []).append((start, end))
    return places
