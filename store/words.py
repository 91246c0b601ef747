"""Words that people type: kept whole, or refused with a sentence."""

from typing import Final

from language import _, number

LONGEST: Final = 1000  # characters
LONGEST_NAME: Final = 100


def not_kept(words: str) -> str:
    """Say why words are not kept; empty where they are."""
    if not words.strip():
        return _("Nothing was written, so nothing was kept.")
    return too_long(words.strip(), LONGEST) if len(words.strip()) > LONGEST else ""


def too_long(words: str, most: int) -> str:
    """Say that words are longer than what is kept."""
    said = _("These are {n} characters, and at most {most} are kept: make it shorter.")
    return said.format(n=number(len(words)), most=number(most))
