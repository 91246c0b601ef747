"""What somebody wrote is shown as it was written: nothing of it runs, and the right words are marked."""

import re
import time

import pytest

from ui.voices import quoted
from ui.voices.quoted import MOST, SHORT, pieces, quote, whole

ANGER, THANKS = "anger", "thanks"
ACUTE, JOINER, OVERRIDE = "\u0301", "\u200d", "\u202e"


def marked(html):
    return re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.DOTALL)


def at(text, word, signal=ANGER):
    start = text.index(word)
    return start, start + len(word), signal


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src=x onerror=alert(1)>",
        "</mark><script>alert(1)</script>",
        "</q></div><a href='javascript:alert(1)'>x</a>",
        '" onmouseover="alert(1)',
        "&lt;b&gt;",
    ],
    ids=["an image", "the end of a mark", "a way out", "an attribute", "what is escaped already"],
)
def test_hostile_text_stays_text_whether_marked_or_not(hostile):
    text = f"so {hostile} angry"

    html = quote(text, [at(text, hostile)])

    assert set(re.findall(r"</?(\w+)", html)) == {"q", "mark"}
    assert re.sub(r"<[^>]*>", "", html) == text.replace("&", "&amp;").replace("<", "&lt;").replace(
        ">", "&gt;"
    ).replace('"', "&quot;").replace("'", "&#x27;")
    assert len(marked(html)) == 1


def test_a_mark_that_begins_inside_a_tag_of_the_text_is_escaped_in_pieces():
    html = quote("<b>anger</b>", [(1, 8, ANGER)])

    assert html == '<q dir="auto">&lt;<mark title="Anger">b&gt;anger</mark>&lt;/b&gt;</q>'


def test_an_override_of_the_direction_ends_with_the_quotation():
    html = quote(f"fine {OVERRIDE}evil", [])

    assert html == f'<q dir="auto">fine {OVERRIDE}evil</q>'


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("😀😀 awful service", "awful", "awful"),
        ("שלום, נמאס לי already", "נמאס", "נמאס"),
        ("cafe" + ACUTE + " bad", "cafe", "cafe" + ACUTE),
        ("so 👩" + JOINER + "💻 bad", "👩", "👩" + JOINER + "💻"),
        ("ok 👍🏽 bad", "👍", "👍🏽"),
    ],
    ids=["after emoji", "mixed scripts", "an accent of its own", "a joined emoji", "a skin tone"],
)
def test_the_words_that_made_a_signal_are_marked_by_whole_characters(text, word, expected):
    assert marked(quote(text, [at(text, word)])) == [expected]


def test_a_mark_that_begins_with_an_accent_takes_its_letter():
    assert marked(quote("cafe" + ACUTE + " bad", [(4, 9, ANGER)])) == ["e" + ACUTE + " bad"]


def test_marks_that_overlap_share_their_words():
    found = [(one.text, one.signals) for one in pieces("abcdef", [(0, 4, ANGER), (2, 6, THANKS)], 0, 6)]

    assert found == [("ab", (ANGER,)), ("cd", (ANGER, THANKS)), ("ef", (THANKS,))]


@pytest.mark.parametrize("found", [[(3, 99, ANGER)], [(50, 99, ANGER)], [(4, 4, ANGER)]])
def test_marks_beyond_the_text_do_not_break_it(found):
    assert re.sub(r"<[^>]*>", "", quote("so angry", found)) == "so angry"


def test_only_the_signal_that_is_looked_for_is_strong():
    html = quote("angry, thanks", [(0, 5, ANGER), (7, 13, THANKS)], chosen=THANKS)

    assert re.findall(r'<mark class="([^"]*)"', html) == ["faint", "good"]


def test_a_long_text_shows_where_the_signal_is_and_more_on_a_click():
    text = "word " * 400 + "awful " + "word " * 400

    html = quote(text, [at(text, "awful")])

    short, full = re.findall(r"<q.*?</q>", html, re.DOTALL)
    assert marked(short) == marked(full) == ["awful"]
    assert len(short) < 2 * SHORT
    assert html.startswith('<details class="long"><summary>')


@pytest.mark.parametrize("text", ["x" * 1_000_000, "😀" * 250_000, "a" + ACUTE * 500_000, "\n" * 1_000_000])
def test_a_note_of_a_megabyte_is_cut_at_once(text):
    began = time.perf_counter()
    html = quote(text, [(10, 20, ANGER), (900_000, 900_010, THANKS)])

    assert len(html) < 3 * MOST
    assert "more characters" in html
    assert time.perf_counter() - began < 1


def test_a_cut_falls_between_words_and_never_inside_a_character():
    assert whole("one two three", 10) == len("one two ")
    assert whole("👍🏽" * 9, 3) == 2
    assert whole("short", 99) == len("short")


def test_who_may_not_read_names_reads_them_neither_in_marks_nor_beside():
    html = quote("Dana was rude, Dana!", [(0, 4, ANGER)], hide=lambda piece: piece.replace("Dana", "[name]"))

    assert re.sub(r"<[^>]*>", "", html) == "[name] was rude, [name]!"


def test_evidence_is_read_as_it_is_stored():
    assert quoted.marks('[["anger", 1, 4, "en.anger"]]') == [(1, 4, ANGER)]
    assert quoted.marks(None) == []
