"""Which rows of a list are shown, and the way to the others."""

import streamlit as st

from language import _, number
from ui import filters


def turn(at: int, total: int, rows: int, name: str, word: str = "page") -> None:
    """Show which rows of how many stand on page `at` (from 0), and go to others; name begins the keys.

    word: the name of the page in the address, where the page has several lists.
    """
    if total <= rows:
        return
    first, last = at * rows + 1, min(total, (at + 1) * rows)
    with st.container(
        key=f"{name}_pager", horizontal=True, vertical_alignment="center", horizontal_alignment="right"
    ):
        shown = _("{first}–{last} of {total}")
        st.caption(shown.format(first=number(first), last=number(last), total=number(total)))
        back = st.button(_("Back"), icon=":material/chevron_left:", disabled=at == 0, key=f"{name}_back")
        on = st.button(_("More"), icon=":material/chevron_right:", disabled=last >= total, key=f"{name}_on")
    if back or on:
        filters.put(**{word: str(at + (2 if on else 0))})
        st.rerun()
