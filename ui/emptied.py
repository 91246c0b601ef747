"""Fields that are empty again once what stood in them was written, so that a click writes it once."""

import streamlit as st


def begin(key: str) -> str:
    """Empty a field about to be drawn, where what stood in it was written; give its key."""
    if st.session_state.pop(_mark(key), False):
        st.session_state[key] = ""
    return key


def after(key: str) -> None:
    """Note that what stands in a field was written; of no field (empty) nothing is noted."""
    if key:
        st.session_state[_mark(key)] = True


def _mark(key: str) -> str:
    return f"{key}_written"
