"""Keep words within the room they have."""

from collections.abc import Iterable

ELLIPSIS = "…"


def first_that_fits(sentences: Iterable[str], most: int) -> str:
    """The first sentence of at most so many characters, else the last one."""
    said = list(sentences)
    return next((one for one in said if len(one) <= most), said[-1])


def cut(name: str, most: int) -> str:
    """A name of at most so many characters, the rest an ellipsis."""
    return name if len(name) <= most else name[: most - 1].rstrip() + ELLIPSIS
