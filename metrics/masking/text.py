"""Mask one text."""

import re
from collections.abc import Iterable, Sequence

from metrics.masking import mail, names, numbers, spelled

VERSION = 2
KINDS = ("phone", "card", "email", "id", "name")
LONGEST = 20_000  # characters that anybody is shown; the work for one text is bounded so
ENDS = "…"
LOOSE = 80
_LOOSE_END = re.compile(r"[^\W\d_]{0,40}[\d\W_]{1,40}$|\S{1,80}$")


def masked(text: str, own: Sequence[str] = ()) -> str:
    """Write a text with a word for each number, address and name that it holds.

    own: the names in the customer's record. What lies beyond LONGEST characters is left out.
    """
    short = cut(text)
    return masked_names(
        _replaced(short, [*mail.spans(short), *numbers.spans(short), *spelled.spans(short)]), own
    )


def masked_names(text: str, own: Sequence[str]) -> str:
    """Write a text with a word for each part of the customer's own names."""
    return _replaced(text, names.spans(text, own)) if own else text


def cut(text: str) -> str:
    """Cut a long text, not within a number or a word."""
    if len(text) <= LONGEST:
        return text
    first, last = text[: LONGEST - LOOSE], text[LONGEST - LOOSE : LONGEST - len(ENDS)]
    return first + _LOOSE_END.sub("", last) + ENDS


def _replaced(text: str, found: Iterable[tuple[int, int, str]]) -> str:
    """Put the kind of each found piece in its place; those that overlap are one, of the first kind."""
    parts: list[str] = []
    at, kind, until = 0, "", 0
    for start, end, each in sorted(found, key=lambda one: (one[0], -one[1])):
        if kind and start < until:
            until = max(until, end)
            continue
        parts += [f"[{kind}]"] * bool(kind) + [text[max(at, until) : start]]
        kind, at, until = each, start, end
    return "".join([*parts, *[f"[{kind}]"] * bool(kind), text[until:]])
