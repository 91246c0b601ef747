"""Find e-mail addresses in a text: around each at sign, and the ways people write and say it.

"dana (at) mail (dot) com", "dana at gmail dot com", "dana cohen shtrudel gmail". Plain "at" is an ordinary
word: it counts before a provider of mail boxes, and before "name dot com" unless what stands before it is
a word of every day ("look at telvia dot com"): to hide too much is the safer mistake.
"""

import re
from collections.abc import Iterator

from metrics.masking.vocabulary import NO_BOX

LONGEST_LOCAL = 64
MOST_JOINTS = 3  # dana dot levi dot cohen
_DOT = r"(?:dot|точка|נקודה)"
_ENDS = r"(?:com|co|net|org|il|ru|io|biz|info|edu|gov|de|fr|uk|ua|by|kz|рф|ру|ком|нет|קום|קו|איל|נט|אורג)"
PROVIDERS = (
    r"(?:gmail|googlemail|hotmail|outlook|yahoo|walla|icloud|yandex|rambler|bezeqint|netvision|protonmail|aol"
    r"|ג['’׳]?ימייל|גמייל|הוטמייל|וואלה|יאהו|אאוטלוק|джи?мейл|гмейл|жмейл|яндекс|рамблер|хотмейл)"
)
MAIL_RU = r"(?:mail|мейл|мэйл|майл)\W(?:ru|ру)"
_AT = re.compile(
    r"\s?(?P<sign>[@＠﹫])\s?"
    r"|\s?[\[({]\s?(?:at|собака|שטרודל)\s?[\])}]\s?"
    r"|\s(?P<said>собака|собачка|שטרודל|כרוכית|sh?trudel|sobaka)\s",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"\s{1,2}(?:at|אט|эт)\s{1,2}", re.IGNORECASE)
_DOMAIN = re.compile(
    rf"[\w-]{{1,63}}(?:(?:[.。．]|\s?[\[({{]\s?dot\s?[\])}}]\s?|\s{_DOT}\s)[\w-]{{2,63}}){{1,6}}"
    r"|[\w-]{1,63}(?:\s?[.]\s?(?:co|com|net|org|il|ru)\b){1,2}",
    re.IGNORECASE,
)
_BOX = re.compile(
    rf"(?:{MAIL_RU}|{PROVIDERS})(?![^\W_])(?:(?:\s?[.]\s?|\s?[\[({{]\s?dot\s?[\])}}]\s?|\s(?:{_DOT}\s)?){_ENDS}(?![^\W_])){{0,3}}",
    re.IGNORECASE,
)
_SAID_DOMAIN = re.compile(
    rf"(?!(?:the|an?|this|that|our|your|my)\s)[\w-]{{1,63}}(?:\s{_DOT}\s[\w-]{{2,63}}){{0,3}}\s{_DOT}\s{_ENDS}(?![^\W_])",
    re.IGNORECASE,
)
_JOINT = re.compile(
    rf"(?<![\w.+-])([\w.+-]{{1,30}})\s(?:{_DOT}|underscore|dash|hyphen|minus|тире|дефис|подчеркивание|מקף)\s$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"(?<![\w-])([a-z]{3,20}) $", re.IGNORECASE)
_BORDER = frozenset('@＠﹫<>()[]{},;:"“”„«»|\\/=')


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Give where addresses stand, each with its kind "email"."""
    for sign in _AT.finditer(text):
        start = _local(text, sign.start())
        domain = _DOMAIN.match(text, sign.end()) or _BOX.match(text, sign.end())
        if start < sign.start() and domain:
            said = _first_name(text, start, sign.start()) if sign["said"] else start
            yield _joined(text, said), domain.end(), "email"
    for plain in _PLAIN.finditer(text):
        start = _local(text, plain.start())
        end = _told(text, start, plain)
        if end is not None:
            yield _joined(text, start), end, "email"


def _told(text: str, start: int, plain: re.Match[str]) -> int | None:
    """Give where an address with a plain "at" ends; None where these are words of every day."""
    local = text[start : plain.start()]
    if not local or local.casefold() in NO_BOX:
        return None
    box = _BOX.match(text, plain.end())
    if box:
        return box.end()
    domain = _SAID_DOMAIN.match(text, plain.end())
    return domain.end() if domain else None


def _joined(text: str, start: int) -> int:
    """Where an address begins whose first part has spoken dots in it: dana dot cohen at …"""
    for _ in range(MOST_JOINTS):
        joint = _JOINT.search(text[max(0, start - LONGEST_LOCAL) : start])
        if not joint or joint[1].casefold() in NO_BOX:
            return start
        start -= len(joint[0])
    return start


def _first_name(text: str, start: int, end: int) -> int:
    """Take the word before with it where both are Latin: dana cohen shtrudel …"""
    before = _NAME_BEFORE.search(text[max(0, start - 24) : start]) if text[start:end].isascii() else None
    return start if not before or before[1].casefold() in NO_BOX else start - len(before[0])


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
