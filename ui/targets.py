"""Targets, as pages ask for them."""

from settings.targets import target

__all__ = ["target"]
