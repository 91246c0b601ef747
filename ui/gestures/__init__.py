"""Gestures: what was given out of goodwill, by whom, for what, and what followed."""
