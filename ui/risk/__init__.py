"""The page At risk: whom to call this week and why, what was done about it, and the lists of weeks before."""
