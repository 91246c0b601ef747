"""What a form was drawn for: a click on it does nothing to what came in its place meanwhile."""

import streamlit as st


def is_other(key: str, now: object) -> bool:
    """Tell whether a form is drawn for another thing than the last time; remember what it is drawn for."""
    before = st.session_state.get(key, now)
    st.session_state[key] = now
    return bool(before != now)
