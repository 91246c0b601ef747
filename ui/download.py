"""Tables as files that a spreadsheet opens without running anything."""

from collections.abc import Callable
from contextvars import copy_context

import polars as pl
import streamlit as st

from language import _

RISKY = r"^(\s*[=+\-@|%\t\r\n])"


def csv(frame: pl.DataFrame) -> bytes:
    """Write a table as CSV, UTF-8 with a mark for Excel.

    TRICKY: a cell of text that begins like a formula is run by spreadsheets, so it gets an apostrophe.
    """
    safe = pl.col(pl.String).str.replace(RISKY, "'$1")
    return frame.with_columns(safe).write_csv(include_bom=True).encode()


def later(frame: Callable[[], pl.DataFrame]) -> Callable[[], bytes]:
    """Make a file in another thread, yet in this one's language and with its centre's names."""
    context = copy_context()
    return lambda: csv(context.copy().run(frame))


def button(frame: Callable[[], pl.DataFrame], name: str, label: str = "") -> None:
    """Show a button that saves a table, made only when it is asked for."""
    st.download_button(
        label or _("Download"),
        later(frame),
        file_name=f"{name}.csv",
        mime="text/csv",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
        key=f"download_{name}",
    )
