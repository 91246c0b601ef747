"""Bring the forms of a word together: endings of English and Russian, prefixes and endings of Hebrew.

Light stemmers (after Porter 1980 for English and its Russian sister in Snowball, much shortened): a stem is
only a key to count by, people are shown the words as they were written. A Hebrew prefix is taken off only
where what remains is itself a word of the texts, so that הזמנה keeps its ה and האפליקציה loses it.
"""

from collections.abc import Collection

from metrics.signals.tokens import normalised
from metrics.stop_words import NEGATIONS, STOP_WORDS

SHORTEST = 3
HEBREW_PREFIXES = (
    *("וכש", "לכש", "ושה"),
    *("וה", "וב", "ול", "ומ", "וש", "וכ", "שה", "שב", "של", "שמ", "מה", "כש", "בה", "לה"),
    *("ו", "ה", "ב", "ל", "מ", "ש", "כ"),
)
HEBREW_LETTERS = "והבלמשכ"
HEBREW_ENDINGS = ("יות", "ימ", "ות", "ה", "ת")  # as normalised: final letters are plain ones
_RUSSIAN = """
    иями ениями ями ами ией иям ием иях ого ему ому ыми ими его ешь ишь ает ают яет яют ала али ало
    ила или ило ела ели ена ено ены ая яя ую юю ое ее ые ие ый ий ой ей ом ем ам ям ах ях ов ев ью
    ия ии ию ет ют ут ит ть ти ла ло ли ал ил ел ен а я о е ы и у ю ь й л
"""
RUSSIAN_ENDINGS = tuple(sorted(_RUSSIAN.split(), key=len, reverse=True))


def plain(raw: str) -> tuple[str, str]:
    """Write a word as words are compared, with its script: en, he, ru or "" of none."""
    forms, script = normalised(raw)
    return (forms[-1] if raw.endswith(("'s", "’s")) else forms[0], script) if forms else ("", "")


def is_stop(word: str, script: str) -> bool:
    """Tell whether a plain word only holds a sentence together."""
    return len(word) < 2 or word in STOP_WORDS.get(script, frozenset()) or word in NEGATIONS


def stem(word: str, script: str, known: Collection[str]) -> str:
    """Give the stem of a plain word; `known` are the plain words of all texts, for prefixes of Hebrew."""
    if script == "en":
        return _english(word)
    if script == "ru":
        return _russian(word)
    return _hebrew(word, known) if script == "he" else word


def roots(words: Collection[str]) -> frozenset[str]:
    """Give the words of texts, and what stands behind two prefixes of them: אתר of האתר and באתר."""
    behind: dict[str, str] = {}
    found = set(words)
    for word in words:
        may_be = word[:1] in HEBREW_LETTERS and len(word) > SHORTEST
        if may_be and behind.setdefault(word[1:], word[0]) != word[0]:
            found.add(word[1:])
    return frozenset(found)


def _english(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("ses", "xes", "zes", "ches", "shes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending, least in (("ing", 6), ("ed", 5)):
        if len(word) >= least and word.endswith(ending):
            word = _single(word[: -len(ending)])
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _single(word: str) -> str:
    """Undo the doubling before an ending: stopp(ed), but miss(ed)."""
    return word[:-1] if word[-1:] == word[-2:-1] and word[-1:] not in "lsz" else word


def _russian(word: str) -> str:
    bare = word[:-2] if len(word) > SHORTEST + 2 and word.endswith(("ся", "сь")) else word
    for ending in RUSSIAN_ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= SHORTEST:
            return bare[: -len(ending)]
    return bare


def _hebrew(word: str, known: Collection[str]) -> str:
    bare = next(
        (
            word[len(prefix) :]
            for prefix in HEBREW_PREFIXES
            if word.startswith(prefix)
            and len(word) - len(prefix) >= SHORTEST
            and word[len(prefix) :] in known
        ),
        word,
    )
    for ending in HEBREW_ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= SHORTEST:
            return bare[: -len(ending)]
    return bare
