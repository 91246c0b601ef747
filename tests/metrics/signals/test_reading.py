import random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.signals import SIGNALS, Heard, read, read_all
from metrics.signals.english import ENGLISH
from metrics.signals.hebrew import HEBREW
from metrics.signals.notation import Lexicon
from metrics.signals.reading import counted
from metrics.signals.russian import RUSSIAN
from metrics.signals.tokens import LIMIT, words_of

# Steps of matching that one word of a text may cost, whatever stands around it.
STEPS_A_WORD = 60


def vocabulary(lexicon: Lexicon) -> list[str]:
    """List every word that a lexicon's rules are made of."""
    parts = " ".join([*lexicon.sets.values(), *lexicon.rules.values()]).replace("|", " ").split()
    return [word for part in parts for word in part.strip("*?=+-.^$\"'@,/").split("_") if word]


VOCABULARY = vocabulary(ENGLISH)
VOCABULARIES = {one.language: vocabulary(one) for one in (ENGLISH, HEBREW, RUSSIAN)}
PIECES = st.sampled_from(
    [*VOCABULARY, "tomorrow", "3", '"', ",", ".", "\u200f", "שלום", "привет", "🤬", "\n", "10:30"]
)


def steps(text: str) -> int:
    return counted(text, None, ("Telvia",))[1]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "cancel my contract " * 50_000,
        "🤬" * 500_000,
        "\u200f" * 1_000_000,
        "ש" * 1_000_000,
        "לבטל my contract מחר, לא call me back " * 25_000,
    ],
    ids=[
        *("one word", "one sentence again and again", "emoji", "direction marks", "one Hebrew word"),
        "half in Hebrew, half in English",
    ],
)
def test_a_text_of_a_megabyte_is_read_to_the_limit(text):
    heard = read(text)

    assert heard.read_to == LIMIT
    assert steps(text) <= STEPS_A_WORD * len(words_of(text))
    assert all(one.end <= LIMIT for one in heard.found)


def test_what_stands_within_the_limit_of_a_long_text_is_found():
    assert [one.signal for one in read("cust irate. " + "bla " * 300_000).found] == ["anger"]


def test_what_stands_after_the_limit_is_not_read():
    assert read("bla " * (LIMIT // 4) + "irate").found == ()
    assert read("bla " * (LIMIT // 4 - 2) + "irate").found != ()


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("languages", ["en", "he", "ru", "en he ru"])
def test_no_text_costs_more_than_its_words(languages, seed):
    chance = random.Random(seed)
    words = [word for language in languages.split() for word in VOCABULARIES[language]]
    few = chance.choices(words, k=chance.choice([2, 5, 20, 500]))
    text = " ".join(chance.choice(few) for _ in range(1_200))

    assert steps(text) <= STEPS_A_WORD * len(words_of(text))


def test_twice_the_text_is_at_most_twice_the_work():
    sentence = "pls cancel and cancel the contract tomorrow, nobody ever called back about it "

    assert steps(sentence * 60) <= 2.2 * steps(sentence * 30)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map(" ".join)))
def test_what_is_found_lies_in_the_text_in_order(text):
    found = read(text, None, ("Telvia",)).found

    assert all(text[one.start : one.end] == one.words != "" for one in found)
    assert all(one.signal in SIGNALS for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_reading_twice_is_reading_once(text):
    assert read(text) == read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wants to c\u200fancel", ["cancel"]),
        ("WANTS TO ｃａｎｃｅｌ", ["cancel"]),
        ("wants to cancel", ["cancel"]),
        ("I am sooooo FURIOUSSSS", ["anger"]),
        ("הלקוח אמר: please cancel my contract, תודה", ["cancel"]),
        ("клиент пишет I want to cancel my contract", ["cancel"]),
    ],
    ids=[
        "a direction mark",
        "wide letters",
        "no-break spaces",
        "drawn out",
        "half in Hebrew",
        "half in Russian",
    ],
)
def test_text_as_people_and_machines_write_it(text, expected):
    assert [one.signal for one in read(text).found if one.rule.startswith("en.")] == expected


def test_quotation_marks_that_do_not_close_quote_nothing():
    assert [one.signal for one in read('a 24" screen and cust is furious').found] == ["anger"]
    assert read('he wrote "furious" and «furious» and ‘furious’').found == ()


def test_a_column_is_read_row_by_row_and_null_stays_null():
    texts = pl.Series(["cust irate", None, "", "cust irate"])

    assert read_all(texts) == [read("cust irate"), None, Heard(None, (), 0), read("cust irate")]


def test_a_column_may_say_its_languages():
    heard = read_all(pl.Series(["ok", "ok"]), pl.Series([None, "de"]))

    assert [one.language for one in heard if one] == ["en", "de"]


def test_a_column_may_say_who_wrote():
    texts, authors = pl.Series(["I'll send the form tomorrow"] * 3), pl.Series(["agent", "customer", None])

    heard = read_all(texts, None, (), authors)

    assert [[found.signal for found in one.found] for one in heard if one] == [["promise"], [], ["promise"]]


def test_an_unknown_author_is_refused():
    with pytest.raises(ValueError, match="Unknown author 'bot'. Known: agent, customer"):
        read("ok", author="bot")


@pytest.mark.parametrize(
    ("text", "author", "expected"),
    [
        ("thanks to BO for the quick reply", "agent", []),
        ("thanks to BO for the quick reply", "customer", ["thanks"]),
        ("אין מענה", "agent", []),
        ("שלחתי מייל. אין מענה", "customer", ["no_call_back"]),
        ("Завтра пришлю вам копию", "customer", []),
        ("Завтра пришлю вам копию", "agent", ["promise"]),
        ('cust says "I want to cancel my contract"', "agent", ["cancel"]),
        ('your page says "I want to cancel my contract"', "customer", []),
    ],
    ids=[
        *("an agent thanks a colleague", "a customer thanks", "the customer does not answer", "we do not"),
        *("a customer's own promise", "an agent's", "the customer's own words", "quoted by a customer"),
    ],
)
def test_who_wrote_decides_what_is_said(text, author, expected):
    assert [one.signal for one in read(text, None, (), author).found] == expected


@pytest.mark.parametrize(("text", "expected"), [("Is it fixed?", []), ("It is fixed.", ["resolved"])])
def test_who_asks_whether_it_is_solved_does_not_say_so(text, expected):
    assert [one.signal for one in read(text).found] == expected


def test_a_test_of_a_line_and_an_ok_after_a_comma_solve_nothing():
    assert read("line tested, fixed cable drawn by cust").found == ()


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        read_all(pl.Series(["ok", "ok"]), pl.Series(["en"]))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('עו"ד בע״מ ש"ח', ['עו"ד', "בע״מ", 'ש"ח']),
        ('ה"שירות" שלכם', ["ה", "שירות", "שלכם"]),
        ("לק' ביקש ג'יגה", ["לק'", "ביקש", "ג'יגה"]),
        ("don’t 3rd 10:30 26/11 x3", ["don’t", "3rd", "10:30", "26/11", "x3"]),
        ("ещё 4-й", ["ещё", "4", "й"]),
    ],
    ids=["Hebrew abbreviations", "quoted after a prefix letter", "geresh", "English", "Russian"],
)
def test_a_text_is_cut_into_words(text, words):
    assert [text[word.start : word.end] for word in words_of(text)] == words


def test_emoji_alone_are_read():
    assert [one.signal for one in read("😡😡").found] == ["anger", "anger"]
