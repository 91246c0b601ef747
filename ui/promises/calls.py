"""The customers to call again, the one due first on top: why, what they said, what to say first, whose."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import streamlit as st

from language import _, day, instant, ngettext, number
from ui import asked as asking
from ui import filters, navigation
from ui.colleagues import Colleagues
from ui.markup import Safe, join, mk, show, tag
from ui.promises import closing
from ui.promises import followup_words as words
from ui.promises.pager import turn
from ui.promises.words import in_words
from ui.scene import Scene
from ui.words import channel

ROWS_A_PAGE = 6
QUOTED = 160  # characters of what somebody wrote


def show_rows(rows: pl.DataFrame, scene: Scene, people: Colleagues) -> None:
    """List a page of those to call, a few lines each."""
    pages = max(1, -(-rows.height // ROWS_A_PAGE))
    at = asking.page(filters.address(), pages, []) - 1
    with st.container(key="call_list"):
        for place, row in enumerate(rows.slice(at * ROWS_A_PAGE, ROWS_A_PAGE).iter_rows(named=True)):
            with st.container(key=f"call_{place}"):
                _row(place, row, scene, people)
    turn(at, rows.height, ROWS_A_PAGE, "call")


def _row(place: int, row: Mapping[str, Any], scene: Scene, people: Colleagues) -> None:
    with st.container(key=f"call_one_{place}"):
        st.html(mk(line(row, scene.now, scene.settings.site.zone)))
    with st.container(key=f"call_acts_{place}", horizontal=True, vertical_alignment="center"):
        closing.buttons(scene.viewer, row, people)
        if row["customer_id"]:
            navigation.link("customer", _("Their story"), {"id": row["customer_id"]}, "history")


def line(row: Mapping[str, Any], now: datetime, zone: ZoneInfo) -> Safe:
    """One customer to call: by when, who, why, what was said, and what to say first."""
    age, word = due(row, now, zone)
    is_late = row["state"] == "overdue"
    chip = tag("span", words.why(row), "chip c-note")
    head = tag("div", join([tag("b", who(row), dir="auto"), Safe(" "), chip]))
    sign = tag("span", "chat", "i", dir="ltr", aria_hidden="true", translate="no")  # runs its own way
    begin = join([sign, tag("span", words.first_words(row["kind"], row["language"]))])
    parts = [head, tag("small", about(row, zone)), quote(row), tag("div", begin, "begin", dir="auto")]
    many = tag("div", join([tag("b", age), tag("span", word)]), "many is-late" if is_late else "many")
    return tag("div", join([many, tag("div", join(parts))]), "mk-open mk-call")


def who(row: Mapping[str, Any]) -> str:
    """The customer's name, or the number where there is no name."""
    if row["name"]:
        return str(row["name"])
    return _("Customer {number}").format(number=str(row["customer_id"] or "–").split(":", 1)[-1])


def about(row: Mapping[str, Any], zone: ZoneInfo) -> str:
    """About what, by which channel, when; and that somebody tried already."""
    began = row["started_at"]
    when = day(began.astimezone(zone).date()) if began else ""
    tried = row["tried_at"]
    again = _("tried {when}, nobody answered").format(when=instant(tried, zone.key)) if tried else ""
    parts = (row["topic"], channel(row["channel"]) if row["channel"] else "", when, again)
    return " · ".join(part for part in parts if part)


def quote(row: Mapping[str, Any]) -> Safe:
    """What the customer said, or else what the agent noted."""
    told = " ".join((row["masked"] or "").split())
    if not told:
        return Safe("")
    shown = told if len(told) <= QUOTED else f"{told[:QUOTED].rstrip()}…"
    by = tag("small", _("noted by the agent")) if row["author"] == "agent" else Safe("")
    return tag("div", join([tag("q", shown, dir="auto"), by]), "said")


def due(row: Mapping[str, Any], now: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """How late a call is, or by when it is due, and the word for it."""
    at = row["due_at"]
    if row["state"] == "overdue":
        return in_words((now - at).total_seconds(), _("{unit} overdue"))
    local = at.astimezone(zone)
    return f"{local:%H:%M}", _("today") if row["state"] == "due_today" else day(local.date())


def done(rows: pl.DataFrame, scene: Scene) -> None:
    """List what was closed of late, by whom, when, and with what result, to take it back."""
    if not rows.height:
        return
    said = ngettext("Closed last", "The last {n} closed", rows.height)
    show(tag("div", said.format(n=number(rows.height)), "soft"))
    for at, row in enumerate(rows.iter_rows(named=True)):
        with st.container(key=f"closed_row_{at}", horizontal=True, wrap=False, vertical_alignment="center"):
            st.html(mk(_closed(row, scene.settings.site.timezone)))
            closing.undo_button(scene.viewer, row)


def _closed(row: Mapping[str, Any], zone: str) -> Safe:
    outcome = _(words.OUTCOMES.get(row["outcome"], row["outcome"]))
    when = _("{who}, {when}").format(who=row["done_by"], when=instant(row["done_at"], zone))
    what = join([tag("b", who(row), dir="auto"), Safe(" · "), tag("span", outcome)])
    return tag("div", join([what, tag("small", when, "soft")]), "mk-closed")
