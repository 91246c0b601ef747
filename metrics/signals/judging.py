"""Judge whether a learned model says more than the rules: on clicks held back, at set numbers of them.

Every third customer's clicks are held back, for ever, and nothing is learnt from them or from an equal text.
The comparison is among texts in which the rules found the signal, since there the opinion is shown: it says
nothing of what they miss. A customer has one vote: for the model where it agrees with supervisors more often
than the rules do, against it where less often. An exact one-sided sign test (McNemar 1947) decides. Whoever
looks each day finds something some day, so it is judged only when the clicks have grown by half, at a level
of ALPHA / (k (k + 1)) at the k-th look: together they never exceed ALPHA.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from metrics.signals.opinions import found_in

EVERY = 3  # of so many customers one's clicks are held back
LEAST, LEAST_OF_EACH = 40, 10  # clicks held back before the first look, and of them right and wrong ones
GROWTH = 1.5  # from one look to the next
ALPHA = 0.05  # the risk that a model without any worth is ever shown, of one signal
State = Literal["few", "no better", "shown"]
CLICKED: dict[str, pl.DataType | type[pl.DataType]] = {
    "text_id": pl.String,
    "signal": pl.String,
    "is_right": pl.Int64,  # what most people say
    "at": pl.Datetime("us", "UTC"),
    "group": pl.String,  # whose text
    "masked": pl.String,
    "places": pl.List(pl.List(pl.Int64)),  # where the rules found the signal
    "is_found": pl.Int64,
    "is_held_back": pl.Int64,
    "words": pl.String,  # the text as it is compared with others
}


@dataclass(frozen=True)
class Judged:
    """What became of the model of one signal at its newest look; "few": before the first one.

    n of those held back were judged, in `rules_right` and `model_right` supervisors say the same; `against`
    are those in which "never right" would be. held and rarer are held back by now, of both kinds together
    and of the rarer one; at needed and needed_of_each it is judged next. learnt_from are the others.
    """

    signal: str
    state: State
    held: int
    rarer: int
    needed: int
    needed_of_each: int
    learnt_from: int
    n: int = 0
    rules_right: int = 0
    model_right: int = 0
    p: float | None = None


def labelled(clicks: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Say of each text and signal that people clicked on what most of them say: CLICKED, in their order.

    clicks: text_id, signal, by, is_right, at; a person's last word counts, a tie is left out. "Right" means
    that the text says it, so on a signal that was not found it means "missed". texts: text_id, group, masked
    and evidence; clicks on other texts are left out.
    """
    last = clicks.sort("at").unique(["text_id", "signal", "by"], keep="last", maintain_order=True)
    most = last.group_by("text_id", "signal", maintain_order=True).agg(
        share=pl.col("is_right").mean(), at=pl.col("at").min()
    )
    plain = pl.col("masked").str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()
    known = most.filter(pl.col("share") != 0.5).join(texts, on="text_id", how="inner", maintain_order="left")
    found = pl.struct("signal", "masked", "evidence").map_elements(
        _places, return_dtype=pl.List(pl.List(pl.Int64))
    )
    held_back = pl.col("group").map_elements(is_held_back, return_dtype=pl.Int64)
    rows = known.filter(pl.col("masked").is_not_null()).with_columns(
        is_right=(pl.col("share") > 0.5).cast(pl.Int64), places=found, is_held_back=held_back, words=plain
    )
    whole = rows.with_columns(is_found=(pl.col("places").list.len() > 0).cast(pl.Int64))
    return whole.select(pl.col(name).cast(dtype) for name, dtype in CLICKED.items()).sort(
        "at", "text_id", "signal"
    )


def _places(row: dict[str, str | None]) -> list[list[int]]:
    found = found_in(row["masked"], row["evidence"])
    return [[start, end] for start, end in found.get(row["signal"] or "", [])]


def is_held_back(group: str) -> int:
    """Say whether the clicks on somebody's texts are held back; the same for ever."""
    return int(int.from_bytes(hashlib.sha256(group.encode()).digest()[:8], "big") % EVERY == 0)


def held_back(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep what one signal's model is judged on: found by the rules, held back, equal texts once."""
    mine = rows.filter(pl.col("is_held_back") == 1, pl.col("is_found") == 1)
    return mine.unique("words", keep="first", maintain_order=True)


def to_learn_from(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep what one signal's model learns from: not held back, nor equal to what is."""
    withheld = rows.filter(pl.col("is_held_back") == 1).select("words")
    return rows.filter(pl.col("is_held_back") == 0).join(
        withheld, on="words", how="anti", maintain_order="left"
    )


def needs(look: int) -> tuple[int, int]:
    """Give the clicks held back at which the k-th look is due (from 1), and of each kind."""
    grown = GROWTH ** (look - 1)
    return math.ceil(LEAST * grown), math.ceil(LEAST_OF_EACH * grown)


def newest_look(held: pl.DataFrame) -> tuple[int, int]:
    """Give the number of the newest look that is due, 0 before the first, and how many clicks it takes in."""
    ordered = held.with_columns(n=pl.int_range(1, pl.len() + 1), rarer=pl.min_horizontal(*_counted())).select(
        "n", "rarer"
    )
    look, taken = 0, 0
    for n, rarer in ordered.iter_rows():
        least, of_each = needs(look + 1)
        if n >= least and rarer >= of_each:
            look, taken = look + 1, n
    return look, taken


def _counted() -> tuple[pl.Expr, pl.Expr]:
    right = pl.col("is_right")
    return right.cum_sum(), (1 - right).cum_sum()


def level(look: int) -> float:
    """Give the level of the k-th look: over all looks they add up to ALPHA."""
    return ALPHA / (look * (look + 1))


def outdone(groups: Sequence[str], ours: Sequence[bool], theirs: Sequence[bool]) -> float:
    """Give the p of an exact one-sided sign test that ours is right more often: a vote per group.

    10 votes for and 2 against: 79 / 4096. Without any vote p is 1.
    """
    votes: dict[str, int] = {}
    for group, mine, other in zip(groups, ours, theirs, strict=True):
        votes[group] = votes.get(group, 0) + int(mine) - int(other)
    better = sum(vote > 0 for vote in votes.values())
    cast = sum(vote != 0 for vote in votes.values())
    return math.ldexp(sum(math.comb(cast, k) for k in range(better, cast + 1)), -cast)
