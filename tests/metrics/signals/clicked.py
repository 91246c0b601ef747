"""Simulated clicks of supervisors, and the texts that they clicked on."""

import json
from datetime import timedelta
from random import Random

import polars as pl

from tests.factories import NOON

WORDS = [
    *("account", "invoice", "router", "street", "morning", "Friday", "colleague", "window", "letter"),
    *("order", "number", "evening", "branch", "agent", "screen", "contract", "line", "meter", "reading"),
    *("copy", "parcel", "driver", "name", "door", "mobile", "paper", "form"),
]
SAYS, DENIES = ("is leaving us", "moves to another provider"), ("quoted the brochure", "asked for a friend")
WORTH, NONE = 1.0, 0.5  # how often the words beside it tell whether it is right


def text(random: Random, is_right: bool, worth: float) -> str:
    """Write a note with what the rules find, and words that tell more of it the more they are worth."""
    told = random.random() < worth
    aside = random.choice(SAYS if is_right == told else DENIES)
    around = [random.choice(WORDS) for _word in range(8)]
    return " ".join([*around[:4], "cancel", aside, *around[4:]])


def texts(
    n: int, seed: int, worth: float = WORTH, right: float = 0.75, customers: int | None = None
) -> tuple[pl.DataFrame, list[int]]:
    """Write n texts with the signal "cancel" found in each, and say of each whether it is right."""
    random = Random(seed)
    truth = [int(random.random() < right) for _one in range(n)]
    rows = []
    for number, is_right in enumerate(truth):
        words = text(random, bool(is_right), worth)
        at = words.index("cancel")
        evidence = json.dumps([["cancel", at, at + 6, "cancel.1"]])
        whose = f"anna{seed}-{random.randrange(customers) if customers else number}"
        rows.append((f"note:{seed}-{number}", whose, words, evidence))
    return pl.DataFrame(rows, schema=["text_id", "group", "masked", "evidence"], orient="row"), truth


def clicks(
    texts_of: pl.DataFrame, truth: list[int], signal: str = "cancel", by: str = "Dana"
) -> pl.DataFrame:
    """Click on each text, one a minute."""
    rows = [
        (text_id, signal, by, is_right, NOON + timedelta(minutes=n))
        for n, (text_id, is_right) in enumerate(zip(texts_of["text_id"], truth, strict=True))
    ]
    return pl.DataFrame(rows, schema=["text_id", "signal", "by", "is_right", "at"], orient="row")
