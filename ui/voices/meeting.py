"""For the team meeting: good and bad words of a week, in the language they were written in."""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl
import streamlit as st

from language import _, day, instant, marked, ngettext, number, period
from ui import asked as asking
from ui import cards, download, markup, notices, weeks
from ui.asked import Query
from ui.data import Window, reading_of
from ui.page import Page
from ui.periods import begins
from ui.scene import Scene
from ui.voices import chosen, hiding
from ui.voices.choosing import select
from ui.voices.quoted import Hide
from ui.voices.story import Story
from ui.voices.text import short, who
from ui.voices.verbatims import named
from ui.words import channel, language

KINDS: dict[str, str] = {"good": marked("Good words"), "bad": marked("Hard words")}


@dataclass(frozen=True)
class Chosen:
    """What a team should hear, and in how many texts it was looked for."""

    good: pl.DataFrame
    bad: pl.DataFrame
    texts: int


def meeting(page: Page, story: Story, given: Query, problems: list[str]) -> None:
    """Show the good and the bad words of the newest whole week of the period."""
    at_choices = st.container(key="voices_choices", horizontal=True, vertical_alignment="center")
    at_good, at_bad = cards.row(("good", 480), ("bad", 480), widths=(1, 1))
    read = cards.tried(lambda: _read(page, story, given, problems))
    if isinstance(read, Exception):
        cards.unread(read, at_good, at_bad)
        return
    teams, team, found = read
    with at_choices:
        if len(teams) > 1:
            select(_("Team"), "team", {"": _("All teams"), **{name: name for name in teams}}, team, 200)
        table = readable(page.scene, found)
        download.button(lambda: table, "team_meeting", _("Download"))
    said = " · ".join(filter(None, [team, _when(page, week(story))]))  # paper shows no choices
    with cards.figure(at_good):
        cards.title(
            _("Good to hear"), _("{when} · the highest answers and thanks, with whom").format(when=said)
        )
        _list(page.scene, found.good, hiding.seen_by(page.scene), is_good=True)
    with cards.figure(at_bad):
        cards.title(
            _("To learn from"), _("{when} · the lowest answers, anger and complaints").format(when=said)
        )
        _list(page.scene, found.bad, hiding.agents(page.scene), is_good=False)
    st.caption(rule(found.texts))


def _read(page: Page, story: Story, given: Query, problems: list[str]) -> tuple[tuple[str, ...], str, Chosen]:
    """The teams to choose from, the one that is asked for, and what it should hear."""
    window = _window(page, story, week(story))
    teams = _teams(page.scene, page.scene.key, window)
    team = asking.one(given, "team", teams, "", problems) if teams else ""
    narrowed = replace(window, where=(*window.where, *([("team", (team,))] if team else [])))
    return teams, team, _chosen(page.scene, page.scene.key, narrowed)


def rule(texts: int) -> str:
    """By which rule they were chosen, and from how many."""
    said = ngettext("Chosen from {n} text by a rule", "Chosen from {n} texts by a rule", texts)
    rest = _(
        "of contacts that began in this time; the customers' own words before notes; different agents and"
        " topics; no text twice, none of under four words. Names are taken out; an agent is named with good"
        " words only."
    )
    return f"{said.format(n=number(texts))}: {rest}"


def week(story: Story) -> date | None:
    """The first day of the newest whole week of the period; None where it holds none."""
    start = story.scene.settings.site.week_start
    first = [at for at in story.days() if at.isoweekday() == start and story.is_whole(at, "week")]
    return first[-1] if first else None


def _window(page: Page, story: Story, first: date | None) -> Window:
    zone = page.scene.settings.site.zone
    if first is None:
        return story.window
    return replace(story.window, start=begins(first, zone), end=begins(first + weeks.WEEK, zone))


def _when(page: Page, first: date | None) -> str:
    if first is None:
        return period(page.asked.days.first, page.asked.days.last)
    return _("Week of {day}").format(day=day(first))


@st.cache_data(max_entries=16, show_spinner=False)
def _teams(_scene: Scene, key: tuple[str, ...], window: Window) -> tuple[str, ...]:  # noqa: ARG001
    reading = reading_of(_scene, window)
    assert reading is not None  # the page is shown where figures were published
    found = reading.verbatims().select(pl.col("team").drop_nulls().unique().sort()).collect()
    return tuple(found.to_series())


@st.cache_data(max_entries=16, show_spinner=False)
def _chosen(_scene: Scene, key: tuple[str, ...], window: Window) -> Chosen:  # noqa: ARG001
    reading = reading_of(_scene, window)
    assert reading is not None
    rows = reading.verbatims().collect()
    return Chosen(named(reading, chosen.good(rows)), named(reading, chosen.bad(rows)), rows.height)


def _list(scene: Scene, rows: pl.DataFrame, hide: Hide, *, is_good: bool) -> None:
    if rows.is_empty():
        notices.state(
            "speaker_notes_off", _("Nothing to read aloud"), _("No text of this week fits the rule.")
        )
        return
    zone = scene.settings.site.zone
    markup.show(markup.join(short(row, zone, hide, is_named=is_good) for row in rows.iter_rows(named=True)))


def readable(scene: Scene, found: Chosen) -> pl.DataFrame:
    """The chosen words as a table to take along: the agent only beside good words."""
    zone = scene.settings.site.timezone
    hides = {"good": hiding.seen_by(scene), "bad": hiding.agents(scene)}
    made = []
    for name, rows in (("good", found.good), ("bad", found.bad)):
        for row in rows.iter_rows(named=True):
            made.append(
                {
                    _("Kind"): _(KINDS[name]),
                    _("Words"): hides[name](row["masked"]),
                    _("Whose"): who({**row, "agent_name": None}),
                    _("Agent"): row["agent_name"] if name == "good" else None,
                    _("Topic"): row["topic"],
                    _("Queue"): row["queue"],
                    _("Channel"): channel(row["channel"] or ""),
                    _("Language"): language(row["language"] or ""),
                    _("Contact began"): instant(row["started_at"], zone),
                    _("Written"): instant(row["at"], zone),
                }
            )
    return pl.DataFrame(made, infer_schema_length=None)
