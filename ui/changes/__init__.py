"""The page *Changes*: what was changed, what came of it, what is being done, and who answers for what."""
