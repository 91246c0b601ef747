"""Find e-mail addresses in a text: around each at sign, and the ways people write around it."""

import re
from collections.abc import Iterator

LONGEST_LOCAL = 64
_AT = re.compile(
    r"\s?(?P<sign>[@＠﹫])\s?"
    r"|\s?[\[({]\s?(?:at|собака|שטרודל)\s?[\])}]\s?|\s(?:собака|собачка|שטרודל|כרוכית)\s",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    r"[\w-]{1,63}(?:(?:[.。．]|\s?[\[({]\s?dot\s?[\])}]\s?|\s(?:dot|точка|נקודה)\s)[\w-]{2,63}){1,6}"
    r"|[\w-]{1,63}(?:\s?[.]\s?(?:co|com|net|org|il|ru)\b){1,2}",
    re.IGNORECASE,
)
_BORDER = frozenset('@＠﹫<>()[]{},;:"“”„«»|\\/=')


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Give where addresses stand, each with its kind "email"."""
    for sign in _AT.finditer(text):
        start, domain = _local(text, sign.start()), _DOMAIN.match(text, sign.end())
        if start < sign.start() and domain:
            yield start, domain.end(), "email"


def _local(text: str, end: int) -> int:
    """Where what stands before the sign begins: at most 64 characters of one word."""
    start = end
    while start > max(0, end - LONGEST_LOCAL) and not _is_border(text, start - 1):
        start -= 1
    return start


def _is_border(text: str, place: int) -> bool:
    """Say whether an address ends there; a Hebrew prefix and its hyphen are none of it: ל-dana@…"""
    is_prefixed = text[place] in "-־" and "א" <= text[place - 1 : place] <= "ת"
    return text[place].isspace() or text[place] in _BORDER or is_prefixed
