"""The known word that is most like an unknown one."""

import difflib
from collections.abc import Iterable

from language import _


def nearest(value: str, known: Iterable[str]) -> str:
    """End a sentence about an unknown word: with the known word most like it, or with a full stop."""
    match = difflib.get_close_matches(value, list(known), n=1, cutoff=0.5)
    return _("; did you mean {word!r}?").format(word=match[0]) if match else "."
