"""The notation a lexicon is written in, and its compilation.

A lexicon is data: a text per signal, read line by line. A line ending in a colon names the rules below it
("asks:" gives the rule "en.cancel.asks"). Every other line is one rule: words in their order.

    cancel             that word; capitals, accents of Hebrew, ё, final letters and "sooo" are normalised
    cancel*            any word that begins so (Russian endings)
    =word              only as written: no prefix letter is taken off (Hebrew)
    end|close|stop     one of these
    get_in_touch       several words that follow one another, as one alternative
    ?please            may be missing
    @service           one of a named set (SETS)
    ..   ..5           up to 3 words, up to 5 words between; never across the end of a sentence
    ..5!@service       up to 5 words between, none of that set
    ^    ,    $        the sentence begins, a clause begins, the clause ends here
    !him|her           the next word is none of these
    //                 the sentence ends, whatever else is in it; what follows is in the next one
    <n> <n3> <nth3>    a number; from 3 to 99; an ordinal in digits from 3rd
    <when>             a time to come that can be computed ("tomorrow before noon")
    <rival>            the name of a competitor from the settings

A long line may be broken after a |. A sign before a rule changes what it does:

    - cancel* .. appointment   an exception, within a clause: a finding that touches it does not count
    -- old provider            an exception for its whole sentence
    + never .. answered        counts although a negation stands before it
    " policy is policy         counts inside quotation marks too
    agent: sorted              not where a customer is known to have written the text
    agent!: cust .. thanks     only where an agent is known to have written it; likewise customer:, customer!:

A finding does not count if a negation stands in the three words before it (in the same clause), if a phrase
of `after` follows it, or if it is quoted. The block "quote" describes what introduces quoted policy ("the
script says"): what follows in that sentence is quoted. The block "says" describes what introduces a
customer's own words in quotation marks ("cust says …"): those count.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from metrics.signals.times import Times
from metrics.signals.tokens import words_of

GAP = 3
AUTHORS = ("agent", "customer")
NOT_OF: dict[str, frozenset[str | None]] = {
    "agent:": frozenset({"customer"}),
    "agent!:": frozenset({"customer", None}),
    "customer:": frozenset({"agent"}),
    "customer!:": frozenset({"agent", None}),
}
SPECIAL = {"<n>": 1, "<n3>": 2, "<nth3>": 4, "<when>": 8, "<rival>": 16}
SPANNING = SPECIAL["<when>"] | SPECIAL["<rival>"]
_BROKEN = re.compile(r"\|\s+")
_KEPT = ("'ll", "we're", "'d")


@dataclass(frozen=True)
class Lexicon:
    """What a linguist writes for one language; rules and sets in the notation above."""

    language: str
    rules: Mapping[str, str]
    sets: Mapping[str, str]
    negations: str
    not_negations: str
    breaks: str
    after: str
    common: str
    times: Times
    prefixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a rule: a word of `single`, or a run of words; or, with gap >= 0, words skipped.

    word is `single` where nothing else can stand here: the quick case. bars: the words that
    a gap may not hold, or that may not stand next where edge is "!".
    """

    single: int = 0
    word: int = 0
    runs: tuple[tuple[int, ...], ...] = ()
    optional: bool = False
    gap: int = -1
    edge: str = ""
    bars: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled line; kind is find, except (its words) or except_sentence.

    not_of: the authors whose texts it is not for (None: unknown).
    begins: the bits of its first word, needs: of every word that must be there.
    """

    signal: str
    name: str
    kind: str
    firm: bool
    quotable: bool
    not_of: frozenset[str | None]
    elements: tuple[Element, ...]
    begins: int
    needs: tuple[int, ...]


@dataclass
class Atoms:
    """Every word of a lexicon as one bit: what a word of a text is asked for."""

    exact: dict[str, int] = field(default_factory=dict)
    literal: dict[str, int] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    _next: Iterator[int] = field(default_factory=lambda: count(len(SPECIAL)))

    def bit(self, written: str) -> int:
        """Give a written word its bit or bits; equal words share one."""
        if written.startswith("<"):
            if written not in SPECIAL:
                raise ValueError(f"Unknown {written} in a rule. Known: {', '.join(SPECIAL)}.")
            return SPECIAL[written]
        if written.endswith("*"):
            return self._of(self.starts, plain(written[:-1]))
        if written.startswith("="):
            return self._of(self.literal, plain(written[1:]))
        whole = plain(written)
        bit = self._of(self.exact, whole)
        if "'" in whole and not any(whole.endswith(kept) for kept in _KEPT):
            bit |= self._of(self.exact, whole.replace("'", ""))
        return bit

    def _of(self, table: dict[str, int], key: str) -> int:
        if key not in table:
            table[key] = 1 << next(self._next)
        return table[key]


def plain(written: str) -> str:
    """Normalise a word of a lexicon as a word of a text is."""
    cut = words_of(written)
    if len(cut) != 1 or (cut[0].start, cut[0].end) != (0, len(written)):
        parts = "_".join(written[word.start : word.end] for word in cut)
        raise ValueError(f"'{written}' in a rule is not one word of a text. Its words: '{parts}'.")
    return cut[0].forms[0]


def compiled(lexicon: Lexicon, atoms: Atoms) -> list[Rule]:
    """Compile every rule of a lexicon, in the order written."""
    return [
        rule
        for signal, block in lexicon.rules.items()
        for rule in _block(lexicon.language, signal, block, lexicon.sets, atoms)
    ]


def lines_of(block: str) -> list[str]:
    """Split a block into its lines; one that ends in | goes on in the next."""
    return [line.strip() for line in _BROKEN.sub("|", block).splitlines() if line.strip()]


def elements_of(line: str, sets: Mapping[str, str], atoms: Atoms) -> tuple[Element, ...]:
    """Compile the words of one line."""
    return tuple(_element(word, sets, atoms) for word in line.split())


def _block(language: str, signal: str, block: str, sets: Mapping[str, str], atoms: Atoms) -> Iterable[Rule]:
    heading = ""
    for line in lines_of(block):
        if line.endswith(":"):
            heading = f".{line[:-1]}"
        else:
            yield _rule(f"{language}.{signal}{heading}", signal, line, sets, atoms)


def _rule(name: str, signal: str, line: str, sets: Mapping[str, str], atoms: Atoms) -> Rule:
    signs, words = _signs(line)
    not_of = NOT_OF.get(words[0], frozenset())
    words = words[words[0] in NOT_OF :]
    kind = {0: "find", 1: "except"}.get(signs.count("-"), "except_sentence")
    elements = elements_of(" ".join(words), sets, atoms)
    needs = _needs(elements, line)
    return Rule(signal, name, kind, "+" in signs, '"' in signs, not_of, elements, needs[0], needs)


def _signs(line: str) -> tuple[str, Sequence[str]]:
    words = line.split()
    signs = ""
    while words and not words[0].strip('+-"'):
        signs += words.pop(0)
    return signs, words


def _needs(elements: Sequence[Element], line: str) -> tuple[int, ...]:
    words = [one for one in elements if not one.edge]
    if not words or words[0].gap >= 0 or words[0].optional:
        raise ValueError(f"A rule begins with a word that must be there: '{line}'.")
    return tuple(asked(one) for one in words if not one.optional and one.gap < 0)


def asked(element: Element) -> int:
    """Give the bits of all words with which an element can begin."""
    mask = element.single
    for run in element.runs:
        mask |= run[0]
    return mask


def _element(word: str, sets: Mapping[str, str], atoms: Atoms) -> Element:
    if word in {"^", ",", "$", "//"}:
        return Element(edge=word)
    if word.startswith(".."):
        return _gap(word, sets, atoms)
    if word.startswith("!"):
        return Element(edge="!", bars=_barred(word[1:], sets, atoms))
    single, runs = _alternatives(word.lstrip("?"), sets, atoms)
    is_word = not runs and not single & SPANNING
    return Element(single, single if is_word else 0, runs, word.startswith("?"))


def _gap(word: str, sets: Mapping[str, str], atoms: Atoms) -> Element:
    length, _, barred = word[2:].partition("!")
    return Element(gap=int(length or GAP), bars=_barred(barred, sets, atoms) if barred else 0)


def _barred(written: str, sets: Mapping[str, str], atoms: Atoms) -> int:
    bars, runs = _alternatives(written, sets, atoms)
    if runs:
        raise ValueError(f"Only single words can be barred: '{written}'.")
    return bars


def _alternatives(
    written: str, sets: Mapping[str, str], atoms: Atoms
) -> tuple[int, tuple[tuple[int, ...], ...]]:
    single, runs = 0, []
    for choice in _choices(written, sets):
        bits = tuple(atoms.bit(part) for part in choice.split("_"))
        single |= bits[0] if len(bits) == 1 else 0
        runs += [bits] if len(bits) > 1 else []
    return single, tuple(runs)


def _choices(word: str, sets: Mapping[str, str]) -> Iterable[str]:
    for choice in word.split("|"):
        if choice.startswith("@"):
            if choice[1:] not in sets:
                raise ValueError(f"Unknown set '{choice}' in a rule. Known: {', '.join(sorted(sets))}.")
            yield from _choices("|".join(sets[choice[1:]].replace("|", " ").split()), sets)
        else:
            yield choice
