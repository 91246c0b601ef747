"""The page How good is the list: what past lists of customers at risk were worth, in a manager's words."""
