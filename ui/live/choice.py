"""Filters of the page Live: the address is the one truth, the widgets follow it and write to it."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st


def segments(name: str, options: Mapping[str, str], value: str) -> None:
    """Show a choice of one as buttons side by side."""
    key = _key(name, value)
    st.segmented_control(
        name,
        list(options),
        format_func=options.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_write,
        args=(name, key),
    )


def one(name: str, options: Mapping[str, str], value: str) -> None:
    """Show a choice of one as a list to open."""
    key = _key(name, value)
    st.selectbox(
        name,
        list(options),
        format_func=options.__getitem__,
        key=key,
        width=150,
        label_visibility="collapsed",
        on_change=_write,
        args=(name, key),
    )


def several(name: str, options: Sequence[str], values: Sequence[str], nothing: str) -> None:
    """Show a choice of any number; `nothing` is said where none is chosen."""
    key = _key(name, list(values))
    st.multiselect(
        name,
        options,
        key=key,
        placeholder=nothing,
        width=190,
        label_visibility="collapsed",
        on_change=_write,
        args=(name, key),
    )


def _key(name: str, value: Any) -> str:
    key = f"live_{name}"
    st.session_state[key] = value
    return key


def _write(name: str, key: str) -> None:
    value = st.session_state[key]
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)
