"""Evidence in how often customers came, how long they waited and how they were moved.

An issue is that of `metrics.issues`, a short abandonment that of `metrics.waits`.
"""

from datetime import timedelta

import polars as pl

from metrics.issues import ISSUE, numbered
from metrics.links import LONGEST_MS, WRITTEN
from metrics.repeats import QUIET_MS
from metrics.risk.grounds import Grounds, shown
from metrics.within import COUNTED, IDENTIFIED, RECONNECT

MANY, MONTH = 4, timedelta(days=30)
LONG_MS = 600_000
LAST_MONTH = timedelta(milliseconds=LONGEST_MS)
QUIET = timedelta(milliseconds=QUIET_MS)
ORDER = ("started_at", "contact_id")
SAID = ("started_at", "contact_id", "is_resolved")
NO = "issue_no"  # tells issues apart, whosever they are
ABOUT = [name for name in ISSUE if name != NO]


def of_calls(known: Grounds) -> list[pl.LazyFrame]:
    """Give the facts of effort."""
    issues = numbered(known.contacts.lazy()).collect().lazy()
    return [_many(known), _unresolved(issues, known), _transferred(issues), _waited(known)]


def _own(known: Grounds) -> pl.LazyFrame:
    return known.contacts.lazy().filter(IDENTIFIED & ~RECONNECT)


def _many(known: Grounds) -> pl.LazyFrame:
    """Four own contacts or more in 30 days, the last time that it was so."""
    own = _own(known).select("person", *ORDER).sort("person", *ORDER)
    nth = pl.col("started_at").shift(MANY - 1)
    is_many = (pl.col("person") == pl.col("person").shift(MANY - 1)) & (pl.col("started_at") - nth <= MONTH)
    last = own.filter(is_many).group_by("person").agg(until=pl.col("started_at").max())
    near = own.join(last, on="person").filter(
        pl.col("started_at").is_between(pl.col("until") - MONTH, pl.col("until"))
    )
    return shown(near, "many_contacts", "contact_id", "started_at")


def _unresolved(issues: pl.LazyFrame, known: Grounds) -> pl.LazyFrame:
    """Issues with a second contact that are not solved.

    Solved is what the source says of the last contact, or of one by us since; where it says nothing the issue
    counts until it is over, and after that only if the last word was that it was not solved.
    """
    again = issues.filter(pl.col("contact_no") >= 2).select(NO).unique()
    rows = issues.join(again, on=NO, how="semi")
    own, ours = rows.select(NO, *SAID), _by_us(issues, rows.select(ABOUT).unique(), known)
    both = pl.concat(
        [own.with_columns(by_us=pl.lit(value=False)), ours.with_columns(by_us=pl.lit(value=True))]
    )
    said = both.sort("started_at", "by_us", "contact_id")
    last, word = pl.col("is_resolved").last(), pl.col("is_resolved").drop_nulls().last()
    ends = said.group_by(NO).agg(last=last, word=word, ended=pl.col("started_at").max())
    is_silent = pl.col("last").is_null()
    is_open = pl.col("ended") >= known.now - QUIET
    left = (pl.col("last") == 0) | (is_silent & (is_open | (pl.col("word") == 0)))
    unsolved = ends.filter(left.fill_null(value=False))
    return shown(rows.join(unsolved, on=NO, how="semi"), "unresolved_repeat", "contact_id", "started_at")


def _by_us(issues: pl.LazyFrame, about: pl.LazyFrame, known: Grounds) -> pl.LazyFrame:
    """Contacts by us about something of which the source says whether they solved it.

    Each is of the issue that began last before it.
    """
    told = known.contacts.lazy().filter(~COUNTED, pl.col("is_resolved").is_not_null())
    ours = told.join(about, on=ABOUT, how="semi").select(*ABOUT, *SAID).sort("started_at")
    begun = issues.join(ours, on=ABOUT, how="semi").select(*ABOUT, NO, "started_at").sort("started_at")
    return ours.join_asof(begun, on="started_at", by=ABOUT, check_sortedness=False).select(NO, *SAID)


def _transferred(issues: pl.LazyFrame) -> pl.LazyFrame:
    """Issues in which agents moved the customer twice or more: the contacts that were moved."""
    moved = issues.filter(pl.col("queue_changes") > 0)
    twice = moved.group_by(ISSUE).agg(pl.col("queue_changes").sum()).filter(pl.col("queue_changes") >= 2)
    return shown(moved.join(twice, on=ISSUE, how="semi"), "transfers", "contact_id", "started_at")


def _waited(known: Grounds) -> pl.LazyFrame:
    """Contacts that waited over ten minutes in all, and those given up twice within 30 days."""
    own = known.contacts.lazy().filter(IDENTIFIED)
    long = own.filter(pl.col("waited_ms") > LONG_MS, ~pl.col("channel").is_in(WRITTEN))
    given_up = own.filter("is_abandoned").sort("person", *ORDER)
    is_again = (pl.col("person") == pl.col("person").shift(1)) & (
        pl.col("started_at") - pl.col("started_at").shift(1) <= LAST_MONTH
    )
    twice = given_up.filter((is_again | is_again.shift(-1)).fill_null(value=False))
    rows = pl.concat([each.select("person", *ORDER) for each in (long, twice)]).unique("contact_id")
    return shown(rows, "waited", "contact_id", "started_at")
