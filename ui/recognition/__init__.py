"""The page Recognition: who is to be thanked for a week, and why; never who is not."""
