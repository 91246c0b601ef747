"""Choose what a team should hear: good and bad words of a week, by a rule that can be told.

Good: the highest answer, or thanks, and no trouble in the same words. Bad: an answer in the lowest quarter,
or anger, a complaint, not being listened to or called back, a wish to leave. The customers' own words go
before notes, what says more before what says less. Of one agent and of one topic one is taken, a second one
only where there are too few; no text twice, none of under four words.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import polars as pl

from metrics.contact_number import SATISFIED_FROM
from metrics.voices import FLAG
from ui.voices.names import TROUBLE

MOST = 5
LEAST_WORDS, HANDY = 4, (6, 60)  # words that say something, and that somebody reads aloud
LOWEST = 0.25
HARD = ("anger", "complaint", "unheard", "no_call_back", "cancel")
LIMITS = (1, 2)  # of one agent, of one topic

_LOW, _HIGH = pl.col("scale_min"), pl.col("scale_max")
PLACE = pl.when(_HIGH > _LOW).then((pl.col("score") - _LOW) / (_HIGH - _LOW))
RULE = pl.col("words") >= LEAST_WORDS


def _any(signals: tuple[str, ...]) -> pl.Expr:
    return pl.any_horizontal(pl.col(f"{FLAG}{signal}") == 1 for signal in signals)


def _points(signals: tuple[str, ...]) -> pl.Expr:
    return pl.sum_horizontal(pl.col(f"{FLAG}{signal}").cast(pl.Int64) for signal in signals)


def good(rows: pl.DataFrame, most: int = MOST) -> pl.DataFrame:
    """The good words of some texts, the best first; `rows` are as `Reading.verbatims` gives them."""
    is_praise = (PLACE >= 1) & (pl.col("survey_kind") != "resolved")  # a yes is no praise
    best, thanks = is_praise.fill_null(value=False), pl.col(f"{FLAG}thanks") == 1
    is_good = (best | thanks) & ~_any(TROUBLE) & (PLACE >= SATISFIED_FROM).fill_null(value=True)
    points = 2 * best.cast(pl.Int64) + _points(("thanks", "resolved"))
    return _varied(_ranked(rows, is_good, points), most)


def bad(rows: pl.DataFrame, most: int = MOST) -> pl.DataFrame:
    """The bad words of some texts, the hardest first."""
    worst = (PLACE <= LOWEST).fill_null(value=False)
    is_bad = (worst | _any(HARD)) & (PLACE < SATISFIED_FROM).fill_null(value=True)
    return _varied(_ranked(rows, is_bad, 2 * worst.cast(pl.Int64) + _points(HARD)), most)


def _ranked(rows: pl.DataFrame, is_chosen: pl.Expr, points: pl.Expr) -> pl.DataFrame:
    """Those that qualify, the most telling first, each text once whatever its case and signs."""
    said = rows.with_columns(
        words=pl.col("masked").str.count_matches(r"[\pL\pM\d'’׳״-]+"),
        same=pl.col("masked").str.to_lowercase().str.replace_all(r"[^\pL\d]+", " ").str.strip_chars(),
        is_own=pl.col("author") == "customer",
        points=points,
    )
    told = said.filter(is_chosen, RULE).with_columns(is_handy=pl.col("words").is_between(*HANDY))
    by = ["is_own", "points", "is_handy", "at", "text_id"]
    ranked = told.sort(by, descending=[True, True, True, True, False], nulls_last=True)
    return ranked.unique("same", keep="first", maintain_order=True)


def _varied(ranked: pl.DataFrame, most: int) -> pl.DataFrame:
    """The first ones of different agents and topics, filled up with second ones."""
    taken: list[str] = []
    for limit in LIMITS:
        taken = list(_within(ranked, limit, taken, most))
    return ranked.filter(pl.col("text_id").is_in(taken))


def _within(ranked: pl.DataFrame, limit: int, taken: list[str], most: int) -> Iterator[str]:
    """What is taken already, then what keeps within the limit of its agent and its topic."""
    held: Counter[tuple[str, Any]] = Counter()
    rows = list(ranked.select("text_id", "agent_id", "topic").iter_rows(named=True))
    for row in (row for row in rows if row["text_id"] in taken):
        held.update(_names(row))
        yield row["text_id"]
    left = most - len(taken)
    for row in (row for row in rows if row["text_id"] not in taken):
        if left and all(held[name] < limit for name in _names(row)):
            held.update(_names(row))
            left -= 1
            yield row["text_id"]


def _names(row: dict[str, Any]) -> list[tuple[str, Any]]:
    """The agent and the topic of a text, where they are known."""
    return [(name, row[name]) for name in ("agent_id", "topic") if row[name] is not None]
