"""Charts: each builder takes a frame and returns a figure; draw() shows it and returns what was clicked."""
