"""Routing: who was sent to the wrong desk, what it cost, and what can be mended."""
