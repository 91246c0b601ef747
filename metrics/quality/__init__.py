"""Find what is wrong in customers' records and what it costs: at entry, later, after the damage."""
