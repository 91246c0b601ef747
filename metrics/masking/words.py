"""Words before a number that say what it is: a telephone, a card, an identity, or an order that stays."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.masking.vocabulary import (
    CARD_STEMS,
    FILLER,
    IDENTITY,
    IDENTITY_STEMS,
    KEPT,
    KEPT_STEMS,
    NUMBER,
    NUMBERED,
    PHONE,
    PHONE_STEMS,
    SECRET,
)

LOOKED_BACK = 44  # characters
NEAR = 3  # words
_TOKEN = re.compile(r"[^\W\d_]+(?:[\"'״”׳’.][^\W\d_]+)*|[\d\]\n]")
_LETTER = re.compile(r"[^\W\d_]")

_HEBREW_PREFIX = re.compile(r"^[והבכלמש]{1,2}(?=[א-ת]{2})")
_MONEY = r"(?:₪|\$|€|£|₽|ש[\"״”]?ח\b|\bnis\b|\bils\b|\busd\b|\beur\b|руб|\bр\.|שקל|shekel|dollar|euro)"
_MONEY_AFTER = re.compile(rf"\s{{0,2}}{_MONEY}(?!\s?\d)", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"[₪$€£₽]\s?$")
_FRACTION = re.compile(r"[.,]\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Before:
    """The words before a number, the nearest first; a digit, a placeholder and a line's end are a border."""

    words: Sequence[str]

    @property
    def is_phone(self) -> bool:
        return any(one in PHONE or one.startswith(PHONE_STEMS) for one in self._near())

    @property
    def is_card(self) -> bool:
        return any(one.startswith(CARD_STEMS) for one in self._near())

    @property
    def is_secret(self) -> bool:
        return any(one in SECRET for one in self.words[:2])

    @property
    def is_identity(self) -> bool:
        told = [one for one in self.words if (one not in NUMBER or one == "id") and one not in FILLER][:1]
        return any(
            one in IDENTITY or _bare(one) in IDENTITY or _bare(one).startswith(IDENTITY_STEMS) for one in told
        )

    @property
    def is_kept(self) -> bool:
        """Say whether it is the number of an order or the like: "order no. 12", "customer id 12"."""
        is_numbered = any(one in NUMBER for one in self.words)
        named = [one for one in self.words if one not in NUMBER and not (is_numbered and one in FILLER)]
        if not named:
            return False
        near = _bare(named[0])
        return near in KEPT or near.startswith(KEPT_STEMS) or (is_numbered and near.startswith(NUMBERED))

    def _near(self) -> list[str]:
        return [form for one in self.words[:NEAR] for form in (one, _bare(one))]


def before(text: str, start: int) -> Before:
    """Give the words just before a place of a text."""
    found: list[str] = []
    for one in reversed(_TOKEN.findall(text[max(0, start - LOOKED_BACK) : start])):
        if not _LETTER.match(one) or len(found) == NEAR:
            break
        found.append(one.casefold())
    return Before(found)


def is_amount(text: str, start: int, end: int) -> bool:
    """Say whether text[start:end] is money, or the whole part of a decimal number."""
    after, ahead = text[end : end + 12], text[max(0, start - 2) : start]
    return bool(_MONEY_AFTER.match(after) or _FRACTION.match(after) or _MONEY_BEFORE.search(ahead))


def _bare(word: str) -> str:
    """Leave out up to two Hebrew prefixes: בהזמנה, והטלפון; a word that begins so by itself is tried too."""
    if word.startswith(KEPT_STEMS) or word in PHONE:
        return word
    return _HEBREW_PREFIX.sub("", word)
