"""Match a compiled lexicon over the words of a text.

A rule is tried only where its rarest word stands in the text. While it is matched, the set of places it may
have reached is carried along (as an automaton does): nothing is tried twice, so the work for one rule at one
word is bounded by the rule's own length, whatever the text says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from metrics.signals.notation import (
    AUTHORS,
    SPANNING,
    SPECIAL,
    Atoms,
    Element,
    Lexicon,
    Rule,
    asked,
    compiled,
    elements_of,
    lines_of,
)
from metrics.signals.times import Times
from metrics.signals.tokens import Word

NEAR = 3
MOST_PER_RULE = 5
CACHED = 100_000
COMMON = 40  # how many ordinary words one of the most common is worth
_ENDINGS = "stndrhx'хйяем"


@dataclass(frozen=True, slots=True)
class Match:
    """A rule met by words[first:last]."""

    rule: Rule
    first: int
    last: int
    negated: bool


@dataclass
class Text:
    """The words of one text with what is found once for all rules; `steps` counts the work done."""

    words: Sequence[Word]
    whens: dict[int, int]
    rivals: dict[int, int]
    author: str | None = None
    steps: int = 0


@dataclass
class Machine:
    """A lexicon ready to read texts. It keeps what it has learnt of each word, nothing of any text."""

    lexicon: Lexicon
    rules: list[Rule]
    atoms: Atoms
    lengths: tuple[int, ...]
    by_bit: dict[int, list[int]]
    negations: tuple[Element, ...]
    not_negations: tuple[tuple[Element, ...], ...]
    after: tuple[tuple[Element, ...], ...]
    breaks: int
    not_of: dict[str | None, frozenset[int]]
    known: dict[tuple[str, ...], tuple[int, tuple[int, ...]]] = field(default_factory=dict)

    @property
    def times(self) -> Times:
        """The words for times in this language."""
        return self.lexicon.times

    def matches(self, text: Text) -> list[Match]:
        """Find every place where a rule is met, at most MOST_PER_RULE a rule."""
        masks, candidates = self._masks(text)
        if not candidates:
            return []
        run = _Run(text, masks)
        return [
            Match(rule, first, last, _can_be_negated(rule) and self._negated(run, first, last))
            for rule in map(self.rules.__getitem__, candidates)
            for first, last in run.places(rule)
        ]

    def mask(self, forms: tuple[str, ...]) -> tuple[int, tuple[int, ...]]:
        """Give a word's bits and the rules whose rarest word it is; kept for the next time it is met."""
        known = self.known.get(forms)
        if known is None:
            if len(self.known) >= CACHED:
                self.known.clear()
            known = self.known[forms] = self._learnt(forms)
        return known

    def _masks(self, text: Text) -> tuple[list[int], list[int]]:
        masks: list[int] = []
        candidates: set[int] = set()
        there = 0
        for word in text.words:
            mask, rules = self.mask(word.forms)
            masks.append(mask)
            there |= mask
            candidates.update(rules)
        for name, places in (("<when>", text.whens), ("<rival>", text.rivals)):
            bit = SPECIAL[name]
            for place in places:
                masks[place] |= bit
                there |= bit
                candidates.update(self.by_bit.get(bit, ()))
        candidates -= self.not_of[text.author]
        return masks, sorted(n for n in candidates if _are_there(self.rules[n].needs, there))

    def _learnt(self, forms: tuple[str, ...]) -> tuple[int, tuple[int, ...]]:
        mask = 0
        for form in forms:
            mask |= self.atoms.literal.get(form, 0) | self._number(form)
            for bare in self._bare(form):
                mask |= self.atoms.exact.get(bare, 0)
                for length in self.lengths:
                    mask |= self.atoms.starts.get(bare[:length], 0) if len(bare) >= length else 0
        return mask, tuple(rule for bit in _bits(mask) for rule in self.by_bit.get(bit, ()))

    def _bare(self, form: str) -> Iterable[str]:
        yield form
        for prefix in self.lexicon.prefixes:
            if form.startswith(prefix) and len(form) >= len(prefix) + 2:
                yield form[len(prefix) :]

    def _number(self, form: str) -> int:
        digits = form.rstrip(_ENDINGS) if form[0].isdigit() else form
        if not (digits.isascii() and digits.isdigit()):
            return 0
        large = len(digits) < 3 and int(digits) >= 3
        if form == digits or form[-1] in "xх":
            return SPECIAL["<n>"] | SPECIAL["<n3>"] * large
        return SPECIAL["<nth3>"] * large

    def _negated(self, run: "_Run", first: int, last: int) -> bool:
        return self._negated_before(run, first) or any(run.reaches(after, last) for after in self.after)

    def _negated_before(self, run: "_Run", first: int) -> bool:
        words = run.text.words
        if run.masks[first] & self.breaks:
            return False
        for place in range(first - 1, max(first - 1 - NEAR, -1), -1):
            if words[place].clause != words[first].clause or run.masks[place] & self.breaks:
                return False
            if run.at(self.negations[0], place) and not self._excused(run, place):
                return True
        return False

    def _excused(self, run: "_Run", place: int) -> bool:
        starts = range(max(place - NEAR, 0), place + 1)
        return any(
            start <= place < end
            for phrase in self.not_negations
            for start in starts
            for end in run.ends(phrase, start)
        )


@dataclass
class _Run:
    """One lexicon over one text."""

    text: Text
    masks: list[int]
    limits: list[int] = field(default_factory=list)

    def places(self, rule: Rule) -> Iterable[tuple[int, int]]:
        """List where a rule is met, [first, last) in words: the shortest at each start."""
        found = 0
        for start, mask in enumerate(self.masks):
            if mask & rule.begins and found < MOST_PER_RULE:
                ends = self.ends(rule.elements, start)
                if ends:
                    found += 1
                    yield start, min(ends)

    def ends(self, elements: Sequence[Element], start: int) -> set[int]:
        """Give every place (the word after the last) that the elements reach from a word."""
        reached, limit, masks = {start}, self._limit(start), self.masks
        for element in elements:
            self.text.steps += len(reached)
            if element.edge == "//":
                following, limit = {limit} if limit < len(masks) else set(), self._limit(limit)
            elif element.word:
                following = {place + 1 for place in reached if place < limit and masks[place] & element.word}
            else:
                following = self._following(element, reached, limit)
            reached = following | reached if element.optional else following
            if not reached:
                break
        return reached

    def reaches(self, elements: Sequence[Element], start: int) -> bool:
        """Tell whether the elements follow from this word on, within its clause."""
        words = self.text.words
        if not 0 < start < len(words) or words[start].clause != words[start - 1].clause:
            return False
        return bool(self.ends(elements, start))

    def at(self, element: Element, place: int) -> list[int]:
        """Give the places after an element that begins at a word: one per run of words that fits."""
        masks = self.masks
        mask = masks[place]
        hit = mask & element.single
        ends = [place + 1] if hit & ~SPANNING else []
        if hit & SPANNING:
            ends += [self.text.whens[place]] if hit & SPECIAL["<when>"] else []
            ends += [self.text.rivals[place]] if hit & SPECIAL["<rival>"] else []
        for run in element.runs:
            if mask & run[0] and place + len(run) <= len(masks):
                fits = all(masks[place + n] & bit for n, bit in enumerate(run))
                ends += [place + len(run)] if fits else []
        return ends

    def _limit(self, start: int) -> int:
        """Give the place after the last word of a word's sentence."""
        if start >= len(self.masks):
            return start
        if not self.limits:
            limit = len(self.masks)
            words = self.text.words
            for place in range(len(words) - 1, -1, -1):
                self.limits.append(limit)
                limit = place if words[place].sentence != words[place - 1].sentence else limit
            self.limits.reverse()
        return self.limits[start]

    def _following(self, element: Element, reached: Iterable[int], limit: int) -> set[int]:
        if element.edge:
            return {place for place in reached if self._is_edge(element, place, limit)}
        if element.gap >= 0:
            return {past for at in reached for past in range(at, self._skipped(element, at, limit) + 1)}
        return {
            past for place in reached if place < limit for past in self.at(element, place) if past <= limit
        }

    def _skipped(self, element: Element, start: int, limit: int) -> int:
        """Give the last place that a gap reaches: before the first word that it may not hold."""
        end = min(start + element.gap, limit)
        if not element.bars:
            return end
        return next((at for at in range(start, end) if self.masks[at] & element.bars), end)

    def _is_edge(self, element: Element, place: int, limit: int) -> bool:
        words, edge = self.text.words, element.edge
        if edge == "!":
            return place >= limit or not self.masks[place] & element.bars
        if place < len(words) and edge in {"^", ","}:
            before = words[place - 1] if place else None
            here = words[place]
            return (
                before is None
                or before.sentence != here.sentence
                or (edge == "," and before.clause != here.clause)
            )
        return place >= limit or words[place].clause != words[place - 1].clause


def machine(lexicon: Lexicon) -> Machine:
    """Compile a lexicon once, for many texts."""
    atoms = Atoms()
    rules = compiled(lexicon, atoms)

    def phrases(block: str) -> tuple[tuple[Element, ...], ...]:
        return tuple(elements_of(line, lexicon.sets, atoms) for line in lines_of(block))

    negations = elements_of("|".join(lexicon.negations.split()) or "=negation", lexicon.sets, atoms)
    breaks = asked(elements_of("|".join(lexicon.breaks.split()) or "=break", lexicon.sets, atoms)[0])
    not_negations, after = phrases(lexicon.not_negations), phrases(lexicon.after)
    common = _common(lexicon, atoms)
    by_bit: dict[int, list[int]] = {}
    for n, rule in enumerate(rules):
        for bit in _bits(_rarest(rule, common)):
            by_bit.setdefault(bit, []).append(n)
    lengths = tuple(sorted({len(start) for start in atoms.starts}))
    not_of = {author: _not_of(rules, author) for author in (None, *AUTHORS)}
    return Machine(lexicon, rules, atoms, lengths, by_bit, negations, not_negations, after, breaks, not_of)


def _common(lexicon: Lexicon, atoms: Atoms) -> int:
    """Give the bits of words that stand in every other text."""
    mask = sum(SPECIAL.values())
    for word in lexicon.common.split():
        mask |= atoms.exact.get(word, 0) | atoms.literal.get(word, 0)
    return mask


def _rarest(rule: Rule, common: int) -> int:
    """Choose the word of a rule that the fewest texts hold: where it is missing, the rule is not tried."""
    return min(rule.needs, key=lambda mask: mask.bit_count() + COMMON * (mask & common).bit_count())


def _can_be_negated(rule: Rule) -> bool:
    return rule.kind == "find" and not rule.firm


def _are_there(needs: Iterable[int], there: int) -> bool:
    for need in needs:  # noqa: SIM110 (a generator here costs a fifth of the reading)
        if not need & there:
            return False
    return True


def _not_of(rules: Sequence[Rule], author: str | None) -> frozenset[int]:
    return frozenset(n for n, rule in enumerate(rules) if author in rule.not_of)


def _bits(mask: int) -> Iterable[int]:
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit
