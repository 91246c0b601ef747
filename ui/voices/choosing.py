"""Choices of the page Voices: each stands in the address by its own name."""

from collections.abc import Callable, Mapping

import streamlit as st

from ui import filters

Put = Callable[[str, str], None]


def select(
    label: str, name: str, options: Mapping[str, str], value: str, width: int, put: Put | None = None
) -> None:
    """Show a list to choose one of; `label` is read aloud, the values say what they are."""
    key = f"voices_{name}"
    st.session_state[key] = value
    st.selectbox(
        label,
        list(options),
        format_func=lambda option: options[option],
        key=key,
        width=width,
        label_visibility="collapsed",
        on_change=_chosen,
        args=(name, key, put),
    )


def _chosen(name: str, key: str, put: Put | None) -> None:
    if put is not None:
        put(name, st.session_state[key])
    else:
        filters.put(**{name: st.session_state[key], "page": ""})
