"""Signals in what agents and customers write: what a text says, with the words that made it so."""

from metrics.signals.batch import read_all
from metrics.signals.reading import SIGNALS, VERSION, Found, Heard, due, read

__all__ = ["SIGNALS", "VERSION", "Found", "Heard", "due", "read", "read_all"]
