"""The complaints that are open, the oldest first, and those that were only heard in words."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from language import _
from ui import asked as asking
from ui import filters
from ui.markup import Safe, join, plain, tag
from ui.promises import complaint_words as words
from ui.promises import marks
from ui.promises.clocks import Complained
from ui.promises.pager import turn
from ui.promises.words import in_words, who
from ui.promises.worklist import ROWS_A_PAGE, row_of
from ui.scene import Scene


def page_of(rows: pl.DataFrame) -> tuple[int, pl.DataFrame]:
    """The page of a list that the address asks for, from 0, and its rows."""
    pages = max(1, -(-rows.height // ROWS_A_PAGE))
    at = asking.page(filters.address(), pages, []) - 1
    return at, rows.slice(at * ROWS_A_PAGE, ROWS_A_PAGE)


def show_open(rows: pl.DataFrame, found: Complained, scene: Scene) -> None:
    """List a page of complaints with their steps."""
    at, shown = page_of(rows)
    plan = found.plan.join(shown.select("complaint_id"), on="complaint_id", how="semi")
    with st.container(key="work_list"):
        for number, row in enumerate(shown.iter_rows(named=True)):
            steps = plan.filter(complaint_id=row["complaint_id"]).rows(named=True)
            with row_of(number, row, complaint(row, steps, scene.settings.site.timezone)):
                _actions(row["complaint_id"], steps, scene)
    turn(at, rows.height, ROWS_A_PAGE, "work")


def show_heard(rows: pl.DataFrame, scene: Scene) -> None:
    """List a page of what sounds like complaints, the newest first."""
    at, shown = page_of(rows)
    with st.container(key="work_list"):
        for number, row in enumerate(shown.iter_rows(named=True)):
            with row_of(number, row, heard(row, scene)):
                marks.button(scene.viewer, "complaint", row["complaint_id"], label=_("Seen to"))
    turn(at, rows.height, ROWS_A_PAGE, "work")


def _actions(complaint_id: str, steps: Sequence[Mapping[str, Any]], scene: Scene) -> None:
    """What a person can say of a complaint: that its next step is done, that it is solved."""
    by_mark = {one.name for one in scene.settings.complaints.steps if one.done_by == "mark"}
    left = [row["step"] for row in steps if row["state"] != "done" and row["step"] in by_mark]
    with st.container(key=f"acts_{complaint_id}", width="content"):
        for step in left[:1]:
            label = _("Done: {step}").format(step=plain(step))
            marks.button(scene.viewer, "complaint_step", complaint_id, step, label)
        marks.button(scene.viewer, "complaint", complaint_id, label=_("Solved"))


def complaint(row: Mapping[str, Any], steps: Sequence[Mapping[str, Any]], zone: str) -> Safe:
    """One complaint: how old it is, whose, about what, how its clocks and steps stand."""
    head = _("{customer}: {what}").format(customer=who(row), what=words.about(row))
    said = " · ".join([words.came(row, zone), words.clock(row)])
    lines = [tag("b", head, dir="auto"), words.steps(steps, zone), tag("small", said)]
    return _line(in_words((row["age_ms"] or 0) / 1000, _("{unit} open")), lines)


def heard(row: Mapping[str, Any], scene: Scene) -> Safe:
    """One text that sounds like a complaint: whose, what was written, where it was heard."""
    zone = scene.settings.site.timezone
    head = _("{customer}: {what}").format(customer=who(row), what=words.about(row))
    quoted = tag("q", words.quote(row["masked"], row["evidence"]), dir="auto")
    said = tag("small", words.heard_in(row, zone))
    return _line(words.age(row, scene.now), [tag("b", head, dir="auto"), quoted, said])


def _line(age: tuple[str, str], lines: list[Safe]) -> Safe:
    n, word = age
    many = tag("div", join([tag("b", n), tag("span", word)]), "many")
    return tag("div", join([many, tag("div", join(lines))]), "mk-open")
