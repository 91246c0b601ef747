"""What the page reads of promises: once, for the period, the weeks before, and what is still to do."""

from dataclasses import dataclass, replace

import polars as pl
import streamlit as st

from metrics import promise_delays
from store import loop
from store.read import Reading
from store.schema import CUSTOMERS
from ui import data
from ui.asked import Asked
from ui.data import Window
from ui.periods import CUSTOM, Days
from ui.promises import words
from ui.promises.looked import AHEAD, COMPLAINED, LATELY
from ui.scene import Scene

LAST_MARKS = 5


@dataclass(frozen=True)
class Promised:
    """`rows` are promises as `Reading.promises` gives them, `to_do` those to see to, the most harmful first.

    `done` are those that somebody marked of late: subject, what, by, at, name, customer_id.
    """

    rows: pl.DataFrame
    to_do: pl.DataFrame
    done: pl.DataFrame


def near(scene: Scene, asked: Asked) -> Asked:
    """The same choice around today, whatever the period: what is overdue, due today and to come."""
    days = Days(scene.today - LATELY, scene.today + AHEAD)
    return replace(asked, period=CUSTOM, days=days, narrowed=())


def reach(scene: Scene, asked: Asked, *windows: Window | None) -> Window:
    """All that the page looks at: what is near, and these windows."""
    whole = [data.whole_window(scene, near(scene, asked)), data.whole_window(scene, asked)]
    every = [*whole, *(one for one in windows if one is not None)]
    return replace(every[0], start=min(one.start for one in every), end=max(one.end for one in every))


def promised(scene: Scene, asked: Asked, window: Window) -> Promised | None:
    """The promises of a window; None where nothing was ever published."""
    return _promised(scene, scene.marked, window, data.whole_window(scene, near(scene, asked)))


@st.cache_data(max_entries=16, show_spinner=False)
def _promised(_scene: Scene, key: tuple[str, ...], window: Window, now: Window) -> Promised | None:  # noqa: ARG001
    reading = data.reading_of(_scene, window)
    if reading is None:
        return None
    rows = reading.promises().collect()
    if not _scene.viewer.sees_customers:
        return Promised(rows, rows.clear(), rows.clear())
    left = reading.to_do(data.inside(rows.lazy(), "due_at", now)).collect()
    told = left.join(_complained(_scene), on="person", how="left", maintain_order="left")
    return Promised(rows, _named(reading, told), _done(_scene, reading, rows))


def _named(reading: Reading, rows: pl.DataFrame) -> pl.DataFrame:
    """Put the agents' names beside customers'.

    TRICKY: `named` takes what is called name out of the way.
    """
    beside = rows.rename({"name": "customer_name"})
    return reading.named(beside, "made_at").rename({"customer_name": "name"})


def _complained(scene: Scene) -> pl.DataFrame:
    """Who has a complaint open, and since when: person, complained_at."""
    reading = data.reading_of(scene, Window(scene.now - COMPLAINED, scene.now))
    assert reading is not None  # the page is shown where figures were published
    still = reading.complaints().filter(pl.col("is_open").fill_null(value=False))
    known = still.filter(pl.col("person").is_not_null())
    return known.group_by("person").agg(pl.col("complained_at").min()).collect()


def _done(scene: Scene, reading: Reading, rows: pl.DataFrame) -> pl.DataFrame:
    """What somebody marked as done of late, the newest first."""
    marks = loop.marks(scene.store.state, ["promise"], scene.now).reverse()
    made = marks.select("by", "at", promise_id="subject")
    known = made.join(rows, on="promise_id", maintain_order="left").head(LAST_MARKS)
    names = reading.rows(CUSTOMERS).select("customer_id", "name").collect()
    told = known.join(names, on="customer_id", how="left", maintain_order="left")
    what = [words.noun(kind) for kind in told["kind"]]
    return told.with_columns(pl.Series("what", what, dtype=pl.String), subject="promise_id")


def by_delay(scene: Scene, window: Window, rows: pl.DataFrame) -> pl.DataFrame:
    """Satisfaction by promised and by actual delay (`metrics.promise_delays.by_delay`)."""
    return _by_delay(scene, scene.marked, window, rows)


@st.cache_data(max_entries=16, show_spinner=False)
def _by_delay(
    _scene: Scene,
    key: tuple[str, ...],  # noqa: ARG001
    window: Window,
    _rows: pl.DataFrame,
) -> pl.DataFrame:
    reading = data.reading_of(_scene, window)
    assert reading is not None
    due = data.inside(_rows.lazy(), "due_at", window)
    return promise_delays.by_delay(promise_delays.rated(due, reading.surveys()))


def names(scene: Scene, rows: pl.DataFrame) -> dict[str, str]:
    """The names of agents who promised, as their records stood when they did so last."""
    agents = rows["agent_id"].drop_nulls().unique().sort().to_list()
    return _names(scene, scene.key, tuple(agents), rows)


@st.cache_data(max_entries=16, show_spinner=False)
def _names(
    _scene: Scene,
    key: tuple[str, ...],  # noqa: ARG001
    agents: tuple[str, ...],
    _rows: pl.DataFrame,
) -> dict[str, str]:
    reading = data.reading_of(_scene, Window(_scene.now, _scene.now))
    assert reading is not None
    last = (
        _rows.filter(pl.col("agent_id").is_in(list(agents))).sort("made_at").unique("agent_id", keep="last")
    )
    known = reading.named(last.select("agent_id", "made_at"), "made_at")
    return {who: name for who, name in known.select("agent_id", "agent_name").iter_rows() if name}
