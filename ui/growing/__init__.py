"""Growing problems: what rises in what customers come for, who looks after it, and what became of it."""
