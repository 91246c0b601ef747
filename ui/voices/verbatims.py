"""What was said, as a list: which texts are asked for, one page of them, the newest contact first."""

from dataclasses import dataclass, replace

import polars as pl
import streamlit as st

from metrics.voices import FLAG, FLAGS
from store.read import Reading
from ui.data import Window, reading_of
from ui.scene import Scene
from ui.voices import learned

ROWS_A_PAGE = 10
ANY, EVERY, DOUBTED = "any", "every", "doubted"
NEWEST = ("started_at", "at", "text_id")  # in this order the newest contact comes first
MOST_REVIEWED = 2_000  # of the newest texts that are looked through for what the model doubts


@dataclass(frozen=True)
class Wanted:
    """Which texts are asked for: with one signal, with any, or every text; in a language, by an author.

    `words` are looked for in the masked text, whatever the case. They stay in the session: what somebody
    looks for may be a name.
    """

    signal: str = ANY
    language: str = ""
    author: str = ""
    words: str = ""


@dataclass(frozen=True)
class Listed:
    """One page of texts, how many there are in all and of how many contacts.

    read: how many there are whatever was heard in them.
    """

    rows: pl.DataFrame
    total: int
    contacts: int
    read: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // ROWS_A_PAGE))


def listed(scene: Scene, window: Window, wanted: Wanted, page: int) -> Listed:
    """One page of the texts that are asked for, from 0; what is looked for by words is never kept."""
    if wanted.words.strip() or wanted.signal == DOUBTED:  # what is learnt changes with no publication
        return _read(scene, window, wanted, page)
    return _listed(scene, scene.key, window, wanted, page)


@st.cache_data(max_entries=64, show_spinner=False)
def _listed(_scene: Scene, key: tuple[str, ...], window: Window, wanted: Wanted, page: int) -> Listed:  # noqa: ARG001
    return _read(_scene, window, replace(wanted, words=""), page)


def _read(scene: Scene, window: Window, wanted: Wanted, page: int) -> Listed:
    reading = reading_of(scene, window)
    assert reading is not None  # the page is shown where figures were published
    every = reading.verbatims().filter(chosen(wanted))
    is_asked = heard(wanted.signal)
    newest = every.filter(is_asked).sort(*NEWEST, descending=[True, True, False])
    if wanted.signal == DOUBTED:
        spoken_of = [pl.col(f"{FLAG}{signal}") == 1 for signal in learned.spoken_of(scene)]
        looked_at = newest.filter(pl.any_horizontal(pl.lit(value=False), *spoken_of)).head(MOST_REVIEWED)
        return _doubted(scene, reading, looked_at.collect(), page)
    shown = newest.slice(page * ROWS_A_PAGE, ROWS_A_PAGE)
    texts, contacts = (pl.col(name).filter(is_asked).n_unique() for name in ("text_id", "contact_id"))
    counted, found = pl.collect_all([every.select(texts, contacts, read=pl.len()), shown])
    return Listed(named(reading, found), *counted.row(0))


def _doubted(scene: Scene, reading: Reading, rows: pl.DataFrame, page: int) -> Listed:
    """Those of some texts in which the model doubts a signal, the most doubted first."""
    told = learned.opinion(scene, rows).filter(pl.col("is_doubted") == 1)
    chances = told.group_by("text_id").agg(pl.col("chance").min())
    found = rows.join(chances, on="text_id").sort("chance", "text_id").drop("chance")
    shown = named(reading, found.slice(page * ROWS_A_PAGE, ROWS_A_PAGE))
    return Listed(shown, found.height, found["contact_id"].n_unique(), rows.height)


def heard(signal: str) -> pl.Expr:
    """Mark the texts in which a signal was heard, any of them, or every text."""
    if signal == EVERY:
        return pl.lit(value=True)
    flags = FLAGS if signal in (ANY, DOUBTED) else (f"{FLAG}{signal}",)
    return pl.any_horizontal(pl.col(name) == 1 for name in flags)


def chosen(wanted: Wanted) -> pl.Expr:
    """Mark the texts in the language, by the author and with the words that are asked for."""
    marks = [pl.lit(value=True)]
    for name in ("language", "author"):
        if value := getattr(wanted, name):
            marks.append(pl.col(name) == value)
    if looked_for := wanted.words.strip().lower():
        marks.append(pl.col("masked").str.to_lowercase().str.contains(looked_for, literal=True))
    return pl.all_horizontal(marks)


def named(reading: Reading, rows: pl.DataFrame) -> pl.DataFrame:
    """Put the name of its agent beside each text; null for who may not know agents."""
    return reading.named(rows, "at")


def languages(scene: Scene, window: Window) -> tuple[str, ...]:
    """The languages of the texts in a window."""
    return _languages(scene, scene.key, window)


@st.cache_data(max_entries=64, show_spinner=False)
def _languages(_scene: Scene, key: tuple[str, ...], window: Window) -> tuple[str, ...]:  # noqa: ARG001
    reading = reading_of(_scene, window)
    assert reading is not None
    found = reading.verbatims().select(pl.col("language").drop_nulls().unique().sort()).collect()
    return tuple(found.to_series())
