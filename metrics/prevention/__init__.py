"""Find what happens to customers and is followed by their contacts: an association, never a cause."""
