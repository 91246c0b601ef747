"""Who may look, and who looked: the pages of an admin."""
