"""The names of time zones that this machine knows."""

from functools import cache
from zoneinfo import available_timezones


@cache
def zones() -> frozenset[str]:
    """List them, once: to look through their files takes longer than to read the settings."""
    return frozenset(available_timezones())
