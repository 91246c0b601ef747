"""Tables as files that a spreadsheet opens without running anything."""

from collections.abc import Callable
from contextvars import copy_context

import polars as pl
import streamlit as st

from language import FURTHER_ON, _
from store.workbook import harmless, workbook
from ui import audited


def csv(frame: pl.DataFrame) -> bytes:
    """Write a table as CSV, UTF-8 with a mark for Excel."""
    safe = harmless(frame).with_columns(pl.col(pl.String).str.replace_all(FURTHER_ON, "$1'$2"))
    return safe.write_csv(include_bom=True).encode()


def xlsx(frame: pl.DataFrame) -> bytes:
    """Write a table as an Excel workbook; saved from there as CSV, it still runs nothing."""
    return workbook(harmless(frame))


WRITERS: dict[str, tuple[str, Callable[[pl.DataFrame], bytes]]] = {
    "csv": ("text/csv", csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx),
}


def later(
    frame: Callable[[], pl.DataFrame], kind: str = "csv", noted: Callable[[int], None] | None = None
) -> Callable[[], bytes]:
    """Make a file in another thread, yet in this one's language and with its centre's names.

    noted: is told of its rows before anybody gets it, so that no file leaves unwritten.
    """
    context, write = copy_context(), WRITERS[kind][1]

    def made() -> bytes:
        table = context.copy().run(frame)
        if noted:
            noted(table.height)
        return write(table)

    return made


def file(make: Callable[[], bytes], name: str, kind: str, label: str) -> None:
    """Show a button that saves something else than a table, made when it is asked for and written down."""
    noted, context = audited.exporting(name, kind), copy_context()

    def made() -> bytes:
        data = context.copy().run(make)
        noted(1)
        return data

    st.download_button(
        label,
        made,
        file_name=f"{name}.{kind}",
        mime=f"application/{kind}",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
        key=f"download_{name}_{kind}",
    )


def button(frame: Callable[[], pl.DataFrame], name: str, label: str = "", kind: str = "csv") -> None:
    """Show a button that saves a table, made only when it is asked for, and written into the audit log.

    kind: a key of WRITERS.
    """
    st.download_button(
        label or _("Download"),
        later(frame, kind, audited.exporting(name, kind)),
        file_name=f"{name}.{kind}",
        mime=WRITERS[kind][0],
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
        key=f"download_{name}" if kind == "csv" else f"download_{name}_{kind}",
    )


def both(frame: Callable[[], pl.DataFrame], name: str) -> None:
    """Offer a table as either file, in the place of one button."""
    with st.popover(_("Save"), icon=":material/download:", type="tertiary", key=f"save_{name}"):
        button(frame, name, _("CSV"))
        button(frame, name, _("Excel"), "xlsx")
