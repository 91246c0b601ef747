"""The customers whose record is to be mended, to take along."""

from collections.abc import Mapping
from functools import partial
from zoneinfo import ZoneInfo

import polars as pl
import streamlit as st

from language import ngettext, number
from ui import download
from ui.routing import words


def listed(found: pl.DataFrame, zone: ZoneInfo) -> pl.DataFrame:
    """The customers of `mending.unmended` as a file says them, one a row; last_contact in the site's time."""
    return found.select(
        "customer_id",
        "name",
        "field",
        pl.col("recorded").alias("record_says"),
        pl.col("turned_out").alias("turned_out_to_need"),
        "contacts",
        pl.col("minutes").round(1),
        last_contact=pl.col("last_at").dt.convert_time_zone(zone.key).dt.strftime("%Y-%m-%d %H:%M"),
    )


def buttons(mend: Mapping[str, pl.DataFrame], zone: ZoneInfo) -> None:
    """Offer the list of each field that has records to mend."""
    shown = {name: found for name, found in mend.items() if found.height}
    if not shown:
        return
    with st.container(key="mend", horizontal=True):
        for name, found in shown.items():
            said = ngettext(
                "Download {n} record to mend: {field}", "Download {n} records to mend: {field}", found.height
            )
            label = said.format(n=number(found.height), field=words.field(name))
            download.button(partial(listed, found, zone), f"records_to_mend_{name}", label)
