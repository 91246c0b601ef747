"""What the page Queues shows: each part from figures to words, tiles, points and rows."""
