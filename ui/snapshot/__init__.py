"""Snapshot: a week as executives see it, what was told of it before, and whether that still counts so."""
