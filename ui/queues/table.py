"""The table by queue: sorted by the minutes that customers waited."""

from typing import Any

import polars as pl
import streamlit as st

from language import _, duration, points, share
from metrics.catalog import METRICS
from metrics.compare import Figure, is_judgeable
from ui import cards
from ui.definitions import sentence
from ui.queues.story import TABLE, Story

OPENS: dict[str, str] = {
    "in_time": "service_level",
    "against_target": "service_level",
    "typical_wait": "wait_median",
    "gave_up": "abandon_rate",
    "trend": "service_level",
}
ROW_PX = 36
COLUMNS = ("queue", "minutes", "in_time", "against_target", "typical_wait", "gave_up", "trend")


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
    frame = story.by("queue", story.spark_grain, ids=("service_level",))
    values = frame.select("queue", pl.col("service_level").struct.field("value")).drop_nulls()
    return {
        name[0]: part["value"].to_list()
        for name, part in values.partition_by("queue", as_dict=True, maintain_order=True).items()
    }


def show(table: pl.DataFrame) -> tuple[str, str] | None:
    """Show the table; returns the metric and the queue of the figure that was clicked."""
    cards.reserve("by_queue", ROW_PX * (table.height + 1) + 2)
    event = st.dataframe(
        _written(table),
        key="by_queue",
        hide_index=True,
        height="content",
        row_height=ROW_PX,
        placeholder="–",
        on_select="rerun",
        selection_mode="single-cell",
        column_config=_columns(table),
    )
    chosen = event["selection"]["cells"]
    if not chosen:
        return None
    row, column = chosen[0]
    return OPENS.get(column, "minutes_waited"), str(table["queue"][row])


def _written(table: pl.DataFrame) -> Any:
    """The numbers as people write them, still sorted as numbers."""
    frame = table.to_pandas()
    return frame.style.format(
        {
            "in_time": share,
            "against_target": _against,
            "typical_wait": duration,
            "gave_up": share,
        },
        na_rep="–",
    )


def _against(value: float) -> str:
    return f"{'▲' if value > 0 else '▼'} {points(abs(value))}"


def _columns(table: pl.DataFrame) -> dict[str, Any]:
    most = float(str(table["minutes"].max() or 1.0))
    column = st.column_config
    return {
        "queue": column.TextColumn(_("Queue"), width=88),
        "minutes": column.ProgressColumn(
            _("Minutes waited"),
            help=sentence("minutes_waited"),
            format="%,.0f",
            min_value=0,
            max_value=most,
            color="gray",
            width=118,
        ),
        "in_time": column.NumberColumn(_("In time"), help=sentence("service_level"), width=74),
        "against_target": column.NumberColumn(_("vs target"), width=86),
        "typical_wait": column.NumberColumn(_("Typical wait"), help=sentence("wait_median"), width=92),
        "gave_up": column.NumberColumn(_("Gave up"), help=sentence("abandon_rate"), width=76),
        "trend": column.LineChartColumn(_("Over time"), color="gray", width=86),
    }
