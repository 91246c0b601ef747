"""What people spell out: addresses and numbers in words, key pictures, names run together; and what stays."""

import time

import polars as pl
import pytest

from metrics.masking import LONGEST, masked, masked_all

MAILS = (
    *("name at gmail dot com", "dana at gmail", "dana (at) gmail", "dana [at] gmail", "dana@gmail"),
    *("dana.cohen at gmail.com", "dana dot cohen at gmail dot com", "dana at mail.ru", "dana at mail ru"),
    *("dana cohen shtrudel gmail", "dana cohen strudel gmail dot com", "dana85 at telvia dot co dot il"),
    *("דנה שטרודל גימייל", "דנה שטרודל ג'ימייל נקודה קום", "dana שטרודל gmail", "דנה אט וואלה"),
    *("иван собака яндекс", "иван собака яндекс точка ру", "ivan собака mail ru", "иван собака мейл ру"),
)
PHONES = (
    *(
        "zero five four five five five zero one two three",
        "Oh five four, double five five, one two three four",
    ),
    *(
        "zero-five-four-five-five-five-zero-one-two-three",
        "zero fifty four five five five zero one two three",
    ),
    *("zero five four 555 0123", "zero 5 four 555 0123", "five five five zero one two"),
    *("ноль пять четыре пять пять пять ноль один два три", "НОЛЬ пятьдесят четыре 555 0123"),
    "восемь девятьсот двенадцать триста сорок пять шестьдесят семь восемьдесят девять",
    *("אפס חמש ארבע חמש חמש חמש אפס אחת שתיים שלוש", "אפס חמישים וארבע חמש חמש חמש אפס אחת שתיים שלוש"),
    *("0️⃣5️⃣4️⃣5️⃣5️⃣5️⃣0️⃣1️⃣2️⃣3️⃣", "0️⃣5️⃣0️⃣-5️⃣5️⃣5️⃣0️⃣1️⃣2️⃣3️⃣", "0\u20e35\u20e34\u20e35\u20e35\u20e35\u20e30\u20e31\u20e32\u20e33\u20e3"),
)
STAYS = (
    *("looked at gmail", "problem at outlook today", "log in at telvia dot com", "details at telvia dot com"),
    *("meet me at nine dot thirty", "look at the dot com bubble", "customer at home", "I use gmail"),
    *(
        "dana at work",
        "the price at telvia dot com",
        "הזמנתי שטרודל תפוחים",
        "собака лает",
        "купил собаку в яндекс маркет",
    ),
    *(
        "one two three testing",
        "five or six times in two weeks",
        "two hundred and five",
        "one of two",
        "oh no",
    ),
    *("order number one two three four five six", "five zero zero zero zero zero shekels", "zero 5 four"),
    *("триста сорок пять рублей", "два или три раза", "заказ один два три четыре пять шесть"),
    *("שלוש ארבע פעמים בשבוע", "אחת ולתמיד", "הזמנה אחת שתיים שלוש ארבע חמש שש"),
    *(
        "press 1️⃣ or 2️⃣",
        "phone one, two phones, three lines, four, five times",
    ),
)


@pytest.mark.parametrize("frame", ["{}", "reach her: {}, please", "דברו: {}.", "пишите: {}; спасибо"])
@pytest.mark.parametrize(
    ("kind", "said"), [*(("email", one) for one in MAILS), *(("phone", one) for one in PHONES)]
)
def test_what_is_spelled_out_is_masked(kind, said, frame):
    assert masked(frame.format(said)) == frame.format(f"[{kind}]")


@pytest.mark.parametrize("text", STAYS)
def test_words_of_every_day_stay(text):
    assert masked(text, ["Dana Levi"]) == text.replace("dana", "[name]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id is one two three four five six seven eight two", "id is [id]"),
        ("four one one one one one one one one one one one one one one one", "[card]"),
        ("write to dana at telvia dot com", "write to [email]"),
        ("her mail is dana cohen shtrudel gmail dot com thanks", "her mail is [email] thanks"),
        ("order zero five four five five five zero one two three", "order [phone]"),
        ("on 15.03.2026 one two three", "on 15.03.2026 one two three"),
    ],
)
def test_the_words_around_what_is_spelled_out_count(text, expected):
    assert masked(text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Dana Cohen", "danacohen wrote, CohenDana85 too", "[name] wrote, [name] too"),
        ("דנה כהן", "לדנהכהן אין", "[name] אין"),
        ("Иван Иванов", "иваниванову писали", "[name] писали"),
        ("Anna Maria Levi", "annamarialevi", "[name]"),
        ("Dana Cohen", "danax danaco cohenson", "danax danaco cohenson"),
        ("Will Young", "willing youngest", "willing youngest"),
        ("Al Li", "alli all", "alli all"),
    ],
)
def test_names_run_together_are_found(name, text, expected):
    assert masked(text, [name]) == expected


def test_a_column_of_what_is_spelled_out_is_masked_as_its_texts_are():
    texts = [*MAILS, *PHONES, *STAYS, "danacohen", "double five five triple six two", None]
    names = [["Dana Cohen"]] * len(texts)

    found = masked_all(pl.Series("text", texts), pl.Series(names)).to_list()

    assert found == [None if text is None else masked(text, ["Dana Cohen"]) for text in texts]


@pytest.mark.parametrize("text", [*MAILS, *PHONES])
def test_what_is_masked_once_stays(text):
    assert masked(masked(text)) == masked(text)


LONG = {
    "zeros": "zero " * 200_000,
    "doubles": "double " * 140_000,
    "numbers": "двадцать пять " * 70_000,
    "ats": " at" * 330_000,
    "dots": "a dot " * 160_000,
    "boxes": "x at gmail dot com dot " * 40_000,
    "strudel": " שטרודל gmail" * 70_000,
    "names": "danacohen" * 110_000,
    "name parts": "danadanadanax " * 70_000,
    "keycaps": "1️⃣" * 300_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=list(LONG))
def test_no_spelled_text_takes_long(text):
    began = time.process_time()
    shown = masked(text, ["Dana Cohen"])

    assert time.process_time() - began < 5
    assert len(shown) <= 2 * LONGEST
