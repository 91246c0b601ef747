"""What is known of the demo where the connector itself cannot be asked."""

DEMO_RULES = 8  # raised with every change of the rules by which days come about: everything is told anew
DEMO_WEEKS = 13  # of history before the first fetch, unless its `start` says otherwise
