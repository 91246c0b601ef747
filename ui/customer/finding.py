"""Find the person whom somebody means: by a number, a name, a telephone number or an address."""

import re
from dataclasses import dataclass

import polars as pl

from store.read import Reading
from store.schema import CUSTOMERS, IDENTITIES, PERSONS
from ui.customer.person import read
from ui.scene import Scene

MOST_FOUND = 12
WHOLE_NUMBER = 7  # digits from which on a number without its country is a whole one
LEAST_DIGITS = 3  # of a number of which only some digits are known
COUNTRY = 4  # digits at most that stand before a number without its country
NUMBER = re.compile(r"[\d\s()+./*•xX-]+")
HIDDEN = re.compile(r"[*•xX]+")


@dataclass(frozen=True)
class Hit:
    """A person who may be meant: a customer's id, the covered name, and what else tells them apart."""

    id: str
    name: str
    plan: str


@dataclass(frozen=True)
class Found:
    """Who may be meant, the first of `total`; `by` is "id", "way" (number or address), "part" or "name"."""

    people: tuple[Hit, ...]
    total: int
    by: str


NOBODY = Found((), 0, "")


def search(scene: Scene, words: str) -> Found:
    """Look for customers: those whose own number it is, else whose telephone or address, else whose name.

    People are told once, however many records they have. A number that a source hides in part, or of which
    only the last digits are known, is looked for last of all, together with names.
    """
    reading = read(scene)
    asked = words.strip()
    if reading is None or not asked:
        return NOBODY
    plain = asked.lower()
    for by, found in (
        ("id", _by_id(reading, plain)),
        ("way", _by_way(reading, whole(asked))),
        ("part", _by_way(reading, part(asked))),
        ("name", _by_name(reading, plain)),
    ):
        people = _people(reading, found)
        if people.height:
            rows = people.head(MOST_FOUND).rows()
            return Found(tuple(Hit(*map(_text, row)) for row in rows), people.height, by)
    return NOBODY


def whole(asked: str) -> pl.Expr:
    """Say whether an identity's value is what was typed, however a telephone number is written."""
    value = pl.col("value").str.to_lowercase()
    same = value == asked.strip().lower()
    digits = _digits(asked)
    if not digits or not NUMBER.fullmatch(asked) or HIDDEN.search(asked):
        return same
    told = _told_digits()
    if asked.strip().startswith(("+", "00")):
        return same | (told == digits.removeprefix("00"))
    own = digits.lstrip("0")
    if len(own) < WHOLE_NUMBER:
        return same | (told == digits)
    return same | told.str.contains(f"^[0-9]{{0,{COUNTRY}}}{own}$")


def part(asked: str) -> pl.Expr:
    """Say whether an identity's value is a number with these digits, hidden ones between, or these last."""
    if not NUMBER.fullmatch(asked) or len(_digits(asked)) < LEAST_DIGITS:
        return pl.lit(value=False)
    pieces = [_digits(piece) for piece in HIDDEN.split(asked.strip())]
    is_abroad = asked.strip().startswith(("+", "00"))
    first = pieces[0].removeprefix("00") if is_abroad else pieces[0].lstrip("0")
    country = "" if is_abroad else f"[0-9]{{0,{COUNTRY}}}"
    is_end = len(pieces) == 1 or not first
    middle = "[0-9]*".join([first, *pieces[1:]])
    return _told_digits().str.contains(f"^{'[0-9]*' if is_end else country}{middle}$")


def _by_id(reading: Reading, plain: str) -> pl.LazyFrame:
    own = pl.col("customer_id").str.to_lowercase()
    is_own = (own == plain) | own.str.ends_with(f":{plain}")
    tables = (reading.rows(CUSTOMERS), reading.rows(IDENTITIES), reading.contacts)
    return pl.concat([rows.select("customer_id").filter(is_own) for rows in tables])


def _by_way(reading: Reading, is_meant: pl.Expr) -> pl.LazyFrame:
    return reading.whose(IDENTITIES, is_meant)


def _by_name(reading: Reading, plain: str) -> pl.LazyFrame:
    called = pl.col("name").str.to_lowercase().str.contains(plain, literal=True)
    return reading.whose(CUSTOMERS, called)


def _people(reading: Reading, found: pl.LazyFrame) -> pl.DataFrame:
    """Tell each person once: customer_id, name, plan; of several records the one that has a name."""
    ids = found.drop_nulls().unique().collect()
    if ids.is_empty():
        return ids
    persons = reading.rows(PERSONS).select("customer_id", "person").collect()
    told = ids.join(persons, on="customer_id", how="left")
    told = told.with_columns(person=pl.coalesce("person", "customer_id"))
    others = persons.join(told, on="person", how="semi")
    # The smallest of a person's ids stands in no row of its own: it is the person's name.
    named_by = told.select(customer_id="person", person="person")
    every = pl.concat([told, others, named_by]).unique("customer_id").lazy()
    records = reading.rows(CUSTOMERS).select("customer_id", "name", "plan")
    rows = every.join(records, on="customer_id", how="left").sort("name", "customer_id", nulls_last=True)
    one = rows.unique("person", keep="first", maintain_order=True)
    return one.select("customer_id", "name", "plan").collect()


def _told_digits() -> pl.Expr:
    """The digits of a value that is a telephone number; null for addresses."""
    value = pl.col("value")
    return pl.when(value.str.contains(r"^[\d\s()+./-]+$")).then(value.str.replace_all(r"\D", ""))


def _digits(words: str) -> str:
    return re.sub(r"\D", "", words)


def _text(value: str | None) -> str:
    return value or ""
