"""Repeat contacts: who comes again, about what, and what it does to them."""
