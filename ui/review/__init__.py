"""The page Weekly review: what a lead's meeting looks at, prepared before it."""
