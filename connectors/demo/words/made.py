"""Texts put together for whole columns: sentences picked by a row's bits, ordered, joined, roughened."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from connectors.demo.words.bank import AUTHORS, GENDERS, LANGUAGES, SLOTS, bank
from connectors.demo.words.bits import Bits, below, bits, share
from connectors.demo.words.due import due_words
from connectors.demo.words.rough import ends, joints, roughened
from connectors.demo.words.slots import filled
from store.schema import Dtype

TOPICS = (
    *("Unclear invoice", "Payment failed", "Refund", "Change of payment method", "No connection"),
    *("Slow connection", "Device set-up", "App does not open", "Where is my order", "Late delivery"),
    *("Wrong item", "Change of order", "Wants to leave", "Change of plan", "Question before buying"),
    *("Joining", "Complaint", "Business invoice", "Business line down", "More lines"),
)
SUBJECTS = (*TOPICS, "Fingerprint refused")  # what texts tell of: of one topic sometimes something of its own
FLAGS = (
    *("is_third_time", "is_chased", "is_wrong_desk", "wants_to_leave", "names_competitor", "complains"),
    *("is_angry", "not_listened", "refused_by_policy", "payment_trouble", "thanks"),
)
NEAR = ("wants_to_leave", "names_competitor", "complains", "is_third_time", "is_chased", "is_angry")
SAID = ("is_third_time", "is_chased", "waited_long", "is_wrong_desk", "praised")
GESTURES = ("credit", "free_month", "discount", "free_delivery")
PROMISES = ("call_back", "technician", "credit", "delivery")
MOODS = ("awful", "bad", "middling", "good", "great")
MOOD_ENDS = (0.2, 0.4, 0.7, 0.9)
NOTE: dict[str, Dtype] = {
    "mix": pl.UInt64,
    "language": pl.String,
    "author": pl.String,
    "topic": pl.String,
    "outcome": pl.String,
    **dict.fromkeys(FLAGS, pl.Boolean),
    "has_gesture": pl.Boolean,
    "gesture_kind": pl.String,
    "promise_kind": pl.String,
    "promise_due": pl.Datetime("us"),
    "written_local": pl.Datetime("us"),
}
COMMENT: dict[str, Dtype] = {
    "mix": pl.UInt64,
    "language": pl.String,
    "score": pl.Float64,
    "topic": pl.String,
    **dict.fromkeys(SAID, pl.Boolean),
}
Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Rows:
    """The rows to write for: their bits and, as a number, who writes in which language."""

    frame: pl.DataFrame
    mix: Bits
    group: Numbers

    def flag(self, name: str) -> Mask:
        return self.frame[name].fill_null(value=False).to_numpy().astype(np.bool_)

    def often(self, purpose: str, part: float) -> Mask:
        return share(self.mix, purpose) < part

    def which(self, name: str, values: Sequence[str]) -> Numbers:
        """The place of a column's value among some; of any other, one past the last."""
        places = {value: n for n, value in enumerate(values)}
        column = self.frame[name].cast(pl.String)
        return column.replace_strict(places, default=len(values), return_dtype=pl.Int64).to_numpy()


@dataclass(frozen=True)
class Piece:
    """A sentence for each row (-1 for none) and whereabouts in the text it stands."""

    sentence: Numbers
    place: NDArray[np.float64]


def notes(rows: pl.DataFrame) -> pl.Series:
    """Write what an agent noted or a customer wrote; the columns are those of NOTE.

    `language` is he, ru or en; `author` agent or customer; an unknown topic, gesture or promise is spoken of
    in general words. What is promised is told with its time, `promise_due`, as seen from `written_local`.
    """
    rows = rows.select(list(NOTE)).cast(NOTE)  # type: ignore[arg-type]
    of = _rows(rows, rows["author"])
    texts = _joined(of, _of_note(of), _slots(of))
    return roughened(texts, of.mix, rows.select("language", "author", "is_angry"))


def comments(rows: pl.DataFrame) -> pl.Series:
    """Write a survey's comment in the mood of its score (0..1); the columns are those of COMMENT.

    Who speaks Arabic (`ar`) writes Hebrew or English.
    """
    rows = rows.select(list(COMMENT)).cast(COMMENT)  # type: ignore[arg-type]
    mix = _bits_of(rows)
    hebrew = pl.Series(share(mix, "language") < 0.7)
    spoken = (
        pl.when(pl.col("language") != "ar")
        .then("language")
        .otherwise(pl.when(hebrew).then(pl.lit("he")).otherwise(pl.lit("en")))
    )
    told = rows.with_columns(language=spoken, author=pl.lit("comment"), is_angry=pl.lit(value=False))
    of = _rows(told, told["author"])
    return roughened(_joined(of, _of_comment(of), {}), of.mix, told.select("language", "author", "is_angry"))


def _rows(frame: pl.DataFrame, author: pl.Series) -> Rows:
    mix = _bits_of(frame)
    language = frame["language"].replace_strict({name: n for n, name in enumerate(LANGUAGES)}).to_numpy()
    who = author.replace_strict({name: n for n, name in enumerate(AUTHORS)}).to_numpy()
    group = (language.astype(np.int64) * len(AUTHORS) + who) * GENDERS + below(mix, "gender", GENDERS)
    return Rows(frame, mix, group)


def _bits_of(frame: pl.DataFrame) -> Bits:
    return frame["mix"].cast(pl.UInt64).to_numpy()


def _of_note(of: Rows) -> list[Piece]:
    outcome, gesture = of.which("outcome", ("resolved", "unresolved")), of.flag("has_gesture")
    flags = [of.flag(name) for name in FLAGS]
    said = np.sum([*flags, outcome < 2, gesture], axis=0)
    is_brief = of.often("brief", 0.1) & (said > 1)
    settled = [_outcome(of, name, outcome == n) for n, name in enumerate(("resolved", "unresolved"))]
    return [
        _piece(of, "opening", ["opening"], -1, where=of.often("opens", 0.3)),
        _about(of, "issue", where=~is_brief),
        *(_piece(of, name, [name], 0.9, where=flag) for name, flag in zip(FLAGS, flags, strict=True)),
        *(_near(of, name, n) for n, name in enumerate(NEAR)),
        *settled,
        _chosen(of, "gesture", "gesture_kind", GESTURES, where=gesture),
        _chosen(
            of, "promise", "promise_kind", PROMISES, where=of.frame["promise_kind"].is_not_null().to_numpy()
        ),
        _piece(of, "detail", ["detail"], 2.2, where=of.often("detailed", 0.2)),
        _piece(of, "card", ["card"], 1.5, where=of.often("card told", 1 / 120)),
        _piece(of, "closing", ["closing"], 9, where=of.often("closes", 0.22)),
    ]


def _of_comment(of: Rows) -> list[Piece]:
    mood = np.searchsorted(MOOD_ENDS, of.frame["score"].to_numpy(), side="right")
    flags = [of.flag(name) for name in SAID]
    is_brief = np.any(flags, axis=0) & of.often("brief", 0.25)
    return [
        _piece(of, "mood", [f"mood {name}" for name in MOODS], 0, which=mood, where=~is_brief),
        _about(of, "about", where=of.often("tells topic", 0.35)),
        *(_piece(of, name, [name], 0.9, where=flag) for name, flag in zip(SAID, flags, strict=True)),
        _wish(of, mood),
    ]


def _wish(of: Rows, mood: Numbers) -> Piece:
    kinds = ["wish low", "wish low", "wish low", "wish high", "wish high"]
    return _piece(of, "wish", kinds, 9, which=mood, where=of.often("wishes", 0.2))


def _about(of: Rows, what: str, *, where: Mask) -> Piece:
    kinds = [f"{what} {name}" for name in (*SUBJECTS, "general")]
    return _piece(of, what, kinds, 0, which=of.which("topic", SUBJECTS), where=where)


def _outcome(of: Rows, name: str, is_so: Mask) -> Piece:
    """Say how it ended: in words of its topic where there are such, else in general ones."""
    of_topic = _runs(of, [f"{name} {topic}" for topic in (*TOPICS, "none")], of.which("topic", TOPICS))
    general = _runs(of, [f"{name} general"], None)
    runs = np.where((of_topic < 0) | of.often(f"{name} in general", 0.35), general, of_topic)
    return _picked(of, name, np.where(is_so, runs, -1), 2.1)


def _near(of: Rows, name: str, n: int) -> Piece:
    """Come near to saying what is not so."""
    chosen = of.often("nearly", 0.13) & (below(of.mix, "near what", len(NEAR)) == n)
    alike = of.frame["topic"].is_in(["Wants to leave", "Complaint"]).fill_null(value=False).to_numpy()
    return _piece(of, f"near {name}", [f"near {name}"], 1.2, where=chosen & ~of.flag(name) & ~alike)


def _chosen(of: Rows, what: str, column: str, values: Sequence[str], *, where: Mask) -> Piece:
    kinds = [f"{what} {name}" for name in (*values, "general")]
    return _piece(of, what, kinds, 2.3, which=of.which(column, values), where=where)


def _piece(
    of: Rows, purpose: str, kinds: Sequence[str], place: float, *, where: Mask, which: Numbers | None = None
) -> Piece:
    return _picked(of, purpose, np.where(where, _runs(of, kinds, which), -1), place)


def _picked(of: Rows, purpose: str, runs: Numbers, place: float) -> Piece:
    jitter = 0.0 if place in (-1, 9) else share(of.mix, f"{purpose} place") * 1.3
    return Piece(bank().pick(runs, bits(of.mix, purpose)), np.full(runs.size, place) + jitter)


def _runs(of: Rows, kinds: Sequence[str], which: Numbers | None) -> Numbers:
    table = np.stack([bank().kind(name) for name in kinds])
    runs: Numbers = table[0 if which is None else which, of.group]
    return runs


def _slots(of: Rows) -> dict[str, pl.Series]:
    told = of.frame.select("language", "written_local", "promise_due", "promise_kind")
    values = filled(told, of.mix)
    when = due_words(told.with_columns(style=pl.Series(below(of.mix, "time told", 4))))
    return {"when": when, **{name: values[name] for name in values.columns}}


def _joined(of: Rows, pieces: list[Piece], slots: dict[str, pl.Series]) -> pl.Series:
    """Put each row's sentences in order and join them as this row's writer does."""
    sentence = np.stack([each.sentence for each in pieces], axis=1)
    places = np.stack([np.where(each.sentence < 0, 99.0, each.place) for each in pieces], axis=1)
    ordered = np.take_along_axis(sentence, np.argsort(places, axis=1, kind="stable"), axis=1)
    most = int((ordered >= 0).sum(axis=1).max(initial=0))
    style = joints(of.mix, of.frame["author"])
    parts = []
    for n in range(most):
        following = ordered[:, n + 1] >= 0 if n + 1 < ordered.shape[1] else np.zeros(of.group.size, np.bool_)
        parts += _sentence(ordered[:, n], following, style, slots, is_first=n == 0)
    return pl.select(pl.concat_str(parts)).to_series() if parts else pl.Series([], dtype=pl.String)


def _sentence(
    number: Numbers,
    following: Mask,
    style: pl.DataFrame,
    slots: dict[str, pl.Series],
    *,
    is_first: bool,
) -> list[pl.Series]:
    known = bank()
    is_there = pl.Series(number >= 0)
    at = pl.Series(np.maximum(number, 0))
    is_cased = style["is_cased"] | (style["opens_cased"] if is_first else pl.Series([False]))
    before = known.before.gather(at).zip_with(~is_cased, known.before_cased.gather(at))
    said = [before, _value(known.slot[np.maximum(number, 0)], slots), known.after.gather(at)]
    nothing = pl.Series([""])
    joint = ends(style, pl.Series(known.is_marked[np.maximum(number, 0)]), pl.Series(following))
    return [part.zip_with(is_there, nothing) for part in (*said, joint)]


def _value(slot: Numbers, slots: dict[str, pl.Series]) -> pl.Series:
    value = pl.Series([""]).new_from_index(0, slot.size)
    for name, told in slots.items():
        is_here = slot == SLOTS.index(name)
        if is_here.any():
            value = told.zip_with(pl.Series(is_here), value)
    return value
