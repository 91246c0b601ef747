"""Numbers, addresses and names to stand in a text, all plainly invented."""

import numpy as np
import polars as pl

from connectors.demo.words.bits import Bits, below

RIVALS = {
    "en": ("Telnova", "Kesher Plus", "Zimfon", "Vadinet", "Brizacom"),
    "he": ("טלנובה", "קשר פלוס", "זימפון", "ואדינט", "ברזקום", "Telnova"),
    "ru": ("Телнова", "Кешер Плюс", "Зимфон", "Вадинет", "Бризаком", "Telnova"),
}
PHONES = ("050-555-01", "052-555-01", "972-50-555-01", "1-202-555-01")
MAILBOXES = ("office", "home", "family", "me", "billing", "shop", "info", "mailbox")
TEST_CARDS = ("4111 1111 1111 1111", "4111111111111111", "5555 5555 5555 4444", "4111-1111-1111-1111")
DATED = {"en": "%-d/%-m", "he": "%-d.%-m", "ru": "%d.%m"}
DAYS_BACK = 30


def filled(rows: pl.DataFrame, mix: Bits) -> pl.DataFrame:
    """Give each row a value for every slot but `when`; rows have language and written_local."""
    drawn = {
        name: below(mix, name, 10_000_000) for name in ("phone", "email", "invoice", "order", "card", "sum")
    }
    return rows.select("language", written="written_local", back=_days_back(mix), **_columns(drawn)).select(
        rival=_rival(rows, mix),
        phone=pl.concat_str(_one_of(PHONES, "phone"), _digits(pl.col("phone") % 89 + 10)),
        email=pl.concat_str(
            _one_of(MAILBOXES, "email"), _digits(pl.col("email") % 97), pl.lit("@demo.example")
        ),
        invoice=_digits(pl.col("invoice") % 9_000_000 + 1_000_000),
        order=_digits(pl.col("order") % 900_000 + 100_000),
        date=_date(),
        card=_digits(pl.col("card") % 9_000 + 1_000),
        pan=_one_of(TEST_CARDS, "card"),
        sum=_digits(pl.col("sum") % 48 * 10 + 29),
    )


def _columns(drawn: dict[str, np.ndarray[tuple[int], np.dtype[np.int64]]]) -> dict[str, pl.Series]:
    return {name: pl.Series(name, values) for name, values in drawn.items()}


def _days_back(mix: Bits) -> pl.Series:
    return pl.Series("back", below(mix, "days back", DAYS_BACK) + 1)


def _rival(rows: pl.DataFrame, mix: Bits) -> pl.Series:
    first = {language: sum(map(len, list(RIVALS.values())[:n])) for n, language in enumerate(RIVALS)}
    names = pl.Series([name for each in RIVALS.values() for name in each])
    count = rows["language"].replace_strict({name: len(each) for name, each in RIVALS.items()})
    start = rows["language"].replace_strict(first).to_numpy()
    return names.gather(start + below(mix, "rival", 1 << 32) % count.to_numpy()).rename("rival")


def _one_of(values: tuple[str, ...], name: str) -> pl.Expr:
    return (pl.col(name) // 100 % len(values)).replace_strict(dict(enumerate(values)), return_dtype=pl.String)


def _digits(number: pl.Expr) -> pl.Expr:
    return number.cast(pl.String)


def _date() -> pl.Expr:
    day = pl.col("written") - pl.duration(days=pl.col("back"))
    return pl.coalesce(
        pl.when(pl.col("language") == name).then(day.dt.strftime(told)) for name, told in DATED.items()
    )
