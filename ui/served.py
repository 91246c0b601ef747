"""How this process was told to serve: with which sign-in, and to whom."""

import os
from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from settings import Settings
from settings.access import Access
from settings.serving import is_loopback

# Set by the front door (settings/serving.py), so that a change of moked.toml does not open a running app.
SIGN_IN: Final = "MOKED_SIGN_IN"
OPEN: Final = "MOKED_OPEN"
ACCESS: Final = "MOKED_ACCESS"
SAID: Final = "moked_"  # before what a proxy's headers say, among what Streamlit knows of a session


def way() -> str | None:
    """Which sign-in this process was started with, None without any."""
    return os.environ.get(SIGN_IN) or None


def held(now: Settings) -> Settings:
    """Give the settings with [access] as it was at the start, less what was taken away since."""
    start = os.environ.get(ACCESS)
    if not start:  # not started by the front door, or what it read could not be used
        return now
    return now.model_copy(update={"access": now.access.since(Access.model_validate_json(start))})


def is_open() -> bool:
    """Tell whether its owner said that everybody who reaches the app may see everything."""
    return os.environ.get(OPEN) == "1"


def is_closed() -> bool:
    """Tell whether only this machine can reach the app."""
    return is_loopback(str(st.get_option("server.address") or ""))


def headers_said(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a trusted proxy's headers said, by what they mean."""
    return {name.removeprefix(SAID): value for name, value in said.items() if name.startswith(SAID)}
