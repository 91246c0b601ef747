"""What the page Sources shows: how each connector does, and how to connect the first one."""
