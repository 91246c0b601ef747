"""What was learnt from right and wrong clicks, against the rules; and the second opinion beside them."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import streamlit as st

from language import _, between, instant, listing, ngettext, number, share
from metrics.intervals import wilson
from metrics.signals.judging import Judged
from metrics.signals.opinions import opinions
from store import loop
from store.learnt import Learnt, LearntError, path_of, saved
from ui import cards, markup, notices
from ui.bars import bar
from ui.markup import Safe, join, tag
from ui.scene import Scene
from ui.tables import report, two_lines
from ui.voices import names

ORDER = ("shown", "no better", "few")


def show(scene: Scene) -> None:
    """Show the card: on clicks kept aside, who agrees with supervisors more often; or what is missing."""
    with st.container(key="card_learned"), cards.figure(cards.place("learned", cards.bones(160))):
        try:
            found = learnt(scene)
        except LearntError as error:
            cards.title(_("No second opinion at the moment"))
            notices.state("healing", _("What was learnt must be learnt anew"), str(error))
            return
        told = ordered(found)
        cards.title(finding(told), note(found, scene.settings.site.timezone))
        if told:
            markup.show(table(told))
        st.caption(_how())


def learnt(scene: Scene) -> Learnt | None:
    """Give what was learnt so far, None before anything was. Raises LearntError."""
    path = path_of(scene.store.folder)
    try:
        stamp = path.stat()
    except FileNotFoundError:
        return None
    return _saved(path.parent.as_posix(), (stamp.st_mtime_ns, stamp.st_size, stamp.st_ino))


@st.cache_resource(max_entries=4, show_spinner=False)
def _saved(folder: str, stamp: tuple[int, ...]) -> Learnt | None:  # noqa: ARG001 (it is the cache's key)
    return saved(Path(folder))


def opinion(scene: Scene, texts: pl.DataFrame) -> pl.DataFrame:
    """Give the second opinion on signals found in texts, where it may be shown; the most doubted first.

    texts holds text_id, masked and evidence; the result is `opinions.OF_OPINIONS`. Where a person has said
    right or wrong the model is silent. Where what was learnt cannot be read nobody has an opinion: the card
    says so.
    """
    try:
        found = learnt(scene)
    except LearntError:
        found = None
    told = opinions(found.models if found else {}, texts)
    return told.join(
        loop.clicks(scene.store.state), on=["text_id", "signal"], how="anti", maintain_order="left"
    )


def spoken_of(scene: Scene) -> tuple[str, ...]:
    """The signals on which there is a second opinion."""
    try:
        found = learnt(scene)
    except LearntError:
        found = None
    return tuple(found.models) if found else ()


def beside(told: pl.DataFrame, text_id: str) -> None:
    """Say quietly under a text which of its signals the model doubts; nothing where it doubts none."""
    if said := doubts(told, text_id):
        markup.show(said)


def nothing_doubted() -> None:
    """Say that no text is left to review."""
    sentence = _("In this period the model doubts nothing on which nobody has said right or wrong.")
    notices.state("done_all", _("Nothing is in doubt"), sentence)


def doubts(told: pl.DataFrame, text_id: str) -> Safe:
    """Name the signals of a text that the model doubts, each with the words that say so; else nothing."""
    rows = told.filter(pl.col("is_doubted") == 1, text_id=text_id)
    lines = [_doubt(signal, words) for signal, words in rows.select("signal", "words").iter_rows()]
    return (
        tag(
            "small",
            join(lines),
            "soft doubts",
            title=_("Learnt from right and wrong clicks; it changes no figure."),
        )
        if lines
        else Safe("")
    )


def _doubt(signal: str, words: Sequence[str]) -> Safe:
    said = _("The model doubts “{signal}”").format(signal=names.signal(signal))
    if not words:
        return tag("span", said + ". ")
    quoted = Safe(", ".join(tag("q", word, dir="auto") for word in words))
    return tag("span", join([said, Safe(" "), _("because of"), Safe(" "), quoted, Safe(". ")]))


def ordered(found: Learnt | None) -> list[Judged]:
    """The signals that anybody clicked on: those with an opinion first, then those nearest to one."""
    clicked = [one for one in found.judged if one.held or one.learnt_from] if found else []
    return sorted(clicked, key=lambda one: (ORDER.index(one.state), -one.held, one.signal))


def finding(told: Sequence[Judged]) -> str:
    """On how many signals there is a second opinion."""
    if not told:
        return _("No second opinion yet: nothing has been learnt from clicks")
    n = sum(one.state == "shown" for one in told)
    if not n:
        return _("No second opinion yet: the rules stand alone")
    said = ngettext("A second opinion on {n} signal", "A second opinion on {n} signals", n)
    return said.format(n=number(n))


def note(found: Learnt | None, zone: str) -> str:
    """Among which texts is compared, and when."""
    if found is None:
        return _("Clicks on right and wrong teach it; within an hour they count here.")
    said = _("Where the rules found the signal, on clicks kept aside · learnt {when}")
    return said.format(when=instant(found.learnt_at, zone))


def _how() -> str:
    return _(
        "A small model learns which findings supervisors call wrong. Clicks on every third customer's texts"
        " are kept aside. Only where it surely agrees with those more often than the rules do, it marks what"
        " it doubts. It cannot tell what the rules miss, and it changes no figure."
    )


def table(told: Sequence[Judged]) -> Safe:
    """Each signal: how often the rules and the model say what supervisors say, and how it stands."""
    heads = [_("Signal"), _("Rules right"), "", _("Model right"), "", _("Clicks"), _("How it stands")]
    rows = [[names.signal(one.signal), *_compared(one), standing(one)] for one in told]
    return report(heads, rows, right=frozenset({1, 3, 5}), is_stacked=True)


def _compared(one: Judged) -> list[str]:
    if not one.n:
        return ["–", "", "–", "", number(one.held)]
    return [*_share(one.rules_right, one.n), *_share(one.model_right, one.n), number(one.n)]


def _share(right: int, n: int) -> list[str]:
    bounds = wilson(pl.lit(float(right)), pl.lit(float(n)))
    low, high = (pl.select(bound).item() for bound in bounds)
    told = two_lines(share(right / n, 0), between(low, high, "share"))
    return [told, bar(right / n, low, high, 1.0)]


def standing(one: Judged) -> str:
    """What became of it, and what is missing until it is judged next."""
    if one.state == "few":
        return two_lines(_("not yet"), missing(one))
    said = _("marks what it doubts") if one.state == "shown" else _("not surely better")
    return two_lines(said, _("next: {missing}").format(missing=missing(one)))


def missing(one: Judged) -> str:
    """How far the clicks kept aside are: of all that are needed, and of the kind that is rarer."""
    parts = []
    if one.held < one.needed:
        said = _("{n} of {needed} clicks kept aside")
        parts.append(said.format(n=number(one.held), needed=number(one.needed)))
    if one.rarer < one.needed_of_each:
        said = _("{n} of {needed} of the rarer answer, right or wrong")
        parts.append(said.format(n=number(one.rarer), needed=number(one.needed_of_each)))
    return listing(parts) if parts else _("too few clicks of both kinds to learn from")
