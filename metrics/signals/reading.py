"""Read a text: which signals it holds, with the words that made it so."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from metrics.signals.english import ENGLISH
from metrics.signals.falling_due import due_at
from metrics.signals.hebrew import HEBREW
from metrics.signals.identify import language_of
from metrics.signals.machine import Machine, Match, Text, machine
from metrics.signals.notation import AUTHORS
from metrics.signals.russian import RUSSIAN
from metrics.signals.tokens import LIMIT, Word, normalised, words_of
from metrics.signals.whens import Span, spans

VERSION = 4
SIGNALS = (
    "cancel", "competitor", "complaint", "third_time", "no_call_back", "unheard",
    "promise", "refused", "anger", "payment", "resolved", "thanks",
)  # fmt: skip
LEXICONS = {one.language: one for one in (ENGLISH, HEBREW, RUSSIAN)}
MOST_FOUND = 5
WITHIN_A_CLAUSE = {"resolved"}  # "line tested, ok" says that of the test
UNASKED = {"resolved"}  # who asks whether it is solved says that he does not know it to be


@dataclass(frozen=True, slots=True)
class Found:
    """A signal found: text[start:end] are the words that made it so, rule says by which rule."""

    signal: str
    start: int
    end: int
    words: str
    rule: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What was found in a text, in order; its language (None: cannot be told) and how far it was read."""

    language: str | None
    found: tuple[Found, ...]
    read_to: int


def read(
    text: str, language: str | None = None, competitors: Sequence[str] = (), author: str | None = None
) -> Heard:
    """Find the signals in a text; each part is read by the rules of its own script.

    language: what the source says it is, if it does. competitors: names, in any script. author: agent or
    customer, None where it is not known (another raises ValueError). Only the first LIMIT characters are
    read (Heard.read_to tells).

    "I will call you" is a promise of ours where an agent is known to have written it. Of an unknown author it
    is none: the customer says so as often, and a promise that nobody gave would be counted against a team as
    broken. "We will call you" of an unknown author is ours: few customers write for several.
    """
    heard, _ = counted(text, language, competitors, author)
    return heard


def counted(
    text: str, language: str | None, competitors: Sequence[str], author: str | None = None
) -> tuple[Heard, int]:
    """Read a text and count the steps of matching that it took."""
    if author not in {None, *AUTHORS}:
        raise ValueError(f"Unknown author {author!r}. Known: {', '.join(AUTHORS)}, or None.")
    words = words_of(text)
    named = language_of(words, text[:LIMIT], language, LEXICONS)
    machines = [_machine(script) for script in _scripts(words, named)]
    times = spans(words, [one.times for one in machines])
    places = {span.first: span.last for span in times}
    prepared = Text(words, places, _rivals(words, tuple(competitors)), author)
    matches = [match for one in machines for match in one.matches(prepared)]
    found = [_found(text, words, match) for match in _standing(words, matches, author)]
    return Heard(named, tuple(found), min(len(text), LIMIT)), prepared.steps


def due(
    heard: Heard, text: str, written_at: dt.datetime, zone: str, weekend: Collection[int]
) -> dt.datetime | None:
    """Give the moment (UTC) the first promise found in a text falls due; None without a computable one.

    written_at is aware; zone is the site's; weekend holds ISO weekdays (6, 7: Saturday and Sunday).
    """
    promises = [one for one in heard.found if one.signal == "promise"]
    if not promises:
        return None
    words = words_of(text)
    times = spans(words, [lexicon.times for lexicon in LEXICONS.values()])
    ends = (
        due_at(span.when, written_at, zone, weekend)
        for promise in promises
        for span in times
        if _touches(words, span, promise)
    )
    return next((end for end in ends if end is not None), None)


def _touches(words: Sequence[Word], span: Span, found: Found) -> bool:
    return words[span.first].start < found.end and words[span.last - 1].end > found.start


@lru_cache
def _machine(language: str) -> Machine:
    return machine(LEXICONS[language])


def _scripts(words: Sequence[Word], named: str | None) -> list[str]:
    """Choose the lexicons for a text: those of its scripts, unless it is in another language of one.

    Emoji and numbers alone are read by the declared language's, else by the English one.
    """
    there = {word.script for word in words} - {""}
    if not there:
        return [named if named in LEXICONS else "en"] if words else []
    foreign = _written_in(named) if named is not None and named not in LEXICONS else None
    return [script for script in LEXICONS if script in there and script != foreign]


def _written_in(language: str) -> str:
    return "ru" if language in {"uk", "be", "bg", "sr", "mk", "kk"} else "en"


def _rivals(words: Sequence[Word], competitors: tuple[str, ...]) -> dict[int, int]:
    """Find the names of competitors: where each begins and the word after its end."""
    found: dict[int, int] = {}
    for place, word in enumerate(words):
        for name in _begun(word.forms, word.script, competitors):
            rest = words[place + 1 : place + len(name)]
            if len(rest) == len(name) - 1 and all(map(_is_named, (one.forms for one in rest), name[1:])):
                found[place] = max(found.get(place, 0), place + len(name))
    return found


@lru_cache(maxsize=50_000)
def _begun(forms: tuple[str, ...], script: str, competitors: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    names = _names(competitors) if script else ()
    return tuple(name for name in names if _is_named(forms, name[0]))


@lru_cache
def _names(competitors: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    cut = (tuple(word.forms[0] for word in words_of(name)) for name in competitors)
    return tuple(name for name in cut if name)


def _is_named(forms: tuple[str, ...], name: str) -> bool:
    """Tell whether a word is a name: with a Russian ending, up to two Hebrew prefix letters, or 's."""
    script = normalised(name)[1]
    if script == "ru":
        stem = name.rstrip("аяьйо")
        return any(form.startswith(stem) and len(form) <= len(stem) + 3 for form in forms)
    if script == "he":
        return any(form.endswith(name) and not form[: -len(name)].strip("ושהבלמכ") for form in forms)
    return name in forms


def _standing(words: Sequence[Word], matches: Sequence[Match], author: str | None) -> list[Match]:
    """Keep the matches that nothing speaks against, of each signal the first and longest, not overlapping."""
    excepted = [match for match in matches if match.rule.kind != "find"]
    quotes = [(match.last, words[match.first].sentence) for match in matches if match.rule.signal == "quote"]
    spoken = {match.last for match in matches if match.rule.signal == "says"}
    if author == "agent":  # a note that is but a quotation quotes the customer
        spoken |= {place for place in range(len(words)) if words[place].quoted and _begins(words, place)}
    kept: list[Match] = []
    for match in sorted(matches, key=lambda one: (one.first, -one.last)):
        same = [one for one in kept if one.rule.signal == match.rule.signal]
        overlaps = any(one.last > match.first for one in same)
        if not overlaps and len(same) < MOST_FOUND and _stands(words, match, excepted, quotes, spoken):
            kept.append(match)
    return kept


def _stands(
    words: Sequence[Word],
    match: Match,
    excepted: Iterable[Match],
    quotes: Iterable[tuple[int, int]],
    spoken: Collection[int],
) -> bool:
    rule = match.rule
    if rule.kind != "find" or rule.signal in {"quote", "says"} or (match.negated and not rule.firm):
        return False
    first, last = words[match.first], words[match.last - 1]
    if rule.signal in UNASKED and last.asked:
        return False
    if rule.signal in WITHIN_A_CLAUSE and first.clause != last.clause:
        return False
    sentence = words[match.first].sentence
    is_quoted = (words[match.first].quoted and _opened(words, match.first) not in spoken) or any(
        end <= match.first and within == sentence for end, within in quotes
    )
    if is_quoted and not rule.quotable:
        return False
    return not any(_excepts(words, one, match) for one in excepted if one.rule.signal == rule.signal)


def _opened(words: Sequence[Word], place: int) -> int:
    """Give the first word of a quotation."""
    while place > 0 and words[place - 1].quoted:
        place -= 1
    return place


def _begins(words: Sequence[Word], place: int) -> bool:
    return place == 0 or words[place - 1].sentence != words[place].sentence


def _excepts(words: Sequence[Word], exception: Match, match: Match) -> bool:
    if exception.rule.kind == "except_sentence":
        return words[exception.first].sentence == words[match.first].sentence
    in_one_clause = words[exception.first].clause == words[exception.last - 1].clause
    return in_one_clause and exception.first < match.last and match.first < exception.last


def _found(text: str, words: Sequence[Word], match: Match) -> Found:
    start, end = words[match.first].start, words[match.last - 1].end
    return Found(match.rule.signal, start, end, text[start:end], match.rule.name)
