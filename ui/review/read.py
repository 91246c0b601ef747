"""What the page Weekly review reads. What takes long is read once an hour for all who see the same."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl
import streamlit as st

from metrics.coaching import Help
from metrics.days import Days, begins
from store import coaching as helping
from store import owners
from store import review as stored
from store.read import Viewer
from store.review import Grown, Overdue, Praised, Review, Voices
from store.what_changed import WhatChanged, what_changed
from ui import data
from ui.asked import Asked
from ui.data import Window
from ui.growing import told as growing_told
from ui.growing import words as growing_words
from ui.promises.read import near, promised
from ui.readings import first_row
from ui.scene import Scene
from ui.voices import chosen, hiding

MOST_VOICES, MOST_GROWN, MOST_OVERDUE = 2, 3, 4
WEEKS_BACK = 12  # to choose from
WEEK = timedelta(7)
LOOKED_THROUGH = 10  # voices of each kind, of which those of different agents are taken


@dataclass(frozen=True)
class Looked:
    """Which week and team are looked at, and as whom: `scene` reads as the lead of the team does."""

    scene: Scene
    week: Days
    team: str
    whole: Scene


def looked(scene: Scene, week: Days, team: str) -> Looked:
    """Look at a team's week. Raises ReadError for a team of others."""
    as_lead = replace(scene, viewer=stored.looking(scene.viewer, team))
    return Looked(as_lead, week, team, scene)


def weeks(scene: Scene, span: data.Span) -> tuple[Days, ...]:
    """The weeks to choose from, the newest first: those over and known whole, at least the newest."""
    start = scene.settings.site.week_start
    first = scene.today - timedelta((scene.today.isoweekday() - start) % 7)
    listed = [Days(first - WEEK * n, first - WEEK * n + timedelta(6)) for n in range(1, WEEKS_BACK + 1)]
    known = [one for one in listed if span.first is None or span.first <= one.first]
    return tuple(known or listed[:1])


def teams(scene: Scene) -> tuple[str, ...]:
    """The teams to choose from."""
    return _teams(scene, key(scene))


@st.cache_data(max_entries=16, show_spinner=False)
def _teams(_scene: Scene, key: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001
    return stored.teams(_scene.store, _scene.settings, _scene.viewer, _scene.now)


def key(scene: Scene) -> tuple[str, ...]:
    """What a past week depends on: where the data lie, who looks, the rules, how far it reaches, the hour."""
    span = data.span(scene)
    place, _number, scope, rules, _now = scene.key
    hour = scene.now.strftime("%Y-%m-%dT%H")
    return (place, scope, rules, hour, str(span.first), str(span.last))


def review(at: Looked) -> Review:
    """What the week's changes say. Raises LookupError where nothing was ever published."""
    found = _changes(at.scene, key(at.scene), at.week.first)
    if found is None:
        raise LookupError("nothing is published")
    answers = owners.owners(at.scene.store.state, "metric")
    return stored.review(found, at.scene.settings, at.scene.viewer, answers)


@st.cache_resource(max_entries=16, show_spinner=False)
def _changes(_scene: Scene, key: tuple[str, ...], day: date) -> WhatChanged | None:  # noqa: ARG001
    number = _scene.published.id if _scene.published else None
    return what_changed(_scene.store, _scene.settings, _scene.viewer, _scene.now, day, number)


def voices(at: Looked) -> Voices:
    """Two good and two bad voices of the week; a publication that forgets somebody is read at once."""
    return _voices(at.scene, at.scene.key[:4], at.week.first)


@st.cache_data(max_entries=16, show_spinner=False)
def _voices(_scene: Scene, key: tuple[str, ...], first: date) -> Voices:  # noqa: ARG001
    zone = _scene.settings.site.zone
    reading = data.reading_of(_scene, Window(begins(first, zone), begins(first + WEEK, zone)))
    assert reading is not None  # the page is shown where figures were published
    rows = reading.verbatims().collect()
    good, bad = (_of_different(pick(rows, LOOKED_THROUGH)) for pick in (chosen.good, chosen.bad))
    hide = hiding.agents(_scene)
    masked = bad.with_columns(pl.Series("masked", [hide(words) for words in bad["masked"]], pl.String))
    nameless = masked.with_columns(pl.lit(None, pl.String).alias(name) for name in ("agent_id", "agent_name"))
    return Voices(reading.named(good, "at"), nameless, rows.height)


def _of_different(rows: pl.DataFrame) -> pl.DataFrame:
    """The first two of different agents; who is not known is somebody else each time."""
    who = pl.coalesce("agent_id", "text_id")
    return rows.filter(who.is_first_distinct()).head(MOST_VOICES)


def overdue(at: Looked, asked: Asked) -> Overdue:
    """The promises that are overdue now, as the page Promises counts and orders them."""
    asked = near(at.scene, replace(asked, queues=(), channel="", channels=(), narrowed=()))
    window = data.whole_window(at.scene, asked)
    figures = first_row(data.figures(at.scene, window, ("promises_overdue",)))
    found = promised(at.scene, asked, window)
    rows = pl.DataFrame() if found is None else found.to_do
    late = rows.filter(pl.col("late_s") > 0, pl.col("state") != "attempted") if rows.height else rows
    count = figures["promises_overdue"]["value"] if "promises_overdue" in figures else 0
    return Overdue(int(count or 0), late.head(MOST_OVERDUE))


def growing(at: Looked) -> tuple[Grown, ...] | None:
    """The problems that grow now, the surest first; None where there are too few weeks to say."""
    found = growing_told.heard(at.scene, growing_told.all_watched(at.scene))
    if found is None:
        return None
    return tuple(
        Grown(
            growing_words.plain_title(one.family, one.terms),
            one.rise.now,
            one.rise.usual,
            int(one.rise.n[-1]),
        )
        for one in found.problems[:MOST_GROWN]
    )


def nominees(at: Looked) -> tuple[Praised, ...] | None:
    """Who is praised for the week; None where nobody has been nominated yet."""
    return stored.nominees(at.scene.store, at.scene.settings, at.scene.viewer, at.week.first)


def help_needed(at: Looked) -> tuple[tuple[Help, str], ...]:
    """Who may need help and their names, by the alphabet; nobody for who may not know.

    TRICKY: what is kept names agents of all teams; nothing of it may go further than `of_team` lets it.
    """
    if not helping.may_know(at.whole.viewer, at.team):
        return ()
    whole = replace(at.whole, viewer=Viewer("", "manager"))
    found = helping.of_team(_coaching(whole, key(whole), at.week.first), at.whole.viewer, at.team)
    scene = at.scene
    names = stored.named(
        scene.store, scene.settings, scene.viewer, [one.agent_id for one in found], scene.now
    )
    told = [(one, names.get(one.agent_id) or one.agent_id) for one in found]
    return tuple(sorted(told, key=lambda pair: pair[1]))


@st.cache_resource(max_entries=4, show_spinner=False)
def _coaching(_scene: Scene, key: tuple[str, ...], week: date) -> tuple[Help, ...]:  # noqa: ARG001
    number = _scene.published.id if _scene.published else None
    return helping.coaching(_scene.store, _scene.settings, week, number)
