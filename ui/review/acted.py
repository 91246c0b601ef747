"""The card of actions: those of the last review and what is still open, and whether they worked."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import streamlit as st

from language import _, ngettext, number
from language import day as day_of
from store import actions, review_words
from store.action_results import Result, results
from store.actions import Decided
from store.review import Acted
from ui import cards, navigation, notices
from ui.markup import Safe, join, show, tag
from ui.review.read import WEEK, Looked, key
from ui.scene import Scene

PAGE = "changes"  # where they are begun, ended and altered


def read(at: Looked) -> tuple[Acted, ...]:
    """The actions decided in the last review, then what is still open from before, then this review's own."""
    state, viewer, first = at.scene.store.state, at.scene.viewer, at.week.first
    last, new = actions.of_week(state, viewer, first - WEEK), actions.of_week(state, viewer, first)
    older = [one for one in actions.open_ones(state, viewer) if one.week < first - WEEK]
    every = [*last, *older, *new]
    if not every:
        return ()
    found = _results(at.scene, key(at.scene), repr(every), every)
    return tuple(_acted(one, at.scene.today) for one in found)


@st.cache_resource(max_entries=16, show_spinner=False)
def _results(
    _scene: Scene,
    key: tuple[str, ...],  # noqa: ARG001
    stand: str,  # noqa: ARG001 (how they stand is part of the cache's key)
    _every: Sequence[Decided],
) -> list[Result]:
    return results(_scene.store, _scene.settings, _scene.viewer, _every, _scene.now)


def _acted(one: Result, today: date) -> Acted:
    done, on = one.action, one.action.begun_on or one.action.due
    said = " ".join(part for part in (one.sentence, one.placebos) if part)
    is_late = done.begun_on is None and done.is_late(today)
    return Acted(done.id, done.what, done.owner, done.aim.metric, on, one.state, said, is_late)


def show_all(found: Sequence[Acted]) -> None:
    """List them with what came of each, in words that its design allows."""
    cards.title(_finding(found), _("Of the last review, and what is still open from before"))
    if not found:
        what = _("Decide one below: what, who, and which figure it is to move.")
        notices.state("task_alt", _("No action is open"), what)
    else:
        show(join(_line(one) for one in found), "mk-acted")
        navigation.link(PAGE, _("Begin, end or change them on the page Changes"), {}, icon="edit_note")


def _finding(found: Sequence[Acted]) -> str:
    if not found:
        return _("Actions and whether they worked")
    counts = Counter(review_words.counted(one) for one in found)
    parts = [f"{number(n)} {words}" for words, n in counts.items()]
    said = ngettext("{n} action: {parts}", "{n} actions: {parts}", len(found))
    return said.format(n=number(len(found)), parts=", ".join(parts))


def _line(one: Acted) -> Safe:
    state = review_words.state(one)
    chip = tag("span", state.words, f"chip c-{state.tone or 'note'}")
    head = join([tag("b", one.what, dir="auto"), Safe(" "), chip])
    is_due = one.state == "not started"
    who = _("{owner} · watches {metric}") if is_due else _("{owner} · watches {metric} · since {day}")
    about = who.format(owner=one.owner, metric=review_words.label(one.metric), day=day_of(one.on))
    return tag("div", join([tag("div", head), tag("p", one.said), tag("small", about)]))
