"""Find the names of a customer's own record in a text, as they are written in sentences.

Each word of the text is looked up, so that the work is linear: a Hebrew word also without up to three
prefixes (ולדנה), a Russian or English one also without the ending of a case (Ивановой, Dana's). A name that
is a word as well (Will, טל, Вера) counts only beside another part of the name or a title.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

import polars as pl

from metrics.masking.groups import UNSEEN
from metrics.masking.vocabulary import COMMON, ENDINGS, PARTICLES, TITLES

SHORTEST = 2
LEAST_TOGETHER = 5  # letters of names written as one word
_WORD = re.compile(rf"[^\W\d_](?:[^\W_]|[\u0300-\u036f\u0591-\u05c7{UNSEEN}]|['’ʼ׳](?=[^\W\d_])){{0,79}}")
_PLACED = re.compile(r"\[(?:phone|card|email|id|name)\]")
_MARK = re.compile(rf"[{UNSEEN}'’ʼ׳]")
_TITLE = re.compile(r"([^\W\d_]{2,8})[.׳'’]?\s{1,2}[\"“„«]?$")
_SIMPLE = re.compile(r"[a-z0-9א-תа-я]+\Z")
_LEFT_OUT = rf"[\pM{UNSEEN}'’ʼ׳]"
_FOLDED = "[ßẞ\u1c80-\u1c88]"  # folded into other letters where names are compared, not by lower case
_HEBREW = re.compile(r"[א-ת]")
_PREFIXES = re.compile(r"[והבכלמש]{1,3}")
_STEM = re.compile(r"(?:ии|ыи|ои|ая|яя|[аяоеьиы])$")  # й is и without its mark
_FLEETING = re.compile(r"[ео](?=[лвкцр]$)")


def spans(text: str, names: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Give where parts of the names stand, each with its kind "name"; parts side by side are one."""
    parts = _parts(tuple(names))
    found = list(_WORD.finditer(text)) if parts else []
    hits = [n for n, one in enumerate(found) if _is_named(_forms(one.group()), parts)]
    placed = {place for one in _PLACED.finditer(text) for place in range(*one.span())} if hits else set()
    for together in _together(text, found, [n for n in hits if found[n].start() not in placed]):
        is_sure = any(not COMMON_FORMS.intersection(_forms(one.group())) for one in together)
        if is_sure or len(together) > 1 or _is_titled(text, together[0].start()):
            yield together[0].start(), together[-1].end(), "name"


def _is_named(forms: frozenset[str], parts: frozenset[str]) -> bool:
    return not parts.isdisjoint(forms) or any(_is_run_together(form, parts) for form in forms)


def _is_run_together(word: str, parts: frozenset[str]) -> bool:
    """Say whether a word is nothing but parts of the names, two at least: danacohen, danacohen85."""
    bare = word.rstrip("0123456789")
    if len(bare) < LEAST_TOGETHER or not bare.startswith(tuple(parts)):
        return False
    reached = {0}
    for at in range(len(bare)):
        if at in reached:
            reached |= {at + len(part) for part in parts if bare.startswith(part, at)}
    return len(bare) in reached and (bare not in parts or bare != word)


def _together(
    text: str, found: Sequence[re.Match[str]], hits: Sequence[int]
) -> Iterator[list[re.Match[str]]]:
    """Gather parts of a name that stand side by side."""
    beside: list[re.Match[str]] = []
    for n in hits:
        is_next = (
            beside and found[n - 1] is beside[-1] and _is_near(text[beside[-1].end() : found[n].start()])
        )
        if beside and not is_next:
            yield beside
            beside = []
        beside.append(found[n])
    yield from [beside] * bool(beside)


def _is_near(gap: str) -> bool:
    return len(gap) <= 3 and not gap.strip(" \t\u00a0-־–")


def _is_titled(text: str, start: int) -> bool:
    title = _TITLE.search(text[max(0, start - 12) : start])
    return bool(title) and plain(title.group(1) if title else "") in TITLES


def plain(word: str) -> str:
    """Write a word as names are compared: small, without accents, points, apostrophes and the unseen."""
    parted = unicodedata.normalize("NFKD", _MARK.sub("", word)).casefold()
    return "".join(one for one in parted if not unicodedata.combining(one))


def flat(texts: pl.Series) -> pl.Series:
    """Write whole texts as names are compared, nearly: a part of a name in a text is in the flat one, too."""
    plainer = texts.str.normalize("NFKD").str.replace_all(_LEFT_OUT, "").str.to_lowercase()
    return pl.select(
        pl.when(texts.str.contains(_FOLDED)).then(pl.lit(None, pl.String)).otherwise(plainer)
    ).to_series()


def may_hold(flat_text: str | None, names: Sequence[str]) -> bool:
    """Say whether a text may hold a part of the names; quick, and never wrong where it says no."""
    parts = _parts(tuple(names))
    return flat_text is None or any(part in flat_text or not _SIMPLE.match(part) for part in parts)


@lru_cache(maxsize=100_000)
def _forms(written: str) -> frozenset[str]:
    """Give what a word of a text may be a form of."""
    word = plain(written)
    if _HEBREW.match(word):
        most = _PREFIXES.match(word)
        cuts = range(1, min(len(most.group()), len(word) - 3) + 1) if most else range(0)
        return frozenset((word, *(word[n:] for n in cuts)))
    endings = [word[: -len(end)] for end in (word[-1:], word[-2:], word[-3:]) if end in PLAIN_ENDINGS]
    return frozenset((word, *(stem for stem in endings if len(stem) > SHORTEST)))


@lru_cache(maxsize=50_000)
def _parts(names: tuple[str, ...]) -> frozenset[str]:
    """Give the forms by which the parts of names are known."""
    words = {plain(found.group()) for name in names for found in _WORD.finditer(name)}
    whole = {word for word in words if len(word) >= SHORTEST and word not in PARTICLES}
    return frozenset(whole | {stem for word in whole for stem in _stems(word)})


def _stems(word: str) -> Iterator[str]:
    """Give what stays of a Russian name in every case: Иванов of Иванова, Павл of Павел."""
    if not "а" <= word[0] <= "я":
        return
    stem = _STEM.sub("", word)
    yield from (one for one in (stem, _FLEETING.sub("", stem)) if len(one) > SHORTEST)


PLAIN_ENDINGS = frozenset(plain(one) for one in ENDINGS)
COMMON_FORMS = frozenset(plain(word) for word in COMMON) | {
    stem for word in COMMON for stem in _stems(plain(word))
}
