"""What the part Follow-ups reads: once for what was due of late and what is still to do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import polars as pl
import streamlit as st

from metrics.catalog import METRICS
from metrics.compare import Figure
from metrics.compute import Frames, compute
from metrics.followed import TO_DO
from metrics.periods import Period
from store.following_up import left_out
from store.read import Reading
from store.schema import AGENTS, CUSTOMERS
from ui import data
from ui.asked import Asked
from ui.data import Window
from ui.periods import CUSTOM, Days
from ui.promises.looked import COMPLAINED
from ui.readings import NOTHING, first_row
from ui.scene import Scene

RATE, TURNED = "followup_rate", "followups_turned"
AHEAD = timedelta(365)
BEFORE = timedelta(60)  # how long before its due day the contact of a follow-up may have been
LAST_DONE = 5
QUIET = pl.col("masked").str.strip_chars() == ""


@dataclass(frozen=True)
class Followed:
    """`rows` are the follow-ups due in the last thirteen weeks or ahead, `to_do` those to call, the
    one due first on top.

    Beside what `Reading.followups` gives, those to do hold name, and words of the customer, or else of the
    agent (masked, author). `done` are those that somebody closed of late, `people` who may be given one.
    """

    rows: pl.DataFrame
    to_do: pl.DataFrame
    done: pl.DataFrame
    people: tuple[str, ...]
    left_out: int


def followed(scene: Scene) -> Followed | None:
    """The follow-ups of the viewer; None where nothing was ever published."""
    found = _followed(scene, scene.marked, data.whole_window(scene, near(scene)))
    if found is None:
        return None
    return replace(found, left_out=left_out(scene.store.state, scene.settings, scene.now))


def near(scene: Scene) -> Asked:
    """All that the part looks at: what was due of late, and what is due ahead."""
    return Asked(CUSTOM, Days(scene.today - COMPLAINED, scene.today + AHEAD), against="none")


def lately(scene: Scene) -> Asked:
    """The days of which is told how it went: thirteen weeks up to today."""
    return Asked(CUSTOM, Days(scene.today - COMPLAINED, scene.today), against="none")


def rates(scene: Scene, found: Followed, by: Sequence[str] = ()) -> pl.DataFrame:
    """The share called in time of those due of late, by what is asked."""
    window = data.whole_window(scene, lately(scene))
    frames = Frames(pl.LazyFrame(), pl.LazyFrame(), followups=found.rows.lazy())
    rows = compute(frames, [RATE], by, Period(window.start, window.end))
    return data.apart(scene, window, rows, by)


def rate(scene: Scene, found: Followed) -> Figure:
    """The share called in time of those due of late."""
    return first_row(rates(scene, found)).get(RATE, NOTHING)


def in_time(scene: Scene, found: Followed) -> pl.DataFrame:
    """The follow-ups due of late whose customer was called in time."""
    window = data.whole_window(scene, lately(scene))
    due = data.inside(found.rows.lazy(), "due_at", window).collect()
    return due.filter(pl.col("is_due"), pl.col("state") == "in_time")


def groups(scene: Scene, found: Followed, by: str) -> pl.DataFrame:
    """The same by one dimension: name, the figure, is_few; what hurts most first."""
    rows = rates(scene, found, [by]).rename({by: "name"})
    one = pl.col(RATE).struct
    is_few = one["denominator"].fill_null(0) < METRICS[RATE].minimum_n
    told = rows.filter(one["denominator"] > 0).with_columns(is_few=is_few)
    return told.sort(
        "is_few", one["value"], one["denominator"], "name", descending=[False, False, True, False]
    )


def counts(found: Followed) -> dict[str, int]:
    """How many are overdue, due today, and due later."""
    states = found.rows["state"].value_counts()
    known = dict(states.iter_rows())
    return {state: int(known.get(state, 0)) for state in ("overdue", "due_today", "open")}


@st.cache_data(max_entries=16, show_spinner=False)
def _followed(_scene: Scene, key: tuple[str, ...], window: Window) -> Followed | None:  # noqa: ARG001
    reading = data.reading_of(_scene, window)
    if reading is None:
        return None
    rows = reading.followups().collect()
    people = _people(_scene, reading)
    if not _scene.viewer.sees_customers:
        return Followed(rows, rows.clear(), rows.clear(), people, 0)
    names = reading.rows(CUSTOMERS).select("customer_id", "name").collect()
    named = rows.join(names, on="customer_id", how="left", maintain_order="left")
    to_do = named.filter(pl.col("state").is_in(list(TO_DO)))
    done = named.filter(pl.col("done_at").is_not_null()).sort("done_at", "id", descending=True)
    told = to_do.join(_words(_scene, to_do), on="contact_id", how="left", maintain_order="left")
    return Followed(rows, told.sort("due_at", "id"), done.head(LAST_DONE), people, 0)


def _words(scene: Scene, rows: pl.DataFrame) -> pl.DataFrame:
    """What the customer said about each contact, or else its agent: contact_id, masked, author."""
    first = min(rows["opened_at"].to_list(), default=scene.now) - BEFORE
    reading = data.reading_of(scene, Window(first, scene.now))
    assert reading is not None  # the page is shown where figures were published
    about = pl.col("contact_id").is_in(rows["contact_id"].implode())
    texts = reading.texts().filter(about, ~QUIET, pl.col("author").is_in(["customer", "agent"]))
    is_own = pl.col("author") == "customer"
    last = texts.sort(is_own, "at", descending=True).unique("contact_id", keep="first", maintain_order=True)
    return last.select("contact_id", "masked", "author").collect()


def _people(scene: Scene, reading: Reading) -> tuple[str, ...]:
    """Who may be given a follow-up: the leads of the teams that the viewer sees, and the teams."""
    records = reading.rows(AGENTS).sort("valid_from").unique("agent_id", keep="last")
    if scene.viewer.role == "lead":
        records = records.filter(pl.col("team").is_in(list(scene.viewer.teams)))
    told = records.select("lead", "team").collect()
    leads, teams = (sorted(told[name].drop_nulls().unique()) for name in ("lead", "team"))
    return tuple(dict.fromkeys([*leads, *teams]))
