"""The menu: how callers get through it, where they run into trouble, and what is solved in it."""
