"""What is known of the demo where the connector itself cannot be asked."""

DEMO_WEEKS = 13  # of history before the first fetch, unless its `start` says otherwise
