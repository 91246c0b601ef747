import pytest

from metrics.signals.machine import Text, machine
from metrics.signals.notation import Lexicon
from metrics.signals.times import Times
from metrics.signals.tokens import words_of
from metrics.signals.whens import spans


def lexicon(block: str, **kept: object) -> Lexicon:
    words = {
        "negations": "not",
        "not_negations": "not only",
        "breaks": "but",
        "after": "not wanted",
        "common": "",
    }
    times = Times(days={1: "tomorrow"})
    return Lexicon("en", {"sign": block}, {"pet": "cat dog"}, times=times, **(words | kept))  # type: ignore[arg-type]


def met(block: str, text: str, **kept: object) -> list[str]:
    words = words_of(text)
    times = spans(words, [lexicon(block).times])
    matches = machine(lexicon(block, **kept)).matches(Text(words, {one.first: one.last for one in times}, {}))
    return [
        " ".join(word.forms[0] for word in words[one.first : one.last]) for one in matches if not one.negated
    ]


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("black cat", "a Black CAT", ["black cat"]),
        ("black cat", "black, fat cat", []),
        ("cat*", "cats", ["cats"]),
        ("@pet|bird", "one bird", ["bird"]),
        ("in_the_end|now stop", "in the end stop", ["in the end stop"]),
        ("very ?old cat", "very cat", ["very cat"]),
        ("very ?old cat", "very old cat", ["very old cat"]),
        ("my .. cat", "my big fat old cat", ["my big fat old cat"]),
        ("my .. cat", "my one two three four cat", []),
        ("my ..5 cat", "my one two three four cat", ["my one two three four cat"]),
        ("my .. cat", "my dog. Your cat", []),
        ("^ cat", "a cat. Cat", ["cat"]),
        ("cat $", "cat, dog", ["cat"]),
        ("cat $", "cat dog", []),
        (", cat", "cat. A cat, cat", ["cat", "cat"]),
        ("<n3> @pet", "2 cat 3 dog", ["3 dog"]),
        ("<nth3> @pet", "3 dog 3rd dog 2nd dog", ["3rd dog"]),
        ("feed .. <when>", "feed it tomorrow", ["feed it tomorrow"]),
        ("soo", "sooooo", ["so"]),
        ("don't", "dont don’t", ["dont", "don't"]),
        ("cat|\n        dog", "dog", ["dog"]),
        ("my ..5!@pet bird", "my big bird", ["my big bird"]),
        ("my ..5!@pet bird", "my dog likes bird", []),
        ("my ..5!@pet cat", "my big cat", ["my big cat"]),
        ("feed !@pet|him", "feed him", []),
        ("feed !@pet|him", "feed her. feed", ["feed", "feed"]),
    ],
)
def test_a_rule_is_met_by_its_words(rule, text, expected):
    assert met(rule, text) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("cat", ["agent", "customer", None]),
        ("agent: cat", ["agent", None]),
        ("customer!: cat", ["customer"]),
        ("+ agent!: cat", ["agent"]),
    ],
    ids=["anybody's", "not a customer's", "a customer's for sure", "after another sign"],
)
def test_a_rule_may_be_for_the_texts_of_one_author(rule, expected):
    words = words_of("a cat")

    found = [
        who for who in ("agent", "customer", None) if machine(lexicon(rule)).matches(Text(words, {}, {}, who))
    ]

    assert found == expected


@pytest.mark.parametrize(
    "text",
    ["not cat", "not a big cat", "cat not wanted"],
    ids=["before", "three words before", "a phrase after"],
)
def test_a_negation_turns_a_finding_off(text):
    assert met("cat", text) == []


@pytest.mark.parametrize(
    "text",
    ["not one two three cat", "not only cat", "not, cat", "not dog but cat"],
    ids=["four words before", "no real negation", "past a comma", "past a break"],
)
def test_a_negation_that_does_not_reach(text):
    assert met("cat", text) == ["cat"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cat sat here. Then a dog came", ["cat sat here then a dog"]),
        ("cat sat here, then a dog came", []),
        ("cat sat here. Nothing. Then a dog came", []),
        ("a cat.", []),
    ],
    ids=["in the next sentence", "in the same one", "in the one after", "no next sentence"],
)
def test_a_rule_goes_on_in_the_next_sentence(text, expected):
    assert met("cat // .. dog", text) == expected


def test_a_prefix_letter_is_taken_off_unless_the_rule_says_as_written():
    assert met("cat", "thecat", prefixes=("the",)) == ["thecat"]
    assert met("=cat", "thecat", prefixes=("the",)) == []


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("@bird", "Unknown set '@bird' in a rule. Known: pet."),
        ("<x>", "Unknown <x> in a rule."),
        ("my !in_the_end", "Only single words can be barred: 'in_the_end'."),
        (".. cat", "A rule begins with a word that must be there: '.. cat'."),
        ("w/o", "'w/o' in a rule is not one word of a text. Its words: 'w_o'."),
    ],
)
def test_a_rule_that_cannot_be_read_is_an_error(rule, message):
    with pytest.raises(ValueError) as error:  # noqa: PT011 - the message is looked at below
        machine(lexicon(rule))

    assert str(error.value).startswith(message)


def test_a_rule_is_met_at_most_five_times_in_a_text():
    assert len(met("cat", "cat, " * 50)) == 5
