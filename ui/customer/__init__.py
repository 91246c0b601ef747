"""One customer: everything a person went through, across sources and channels."""
