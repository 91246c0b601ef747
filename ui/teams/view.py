"""The cards of the page Teams."""

import polars as pl
import streamlit as st

from language import _, marked, number
from store.read import Viewer
from ui import cards, markup, notices
from ui.asked import Asked
from ui.charts import heat
from ui.tables import ROW_PX, height
from ui.teams import maps, tables, words
from ui.teams.behind import BUSY_ROWS, LONG_ROWS, Ways
from ui.teams.found import Found
from ui.teams.story import Story

ROWS = 9  # of a list that are seen at once, whole
UNTOLD = marked("A source has to tell who was available, on a break, and when (the table agent_states).")

UNABLE = marked("A record of agents has to name their skills, or people have to answer contacts.")
UNJUDGED = marked("It takes 20 of a kind to say what is usual, and a source that tells what agents do.")


def leads_to(viewer: Viewer, asked: Asked) -> Asked | None:
    """Whose lists hold what the figures count: a lead's list holds the own teams' contacts alone."""
    return None if viewer.role == "lead" else asked


def busy(story: Story, found: Found, ways: Ways) -> None:
    """How busy teams were, hour by hour, and the days behind an hour that was clicked."""
    cards.title(
        words.busy_title(found, story.team),
        words.busy_note(is_one=bool(story.team)),
        heat.key(_("to 50 %"), "100 %"),
    )
    body = maps.busy(story.cells(), story.whole(), story.week(), ways)
    if not body:
        notices.state("groups", _("No source tells what agents do"), _(UNTOLD))
        return
    markup.show(body)
    if ways.open and ways.open.rows == BUSY_ROWS:
        days = story.behind(ways.open)
        markup.show(markup.tag("h4", words.days_behind(ways.open, story.team, days)))
        markup.show(tables.day_by_day(days), "days")
    else:
        st.caption(_("Click an hour for the days behind it."))


def times(found: Found) -> None:
    """What teams did with their time."""
    cards.title(_("How teams spent their time"), _("Share of the time signed in, ringing left out"))
    if found.by_team.height:
        markup.show(tables.times(found.by_team))
    else:
        notices.state("groups", _("No source tells what agents do"), _(UNTOLD))


def hanging(found: Found, asked: Asked | None) -> None:
    """Which hours hang on one person."""
    note = _("At least half of their contacts came while only one person, or nobody, could take them")
    cards.title(words.hang_title(found), note)
    if found.hanging.height:
        markup.show(tables.hanging(found, asked))
        _more(found.hanging.height)
    else:
        _calm(
            _("In each hour with 10 contacts or more there were mostly two people or more."),
            found,
            is_known=found.alone.height and found.covering.by_hour,
        )


def few(found: Found, asked: Asked | None) -> None:
    """Where people are missing in the hours they are needed."""
    note = _("The most missing first · nobody counts for two queues at once")
    cards.title(words.few_title(found), note)
    if found.missing.height:
        markup.show(tables.few(found, asked))
        _more(found.missing.height)
    else:
        _calm(
            _("In each hour that can be judged as many were at work as its contacts needed."),
            found,
            is_known=found.judged_hours,
        )


def short(found: Found, asked: Asked | None) -> None:
    """People missing by queue and hour of the day."""
    note = _("People missing by queue and hour of the day, on average over the weekdays")
    cards.title(_("When skills are missing"), note, heat.key("0", number(maps.TOP_MISSING)))
    body = maps.short(found, asked)
    if body:
        markup.show(body)
    elif found.is_held:
        _held(found)
    else:
        what = _("It takes 10 contacts in an hour, a target of the queue, and knowing who was at work.")
        notices.state("hourglass_empty", _("No hour can be judged"), what)


def can(found: Found, asked: Asked | None) -> None:
    """Who can take what."""
    cards.title(_("Who can take what"), _("The fewest people first · in the whole centre"))
    if not found.covering.skills.height and not found.covering.by_hour:
        _held(found)
        return
    if not found.covering.skills.height:
        notices.state("visibility_off", _("Nobody is known to take any queue"), _(UNABLE))
        return
    markup.show(tables.can(found, asked))
    said = [words.told_by(found), words.untold(found), _(words.AT_WORK)]
    st.caption(" ".join(markup.plain(part) for part in said if part))


def only_one(found: Found, asked: Asked | None) -> None:
    """What hangs on one person because nobody else can do it."""
    cards.title(words.only_one_title(found), _("In the whole centre · with what came while they were away"))
    if not found.covering.by_hour:
        _held(found)
    elif found.only_one.height:
        markup.show(tables.only_one(found, asked))
    elif found.covering.skills.height:
        notices.state(
            "check_circle", _("Nothing stands out"), _("Two people or more can do each thing that is known.")
        )
    else:
        notices.state("visibility_off", _("Nobody is known to take any queue"), _(UNABLE))


def long(found: Found) -> None:
    """Which teams' breaks, meetings and wrap-ups were longer than usual."""
    cards.title(words.long_title(found), words.long_note())
    if found.long_by_team.height:
        markup.show(tables.long(found))
    else:
        notices.state("timer_off", _("There is nothing to judge"), _(UNJUDGED))


def long_hours(found: Found, ways: Ways) -> None:
    """When they were, and those behind an hour that was clicked."""
    cards.title(_("When it took longer"), _("Minutes beyond the usual by team and the hour it began"))
    body = maps.long_hours(found, ways)
    if not found.long_by_team.height:
        notices.state("timer_off", _("There is nothing to judge"), _(UNJUDGED))
        return
    if not body:
        notices.state("check_circle", _("Nothing took longer than usual"), words.long_note())
        return
    markup.show(body)
    if not ways.to_single:
        return
    if ways.open and ways.open.rows == LONG_ROWS:
        markup.show(markup.tag("h4", words.spot(ways.open, "")))
        _listed(tables.stretches(found, ways.open), "stretches_of_hour")
    else:
        st.caption(_("Click an hour for what took longer in it."))


def stretches(found: Found, viewer: Viewer) -> None:
    """The rows behind: each stretch that was longer than usual, for who may know single agents."""
    rows = tables.stretches(found)
    if not rows.height or not viewer.sees_agents:
        return
    with st.container(key="card_stretches"):
        cards.title(words.stretches(rows.height), _("By team, name and time"))
        _listed(rows, "stretches")


def _listed(rows: pl.DataFrame, key: str) -> None:
    one = st.column_config.NumberColumn(format="%.1f")
    began = st.column_config.DatetimeColumn(format="D MMM, HH:mm")
    st.dataframe(
        rows,
        key=key,
        hide_index=True,
        row_height=ROW_PX,
        height=height(min(ROWS, rows.height)),
        placeholder="–",
        column_config={_("Began"): began, _("Minutes"): one, _("Usual"): one},
    )


def _more(rows: int) -> None:
    if said := words.more(tables.MOST, rows):
        st.caption(said)


def _held(found: Found) -> None:
    what = _("It would tell of single agents. Managers and team leads see it.")
    if found.covering.by_hour:
        what = _("Of other teams too few agents are behind it: the figure would tell of each of them.")
    notices.state("groups", _("Left out here"), what)


def _calm(sentence: str, found: Found, *, is_known: int) -> None:
    """Say that there is nothing bad, that it is left out, or that nobody knows."""
    if is_known:
        notices.state("check_circle", _("Nothing stands out"), sentence)
        return
    if found.is_held:
        _held(found)
        return
    what = _("A source has to tell when people sign in and out, and who can take which queue.")
    notices.state("visibility_off", _("Who was there is not known"), what)
