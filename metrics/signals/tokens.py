"""Cut a text into words once: normalised, with their offsets, sentence, clause, script and whether quoted.

Every rule reads these words; nothing else looks at the text. The one expression used here has no nested
repetition, so that the work is linear in the text. Only the first LIMIT characters are read.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

LIMIT = 8_000
LONGEST_WORD = 40
LONGEST_QUOTE = 300

_MARKS = "\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff"
_LETTER = rf"(?:[^\W\d_]|[{_MARKS}])"
_PIECES = re.compile(
    rf"(?P<number>\d+(?:[:./-]\d+)*{_LETTER}*)"
    r"|(?P<word>[xXхХ]\d{1,2}"
    rf"|{_LETTER}+(?:['’ʼ׳`]{_LETTER}+|״{_LETTER}+|[\"”][א-ת](?!{_LETTER}))*(?:(?<=[א-ת])['’׳])?)"
    r"|(?P<emoji>[\U0001f000-\U0001f3fa\U0001f400-\U0001faff\u2600-\u27bf\u2b50])"
    r"|(?P<stop>[.!?…;\n\r\u2028]+)"
    r"|(?P<pause>[,:()\u2014\u2013|•]|(?<=\s)-+(?=\s)|(?<=\s)/(?=\s))"
    r"|(?P<quote>[\"“”„«»״‘’'])"
)
_OPENING, _CLOSING = "“„«‘", "”»’"
_FINAL = str.maketrans("ךםןףץё’ʼ׳`״”", "כמנפצе''''\"\"")
_LONG_RUN = re.compile(r"(.)\1\1+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its normalised forms (the first is the plain one) and where text[start:end] holds it.

    asked: its sentence ends in a question mark.
    """

    forms: tuple[str, ...]
    start: int
    end: int
    sentence: int
    clause: int
    script: str
    quoted: bool
    asked: bool = False


def words_of(text: str) -> list[Word]:
    """Cut a text into its words, in order; punctuation only separates them."""
    text = text[:LIMIT]
    pieces = list(_PIECES.finditer(text))
    quotes = _quoted(text, pieces)
    found: list[tuple[tuple[str, ...], int, int, int, int, str, bool]] = []
    questions: set[int] = set()
    sentence = clause = passed = 0
    for piece in pieces:
        kind, start, end = piece.lastgroup, piece.start(), piece.end()
        if kind == "stop":
            ends = _ends_sentence(text, piece.group(), end)
            questions |= {sentence} if "?" in piece.group() else set()
            sentence, clause = sentence + ends, clause + ends
        elif kind in {"pause", "quote"}:
            clause += kind == "pause"
        else:
            forms, script = normalised(piece.group())
            while passed < len(quotes) and quotes[passed][1] <= start:
                passed += 1
            quoted = passed < len(quotes) and quotes[passed][0] < start
            if forms:
                found.append((forms, start, end, sentence, clause, script, quoted))
    return [Word(*one, asked=one[3] in questions) for one in found]


@lru_cache(maxsize=50_000)
def normalised(raw: str) -> tuple[tuple[str, ...], str]:
    """Give a word's forms in lower case without marks, nikud and final letters, and its script.

    "Sooo" has the forms "so" and "soo", "Norcom's" also "norcom". The script is he, ru, en or "" (none).
    """
    plain = unicodedata.normalize("NFKC", raw[:LONGEST_WORD]).lower().translate(_FINAL)
    plain = "".join(sign for sign in plain if unicodedata.category(sign) not in {"Mn", "Cf"})
    if not plain:
        return (), ""
    forms = [plain]
    if _LONG_RUN.search(plain):
        forms = [_LONG_RUN.sub(r"\1", plain), _LONG_RUN.sub(r"\1\1", plain)]
    if plain.endswith("'s"):
        forms.append(plain[:-2])
    return tuple(forms), _script(plain)


def _script(plain: str) -> str:
    for sign in plain:
        if "א" <= sign <= "ת":
            return "he"
        if "\u0400" <= sign <= "\u04ff":
            return "ru"
        if sign.isalpha():
            return "en"
    return ""


def _ends_sentence(text: str, stop: str, end: int) -> bool:
    """Tell a full stop from that of an abbreviation: after "cust." a small letter or a digit goes on."""
    if stop.strip(".…"):
        return True
    rest = text[end : end + 3].lstrip(" ")
    glued = text[end : end + 1].isalpha() and text[end : end + 1] < "א"
    return not rest or not (rest[0].islower() or rest[0].isdigit() or glued)


def _quoted(text: str, pieces: Iterable[re.Match[str]]) -> list[tuple[int, int]]:
    """Find what stands between a pair of quotation marks: (opening, closing), at most LONGEST_QUOTE apart."""
    pairs: list[tuple[int, int]] = []
    opened = -1
    for piece in pieces:
        if piece.lastgroup != "quote":
            continue
        at, sign = piece.start(), piece.group()
        if opened >= 0 and at - opened <= LONGEST_QUOTE and _closes(text, opened, at):
            pairs.append((opened, at))
            opened = -1
        elif sign in _OPENING or (sign not in "’'" and sign not in "»") or _begins_word(text, at):
            opened = at
    return pairs


def _closes(text: str, opened: int, at: int) -> bool:
    mark, sign = text[opened], text[at]
    if mark in "'‘’":
        return sign in "'’" and not text[at + 1 : at + 2].isalnum()
    return sign in _CLOSING or sign == mark or (mark == "„" and sign == "“")


def _begins_word(text: str, at: int) -> bool:
    before = text[at - 1 : at] if at else " "
    return not before.isalnum() and text[at + 1 : at + 2].isalnum()
