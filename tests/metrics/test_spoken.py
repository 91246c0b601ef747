"""Words of texts: their forms brought together, nothing that is masked or a name, pairs within a clause."""

import polars as pl
import pytest

from metrics.spoken import keys, places, spoken
from metrics.stems import is_stop, plain, roots, stem


def said(*texts: str, never: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    rows = pl.DataFrame(
        [(f"c{n}", "en", "agent", "note", text) for n, text in enumerate(texts)],
        schema=["contact_id", "language", "author", "kind", "masked"],
        orient="row",
    )
    return sorted(spoken(rows, never).terms.select("key", "shown").rows())


def shown(*texts: str, never: tuple[str, ...] = ()) -> set[str]:
    return {term for _key, term in said(*texts, never=never)}


@pytest.mark.parametrize(
    "words",
    [
        ("crash", "crashes", "crashed", "crashing", "CRASH"),
        ("update", "updates", "updated", "Updating"),
        ("stop", "stopped", "stops"),
        ("delivery", "deliveries"),
        ("обновление", "обновления", "обновлением", "обновлений"),
        ("счёт", "счет", "счета", "счетом"),
        ("возврат", "возврата", "возвраты"),
        ("עדכון", "העדכון", "בעדכון", "שהעדכון", "עִדְכּוּן"),
        ("הזמנה", "הזמנות", "ההזמנה", "להזמנה"),
    ],
    ids=lambda words: words[0],
)
def test_forms_of_a_word_have_one_stem(words):
    plains = [plain(word) for word in words]
    known = roots([word for word, _script in plains])

    assert len({stem(word, script, known) for word, script in plains}) == 1


def test_a_hebrew_word_keeps_what_only_looks_like_a_prefix():
    known = roots([plain(word)[0] for word in ("הזמנה", "משלוח", "מסך")])

    assert stem(plain("הזמנה")[0], "he", known) == "הזמנ"
    assert stem(plain("משלוח")[0], "he", known) == "משלוח"


def test_a_prefix_is_known_by_another_one_before_the_same_word():
    assert "אתר" in roots(["האתר", "באתר"])
    assert "אתר" not in roots(["האתר"])


@pytest.mark.parametrize("word", ["the", "של", "не", "Клиент", "היום", "yesterday"])
def test_words_that_hold_a_sentence_together_are_none(word):
    assert is_stop(*plain(word))


def test_masked_parts_and_numbers_are_no_words_and_part_others():
    assert shown("refund [name] card [phone] 500 delivery") == {"refund", "card", "delivery"}


def test_names_are_never_words_nor_their_forms():
    texts = ("Dana explained", "с Ивановой говорил техник", "דיברתי עם דנה ולדנה נמסר")
    told = shown(*texts, never=("Dana", "Иванов", "דנה"))

    assert {"explained", "техник"} <= told
    assert not {word for term in told for word in term.split()} & {"dana", "ивановой", "דנה", "ולדנה"}


def test_two_words_stand_together_only_within_a_clause():
    assert "card refund" not in shown("card, refund")
    assert "card refund" not in shown("card", "refund")
    assert {"card refund", "refund late"} <= shown("card refund late")


def test_a_negation_counts_only_before_another_word():
    told = shown("app does not open", "לא נפתח", "не открывается")

    assert {"not open", "לא נפתח", "не открывается"} <= told
    assert not told & {"not", "לא", "не"}


def test_a_term_is_shown_as_it_is_written_most_often():
    assert dict(said("Crashes", "crashes", "crash"))["crash"] == "crashes"


def test_the_words_are_found_again_in_the_text_as_it_stands():
    text = "Since the update the App crashes, app crashes!"
    known = frozenset({"app", "crashes"})
    wanted = set(keys(["app crashes", "update"], known))

    assert [text[start:end] for start, end in places(text, wanted, known)] == [
        "update",
        "App crashes",
        "app crashes",
    ]


def test_a_word_of_few_contacts_is_left_out():
    rows = pl.DataFrame(
        {
            "contact_id": ["a", "b", "b"],
            "language": ["en"] * 3,
            "author": ["agent"] * 3,
            "kind": ["note"] * 3,
            "masked": ["router", "router modem", "modem"],
        }
    )

    assert spoken(rows, least=2).terms["shown"].to_list() == ["router"]


def test_who_wrote_in_a_contact_is_told_with_the_languages():
    rows = pl.DataFrame(
        {
            "contact_id": ["a", "a", "b", "c"],
            "language": ["he", "ru", None, "en"],
            "author": ["agent", "customer", "agent", "customer"],
            "kind": ["note", "note", "note", "comment"],
            "masked": ["x", "y", "z", "w"],
        }
    )

    assert sorted(spoken(rows).writers.rows()) == [
        ("a", "he agent+ru customer"),
        ("b", " agent"),
        ("c", "en comment"),
    ]


@pytest.mark.parametrize("text", ["", "!!!", "🙂🙂", "\u202e\u202d", "a" * 5000, "[name]" * 3000])
def test_odd_texts_say_nothing(text):
    assert said(text) == []
