"""Promises and complaints: what was promised, what is still to do about it, and who saw to it."""
