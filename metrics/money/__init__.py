"""Say what customers are worth, what of it is at risk, and what waiting and wrong desks cost."""
