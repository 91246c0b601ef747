"""The front door's parts; the standard library only, because nothing else is installed yet."""
