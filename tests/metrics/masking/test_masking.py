"""What is masked, what stays, and that masking knows no text that takes it long."""

import time

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.masking import KINDS, LONGEST, checks, masked, masked_all

PHONES = (
    *(
        "050-555-0123",
        "0505550123",
        "050 555 0123",
        "(050) 5550123",
        "050.555.0123",
        "050/5550123",
        "03-5550123",
    ),
    *("+972-50-555-0123", "+972505550123", "972-50-555-0123", "00972505550123", "+972 (0)50 555 01 23"),
    *(
        "+7 (912) 345-67-89",
        "8 (912) 345-67-89",
        "8-912-345-67-89",
        "89123456789",
        "+79123456789",
        "8 800 555 35 35",
    ),
    *("912-345-67-89", "8 (48762) 1-23-45", "123-45-67"),
    *("1-202-555-0144", "(202) 555-0144", "202-555-0144", "202.555.0144", "+1 202 555 0144", "+442079460958"),
    *("07700 900123", "020 7946 0958", "+49 30 123456", "1-800-555-0144", "1700-555-123"),
    *(
        "0 5 0 5 5 5 0 1 2 3",
        "٠٥٠٥٥٥٠١٢٣",
        "０５０５５５０１２３",
        "050\u200e-555\u200b0123",
        "050–555–0123",
        "050\u00a0555\u00a00123",
    ),
    *("050-555-\n0123", "054-5550123", "077-5550123", "052:5550123"),
)
CARDS = (
    *(
        "4111 1111 1111 1111",
        "4111111111111111",
        "4111-1111-1111-1111",
        "5555 5555 5555 4444",
        "378282246310005",
    ),
    *("3782 822463 10005", "4111.1111.1111.1111", "2200 0000 0000 0004", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"),
    *("4111\u200b1111\u200b1111\u200b1111", "41111111 11111111", "4111 1111 1111 1112", "6011000990139424"),
)
IDS = (
    *(
        "123456782",
        "12345678-2",
        "123-45-6789",
        "112-233-445 95",
        "11223344595",
        "45 08 123456",
        "500100732259",
    ),
)
MAILS = (
    *(
        "dana@mail.example",
        "Dana.Levi+x@mail.co.il",
        "dana＠mail.example",
        "dana @ gmail.com",
        "иван@почта.рф",
    ),
    *("dana (at) mail (dot) com", "dana[at]mail.com", "иван собака mail.ru", "dana שטרודל gmail.com"),
)
STAYS = (
    *(
        "order 123456782",
        "order no. 12345678",
        "invoice #123456782",
        "הזמנה 123456782",
        "חשבונית מס' 123456782",
    ),
    *(
        "заказ № 123456782",
        "счёт 123456782",
        "case id: 123456782",
        "ticket 4500123",
        "SKU123456782",
        "order 02012345678",
    ),
    *(
        "15.03.2026",
        "2026-03-15",
        "3/12/26",
        "15-18.03.2026",
        "01.02.2026 10:30",
        "10:30-17:00",
        "at 09:15:00",
    ),
    *(
        "1,234.50",
        "12 500 000 ₪",
        "₪123456782",
        "123456782 ₪",
        "123456782.50",
        "1 234 567 890",
        "89 123 456 782 руб",
    ),
    *(
        "card ending 1234",
        "כרטיס שמסתיים ב-1234",
        "карта на 1234",
        "4580-****-****-1234",
        "5 times in 2 weeks",
    ),
    *("20261122", "3 4 5 6 7 8 9", "0 20 40 60 80", "customer id 12345678", "*2700", "@telvia", "1.2.3.4"),
)
KINDLY = {"phone": PHONES, "card": CARDS, "id": IDS, "email": MAILS}
FOUND = [(kind, one) for kind, each in KINDLY.items() for one in each]
FRAMES = ("{}", "reach her: {}, please", "ל-{} בבקשה", "она сказала {} вчера", "x\n{}\ny")


@pytest.mark.parametrize("frame", FRAMES, ids=["alone", "English", "Hebrew", "Russian", "lines"])
@pytest.mark.parametrize(
    ("kind", "number"), FOUND, ids=[one.encode("unicode_escape").decode() for _, one in FOUND]
)
def test_what_tells_who_somebody_is_is_masked(kind: str, number: str, frame: str) -> None:
    assert masked(frame.format(number)) == frame.format(f"[{kind}]")


@pytest.mark.parametrize("text", STAYS)
def test_what_belongs_to_the_business_stays(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tel. 5550123", "tel. [phone]"),
        ("טל' לחזרה 5550123", "טל' לחזרה [phone]"),
        ("перезвонить 5550123", "перезвонить [phone]"),
        ('ת"ז 12345678', 'ת"ז [id]'),
        ("passport 31234567", "passport [id]"),
        ("паспорт серия 4508 № 123456", "паспорт серия [id]"),
        ("ИНН 7707083893", "ИНН [id]"),
        ("cvv 123", "cvv [card]"),
        ("card number 4111 1111 1111 11", "card number [card]"),
        ("order 0505550123", "order [phone]"),
        ("order 4111 1111 1111 1111", "order [card]"),
        ("0505550123, 0525550124", "[phone], [phone]"),
        ("0505550123 0525550124", "[phone] [phone]"),
        ("15.03.2026 0505550123 10:30", "15.03.2026 [phone] 10:30"),
        ("+972505550123 5 times", "[phone] 5 times"),
        ("[phone] dana@mail.example. Thanks", "[phone] [email]. Thanks"),
    ],
)
def test_the_words_around_a_number_count(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("דנה לוי", "ולדנה אין אינטרנט", "[name] אין אינטרנט"),
        ("דנה לוי", "כשדנה לוי התקשרה", "[name] התקשרה"),
        ("דנה לוי", "לדן אין", "לדן אין"),
        ("דָּנָה לוי", "דנה", "[name]"),
        ("Иванова Анна", "с Ивановой говорили", "с [name] говорили"),
        ("Анна Иванова", "у Анны, Анне и Анной", "у [name], [name] и [name]"),
        ("Павел Достоевский", "Павла Достоевского нет", "[name] нет"),
        ("Пётр", "Петру и ПЕТРА", "[name] и [name]"),
        ("Игорь", "Игоря", "[name]"),
        ("Dana Levi", "dana's line; DANA LEVI; danax", "[name] line; [name]; danax"),
        ("José Núñez", "Jose Nunez", "[name]"),
        ("Dana Levi", "D\u200bana", "[name]"),
        ("Will Smith", "Will call. Mr Will. will smith", "Will call. Mr [name]. [name]"),
        ("טל אור", "טל' 050, אור בבית, טל אור התקשרה", "טל' 050, אור בבית, [name] התקשרה"),
        ("Вера", "вера в лучшее; госпожа Вера", "вера в лучшее; госпожа [name]"),
        ("Ludwig van Beethoven", "a van came", "a van came"),
        ("Anne-Marie O'Neil", "anne marie oneil", "[name]"),
        ("Phone Id", "[phone] Phone Id", "[phone] [name]"),
        ("רן", "שרן רן", "שרן [name]"),
        (".", "a . b", "a . b"),
    ],
)
def test_names_are_found_as_sentences_write_them(name: str, text: str, expected: str) -> None:
    assert masked(text, [name]) == expected


def test_a_column_is_masked_as_its_texts_are() -> None:
    texts = [one for each in KINDLY.values() for one in each] + [*STAYS, "cvv 123", "Dana", None]
    names = [["Dana"]] * len(texts)
    found = masked_all(pl.Series("text", texts), pl.Series(names))

    assert found.to_list() == [None if text is None else masked(text, ["Dana"]) for text in texts]
    assert masked_all(pl.Series("text", texts))[-2] == "Dana"


NAMED = (
    *("Dana", "дана", "Иванова", "Иванов", "Павлу", "וְלדנה", "ולדנה", "דנה", "טל", "Will", "mr"),
    *(
        "ß",
        "ẞ",
        "ss",
        "ſ",
        "s",
        "ᲀ",
        "в",
        "ﬁ",
        "İ",
        "I\u0307vy",
        "ivy",
        "É",
        "e\u0301",
        "\u212a",
        "k",
        "\u212b",
    ),
    *(" ", " ", "'", "’", "\u200f", "\u0301", "\u20dd", "-", "[name]", "050-555-0123", "x@y.example"),
)
PIECES = st.lists(st.sampled_from(NAMED), max_size=12).map("".join)


@given(PIECES, st.lists(PIECES, max_size=3))
@settings(max_examples=400, deadline=None)
def test_a_column_with_names_is_masked_as_its_texts_are_one_by_one(text: str, own: list[str]) -> None:
    found = masked_all(pl.Series([text]), pl.Series([own], dtype=pl.List(pl.String)))

    assert found.to_list() == [masked(text, own)]


SAID = st.text(alphabet=st.sampled_from(" 0123456789.-+()@/:#abזדнЯ₪\u200e\n[]"), max_size=60)


@given(SAID, SAID, st.sampled_from(PHONES[:6] + CARDS[:3]))
@settings(max_examples=300, deadline=None)
def test_a_planted_number_never_shows(before: str, after: str, number: str) -> None:
    digits = "".join(one for one in number if one.isdigit())
    shown = masked(f"{before} x {number} x {after}")

    assert number not in shown
    assert digits not in "".join(one for one in shown.split(" x ")[1] if one.isdigit())


@given(st.text(max_size=200) | SAID)
@settings(max_examples=300, deadline=None)
def test_what_is_masked_stays_as_it_is(text: str) -> None:
    once = masked(text, ["Dana Levi"])

    assert masked(once, ["Dana Levi"]) == once


@given(st.text(alphabet=st.characters(exclude_categories=["Nd"], exclude_characters="@＠﹫"), max_size=80))
def test_without_digits_and_signs_nothing_changes(text: str) -> None:
    spoken = ("собак", "שטרודל", "כרוכית", "at")

    assert any(one in text.casefold() for one in spoken) or masked(text) == text


LONG = {
    "digits apart": "1 " * 500_000,
    "digits": "1" * 1_000_000,
    "at signs": "a@" * 500_000,
    "a word": "a" * 1_000_000,
    "pluses": "+(0" * 333_333,
    "telephones": "phone 050" * 110_000,
    "emoji": "😀" * 1_000_000,
    "dogs": " собака " * 125_000,
    "dots": "1." * 500_000,
    "prefixes": "והבכ" * 250_000,
    "marks": "\u200e" * 1_000_000,
    "apostrophes": "a'" * 500_000,
    "both ways": "שלום hello 050" * 70_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=list(LONG))
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    shown = masked(text, ["Dana Levi", "דנה"])

    assert time.process_time() - began < 5
    assert len(shown) <= 2 * LONGEST


def test_a_long_text_is_not_cut_within_a_number() -> None:
    for place in range(30):
        shown = masked("x" * (LONGEST - 20 + place) + " 050-555-0123 " + "y" * 99)

        assert not set("0123456789") & set(shown)


def test_check_digits() -> None:
    assert checks.luhn("4111111111111111")
    assert not checks.luhn("4111111111111112")
    assert (checks.israeli("123456782"), checks.israeli("123456783"), checks.israeli("0" * 9)) == (
        True,
        False,
        False,
    )
    assert (checks.inn("500100732259"), checks.inn("500100732250")) == (True, False)
    assert (checks.snils("11223344595"), checks.snils("11223344596")) == (True, False)
    assert [checks.ssn(one) for one in ("123456789", "666456789", "923456789", "123006789", "123450000")] == [
        True,
        *[False] * 4,
    ]
    assert set(KINDS) == {"phone", "card", "email", "id", "name"}
