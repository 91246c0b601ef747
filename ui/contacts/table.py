"""The list of contacts as a table, 25 rows a page."""

from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import streamlit as st

from language import _, duration, number
from ui import cards
from ui.behind import ROWS_A_PAGE
from ui.contacts.words import agent
from ui.words import outcome

ROW_PX = 36


def show(rows: pl.DataFrame, zone: ZoneInfo, key: str) -> str | None:
    """Show a page of the list; returns the contact that was clicked."""
    cards.reserve(key, ROW_PX * (rows.height + 1) + 2)
    event = st.dataframe(
        readable(rows, zone).drop("contact").to_pandas().style.format(FORMATS, na_rep="–"),
        key=key,
        hide_index=True,
        height="content",
        row_height=ROW_PX,
        placeholder="–",
        on_select="rerun",
        selection_mode="single-cell",
        column_config=_columns(),
    )
    chosen = event["selection"]["cells"]
    return str(rows["contact_id"][chosen[0][0]]) if chosen else None


def readable(rows: pl.DataFrame, zone: ZoneInfo) -> pl.DataFrame:
    """The rows in words: local times, seconds, names."""
    seconds = {"waited": "wait_ms", "handled": "handle_ms", "menu": "menu_ms"}
    return rows.select(
        pl.col("at").dt.convert_time_zone(zone.key).dt.replace_time_zone(None).alias("when"),
        pl.col("queue").fill_null("–"),
        pl.col("outcome").map_elements(outcome, return_dtype=pl.String, skip_nulls=False),
        *[(pl.col(source) / 1000).alias(name) for name, source in seconds.items()],
        pl.col("agent_id").map_elements(agent, return_dtype=pl.String, skip_nulls=False).alias("agent"),
        pl.col("contact_id").alias("contact"),
    ).select("when", "queue", "outcome", "waited", "handled", "agent", "menu", "contact")


FORMATS = {"waited": duration, "handled": duration, "menu": duration}


def _columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "when": column.DatetimeColumn(_("When"), format="ddd D MMM, HH:mm", width=120),
        "queue": column.TextColumn(_("Queue"), width=50),
        "outcome": column.TextColumn(_("Outcome"), width=76),
        "waited": column.NumberColumn(_("Waited"), width=76),
        "handled": column.NumberColumn(_("Handled"), width=90),
        "agent": column.TextColumn(_("Agent"), width=90),
        "menu": column.NumberColumn(_("In menu"), width=80),
    }


def pager(page: int, total: int) -> int | None:
    """Show which rows of how many; returns the page that was asked for."""
    first, last = page * ROWS_A_PAGE + 1, min(total, (page + 1) * ROWS_A_PAGE)
    with st.container(
        key="pager", horizontal=True, vertical_alignment="center", horizontal_alignment="right"
    ):
        st.caption(
            _("{first}–{last} of {total}").format(first=number(first), last=number(last), total=number(total))
        )
        back = st.button(_("Back"), icon=":material/chevron_left:", disabled=page == 0, key="page_back")
        on = st.button(_("More"), icon=":material/chevron_right:", disabled=last >= total, key="page_on")
    return page - 1 if back else page + 1 if on else None
