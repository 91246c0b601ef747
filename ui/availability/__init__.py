"""Availability: when customers could reach somebody, on which channel, and who came in vain."""
