"""Take the review along: one or two pages as PDF, a table for a spreadsheet, or paper from the browser."""

from collections.abc import Callable
from contextvars import copy_context
from typing import Final

import streamlit as st

from language import _
from store.review import Review
from ui import audited, download
from ui.review.files import table

NAME: Final = "weekly_review"


def buttons(review: Review, paper: Callable[[Review], bytes]) -> None:
    """Offer the files, each made only when it is asked for, and written into the audit log."""
    with st.popover(_("Save"), icon=":material/download:", type="tertiary", key="save_review"):
        st.download_button(
            _("PDF"),
            _made(review, paper),
            file_name=f"{NAME}-{review.week.first.isoformat()}.pdf",
            mime="application/pdf",
            icon=":material/picture_as_pdf:",
            type="tertiary",
            on_click="ignore",
            key="download_review_pdf",
        )
        download.button(lambda: table(review), NAME, _("Excel"), "xlsx")
        st.caption(
            _("To print, use the browser: menus and forms stay off the paper. No file names who needs help.")
        )


def _made(review: Review, paper: Callable[[Review], bytes]) -> Callable[[], bytes]:
    """Make the PDF in another thread, yet in this one's language; noted before anybody gets it."""
    context, noted = copy_context(), audited.exporting(NAME, "pdf")

    def made() -> bytes:
        file = context.copy().run(paper, review)
        noted(table(review).height)
        return file

    return made
