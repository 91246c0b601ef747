"""The promises to see to, the most harmful first: why each stands there, its customer, and "done"."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import polars as pl
import streamlit as st

from language import _, ngettext, number
from store import loop
from store.read import Viewer
from ui import asked as asking
from ui import filters, navigation
from ui.markup import Safe, join, mk, show, tag
from ui.promises import marks, words
from ui.promises.pager import turn
from ui.scene import Scene

ROWS_A_PAGE, HOUR_S = 12, 3600


def show_rows(rows: pl.DataFrame, scene: Scene, problems: list[str]) -> None:
    """List a page of what is to do, a line each."""
    pages = max(1, -(-rows.height // ROWS_A_PAGE))
    at = asking.page(filters.address(), pages, problems) - 1
    with st.container(key="work_list"):
        for number_, row in enumerate(rows.slice(at * ROWS_A_PAGE, ROWS_A_PAGE).iter_rows(named=True)):
            with row_of(number_, row, line(row, scene.now, scene.settings.site.timezone)):
                marks.button(scene.viewer, "promise", row["promise_id"])
    turn(at, rows.height, ROWS_A_PAGE, "work")


@contextmanager
def row_of(at: int, row: Mapping[str, Any], line: Safe) -> Iterator[None]:
    """Show a line that leads to its customer; what follows stands beside it."""
    with st.container(key=f"work_row_{at}", horizontal=True, wrap=False, vertical_alignment="center"):
        with st.container(key=f"work_one_{at}"):
            st.html(mk(line))
            if row["customer_id"]:
                said = _("Everything about {customer}").format(customer=words.who(row))
                navigation.link("customer", said, {"id": row["customer_id"]})
        yield


def line(row: Mapping[str, Any], now: datetime, zone: str) -> Safe:
    """One promise: how late, to whom and what, why it stands here, who promised it."""
    age, word = words.how_late(row, now)
    is_late = row["late_s"] > 0 and row["state"] != "attempted"
    what = _("{customer}: {what}").format(customer=words.who(row), what=words.noun(row["kind"]))
    chip = tag("span", _("told by a note only"), "chip c-note") if row["origin"] == "note" else ""
    head = tag("div", join([tag("b", what, dir="auto"), Safe(" "), chip]))
    why = tag("small", words.reasons(row, zone))
    by = tag("small", words.promised_by(row, zone), "soft")
    many = tag("div", join([tag("b", age), tag("span", word)]), "many is-late" if is_late else "many")
    return tag("div", join([many, tag("div", join([head, why, by]))]), "mk-open")


def done(rows: pl.DataFrame, viewer: Viewer, zone: str, kind: loop.MarkKind = "promise") -> None:
    """List what was marked as done of late (subject, what, by, at, name), to take it back."""
    if not rows.height:
        return
    said = ngettext("Marked as done last", "The last {n} marked as done", rows.height)
    show(tag("div", said.format(n=number(rows.height)), "soft"))
    for at, row in enumerate(rows.iter_rows(named=True)):
        with st.container(key=f"done_row_{at}", horizontal=True, wrap=False, vertical_alignment="center"):
            what = _("{customer}: {what}").format(customer=words.who(row), what=row["what"])
            when = _("{who}, {when}").format(who=row["by"], when=words.moment(row["at"], zone))
            st.html(mk(tag("div", join([tag("b", what, dir="auto"), tag("small", when, "soft")]), "mk-done")))
            marks.undo_button(viewer, kind, row["subject"])


def as_file(rows: pl.DataFrame, zone: str) -> pl.DataFrame:
    """The whole list in words, in its order, for a spreadsheet."""
    told = [
        {
            "customer": row["customer_id"],
            "name": row["name"],
            "promised": words.noun(row["kind"]),
            "due": words.moment(row["due_at"], zone),
            "late_hours": round(row["late_s"] / HOUR_S, 1),
            "state": words.became({**row, "done_by": None}),
            "why": words.reasons(row, zone),
            "value_a_year": row["annual_value"],
            "agent": row["agent_name"],
            "team": row["team"],
            "told_by": words.told_by(row["origin"]),
        }
        for row in rows.iter_rows(named=True)
    ]
    return pl.DataFrame(told, infer_schema_length=None)
