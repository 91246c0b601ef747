"""Days that people type: a field takes any, and what it is written to says what is wrong with it."""

from datetime import date
from typing import Final

import streamlit as st

FIRST: Final = date(1000, 1, 1)
LAST: Final = date(9998, 12, 31)


def typed(label: str, usual: date, key: str | None = None) -> date:
    """Let a day be typed or chosen.

    TRICKY: a day outside a field's own range is never sent, and a click would write the one from before.
    """
    return st.date_input(label, usual, min_value=FIRST, max_value=LAST, format="DD/MM/YYYY", key=key)
