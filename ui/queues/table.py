"""The table by queue: sorted by the minutes that customers waited."""

from collections.abc import Sequence
from typing import Any

import polars as pl
import streamlit as st

from language import _, duration, number, points, share
from metrics.catalog import METRICS
from metrics.compare import Figure, is_judgeable
from ui import cards
from ui.definitions import sentence
from ui.queues.fit import cut
from ui.queues.story import TABLE, Story
from ui.tables import Cell, clicked, height

OPENS: dict[str, str] = {
    "in_time": "service_level",
    "against_target": "service_level",
    "typical_wait": "wait_median",
    "gave_up": "abandon_rate",
    "trend": "service_level",
}
COLUMNS = ("queue", "minutes", "in_time", "against_target", "typical_wait", "gave_up", "trend")
BRIEF = ("queue", "minutes", "in_time", "gave_up")
# A table of more rows or longer names does not fit beside the heat map.
BESIDE_ROWS, BESIDE_NAME = 9, 11
FIRST_ROWS = 25
LONGEST, LONGEST_BRIEF = 52, 14
LETTER_PX, CELL_PX, SHORT_PX = 6.3, 24, 120
EVERY = "every_queue"


def wants_room(queues: Sequence[str]) -> bool:
    """Tell whether the table needs the whole width: it is long, or its names are."""
    return len(queues) > BESIDE_ROWS or any(len(name) > BESIDE_NAME for name in queues)


def rows(story: Story) -> pl.DataFrame:
    """One row per queue; a figure on too few contacts is left out."""
    frame = story.by("queue")
    if not frame.height:
        return pl.DataFrame()
    trends = _trends(story)
    table = pl.DataFrame([_row(story, row, trends) for row in frame.iter_rows(named=True)], strict=False)
    return table.sort("minutes", descending=True).select(COLUMNS)


def _row(story: Story, row: dict[str, Any], trends: dict[str, list[float]]) -> dict[str, Any]:
    known = {metric: _judged(metric, row[metric]) for metric in TABLE}
    target, in_time = story.target("service_level", row["queue"]), known["service_level"]
    return {
        "queue": row["queue"],
        "minutes": known["minutes_waited"] or 0.0,
        "in_time": in_time,
        "against_target": None if in_time is None or target is None else in_time - target,
        "typical_wait": known["wait_median"],
        "gave_up": known["abandon_rate"],
        "trend": trends.get(row["queue"], []),
    }


def _judged(metric: str, figure: Figure) -> float | None:
    return figure["value"] if is_judgeable(METRICS[metric], figure) else None


def _trends(story: Story) -> dict[str, list[float]]:
    """The share in time over the period, for each queue."""
    return trends(story.by("queue", story.spark_grain, ids=("service_level",)))


def trends(frame: pl.DataFrame) -> dict[str, list[float]]:
    """The values of each queue in time; a single one is no trend."""
    values = frame.select("queue", pl.col("service_level").struct.field("value")).drop_nulls()
    return {
        str(name[0]): part["value"].to_list()
        for name, part in values.partition_by("queue", as_dict=True, maintain_order=True).items()
        if part.height > 1
    }


def show(table: pl.DataFrame) -> tuple[str, str] | None:
    """Show the table; returns the metric and the queue of the figure that was clicked, which opens contacts.

    It is there twice, and the style sheet hides one: a canvas cannot drop columns where a screen is narrow.
    """
    shown = table if st.session_state.get(EVERY) else table.head(FIRST_ROWS)
    roomy = wants_room(table["queue"].to_list())
    size = ("_long" if _name_px(table) > SHORT_PX else "_roomy") if roomy else ""
    with st.container(key=f"full_table{size}"):
        cards.reserve("by_queue", height(shown.height))
        full = _drawn(shown, "by_queue", LONGEST, _columns(table, roomy=roomy))
    with st.container(key=f"brief_table{size}"):
        brief = _drawn(shown.select(BRIEF), "by_queue_brief", LONGEST_BRIEF, _brief_columns())
    if table.height > FIRST_ROWS:
        _foot(shown.height, table.height)
    return full or brief


def _drawn(table: pl.DataFrame, key: str, longest: int, columns: dict[str, Any]) -> tuple[str, str] | None:
    names = pl.col("queue").map_elements(lambda name: cut(name, longest), return_dtype=pl.String)
    return _opened(table, clicked(_written(table.with_columns(names)), key, columns))


def _opened(table: pl.DataFrame, cells: Sequence[Cell]) -> tuple[str, str] | None:
    """The figure and the queue of a clicked cell; a row that has meanwhile gone opens nothing."""
    if not cells or cells[0][0] >= table.height:
        return None
    row, column = cells[0]
    return OPENS.get(column, "minutes_waited"), str(table["queue"][row])


def _foot(shown: int, there: int) -> None:
    """Say how many of the queues are shown, and offer the others."""
    with st.container(key="table_foot", horizontal=True, vertical_alignment="center"):
        said = _("{shown} of {all} queues, the costliest first")
        st.caption(said.format(shown=number(shown), all=number(there)), width="content")
        label = _("Show all {n}").format(n=number(there)) if shown < there else _("Show fewer")
        st.button(label, key="table_all", type="tertiary", on_click=_turn)


def _turn() -> None:
    st.session_state[EVERY] = not st.session_state.get(EVERY)


def _written(table: pl.DataFrame) -> Any:
    """The numbers as people write them, still sorted as numbers."""
    ways = {"in_time": share, "against_target": _against, "typical_wait": duration, "gave_up": share}
    known = {name: way for name, way in ways.items() if name in table.columns}
    return table.to_pandas().style.format(known, na_rep="–")


def _against(value: float) -> str:
    return f"{'▲' if value > 0 else '▼'} {points(abs(value))}"


def _columns(table: pl.DataFrame, *, roomy: bool) -> dict[str, Any]:
    most = float(str(table["minutes"].max() or 1.0))
    column = st.column_config
    return {
        "queue": column.TextColumn(_("Queue"), width=_name_px(table) if roomy else 88),
        "minutes": column.ProgressColumn(
            _("Minutes waited"),
            help=sentence("minutes_waited"),
            format="%,.0f",
            min_value=0,
            max_value=most,
            color="gray",
            width=150 if roomy else 118,
        ),
        "in_time": column.NumberColumn(_("In time"), help=sentence("service_level"), width=74),
        "against_target": column.NumberColumn(_("vs target"), width=86),
        "typical_wait": column.NumberColumn(_("Typical wait"), help=sentence("wait_median"), width=92),
        "gave_up": column.NumberColumn(_("Gave up"), help=sentence("abandon_rate"), width=76),
        "trend": column.LineChartColumn(_("Over time"), color="gray", width=120 if roomy else 86),
    }


def _name_px(table: pl.DataFrame) -> int:
    """What the longest name takes, as far as it is written."""
    longest = max(len(name) for name in table["queue"])
    return CELL_PX + round(LETTER_PX * max(10, min(LONGEST, longest)))


def _brief_columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "queue": column.TextColumn(_("Queue"), width=106),
        "minutes": column.NumberColumn(
            _("Minutes"), help=sentence("minutes_waited"), format="%,.0f", width=72
        ),
        "in_time": column.NumberColumn(_("In time"), help=sentence("service_level"), width=70),
        "gave_up": column.NumberColumn(_("Gave up"), help=sentence("abandon_rate"), width=72),
    }
