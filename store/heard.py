"""Keep the table of texts up to date: what a run changed at once, whole weeks a bite at a time.

Where the rules have changed, every week is behind. A run hears only what it brought, so that nothing waits
for old texts; those are caught up with after it is published, and by a job of their own, the newest first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl
from sqlalchemy import select

from store.comparing import UNDATED, compared, write
from store.hearing import Hearing, heard
from store.history import History
from store.models import Fact
from store.opened import Store
from store.schema import CONTACTS, CUSTOMERS, INSTANT, NOTES, STORE_COLUMNS, SURVEYS, TEXT
from store.state import State
from store.texts import PREFIXES, TEXTS

Facts = dict[str, str]
RULES, BEHIND = "texts.rules", "texts.behind"
MANY = 20_000  # changed texts from which on their weeks are left behind
LIVE = pl.col("deleted_at").is_null()
CONTENT = [name for name in TEXTS.stored if name not in STORE_COLUMNS]
NO_TEXTS = pl.DataFrame(schema={"text_id": TEXT, "week": TEXT})
NO_CONTACTS = pl.DataFrame(schema={"contact_id": TEXT, "week": TEXT})
NO_NAMES = pl.DataFrame(schema={"customer_id": TEXT, "name": TEXT})


@dataclass(frozen=True)
class News:
    """What a run wrote that texts depend on.

    `said` are notes and surveys (text_id and week, as they were and are), `contacts` likewise, `named` the
    customers and names of new records; the name is null where a record was changed.
    """

    said: pl.DataFrame = field(default_factory=lambda: NO_TEXTS)
    contacts: pl.DataFrame = field(default_factory=lambda: NO_CONTACTS)
    named: pl.DataFrame = field(default_factory=lambda: NO_NAMES)


def facts(state: State) -> Facts:
    """Read what texts were heard with, and which weeks are behind."""
    with state.reading() as connection:
        rows = connection.execute(select(Fact.name, Fact.value).where(Fact.name.startswith("texts.")))
        return {row.name: row.value for row in rows}


def put_off(store: Store, news: News, hearing: Hearing, now: datetime) -> Facts:
    """Leave the weeks of what a run wrote behind: what is to be seen at once must not wait for it."""
    return _told(store, hearing, {*news.said["week"], *_of_renamed(store.history, news.named, now)["week"]})


def hear(store: Store, news: News, hearing: Hearing, now: datetime) -> Facts:
    """Hear what a run changed; give what to remember. Where that is much, its weeks are left behind."""
    touched = _touched(store.history, news, now)
    if touched.height > MANY:
        return _told(store, hearing, set(touched["week"]))
    if not touched.is_empty():
        _update(store.history, touched, hearing, now)
    return _told(store, hearing, set())


def behind(store: Store, hearing: Hearing) -> set[str]:
    """List the weeks whose texts are to be heard anew."""
    known = facts(store.state)
    left = set(known.get(BEHIND, "").split())
    return left if known.get(RULES) == hearing.mark else left | _weeks(store.history)


def catch_up(store: Store, hearing: Hearing, now: datetime, most: int) -> tuple[Facts, int]:
    """Hear the newest weeks that are behind, until `most` texts are; give what to remember and how many."""
    left, done = sorted(behind(store, hearing)), 0
    while left and done < most:
        done += _hear_week(store.history, left.pop(), hearing, now)[0]
    return {RULES: hearing.mark, BEHIND: " ".join(left)}, done


def rehear(store: Store, hearing: Hearing, now: datetime) -> tuple[Facts, set[str]]:
    """Hear every week anew; give what to remember and the weeks that changed."""
    weeks = _weeks(store.history)
    changed = {week for week in weeks if _hear_week(store.history, week, hearing, now)[1]}
    return {RULES: hearing.mark, BEHIND: ""}, changed


def _told(store: Store, hearing: Hearing, weeks: set[str]) -> Facts:
    """Give what to remember, nothing where that is known already."""
    left = {RULES: hearing.mark, BEHIND: " ".join(sorted(behind(store, hearing) | weeks))}
    return {} if left == facts(store.state) else left


def _weeks(history: History) -> set[str]:
    tables = (NOTES, SURVEYS, TEXTS)
    return {week for table in tables if history.has(table) for week in history.weeks(table.name)}


def _touched(history: History, news: News, now: datetime) -> pl.DataFrame:
    """List the texts to hear: what was said, what takes its customer from a contact, and the renamed."""
    found = [news.said, _of_contacts(history, news.contacts), _of_renamed(history, news.named, now)]
    return pl.concat(found).unique()


def _of_contacts(history: History, contacts: pl.DataFrame) -> pl.DataFrame:
    if contacts.is_empty():
        return NO_TEXTS
    rows = _said(history, set(contacts["week"])).filter(pl.col("customer_id").is_null())
    return rows.join(contacts.lazy(), on="contact_id", how="semi").select("text_id", "week").collect()


def _of_renamed(history: History, named: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """List the texts of customers who got a name that no record of theirs held before."""
    if named.is_empty() or not history.has(TEXTS):
        return NO_TEXTS
    earlier = _records(history, named["customer_id"]).filter(
        pl.col("ingested_at") < pl.lit(now).cast(INSTANT)
    )
    who = named.join(earlier.select("customer_id", "name").collect(), on=["customer_id", "name"], how="anti")
    texts = history.scan_weeks(TEXTS, history.weeks(TEXTS.name)).filter(LIVE)
    mine = pl.col("customer_id").is_in(who["customer_id"].unique().implode())
    return texts.filter(mine).select("text_id", "week").collect() if who.height else NO_TEXTS


def _records(history: History, customers: pl.Series) -> pl.LazyFrame:
    mine = pl.col("customer_id").is_in(customers.drop_nulls().unique().implode())
    return history.scan_weeks(CUSTOMERS, [UNDATED]).filter(LIVE, mine, pl.col("name").is_not_null())


def _said(history: History, weeks: Iterable[str]) -> pl.LazyFrame:
    """Give the live notes, and the surveys with a comment, of some weeks in one shape."""
    listed = list(weeks)
    notes = history.scan_weeks(NOTES, listed).select(
        *_shared(PREFIXES["notes"], "note_id"), "author", kind=pl.lit("note"), at="written_at", text="text"
    )
    comments = history.scan_weeks(SURVEYS, listed).select(
        *_shared(PREFIXES["surveys"], "survey_id"),
        author=pl.lit("customer"),
        kind=pl.lit("comment"),
        at=pl.coalesce("answered_at", "invited_at"),
        text="comment",
    )
    return (
        pl.concat([notes, comments]).filter(LIVE, pl.col("text").str.strip_chars() != "").drop("deleted_at")
    )


def _shared(prefix: str, key: str) -> list[pl.Expr]:
    own = (
        "source",
        "contact_id",
        "customer_id",
        "agent_id",
        "language",
        "known_at",
        "deleted_at",
        "started_at",
    )
    return [(pl.lit(prefix) + pl.col(key)).alias("text_id"), *map(pl.col, own), pl.col("week")]


def _heard(history: History, said: pl.DataFrame, hearing: Hearing, now: datetime) -> pl.DataFrame:
    """Hear some texts, each with the names in the records of its customer."""
    whose = history.scan_weeks(CONTACTS, said["week"].unique()).filter(LIVE)
    contacts = whose.select("contact_id", "week", of_contact="customer_id").unique(["contact_id", "week"])
    both = said.lazy().join(contacts, on=["contact_id", "week"], how="left", maintain_order="left")
    known = (
        both.with_columns(customer_id=pl.coalesce("customer_id", "of_contact")).drop("of_contact").collect()
    )
    records = _records(history, known["customer_id"]).group_by("customer_id")
    names = records.agg(names=pl.col("name").unique().sort()).collect()
    return heard(known, names, hearing, now)


def _update(history: History, touched: pl.DataFrame, hearing: Hearing, now: datetime) -> None:
    """Hear single texts anew; only those that differ are written, and deleted those that are gone."""
    weeks, mine = set(touched["week"]), pl.col("text_id").is_in(touched["text_id"].unique().implode())
    said = _said(history, weeks).filter(mine).collect().sort("started_at")
    fresh = _heard(history, said.unique("text_id", keep="last", maintain_order=True), hearing, now)
    stored = history.scan_weeks(TEXTS, weeks).filter(mine).collect()
    kinds = compared(TEXTS, fresh, stored)
    at = pl.lit(now).cast(INSTANT)
    gone = (
        stored.filter(LIVE).join(fresh, on="text_id", how="anti").with_columns(deleted_at=at, ingested_at=at)
    )
    if kinds["new"].height + kinds["changed"].height + gone.height:
        history.create([TEXTS])
        write(history, TEXTS, kinds["new"], pl.concat([kinds["changed"], gone]), stored)


def _hear_week(history: History, week: str, hearing: Hearing, now: datetime) -> tuple[int, bool]:
    """Hear a whole week anew; say how many texts it has and whether any differs."""
    said = _said(history, [week]).collect()
    fresh = _heard(history, said, hearing, now).sort("started_at", "text_id")
    before = history.scan_weeks(TEXTS, [week]).filter(LIVE).collect()
    if before.select(CONTENT).sort("text_id").equals(fresh.select(CONTENT).sort("text_id")):
        return fresh.height, False
    history.create([TEXTS])
    history.replace_week(TEXTS, week, fresh)
    return fresh.height, True
