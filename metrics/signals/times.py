"""The words of a language for times: what a linguist writes, and how it is looked up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from metrics.signals.tokens import normalised

REMEMBERED = 100_000

Value = tuple[int, ...] | str
Atom = tuple[str, Value]


@dataclass(frozen=True)
class Times:
    """The words of one language for times, several separated by spaces; a_b is a phrase, ab* a beginning.

    days: by days from today; weekdays: by ISO weekday; parts: by the time "HH:MM" at which that part of a
    day has passed; units: minute hour day business_day week month; durations: a word that says number and
    unit at once, by "30 minute"; compounds: words that say several things at once, by what they say ("day
    0; part 1260": tonight), for `metrics.signals.whens` to take apart; adverbs: parts of a day that are a
    time by themselves (вечером); oclock: words for hours that after "by 3" are the clock's (до 3 часов);
    fillers may stand between the others; past: makes the whole no time to come.
    """

    days: Mapping[int, str] = field(default_factory=dict)
    weekdays: Mapping[int, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    adverbs: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    durations: Mapping[str, str] = field(default_factory=dict)
    compounds: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[int, str] = field(default_factory=dict)
    months: Mapping[int, str] = field(default_factory=dict)
    within: str = ""
    by: str = ""
    next: str = ""
    this: str = ""
    end: str = ""
    am: str = ""
    pm: str = ""
    ordinals: str = ""
    oclock: str = ""
    fillers: str = ""
    past: str = ""
    prefixes: tuple[str, ...] = ()

    @cached_property
    def phrases(self) -> dict[tuple[str, ...], Atom]:
        """Every phrase, as its words, with the kind and value it gives."""
        found: dict[tuple[str, ...], Atom] = dict.fromkeys(_keys(self.fillers), ("filler", ""))
        for kind in ("within", "by", "next", "this", "end", "am", "pm", "ordinals", "oclock"):
            found |= dict.fromkeys(_keys(getattr(self, kind)), (kind, ""))
        tables = {"unit": self.units, "duration": self.durations, "compound": self.compounds}
        for kind, table in tables.items():
            found |= {key: (kind, value) for value, words in table.items() for key in _keys(words)}
        numbered = {"day": self.days, "weekday": self.weekdays, "number": self.numbers, "month": self.months}
        for kind, numbers in numbered.items():
            found |= {key: (kind, (number,)) for number, words in numbers.items() for key in _keys(words)}
        for kind, clocks in (("part", self.parts), ("adverb", self.adverbs)):
            found |= {key: (kind, _minutes(clock)) for clock, words in clocks.items() for key in _keys(words)}
        return found | dict.fromkeys(_keys(self.past), ("past", ""))

    @cached_property
    def starred(self) -> dict[int, list[tuple[tuple[str, ...], Atom]]]:
        """The phrases with a beginning of a word in them, by their number of words, the longest first."""
        found: dict[int, list[tuple[tuple[str, ...], Atom]]] = {}
        for key, atom in sorted(self.phrases.items(), key=lambda one: -len("".join(one[0]))):
            if any(word.endswith("*") for word in key):
                found.setdefault(len(key), []).append((key, atom))
        return found

    def known(self, form: str) -> bool:
        """Tell whether a word can begin one of the phrases (a quick no for most words)."""
        met = self._met.get(form)
        if met is None:
            if len(self._met) >= REMEMBERED:
                self._met.clear()
            met = any(bare in self._firsts or bare[:3] in self._starts for bare in self.bare(form))
            self._met[form] = met
        return met

    def bare(self, form: str) -> Iterable[str]:
        """Give a word and what is left of it without a prefix."""
        yield form
        for prefix in self.prefixes:
            if form.startswith(prefix) and len(form) >= len(prefix) + 2:
                yield form[len(prefix) :]

    @cached_property
    def _met(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _firsts(self) -> frozenset[str]:
        return frozenset(key[0] for key in self.phrases)

    @cached_property
    def _starts(self) -> frozenset[str]:
        return frozenset(key[0].rstrip("*")[:3] for key in self.phrases if key[0].endswith("*"))


def _minutes(clock: str) -> tuple[int]:
    hour, minute = clock.split(":")
    return (int(hour) * 60 + int(minute),)


def _keys(words: str) -> Iterable[tuple[str, ...]]:
    for phrase in words.split():
        yield tuple(_plain(word) for word in phrase.split("_"))


def _plain(word: str) -> str:
    starred = word.endswith("*")
    return normalised(word.rstrip("*"))[0][0] + "*" * starred
