"""Where customers stand: which columns of history and of the state hold their ids, and which their words.

History tells it by its schema: `personal` and `free` of each table. What is here besides, and the columns of
the state, a test compares with all tables there are.
"""

from collections.abc import Collection, Mapping
from typing import Final

import polars as pl

from metrics.people import MOST_SHARERS
from store.schema import IDENTITIES, NOTES, QUARANTINE, TABLES, TEXT, TEXTS, Table

IDS: Final = ("customer_id", "person")
BESIDE: Final = ("attributes", "account_id", "detail")  # what a source tells beside, which may name anybody
REMOVED: Final = (NOTES, TEXTS)  # their rows are words
TOKEN: Final = r"^forgotten:[0-9a-f]{32}$"  # in the place of an id of somebody who was forgotten
LINKS: Final = ("forgotten", "forgotten, too")  # kinds of identities that keep tokens of one person together

# Of the state: columns with a customer's id, columns of words or JSON where an id may stand within, and
# columns of what people wrote about a customer, with the column that says about whom.
STATE_IDS: Final = {
    "followups": "person",
    "risk_listed": "person",
    "risk_acts": "person",
    "good_listed": "person",
    "audit_subjects": "subject",
}
STATE_WITHIN: Final = (
    ("risk_listed", "reasons"),
    ("good_listed", "reasons"),
    ("outbox", "facts"),
    ("outbox", "about"),
    ("mail_archive", "figures"),
    ("episode_acts", "words"),
    ("audit", "detail"),
    ("awards", "why"),
    ("ideas", "idea"),
    ("ideas", "result"),
    ("actions", "what"),
    ("actions", "reason"),
    ("process_changes", "what"),
    ("process_changes", "withdrawn_why"),
    ("corrections", "was"),
    ("corrections", "now"),
    ("corrections", "why"),
)
STATE_WORDS: Final = {"risk_acts": ("words", "person"), "marks": ("words", "subject")}


def ids_of(table: Table) -> tuple[str, ...]:
    """List the columns of a table that hold customers' ids."""
    return tuple(name for name in IDS if name in table.columns)


def can_be_called(person: str = "person") -> pl.Expr:
    """Tell whom a column names that somebody can still call: not who was forgotten."""
    return ~pl.col(person).str.contains(TOKEN).fill_null(value=False)


def words_of(table: Table) -> tuple[str, ...]:
    """List the columns of a table that name or quote a customer, besides the id."""
    named = {*table.personal, *table.free, *BESIDE} & set(table.columns)
    return tuple(name for name in table.columns if name in named - set(IDS))


def of_people() -> list[Table]:
    """List the tables whose rows may be some customer's."""
    told = [table for table in TABLES.values() if ids_of(table) or "contact_id" in table.columns]
    return [table for table in told if table is not QUARANTINE]


def is_theirs(table: Table, ids: Collection[str], contacts: Collection[str]) -> pl.Expr:
    """Tell rows of some customers: by id, or where there is none by the contact."""
    named = [pl.col(name) for name in ids_of(table)]
    theirs = [name.is_in(list(ids)) for name in named]
    if "contact_id" in table.columns:
        nobodys = pl.all_horizontal([pl.lit(value=True), *(name.is_null() for name in named)])
        theirs.append(nobodys & pl.col("contact_id").is_in(list(contacts)))
    return pl.any_horizontal(theirs).fill_null(value=False)


def hidden(
    table: Table, rows: pl.DataFrame, tokens: Mapping[str, str], contacts: Collection[str], link: str = ""
) -> pl.DataFrame:
    """Put tokens in the place of ids and drop the words of these customers and contacts.

    With a `link`, what is left of identities is that the tokens belong together.
    """
    mine = is_theirs(table, tokens, contacts)
    if table in REMOVED or (table is IDENTITIES and not link):
        return rows.filter(~mine)
    blank = [name for name in words_of(table) if name in rows.columns]
    told = rows.with_columns(
        *(pl.col(name).replace(dict(tokens)) for name in ids_of(table)),
        *(pl.when(~mine).then(pl.col(name)).alias(name) for name in blank),
        __is_theirs=mine,
    )
    if table is IDENTITIES:
        told = _linked(told, link)
    return told.drop("__is_theirs")


def _linked(rows: pl.DataFrame, link: str) -> pl.DataFrame:
    theirs = rows.filter("__is_theirs").unique("customer_id", keep="first", maintain_order=True)
    # A value of many identifies nobody: of more than that, each two neighbours have one in common, by turns
    # of two kinds.
    placed = theirs.sort("customer_id").with_columns(place=pl.int_range(pl.len()))
    pairs = tuple(pl.format("{}-{}", pl.lit(link), (pl.col("place") + shift) // 2) for shift in (0, 1))
    values = pairs if theirs.height > MOST_SHARERS else (pl.lit(link, TEXT),)
    kept = [
        placed.with_columns(kind=pl.lit(kind, TEXT), value=value)
        for kind, value in zip(LINKS, values, strict=False)
    ]
    others = rows.filter(~pl.col("__is_theirs"))
    return pl.concat([others, *(each.select(others.columns) for each in kept)])
