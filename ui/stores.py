"""The stores that pages read, and this machine's clock."""

from datetime import UTC, datetime

import streamlit as st

from settings import Settings
from store.opened import Store, open_store


def machine_clock() -> datetime:
    """This machine's time, whatever moked.toml says it is: what runs and requests are dated with."""
    return datetime.now(UTC)


def store_of(settings: Settings) -> Store:
    """The stores of these settings, opened once in a process. Raises StateError."""
    return _store(settings.data.as_posix(), settings.database_url, settings)


@st.cache_resource(show_spinner=False)
def _store(folder: str, url: str, _settings: Settings) -> Store:  # noqa: ARG001 (they are the cache's key)
    return open_store(_settings)
