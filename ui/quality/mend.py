"""The list to mend: a row per entry, those that cost most first."""

from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import streamlit as st

from language import _, number
from ui import cards, download, filters, navigation, notices
from ui.contacts.table import pager
from ui.quality import words
from ui.quality.found import Found
from ui.tables import clicked, height

A_PAGE = 25
BRIEF = ("customer", "entry", "minutes")  # what a phone has room for
FULL = ("customer", "field", "fault", "recorded", "shown", "since", "contacts", "minutes")


def listed(rows: pl.DataFrame, zone: ZoneInfo) -> pl.DataFrame:
    """The list as a file says it; instants in the site's time."""
    at = {name: pl.col(name).dt.convert_time_zone(zone.key) for name in ("since", "last_at")}
    return rows.select(
        "customer_id",
        "name",
        "source",
        "segment",
        "field",
        "fault",
        record_says="recorded",
        contacts_show="shown",
        on_record_since=at["since"].dt.strftime("%Y-%m-%d"),
        contacts="contacts",
        minutes=pl.col("minutes").round(1),
        last_contact=at["last_at"].dt.strftime("%Y-%m-%d %H:%M"),
    )


def show(found: Found, field: str, fault: str, number_: int, zone: ZoneInfo) -> None:
    """Show a page of the list, its parts to choose, and the way to take it along."""
    rows = found.listed(field, fault)
    cards.title(
        words.listed(rows.height, field, fault), _("What cost most first; a click opens the customer")
    )
    with st.container(key="choices", horizontal=True, vertical_alignment="center"):
        _choices(found, field, fault)
        if rows.height:
            download.button(partial(listed, rows, zone), "entries_to_mend", _("Download the list"))
    if not rows.height:
        notices.state("check_circle", _("Nothing to mend"), _("No such fault is seen in any record."))
        return
    shown = rows.slice(number_ * A_PAGE, A_PAGE)
    if customer := _table(shown, zone, f"mend_{field}_{fault}_{number_}"):
        navigation.go("customer", {"id": customer})
    if (turned := pager(number_, rows.height, A_PAGE)) is not None:
        filters.put(page=str(turned + 1))
        st.rerun()


def _choices(found: Found, field: str, fault: str) -> None:
    faults = {"": _("All")} | {name: words.fault(name) for name in words.WRONG}
    filters.choose("fault", faults, fault, _("Kind of fault"))
    fields = {"": _("Every field")}
    fields |= {
        row["field"]: words.field(row["field"])
        for row in found.fields.filter(pl.col("faulty") > 0).to_dicts()
    }
    if field not in fields:
        fields[field] = words.field(field)
    filters.pick("field", fields, field, _("Field"))


def _table(shown: pl.DataFrame, zone: ZoneInfo, key: str) -> str | None:
    """Show rows in words; returns the customer of the one that was clicked."""
    said = _in_words(shown, zone)
    with st.container(key="full_table_mend"):
        full = _clicked(said.select(FULL), key)
    with st.container(key="brief_table_mend"):
        brief = _clicked(said.select(BRIEF), f"{key}_brief")
    chosen = full if full is not None else brief
    return None if chosen is None else str(shown["customer_id"][chosen])


def _clicked(said: pl.DataFrame, key: str) -> int | None:
    cards.reserve(key, height(said.height))
    formats: dict[str, Any] = {"minutes": lambda n: number(n, 1)} if "minutes" in said.columns else {}
    columns = _brief_columns() if "entry" in said.columns else _columns()
    chosen = clicked(said.to_pandas().style.format(formats, na_rep="–"), key, columns)
    return int(chosen[0][0]) if chosen else None


def _in_words(shown: pl.DataFrame, zone: ZoneInfo) -> pl.DataFrame:
    own = pl.col("customer_id").str.split(":").list.last()
    fields, faults = map(words.field, shown["field"]), [words.fault(name) for name in shown["fault"]]
    said = shown.with_columns(
        field=pl.Series(fields, dtype=pl.String), fault=pl.Series(faults, dtype=pl.String)
    )
    return said.select(
        "field",
        "fault",
        customer=pl.coalesce("name", own),
        entry=pl.format("{} · {}", "field", "fault"),
        recorded=pl.col("recorded").fill_null("–"),
        shown=pl.col("shown").fill_null("–"),
        since=pl.col("since").dt.convert_time_zone(zone.key).dt.date(),
        contacts="contacts",
        minutes="minutes",
    )


def _columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "customer": column.TextColumn(_("Customer"), width=180),
        "field": column.TextColumn(_("Field"), width=140),
        "fault": column.TextColumn(_("Fault"), width=110),
        "recorded": column.TextColumn(_("The record says"), width=150),
        "shown": column.TextColumn(_("Contacts show"), width=150),
        "since": column.DateColumn(_("On record since"), format="D MMM YYYY", width=120),
        "contacts": column.NumberColumn(_("Contacts"), format="%,.0f", width=80),
        "minutes": column.NumberColumn(_("Minutes lost"), width=100),
    }


def _brief_columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "customer": column.TextColumn(_("Customer"), width=112),
        "entry": column.TextColumn(_("Field and fault"), width=132),
        "minutes": column.NumberColumn(_("Minutes"), width=68),
    }
