"""What the part Growing problems reads: once for each publication and day, for all who see the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import polars as pl
import streamlit as st

from metrics import growing as rising
from metrics import spoken, weekly_shares
from metrics.growing import Problem
from metrics.masking.vocabulary import COMMON
from metrics.spoken import Spoken
from metrics.watched import Became, became
from metrics.weekly_shares import BEFORE, NEWEST, Weeks
from store import problems
from store.read import Reading, Viewer
from store.schema import AGENTS, CUSTOMERS
from ui import data
from ui.data import Window
from ui.periods import begins
from ui.scene import Scene

FARTHEST = 52  # weeks that a watched problem is looked back at
DAY = timedelta(1)
SEPARATOR = " · "
NAME_PARTS = r"\pL[\pL\pM'’׳-]+"


@dataclass(frozen=True)
class Heard:
    """What the weeks told: the problems that grew, and all that further questions are answered from.

    whole are the weeks back to where watched problems began, `at` those that were judged; texts: how many
    were read.
    """

    at: Weeks
    whole: Weeks
    rows: pl.DataFrame
    said: Spoken
    problems: tuple[Problem, ...]
    texts: int


@dataclass(frozen=True)
class Watched:
    """A problem that somebody looks after, and what became of it. begun: the place of its first week."""

    row: dict[str, object]
    became: Became
    begun: int
    keys: frozenset[str]


@dataclass(frozen=True)
class Told:
    """All that the part shows."""

    found: Heard
    watched: list[Watched]


def told(scene: Scene) -> Told | None:
    """Read what grows and what became of what is watched; None where there are too few weeks."""
    watched = all_watched(scene)
    found = heard(scene, watched)
    return None if found is None else Told(found, judged(scene, found, watched))


def all_watched(scene: Scene) -> pl.DataFrame:
    """Give what is looked after (problems.OF_PROBLEMS), with `begun_at`: when somebody began to."""
    found = problems.problems(scene.store.state)
    begun = [problems.history(scene.store.state, number)["at"].item(0) for number in found["id"]]
    return found.with_columns(begun_at=pl.Series(begun, dtype=pl.Datetime("us", "UTC")))


def heard(scene: Scene, watched: pl.DataFrame) -> Heard | None:
    """Judge the newest week; None where there are too few before it."""
    span, zone = data.span(scene), scene.settings.site.zone
    if span.first is None or span.last is None:
        return None
    last = min(span.last, scene.today - DAY)
    oldest = watched["begun_at"].min()
    since = oldest.astimezone(zone).date() if isinstance(oldest, datetime) else last
    back = min(FARTHEST, (last - since).days // 7 + 1 + BEFORE + NEWEST)
    return _heard(scene, _key(scene), last, max(BEFORE + NEWEST, back))


def _key(scene: Scene) -> tuple[str, ...]:
    """What it depends on: not on the minute, since only whole days are judged."""
    return (*scene.key[:4], scene.today.isoformat())


@st.cache_resource(max_entries=3, show_spinner=False)
def _heard(_scene: Scene, key: tuple[str, ...], last: date, most: int) -> Heard | None:  # noqa: ARG001
    site, span = _scene.settings.site, data.span(_scene)
    first = (span.first or last) + DAY  # the very first day may have begun in the middle
    at = weekly_shares.weeks(first, last, site.week_start)
    whole = weekly_shares.weeks(first, last, site.week_start, most)
    if at is None or whole is None:
        return None
    window = Window(begins(whole.first, site.zone), begins(last + DAY, site.zone))
    reading = data.reading_of(_everybody(_scene), window)
    assert reading is not None  # the span was read from a publication
    contacts = _contacts(reading)
    texts = reading.texts().select("contact_id", "language", "author", "kind", "masked").collect()
    mine = texts.join(contacts, on="contact_id", how="semi")
    said = spoken.spoken(mine, _names(reading), least=rising.LEAST_EVER)
    found = rising.growing(weekly_shares.placed(contacts, at), said, at)
    return Heard(at, whole, weekly_shares.placed(contacts, whole), said, tuple(found), mine.height)


def _everybody(scene: Scene) -> Scene:
    """Read as who may see texts, for who sees no customer: only counts and words of many are shown then."""
    if scene.viewer.sees_customers:
        return scene
    return replace(scene, viewer=Viewer(scene.viewer.name, "manager"))


def _contacts(reading: Reading) -> pl.DataFrame:
    columns = ("contact_id", "person", "topic_family", "started_local_s")
    own = reading.traced().filter(pl.col("direction") == "inbound")
    return own.select(columns).collect()


def _names(reading: Reading) -> list[str]:
    """The parts of all names on record, of customers and agents, but those that are words as well."""
    rows = [reading.names(CUSTOMERS), reading.names(AGENTS)]
    parts = pl.concat(rows).select(pl.col("name").unique().str.extract_all(NAME_PARTS)).collect()
    every = parts["name"].explode(empty_as_null=False).unique()
    return [name for name in every.sort().to_list() if name.lower() not in COMMON]


def judged(scene: Scene, found: Heard, watched: pl.DataFrame) -> list[Watched]:
    """Tell what became of each watched problem, the newest first."""
    zone = scene.settings.site.zone
    rows = watched.sort("begun_at", descending=True).iter_rows(named=True)
    return [_watched(found, row, place(found, row["begun_at"].astimezone(zone).date())) for row in rows]


def _watched(found: Heard, row: dict[str, object], begun: int) -> Watched:
    keys = frozenset(spoken.keys(terms_of(str(row["terms"])), found.said.known))
    share = weekly_shares.counted(
        found.rows, found.said, str(row["topic_family"]), keys, found.whole, max(begun, 0)
    )
    return Watched(row, became(share.n, share.of, begun), begun, keys)


def place(found: Heard, day: date) -> int:
    """The place of a day's week among the weeks looked at; the last one for what comes after."""
    return min((day - found.whole.first).days // 7, found.whole.count - 1)


def terms_of(told: str) -> Sequence[str]:
    """The terms that a problem is told apart by."""
    return [term for term in told.split(SEPARATOR) if term]


def teams(scene: Scene) -> list[str]:
    """The teams that a problem can be given to."""
    return _teams(scene, _key(scene))


@st.cache_data(max_entries=16, show_spinner=False)
def _teams(_scene: Scene, key: tuple[str, ...]) -> list[str]:  # noqa: ARG001
    reading = data.reading_of(_scene, Window(_scene.now - DAY, _scene.now))
    if reading is None:
        return []
    found = reading.rows(AGENTS).select(pl.col("team").unique()).collect()["team"]
    return sorted(found.drop_nulls().to_list())
