"""The customers of a list, the first to call on top: why, points, yearly value, how it stands."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from language import _, date, day, number
from metrics.risk import EVIDENCE
from ui import asked as asking
from ui import colleagues, filters
from ui.bars import bar
from ui.links import link
from ui.markup import Safe, join, mk, tag
from ui.promises.pager import turn
from ui.risk import acting, words
from ui.risk.read import Looked, newest
from ui.scene import Scene

ROWS_A_PAGE = 10


def show(rows: pl.DataFrame, found: Looked, scene: Scene, top: float, *, is_now: bool) -> None:
    """List a page of customers; only those of this week's list can be acted on."""
    pages = max(1, -(-rows.height // ROWS_A_PAGE))
    at = asking.page(filters.address(), pages, []) - 1
    people = colleagues.of(scene, found.people)
    with st.container(key="risk_list"):
        for place, row in enumerate(rows.slice(at * ROWS_A_PAGE, ROWS_A_PAGE).iter_rows(named=True)):
            with st.container(key=f"risk_row_{place}"):
                st.html(mk(line(row, found, scene, top)))
                if is_now and not row["is_held_out"]:
                    with st.container(key=f"risk_acts_{place}", horizontal=True, vertical_alignment="center"):
                        acting.act(scene.viewer, row, people)
    turn(at, rows.height, ROWS_A_PAGE, "risk")


def line(row: Mapping[str, Any], found: Looked, scene: Scene, top: float) -> Safe:
    """One customer: rank, name, reasons, points, value."""
    name = words.who(row)
    who = link("customer", name, {"id": row["customer_id"]}) if row["customer_id"] else tag("span", name)
    head = tag("div", join([tag("b", who, dir="auto"), *_chips(row, scene)]), "who")
    reasons = tag("ol", join(_reason(one, row, found, scene) for one in row["reasons"]), "why")
    note = tag("small", _("“{note}”").format(note=row["note"]), "soft", dir="auto") if row["note"] else ""
    points = join(
        [
            tag("b", number(row["points"], 1), "num"),
            tag("span", _("points")),
            bar(row["points"], None, None, top),
            tag("span", words.chance(row["chance"], found.week), "chance"),
        ]
    )
    worth = words.value(row["value"], scene.settings.money.currency)
    value = join(
        [
            tag("b", worth, "num"),
            tag("span", _("a year") if row["value"] is not None else _("value not known")),
        ]
    )
    parts = [
        tag("div", "" if row["is_held_out"] else number(row["place"]), "rank num"),
        tag("div", join([head, reasons, note])),
        tag("div", points, "points"),
        tag("div", value, "worth"),
    ]
    return tag("div", join(parts), "mk-risk")


def _chips(row: Mapping[str, Any], scene: Scene) -> list[Safe]:
    zone = scene.settings.site.zone
    made: list[Safe] = []
    if row["is_held_out"]:
        made.append(tag("span", _("Held out"), "chip c-note"))
    if row["called_before"] is not None:
        when = day(row["called_before"].astimezone(zone).date())
        made.append(tag("span", _("Called on {day}, not again this week").format(day=when), "chip c-note"))
    return [*(piece for chip in made for piece in (Safe(" "), chip)), *standing(row, scene)]


def standing(row: Mapping[str, Any], scene: Scene) -> list[Safe]:
    """What came of it and when next, as chips."""
    zone = scene.settings.site.zone
    made: list[Safe] = []
    if row["state"] != "to_call" and row["state_at"]:
        when = day(row["state_at"].astimezone(zone).date())
        said = _("{state} by {who}, {day}").format(
            state=_(words.STATES[row["state"]]), who=row["state_by"], day=when
        )
        made.append(tag("span", said, "chip c-better" if row["state"] == "kept" else "chip c-note"))
    if row["next_on"]:
        said = _("Next on {day}").format(day=date(words.day_of(row["next_on"])))
        made.append(tag("span", said, "chip c-note"))
    return [piece for chip in made for piece in (Safe(" "), chip)]


def _reason(one: Mapping[str, Any], row: Mapping[str, Any], found: Looked, scene: Scene) -> Safe:
    """A reason in words, leading to the newest contact behind it, or to the customer's story."""
    said = words.reason(one, scene.settings.site.zone)
    behind = newest([one]).get(one["evidence"], "")
    contact = found.contacts.get(behind) if EVIDENCE[one["evidence"]].rows != "customers" else None
    shown = tag("span", said)
    if contact:
        shown = link("contacts", said, {"contact": contact})
    elif row["customer_id"]:
        shown = link("customer", said, {"id": row["customer_id"]})
    return tag("li", join([shown, Safe(" "), tag("small", f"+{number(one['points'], 1)}", "num")]))
