"""Find telephone numbers, cards and personal numbers in a text, however they are grouped.

Strong shapes (an international or Israeli telephone number, a card whose check digit is right) are taken
wherever they stand; weak ones (nine digits with the check digit of an identity, eleven that a Russian number
could be) not after a word such as "order", beside a currency or inside a code with letters.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from metrics.masking import checks, words
from metrics.masking.groups import Window, runs, windows

Span = tuple[int, int, str]  # start, end, kind
Windows = Sequence[Window]
LEAST = 6  # digits
SECRET_DIGITS = (3, 4)
_PLUS = re.compile(r"[+＋]\s?[(]?[\u200b-\u200f\u202a-\u202e\u2060-\u2069]{0,2}$")
_LETTER = re.compile(r"[^\W\d]")
_KEYCAP = re.compile("[\ufe0f\u20e3]{1,3}")
_LENGTHS = {"7": 11, "1": 11, "380": 12, "44": 12, "33": 11, "375": 12}
_CARD_SHAPES = {(4, 4, 4, 4), (4, 4, 4, 4, 3), (4, 6, 5), (4, 6, 4), (4, 4, 4, 1), (4, 4, 4, 2), (4, 4, 4, 3)}
_PHONE_SHAPES = {(3, 3, 2, 2), (3, 3, 4), (3, 2, 2), (2, 7), (2, 3, 4), (1, 3, 3, 4), (4, 3, 3), (4, 3, 2, 2)}
_PASSPORT = re.compile(r"(?<!\d)\d{2}\s?\d{2}[\s,]{1,2}(?:№|номер|no|n)\.?\s?\d{6}(?!\d)", re.IGNORECASE)
# A passport with letters in its number: "passport number AB1234567", "паспорт: АВ 1234567".
_LETTERED = re.compile(
    r"(?i:passport|паспорт\w{0,3}|דרכון|דרכונ[יוה])"
    r"(?:[\s:.,#№-]{1,3}(?i:number|num|no|nr|is|was|мой|номер|серия|у|меня|מספר|מס|הוא|שלי|שלו|שלה)(?!\w)){0,3}"
    r"['׳]?[\s:.,#№-]{1,3}(?P<code>[^\W\d_]{1,3}\d{5,9}|(?!(?:NO|NR|IS|У)\b)[A-ZА-ЯЁ]{1,2}[ -]\d{6,9})(?!\w)"
)
LOOKED_BACK = 6
IDENTITY_DIGITS = 9


def spans(text: str) -> Iterator[Span]:
    """Give where numbers of people stand, each with its kind: "phone", "card" or "id"."""
    yield from ((*found.span(), "id") for found in _PASSPORT.finditer(text))
    yield from ((*found.span("code"), "id") for found in _LETTERED.finditer(text))
    for run in runs(text):
        first = 0
        while first < len(run):
            found = _at(text, run[first].start, windows(run, first))
            if found is None:
                first += 1
                continue
            one, kind = found
            yield _start(text, one.start, kind), _end(text, one.end), kind
            first += len(one.shape)


def _start(text: str, start: int, kind: str) -> int:
    """Take a plus, and a bracket that the digits close, with them."""
    ahead = text[max(0, start - LOOKED_BACK) : start]
    plus = _PLUS.search(ahead) if kind == "phone" else None
    if plus:
        return start - (len(ahead) - plus.start())
    return start - 1 if kind == "phone" and ahead.endswith("(") and ")" in text[start : start + 8] else start


def _end(text: str, end: int) -> int:
    """Take with a digit what makes it a key on a picture of one: 5\ufe0f\u20e3."""
    keycap = _KEYCAP.match(text, end)
    return keycap.end() if keycap else end


def kind_of(text: str, one: Window) -> str | None:
    """Judge a number that was spelled out: its kind, a telephone where nothing tells; None: it stays."""
    said = words.before(text, one.start)
    found = _as_told(said, _strong([one], has_plus=False, is_kept=said.is_kept))
    if found is None and (said.is_kept or words.is_amount(text, one.start, one.end)):
        return None
    found = found or _told(said, [one]) or _weak(text, [one])
    return found[1] if found else "phone"


def _at(text: str, start: int, possible: Windows) -> tuple[Window, str] | None:
    """Choose what begins at a place and is a person's number, with its kind."""
    if not possible or (len(possible[0].digits) < LEAST and not _may_be_secret(possible[-1])):
        return None
    said = words.before(text, start)
    has_plus = bool(_PLUS.search(text[max(0, start - LOOKED_BACK) : start]))
    strong = _strong(possible, has_plus, said.is_kept)
    if strong and not has_plus:
        return _as_told(said, strong)
    if strong or said.is_kept:
        return strong
    as_phone = _fitting(possible, 7, 15, "phone") if said.is_phone else None
    return _told(said, possible) or _weak(text, possible) or as_phone


def _as_told(said: words.Before, found: tuple[Window, str] | None) -> tuple[Window, str] | None:
    """Call an identity what stands after "ID", though a telephone at home can have the same nine digits."""
    if found is None or said.is_kept or not said.is_identity:
        return found
    one, kind = found
    return (one, "id" if kind == "phone" and len(one.digits) == IDENTITY_DIGITS else kind)


def _may_be_secret(one: Window) -> bool:
    return len(one.digits) in SECRET_DIGITS


def _strong(possible: Windows, has_plus: bool, is_kept: bool) -> tuple[Window, str] | None:
    for one in possible:
        if _is_card(one) and (_is_shaped(one) or not is_kept):
            return one, "card"
    phones = [*(_international(possible) if has_plus else ()), *filter(_is_phone, _whole_first(possible))]
    return (phones[0], "phone") if phones else None


def _whole_first(possible: Windows) -> Windows:
    return [*possible[-1:], *possible[:-1]]


def _international(possible: Windows) -> Iterator[Window]:
    """After a plus: as long as the country's numbers are, else the first group or all that fits."""
    fit = [one for one in possible if 7 <= len(one.digits) <= 15]
    yield from (one for one in fit if len(one.digits) == _length(one.digits))
    yield from (one for one in fit if len(one.shape) == 1 and len(one.digits) >= 9)
    yield from fit


def _length(digits: str) -> int | None:
    """Say how many digits a number has that begins with the code of a country; None where that varies."""
    if digits.startswith("972"):
        bare = digits[3:].lstrip("0")
        return len(digits) - len(bare) + (9 if bare[:1] in ("5", "7") else 8)
    return next((n for code, n in _LENGTHS.items() if digits.startswith(code)), None)


def _told(said: words.Before, possible: Windows) -> tuple[Window, str] | None:
    """Believe a word before: after "ID" stands one even where its shape says nothing."""
    rules: tuple[tuple[bool, int, int, str], ...] = (
        (said.is_secret, *SECRET_DIGITS, "card"),
        (said.is_card, 13, 19, "card"),
        (said.is_identity, 6, 12, "id"),
    )
    found = (_fitting(possible, least, most, kind) for is_so, least, most, kind in rules if is_so)
    return next((one for one in found if one), None)


def _fitting(possible: Windows, least: int, most: int, kind: str) -> tuple[Window, str] | None:
    return next(((one, kind) for one in possible if least <= len(one.digits) <= most), None)


def _weak(text: str, possible: Windows) -> tuple[Window, str] | None:
    for one in possible:
        kind = next((kind for kind, fits in _WEAK if fits(one)), None) if len(one.digits) >= LEAST else None
        if kind and not _is_code(text, one):
            return one, kind
    return None


def _is_card(one: Window) -> bool:
    digits = one.digits
    least = 13 if len(one.shape) == 1 else 14
    return least <= len(digits) <= 19 and "2" <= digits[0] <= "6" and checks.luhn(digits)


def _is_shaped(one: Window) -> bool:
    return len(one.shape) == 1 or one.shape in _CARD_SHAPES


def _is_phone(one: Window) -> bool:
    """Say whether these are an Israeli number, or one with a country's code or 00."""
    digits, n = one.digits, len(one.digits)
    if not _is_whole(one):
        return False
    mobile = digits[:2] in ("05", "07") and n == 10
    landline = digits[0] == "0" and digits[1:2] in tuple("23489") and n == 9
    abroad = digits.startswith("00") and digits[2:3] not in ("", "0") and 11 <= n <= 17
    israel = digits.startswith("972") and digits[3:4] not in ("", "1") and n == _length(digits)
    return mobile or landline or abroad or israel


def _is_whole(one: Window) -> bool:
    """Say whether the groups hang together: "0 20 40 60 80" only counts."""
    sizes = one.shape
    return len(one.shape) == 1 or sizes[0] > 1 or set(sizes) == {1} or one.gaps[0].strip() != ""


def _trunk(one: Window) -> bool:
    """A number of nine to eleven digits that begins with a zero, as at home in most of Europe."""
    digits = one.digits
    return digits[0] == "0" and digits[1:2] not in ("", "0") and 9 <= len(digits) <= 11 and _is_whole(one)


def _russian(one: Window) -> bool:
    """Eleven digits after 8 or 7, whose area begins with 3 to 9."""
    digits, sizes = one.digits, one.shape
    is_ours = len(digits) == 11 and digits[0] in "78" and digits[1] in "3456789"
    parted = len(one.shape) == 1 or sizes[0] in (4, 11) or (sizes[0] == 1 and 3 <= sizes[1] <= 5)
    return is_ours and (parted or set(sizes) == {1})


def _shaped_phone(one: Window) -> bool:
    """A number whose grouping alone shows it: 202-555-0123, 123-45-67, 50-555-0123, 1-800-555-0123."""
    digits, shape = one.digits, one.shape
    if shape not in _PHONE_SHAPES:
        return False
    is_dashed = all(set(each) & set("-).") for each in one.gaps)
    rules: dict[tuple[int, ...], bool] = {
        (3, 2, 2): is_dashed,
        (3, 3, 4): is_dashed or (digits[0] > "1" and digits[3] > "1"),
        (1, 3, 3, 4): digits[0] == "1" and (is_dashed or (digits[1] > "1" and digits[4] > "1")),
        (2, 7): digits[0] == "5" and is_dashed,
        (2, 3, 4): digits[0] == "5" and is_dashed,
        (4, 3, 3): digits[0] == "1" and digits[2:4] == "00",
        (4, 3, 2, 2): False,
    }
    return rules.get(shape, digits[0] == "9")


def _social(one: Window) -> bool:
    return one.shape == (3, 2, 4) and checks.ssn(one.digits)


def _insurance(one: Window) -> bool:
    shape = one.shape
    return shape == (3, 3, 3, 2) or (shape == (11,) and checks.snils(one.digits))


def _passport(one: Window) -> bool:
    return one.shape == (2, 2, 6)


def _israeli_id(one: Window) -> bool:
    is_parted = one.shape in {(8, 1), (7, 2), (1, 7, 1)} and set(one.gaps) == {"-"}
    return (len(one.shape) == 1 or is_parted) and checks.israeli(one.digits)


def _taxpayer(one: Window) -> bool:
    return len(one.shape) == 1 and checks.inn(one.digits)


def _four_by_four(one: Window) -> bool:
    return one.shape == (4, 4, 4, 4) and "2" <= one.digits[0] <= "6"


_WEAK: tuple[tuple[str, Callable[[Window], bool]], ...] = (
    ("card", _four_by_four),
    ("id", _social),
    ("id", _insurance),
    ("id", _passport),
    ("id", _israeli_id),
    ("id", _taxpayer),
    ("phone", _russian),
    ("phone", _shaped_phone),
    ("phone", _trunk),
)


def _is_code(text: str, one: Window) -> bool:
    """Say whether the digits are money or part of a word such as SKU123456782."""
    beside = text[max(0, one.start - 1) : one.start] + text[one.end : one.end + 1]
    return bool(_LETTER.search(beside)) or words.is_amount(text, one.start, one.end)
