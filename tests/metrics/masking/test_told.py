"""What words tell of a number or an address: "my ID is …", a name spoken before "at … dot com"."""

import polars as pl
import pytest

from metrics.masking import masked, masked_all

MASKED = (
    ("my ID is 123456789", "my ID is [id]"),
    ("my ID is 12345678-9", "my ID is [id]"),
    ("my id number is 123456789", "my id number is [id]"),
    ("ID was 123456789 before", "ID was [id] before"),
    ("ת.ז שלי היא 123456789", "ת.ז שלי היא [id]"),
    ("תעודת הזהות שלי היא 123456789", "תעודת הזהות שלי היא [id]"),
    ("мой паспорт номер 123456789", "мой паспорт номер [id]"),
    ("паспорт у меня 123456789", "паспорт у меня [id]"),
    ("ת.ז. 031234567", "ת.ז. [id]"),
    ("id 021234567", "id [id]"),
    ("id is zero three one two three four five six seven", "id is [id]"),
    ("passport AB1234567", "passport [id]"),
    ("passport number AB1234567", "passport number [id]"),
    ("her passport is AB 1234567.", "her passport is [id]."),
    ("דרכון AB1234567", "דרכון [id]"),
    ("паспорт АВ1234567", "паспорт [id]"),
    ("jo dot smith at example dot com", "[email]"),
    ("john at company dot com please write", "[email] please write"),
    ("dana at telvia dot co dot il", "[email]"),
    ("иван эт компания точка ру", "[email]"),
    ("(555) 123-4567", "[phone]"),
    ("555.123.4567", "[phone]"),
    ("call 555-123-4567 now", "call [phone] now"),
    ("(055) 123-4567", "[phone]"),
    ("order id 0505550123", "order id [phone]"),
    ("id 0505550123", "id [phone]"),
)
STAYS = (
    *("look at amazon dot com", "prices at telvia dot com", "signed up at shop dot com"),
    *("the ID is wrong, 3 calls", "my id is missing since 2026", "customer id is 12345678"),
    *("15.03.2026", "1.234.567", "price 555.123", "1,234.50", "order 5551234567", "order 555.123.4567"),
    *("passport office", "passport control 12", "flight AB1234567", "SKU AB1234567", "555.123.4567 ₪"),
)


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_what_words_tell_is_masked(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize("text", STAYS)
def test_what_words_do_not_tell_stays(text: str) -> None:
    assert masked(text) == text


def test_a_column_is_masked_as_its_texts_are() -> None:
    texts = [*(text for text, _ in MASKED), *STAYS]

    assert masked_all(pl.Series("text", texts)).to_list() == [masked(text) for text in texts]
