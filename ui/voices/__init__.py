"""Voices: what customers say and agents write down, in their own words."""
