"""Prevention: what is followed by contacts, what lost minutes cost, and what staying is worth."""
