"""Find problems that grow: topics, and words within a topic, whose weekly share rose beyond noise.

The share of a topic is its contacts of all contacts whose topic is known; of words, the topic's contacts in
which they were written (a note or a comment, once a contact) of all its contacts with a text. A contact
counts in the week in which it began. Who writes, and in which language, changes from week to week: the words
that are expected follow from the same kinds of writers (indirect standardisation). The newest week, or the
newest two, three or four together, are set against up to eight before them (`metrics.rises`); the p of the
best is multiplied by their number (Bonferroni). A rise also needs more contacts, not only a larger share: on
a holiday what does not rest is not a growing problem.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from metrics import rises
from metrics.folding import Group, folded
from metrics.rises import Numbers
from metrics.spoken import Spoken
from metrics.weekly_shares import BEFORE, LEAST_BEFORE, NEWEST, Rise, Weeks, by_week, counted

LEAST_EVER, LEAST_NOW = 10, 8  # contacts, in all weeks and in the newest
LEAST_RISE = 1.25  # times the usual share
FALSE_SHARE = 0.05  # of what is claimed may be false
STILL = 0.05
PULLED = 20.0  # contacts by which the share of a kind of writers is pulled to that of all
NOTHING = pl.DataFrame(schema={"family": pl.String, "term": pl.UInt32})
NOTHING_JUDGED = pl.DataFrame(
    schema={
        **NOTHING.schema,
        "p": pl.Float64,
        "since": pl.Int64,
        "is_still": pl.Boolean,
        "excess": pl.Float64,
    }
)


@dataclass(frozen=True)
class Problem:
    """A topic, or words in it, that grew. `shown` are the words by script; `topic`: the topic itself grew."""

    family: str
    rise: Rise
    p: float
    shown: tuple[tuple[str, tuple[str, ...]], ...] = ()
    keys: frozenset[str] = frozenset()
    topic: Rise | None = None

    @property
    def terms(self) -> tuple[str, ...]:
        return tuple(term for _script, terms in self.shown for term in terms)


@dataclass(frozen=True)
class Candidates:
    """Weekly counts and what is expected of them, (candidates, weeks); `names`: family, term (null: none).

    begins: the first week in which there was anything to count.
    """

    names: pl.DataFrame
    counts: Numbers
    expected: Numbers
    begins: int = 0


def growing(rows: pl.DataFrame, said: Spoken, at: Weeks, rate: float = FALSE_SHARE) -> list[Problem]:
    """Tell the problems that grew, the surest first. rows: `weekly_shares.placed`."""
    told = rows.join(said.writers, on="contact_id")
    found = [judged(each) for each in (_topics(rows, at), _words(told, said, at))]
    grown = pl.concat([_claimed(each, rate) for each in found]).sort("p", "family", "term")
    alone = [
        Problem(row["family"], counted(rows, said, row["family"], (), at, row["since"]), row["p"])
        for row in grown.filter(pl.col("term").is_null()).iter_rows(named=True)
    ]
    topics = {one.family: one.rise for one in alone}
    groups = folded(grown.drop_nulls("term"), told, said)
    worded = [_problem(one, rows, said, at, topics.get(one.family)) for one in groups]
    rest = [one for one in alone if one.family not in {one.family for one in worded}]
    return sorted([*worded, *rest], key=lambda one: (one.p, one.family, one.terms))


def _claimed(found: pl.DataFrame, rate: float) -> pl.DataFrame:
    """Keep what may be claimed: half the rate each for topics and for words, which would drown them."""
    return found.filter(pl.Series(rises.claimed(found["p"].to_numpy(), rate / 2)) & found["is_still"])


def judged(one: Candidates) -> pl.DataFrame:
    """Judge each candidate: family, term, p, since (a week's place), is_still (high enough in the newest).

    excess: of the contacts since then, the share that goes beyond what was usual.
    """
    last = one.counts.shape[1] - 1
    since = [last - back for back in range(NEWEST) if last - back >= one.begins + LEAST_BEFORE]
    if not since:
        return NOTHING_JUDGED
    each = [_since(one, begun) for begun in since]
    p, is_still, excess = (np.stack(parts) for parts in zip(*each, strict=True))
    best, row = p.argmin(axis=0), np.arange(one.names.height)
    return one.names.with_columns(
        p=np.minimum(1.0, p[best, row] * len(since)),
        since=np.array(since, dtype=np.int64)[best],
        is_still=is_still[best, row],
        excess=excess[best, row],
    )


def _problem(one: Group, rows: pl.DataFrame, said: Spoken, at: Weeks, topic: Rise | None) -> Problem:
    rise = counted(rows, said, one.family, one.keys, at, one.since)
    return Problem(one.family, rise, one.p, one.shown, one.keys, topic)


def _since(one: Candidates, since: int) -> tuple[Numbers, npt.NDArray[np.bool_], Numbers]:
    """Judge rises since a week: p (1 where there are not more contacts), whether it is still so, excess."""
    old = slice(max(one.begins, since - BEFORE), since)
    counts, expected = one.counts[:, old], one.expected[:, old]
    spread = rises.dispersion(counts, expected)
    p = _p(one.counts, one.expected, old, slice(since, None), spread)
    level = rises.dispersion(counts, np.ones_like(counts), is_shared=False)
    more = _p(one.counts, np.ones_like(one.counts), old, slice(since, None), level)
    newest = _p(one.counts, one.expected, old, slice(-1, None), spread)
    now, e_now = one.counts[:, -1], one.expected[:, -1]
    is_large = (now >= LEAST_NOW) & (now * expected.sum(axis=1) >= LEAST_RISE * counts.sum(axis=1) * e_now)
    recent, usual = one.counts[:, since:].sum(axis=1), rises.over(counts.sum(axis=1), expected.sum(axis=1))
    excess = 1 - rises.over(usual * one.expected[:, since:].sum(axis=1), recent)
    return np.where(more <= STILL, p, 1.0), is_large & (newest <= STILL), np.clip(excess, 0, 1)


def _p(counts: Numbers, expected: Numbers, old: slice, new: slice, spread: Numbers) -> Numbers:
    now, before = counts[:, new].sum(axis=1), counts[:, old].sum(axis=1)
    e_now, e_before = expected[:, new].sum(axis=1), expected[:, old].sum(axis=1)
    return rises.chance(now, before, rises.over(e_now, e_now + e_before), spread)


def _topics(rows: pl.DataFrame, at: Weeks) -> Candidates:
    known = rows.filter(pl.col("family") != "")
    often = known.filter(pl.len().over("family") >= LEAST_EVER)
    counts, names = _matrix(often, ["family"], at)
    weekly = np.array(by_week(known, at), dtype=np.float64)
    shares = counts.sum(axis=1) / max(weekly.sum(), 1.0)
    return Candidates(
        names.with_columns(term=pl.lit(None, pl.UInt32)), counts, shares[:, None] * weekly[None, :]
    )


def _words(told: pl.DataFrame, said: Spoken, at: Weeks) -> Candidates:
    """Count each term of each topic by week, and what is expected of who wrote."""
    pairs = said.said.join(told.select("contact_id", "family", "w", "stratum"), on="contact_id")
    ever = pairs.group_by("family", "term").len().filter(pl.col("len") >= LEAST_EVER)
    often = pairs.join(ever.select("family", "term"), on=["family", "term"], how="semi")
    families = ever["family"].unique().sort().to_list()
    parts = [_of_family(often.filter(family=name), told.filter(family=name), at) for name in families]
    parts = [*parts, Candidates(NOTHING, np.zeros((0, at.count)), np.zeros((0, at.count)))]
    return Candidates(
        pl.concat([one.names for one in parts]),
        np.concatenate([one.counts for one in parts]),
        np.concatenate([one.expected for one in parts]),
        next((week for week, n in enumerate(by_week(told, at)) if n), at.count),
    )


def _of_family(pairs: pl.DataFrame, told: pl.DataFrame, at: Weeks) -> Candidates:
    """Expect of each kind of writers what it writes over all weeks, pulled to what all of them write."""
    counts, names = _matrix(pairs, ["family", "term"], at)
    weekly, strata = _matrix(told, ["stratum"], at)
    by_stratum = (
        pairs.group_by("term", "stratum")
        .len()
        .join(names.with_row_index("row"), on="term")
        .join(strata.with_row_index("place"), on="stratum")
    )
    had = np.zeros((names.height, strata.height))
    had[by_stratum["row"].to_numpy(), by_stratum["place"].to_numpy()] = by_stratum["len"].to_numpy()
    sizes = weekly.sum(axis=1)
    overall = had.sum(axis=1, keepdims=True) / sizes.sum()
    rates = (had + PULLED * overall) / (sizes + PULLED)[None, :]
    return Candidates(names, counts, rates @ weekly)


def _matrix(rows: pl.DataFrame, by: Sequence[str], at: Weeks) -> tuple[Numbers, pl.DataFrame]:
    """Count rows by week: (names, weeks), and the names."""
    by_name = rows.group_by(*by, "w").len()
    names = by_name.select(by).unique().sort(by)
    row_of = by_name.join(names.with_row_index("row"), on=list(by))
    counts = np.zeros((names.height, at.count))
    counts[row_of["row"].to_numpy(), row_of["w"].to_numpy()] = row_of["len"].to_numpy()
    return counts, names
