"""Good reasons to call, on the page At risk: who, why, on which day, and what came of it."""
