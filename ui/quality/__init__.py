"""Data quality: what is wrong in customers' records, what it costs, and the list to mend."""
