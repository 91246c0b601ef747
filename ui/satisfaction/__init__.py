"""Satisfaction: what customers say when they are asked, and what goes with it."""
