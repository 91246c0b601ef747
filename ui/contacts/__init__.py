"""What the page Contacts shows: the list behind a figure, and one contact."""
