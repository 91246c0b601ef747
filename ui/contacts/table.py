"""The list of contacts as a table, 25 rows a page."""

from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import streamlit as st

from language import _, duration, number
from metrics.prevention.names import said as event
from ui import cards
from ui.behind import ROWS_A_PAGE
from ui.behind.shape import Why
from ui.contacts import ways, words
from ui.contacts.words import agent
from ui.promises import followup_words as followups
from ui.promises import words as promises
from ui.tables import clicked, height
from ui.words import gift, outcome

BRIEF = ("when", "queue", "waited", "outcome")
HEAD, HANDLED = ("when", "queue", "outcome"), ("waited", "handled", "agent")
GOODWILL: dict[Why, tuple[str, ...]] = {"gift": ("gift", "approved", "cost"), "cost": ("cost",)}
OF_ISSUES: tuple[Why, ...] = ("again", "contacts", "agents", "channels", "spent")
SAID: Why = "said"
# On a phone what tells why a contact is in the list stands in place of what stands in others.
BRIEF_WHY: dict[Why, tuple[str, ...]] = {
    "": BRIEF,
    "way": ("when", "way", "extra"),
    "path": ("when", "last", "menu"),
    "promise": ("due", "promised", "state"),
    "complaint": ("when", "queue", "first_answer"),
    "gift": ("when", "gift", "cost"),
    "followup": ("due", "reason", "called"),
    "event": ("when", "happened", "after"),
    **{why: ("when", "queue", why) for why in (*OF_ISSUES, SAID, "cost")},
}
BRIEF_ROOM_PX, BRIEF_LEAST_PX = 152, 50  # what a phone leaves for the queue and the outcome together


def show(rows: pl.DataFrame, zone: ZoneInfo, key: str, why: Why = "") -> str | None:
    """Show a page of the list, on a phone its first columns; returns the contact that was clicked."""
    shown = readable(rows, zone, why).drop("contact")
    with st.container(key="full_table_list"):
        columns = _columns()
        full = _table(_short(shown, "path", ways.short), key, {name: columns[name] for name in shown.columns})
    with st.container(key="brief_table_list"):
        names, cut = BRIEF_WHY[why], _short(_short(shown, "path", ways.last), "way", ways.ends)
        seen = cut.rename({"path": "last"}, strict=False).select(names)
        brief = _table(seen, f"{key}_brief", _brief_columns(shown, names))
    chosen = full if full is not None else brief
    return rows["contact_id"][chosen] if chosen is not None else None


def _short(shown: pl.DataFrame, name: str, shorten: Callable[[str], str]) -> pl.DataFrame:
    """Shorten what would not fit; a file has it whole."""
    if name not in shown.columns:
        return shown
    return shown.with_columns(pl.Series(name, [shorten(value) for value in shown[name]], dtype=pl.String))


def _table(shown: pl.DataFrame, key: str, columns: dict[str, Any]) -> int | None:
    """Show rows in words; returns the number of the one that was clicked."""
    cards.reserve(key, height(shown.height))
    written = shown.to_pandas().style.format(
        {name: FORMATS[name] for name in FORMATS if name in columns}, na_rep="–"
    )
    chosen = clicked(written, key, columns)
    return int(chosen[0][0]) if chosen else None


def readable(rows: pl.DataFrame, zone: ZoneInfo, why: Why = "") -> pl.DataFrame:
    """The rows in words: local times, seconds, names; and what tells why they are there."""
    at = pl.col("at").dt.convert_time_zone(zone.key).dt.replace_time_zone(None)
    seconds = {"waited": "wait_ms", "handled": "handle_ms", "menu": "menu_ms"}
    return (
        _in_words(rows)
        .select(
            *[at.alias(name) for name in ("when", "due")],
            pl.col("queue").fill_null("–"),
            pl.col("outcome").map_elements(outcome, return_dtype=pl.String, skip_nulls=False),
            *[(pl.col(source) / 1000).alias(name) for name, source in seconds.items()],
            _who().alias("agent"),
            pl.col("contact_id").alias("contact"),
            *[told.alias(name) for name, told in TOLD.items() if name in SHOWN[why]],
        )
        .select(SHOWN[why])
    )


def _in_words(rows: pl.DataFrame) -> pl.DataFrame:
    """Name the ways through the menu; an expression would run where nobody knows whose menu it is."""
    if "path" not in rows.columns:
        return rows
    named = [path and ways.way(path) for path in rows["path"]]
    return rows.with_columns(pl.Series("path", named, dtype=pl.String))


def _who() -> pl.Expr:
    """The agent's name, else the own id."""
    ids = pl.col("agent_id").map_elements(agent, return_dtype=pl.String, skip_nulls=False)
    return pl.coalesce("agent_name", ids)


TOLD = {
    "way": pl.coalesce("way", "queue").fill_null("–"),
    "extra": pl.col("extra_ms") / 1000,
    "vain": pl.col("vain_ms") / 1000,
    "again": pl.col("again_ms") / 1000,
    "path": pl.col("path").fill_null("–"),
    "contacts": pl.col("issue_contacts"),
    "agents": pl.col("issue_agents"),
    "channels": pl.col("issue_channels"),
    "spent": pl.col("issue_spent_ms") / 1000,
    "gift": pl.col("gesture_kind").map_elements(gift, return_dtype=pl.String, skip_nulls=False),
    "approved": pl.col("authority").fill_null("–"),
    "cost": pl.col("gesture_cost"),
    "said": pl.struct("kind", "score", "scale_max").map_elements(
        words.answer, return_dtype=pl.String, skip_nulls=False
    ),
    "came_in": pl.col("queue").fill_null("–"),
    "promised": pl.col("kind").map_elements(promises.noun, return_dtype=pl.String, skip_nulls=False),
    "state": pl.struct("state", "done_by").map_elements(promises.became, return_dtype=pl.String),
    "late": pl.col("late_ms") / 1000,
    "told_by": pl.col("origin").map_elements(promises.told_by, return_dtype=pl.String),
    "first_answer": pl.when("is_answered").then(pl.col("answer_ms") / 1000),
    "reason": pl.col("kind").map_elements(followups.reason, return_dtype=pl.String),
    "called": pl.struct("state", "made_by", "came_of").map_elements(followups.became, return_dtype=pl.String),
    "turned": pl.col("turned").map_elements(followups.turned, return_dtype=pl.String, skip_nulls=False),
    "owner": pl.col("owner").fill_null("–"),
    "happened": pl.col("event").map_elements(event, return_dtype=pl.String),
    "after": pl.col("after_ms") / 1000,
    "open_for": pl.when("is_open").then(pl.col("age_ms") / 1000),
}
SHOWN: dict[Why, tuple[str, ...]] = {
    "": (*HEAD, *HANDLED, "menu", "contact"),
    "way": ("when", "way", "outcome", "waited", "extra", "handled", "vain", "contact"),
    "path": ("when", "path", "menu", "queue", "outcome", "waited", "contact"),
    **{why: (*HEAD, *HANDLED, why, "contact") for why in (*OF_ISSUES, SAID)},
    **{why: (*HEAD, *HANDLED, *more, "contact") for why, more in GOODWILL.items()},
    "promise": ("due", "promised", "state", "late", "agent", "came_in", "told_by", "contact"),
    "followup": ("due", "reason", "called", "turned", "owner", "queue", "agent", "contact"),
    "event": ("when", "happened", "after", "queue", "outcome", *HANDLED, "contact"),
    "complaint": (*HEAD, "first_answer", "open_for", "agent", "contact"),
}
TIMES = (
    "waited",
    "handled",
    "menu",
    "extra",
    "vain",
    "again",
    "spent",
    "late",
    "first_answer",
    "open_for",
    "after",
)
FORMATS: dict[str, Callable[[float], str]] = {**dict.fromkeys(TIMES, duration), "cost": words.amount}


def _columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "when": column.DatetimeColumn(_("When"), format="ddd D MMM, HH:mm", width=120),
        "due": column.DatetimeColumn(_("Due"), format="ddd D MMM, HH:mm", width=120),
        "queue": column.TextColumn(_("Queue"), width=50),
        "came_in": column.TextColumn(_("Queue"), width=120),
        "outcome": column.TextColumn(_("Outcome"), width=76),
        "waited": column.NumberColumn(_("Waited"), width=76),
        "handled": column.NumberColumn(_("Handled"), width=90),
        "agent": column.TextColumn(_("Agent"), width=120),
        "menu": column.NumberColumn(_("In menu"), width=80),
        "way": column.TextColumn(_("Way"), width=220),
        "extra": column.NumberColumn(_("Extra wait"), width=90),
        "vain": column.NumberColumn(_("In vain"), width=90),
        "again": column.NumberColumn(_("Came again after"), width=120),
        "path": column.TextColumn(_("Way through the menu"), width=260),
        "contacts": column.NumberColumn(_("Contacts"), width=80),
        "agents": column.NumberColumn(_("Agents"), width=80),
        "channels": column.NumberColumn(_("Channels"), width=80),
        "spent": column.NumberColumn(_("Time spent"), width=100),
        "said": column.TextColumn(_("Answer"), width=90),
        "gift": column.TextColumn(_("Given"), width=110),
        "approved": column.TextColumn(_("On whose authority"), width=120),
        "cost": column.NumberColumn(_("Cost"), width=70),
        "promised": column.TextColumn(_("Promised"), width=104),
        "state": column.TextColumn(_("What became of it"), width=140),
        "late": column.NumberColumn(_("Late"), width=76),
        "told_by": column.TextColumn(_("Told by"), width=84),
        "reason": column.TextColumn(_("Reason"), width=120),
        "called": column.TextColumn(_("What became of it"), width=230),
        "turned": column.TextColumn(_("No new trouble"), width=110),
        "owner": column.TextColumn(_("Whose"), width=110),
        "first_answer": column.NumberColumn(_("First answer"), width=100),
        "open_for": column.NumberColumn(_("Open for"), width=110),
        "happened": column.TextColumn(_("Before it"), width=150),
        "after": column.NumberColumn(_("After"), width=90),
    }


def _brief_columns(shown: pl.DataFrame, names: Sequence[str]) -> dict[str, Any]:
    """The columns of a phone: the queue and the outcome share the room as their words need it."""
    column = st.column_config
    is_shared = "outcome" in names
    queue = split(shown["queue"].to_list(), shown["outcome"].to_list()) if is_shared else BRIEF_ROOM_PX
    every = {
        "when": column.DatetimeColumn(_("When"), format="D MMM, HH:mm", width=92),
        "due": column.DatetimeColumn(_("Due"), format="D MMM, HH:mm", width=92),
        "queue": column.TextColumn(_("Queue"), width=queue),
        "way": column.TextColumn(_("Way"), width=BRIEF_ROOM_PX),
        "last": column.TextColumn(_("Last choice"), width=BRIEF_ROOM_PX),
        "waited": column.NumberColumn(_("Waited"), width=78),
        "extra": column.NumberColumn(_("Extra wait"), width=78),
        "again": column.NumberColumn(_("Again after"), width=78),
        "menu": column.NumberColumn(_("In menu"), width=78),
        "contacts": column.NumberColumn(_("Contacts"), width=78),
        "agents": column.NumberColumn(_("Agents"), width=78),
        "channels": column.NumberColumn(_("Channels"), width=78),
        "spent": column.NumberColumn(_("Time spent"), width=78),
        "said": column.TextColumn(_("Answer"), width=78),
        "gift": column.TextColumn(_("Given"), width=BRIEF_ROOM_PX),
        "cost": column.NumberColumn(_("Cost"), width=78),
        "promised": column.TextColumn(_("Promised"), width=112),
        "state": column.TextColumn(_("What became"), width=118),
        "reason": column.TextColumn(_("Reason"), width=112),
        "called": column.TextColumn(_("What became"), width=118),
        "first_answer": column.NumberColumn(_("Answered"), width=78),
        "happened": column.TextColumn(_("Before it"), width=BRIEF_ROOM_PX),
        "after": column.NumberColumn(_("After"), width=78),
        "outcome": column.TextColumn(_("Outcome"), width=BRIEF_ROOM_PX - queue),
    }
    return {name: every[name] for name in names}


def split(queues: Sequence[str], outcomes: Sequence[str]) -> int:
    """The pixels that the queue gets of the room it shares with the outcome."""
    longest = [max((len(name) for name in names), default=1) for names in (queues, outcomes)]
    wanted = BRIEF_ROOM_PX * longest[0] // sum(longest)
    return min(max(wanted, BRIEF_LEAST_PX), BRIEF_ROOM_PX - BRIEF_LEAST_PX)


def pager(page: int, total: int, rows: int = ROWS_A_PAGE) -> int | None:
    """Show which rows of how many; returns the page that was asked for."""
    first, last = page * rows + 1, min(total, (page + 1) * rows)
    with st.container(
        key="pager", horizontal=True, vertical_alignment="center", horizontal_alignment="right"
    ):
        st.caption(
            _("{first}–{last} of {total}").format(first=number(first), last=number(last), total=number(total))
        )
        back = st.button(_("Back"), icon=":material/chevron_left:", disabled=page == 0, key="page_back")
        on = st.button(_("More"), icon=":material/chevron_right:", disabled=last >= total, key="page_on")
    return page - 1 if back else page + 1 if on else None
