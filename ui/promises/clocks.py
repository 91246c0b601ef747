"""What the part Complaints reads: complaints with their clocks and steps, and what was heard in words."""

from dataclasses import dataclass, replace
from datetime import timedelta

import polars as pl
import streamlit as st

from language import _
from metrics.complaints import OPEN, Step, planned
from metrics.heard_complaints import heard
from store import loop
from store.read import Reading
from store.schema import CUSTOMERS
from ui import data
from ui.asked import Asked
from ui.data import Window
from ui.periods import CUSTOM, Days
from ui.promises.looked import COMPLAINED
from ui.promises.read import LAST_MARKS
from ui.scene import Scene

OF_TEXT = (
    *("text_id", "contact_id", "customer_id", "author", "kind", "at"),
    *("is_complaint", "masked", "evidence"),
)


@dataclass(frozen=True)
class Complained:
    """`rows` are complaints as `Reading.complaints` gives them, with the name of each customer.

    `plan` are the steps of each (`metrics.complaints.planned`), `heard` what was only heard in words and
    nobody saw to, the newest first, `done` what somebody marked of late.
    """

    rows: pl.DataFrame
    plan: pl.DataFrame
    heard: pl.DataFrame
    done: pl.DataFrame


def lately(scene: Scene, asked: Asked) -> Asked:
    """The same choice over the last thirteen weeks, whatever the period: what may still be open."""
    days = Days(scene.today - COMPLAINED, scene.today)
    return replace(asked, period=CUSTOM, days=days, narrowed=())


def reach(scene: Scene, asked: Asked, *windows: Window | None) -> Window:
    """All that the part looks at: the last weeks, and these windows."""
    every = [data.window(scene, lately(scene, asked)), *(one for one in windows if one is not None)]
    return replace(every[0], start=min(one.start for one in every), end=max(one.end for one in every))


def complained(scene: Scene, window: Window) -> Complained | None:
    """The complaints of a window; None where nothing was ever published."""
    return _complained(scene, scene.marked, window)


@st.cache_data(max_entries=16, show_spinner=False)
def _complained(_scene: Scene, key: tuple[str, ...], window: Window) -> Complained | None:  # noqa: ARG001
    reading = data.reading_of(_scene, window)
    if reading is None:
        return None
    names = reading.rows(CUSTOMERS).select("customer_id", "name").collect()
    rows = reading.complaints().collect().join(names, on="customer_id", how="left", maintain_order="left")
    steps = [Step(one.name, one.within_hours, one.done_by) for one in _scene.settings.complaints.steps]
    marks = loop.marks(_scene.store.state, ["complaint_step"], _scene.now).select(
        "step", complaint_id="subject", done_at="at"
    )
    plan = planned(rows.lazy(), steps, marks.lazy(), _scene.now).collect()
    told = _heard(_scene, reading).join(names, on="customer_id", how="left", maintain_order="left")
    left = told.filter(pl.col("done_at").is_null()).sort("at", "complaint_id", descending=[True, False])
    return Complained(rows, plan, left, _done(_scene, rows, told))


def _heard(scene: Scene, reading: Reading) -> pl.DataFrame:
    marks = loop.marks(scene.store.state, ["complaint"], scene.now)
    seen = marks.select(complaint_id="subject", done_at="at", done_by="by")
    contacts = reading.contacts.select("contact_id", "is_complaint", "topic", "channel")
    texts = reading.texts().select(OF_TEXT)
    found = heard(texts, contacts, seen.lazy())
    about = contacts.select("contact_id", "topic", "channel")
    return found.join(about, on="contact_id", how="left", maintain_order="left").collect()


def _done(scene: Scene, rows: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """What somebody marked of late, the newest first: subject, what, by, at, name, customer_id."""
    marks = loop.marks(scene.store.state, ["complaint"], scene.now).reverse()
    made = marks.select("by", "at", "subject", complaint_id="subject")
    about = ("complaint_id", "customer_id", "name", "topic")
    both = pl.concat([rows.select(about), told.select(about)]).unique("complaint_id", keep="first")
    found = made.join(both, on="complaint_id", maintain_order="left").head(LAST_MARKS)
    return found.with_columns(what=pl.col("topic").fill_null(_("a complaint")))


def recent(scene: Scene, asked: Asked, rows: pl.DataFrame, at: str) -> pl.DataFrame:
    """Of what was read, the last thirteen weeks by the instant `at`, whatever the period."""
    return data.inside(rows.lazy(), at, data.window(scene, lately(scene, asked))).collect()


def still_open(rows: pl.DataFrame) -> pl.DataFrame:
    """The complaints that are not solved, the oldest first."""
    return rows.filter(OPEN).sort("complained_at", "complaint_id")


def unknown(rows: pl.DataFrame) -> pl.DataFrame:
    """The complaints of which nobody says whether they were solved, the oldest first."""
    return rows.filter(pl.col("is_open").is_null()).sort("complained_at", "complaint_id")


def behind_plan(plan: pl.DataFrame, rows: pl.DataFrame) -> int:
    """How many of some complaints have a step that is late."""
    late = plan.filter(state="late").select("complaint_id").unique()
    return rows.join(late, on="complaint_id", how="semi").height


def oldest(rows: pl.DataFrame) -> timedelta | None:
    """How long ago the oldest of some complaints was made; None where older ones may not have been read."""
    age = rows["age_ms"].max() if rows.height else None
    told = None if age is None else timedelta(milliseconds=int(str(age)))
    return None if told is None or told >= COMPLAINED else told
