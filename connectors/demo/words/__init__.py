"""What people of the simulated contact centre write: notes, letters and comments in surveys.

A row's `mix` alone decides among all that its other columns allow, so that a row always says the same.
"""

from connectors.demo.words.made import COMMENT, NOTE, comments, notes

__all__ = ["COMMENT", "NOTE", "comments", "notes"]
