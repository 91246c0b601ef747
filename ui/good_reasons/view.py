"""The card of good reasons to call: a customer in a few lines, and what can be done."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from language import _, day, number
from ui import asked as asking
from ui import cards, colleagues, download, filters, markup, notices
from ui.good_reasons import export, read, words
from ui.links import link
from ui.markup import Safe, join, mk, tag
from ui.promises.pager import turn
from ui.risk import acting
from ui.risk import words as of_risk
from ui.risk.rows import standing
from ui.scene import Scene

ROWS_A_PAGE = 5
PAGE = "good"  # of this list, in the address


def show(scene: Scene, week: date, *, is_now: bool, problems: list[str]) -> None:
    """Show the good reasons to call of a week; nothing for a past week that has none."""
    if not scene.settings.good_reasons.reasons and is_now:
        return
    [at] = cards.row(("good_reasons", 320))
    with cards.figure(at):
        found = read.looked(scene, week)
        if found is None:
            cards.title(_("Good reasons to call"))
            _missing(is_now=is_now)
            return
        cards.title(words.title(found), words.note(found))
        _files(scene, found, week)
        _rows(scene, found, problems, is_now=is_now)
        markup.show(tag("p", words.rules(found), "soft"))


def _files(scene: Scene, found: read.Looked, week: date) -> None:
    """Save the list, for a CRM."""
    if found.rows.height:
        file, name = partial(export.table, found, scene), f"good-reasons-{week.isoformat()}"
        with st.container(key="good_files"):
            download.both(file, name)


def _missing(*, is_now: bool) -> None:
    soon = _("The scheduler makes this list with the one above, once a week.")
    before = _("No such list was made that week.")
    notices.state("hourglass_top", _("Not made"), soon if is_now else before)


def _rows(scene: Scene, found: read.Looked, problems: list[str], *, is_now: bool) -> None:
    pages = max(1, -(-found.rows.height // ROWS_A_PAGE))
    at = asking.page(filters.address(), pages, problems, PAGE) - 1
    people = colleagues.of(scene, found.people)
    with st.container(key="good_list"):
        for place, row in enumerate(found.rows.slice(at * ROWS_A_PAGE, ROWS_A_PAGE).iter_rows(named=True)):
            with st.container(key=f"risk_row_good_{place}"):
                st.html(mk(line(row, scene)))
                if is_now and not read.is_barred(row):
                    key = f"risk_acts_good_{place}"
                    with st.container(key=key, horizontal=True, vertical_alignment="center"):
                        acting.act(scene.viewer, {**row, "rank": f"good_{row['rank']}"}, people)
    turn(at, found.rows.height, ROWS_A_PAGE, "good", PAGE)


def line(row: Mapping[str, Any], scene: Scene) -> Safe:
    """One customer: number, name, reasons, value."""
    name = of_risk.who(row)
    who = link("customer", name, {"id": row["customer_id"]}) if row["customer_id"] else tag("span", name)
    chips = [*_barred(row, scene), *standing(row, scene)]
    head = tag("div", join([tag("b", who, dir="auto"), *chips]), "who")
    reasons = tag("ol", join(tag("li", words.reason(one)) for one in row["reasons"]), "why")
    note = tag("small", _("“{note}”").format(note=row["note"]), "soft", dir="auto") if row["note"] else ""
    worth = of_risk.value(row["value"], scene.settings.money.currency)
    unit = _("a year") if row["value"] is not None else _("value not known")
    parts = [
        tag("div", number(row["rank"]), "rank num"),
        tag("div", join([head, reasons, note])),
        tag("div", join([tag("b", worth, "num"), tag("span", unit)]), "worth"),
    ]
    return tag("div", join(parts), "mk-risk good")


def _barred(row: Mapping[str, Any], scene: Scene) -> list[Safe]:
    """Why nobody should call, as a chip."""
    if not read.is_barred(row):
        return []
    said = _("A follow-up is open: call about that first")
    if row["called_since"]:
        when = day(row["called_since"].astimezone(scene.settings.site.zone).date())
        said = _("Called on {day}, not again this week").format(day=when)
    return [Safe(" "), tag("span", said, "chip c-note")]
