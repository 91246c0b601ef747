"""The further restrictions of one figure: an hour, a cause, a queue, a topic; and what rows need for them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import streamlit as st

from metrics import causes, groups
from metrics.contact_number import MOST
from metrics.issues import numbered
from metrics.menu import STEPS
from metrics.next_issues import followers
from store.what_changed import REACH, families
from ui.asked import NONE, TRACED
from ui.behind.shape import EVERY
from ui.data import Window, reading_of
from ui.periods import begins
from ui.reads import MOMENT
from ui.routing.costs import WEEK, WEEKS
from ui.scene import Scene

EPOCH = date(1970, 1, 1)
MENU_WAY = pl.col("menu_way")
# Whose way through the menu led to a place or beyond it; whose ended there, none the beginning.
WAYS: dict[str, Callable[[str], pl.Expr]] = {
    "menu_place": lambda place: MENU_WAY.eq(place) | MENU_WAY.str.starts_with(place + STEPS),
    "menu_way": lambda way: MENU_WAY.eq("" if way == NONE else way),
}
TIMES = ("weekday", "hour", "day", "week")
COLUMNS = {
    "topic": "topic_family",
    "segment": "record_segment",
    "team": "survey_team",
    "promised": "kind",
    "reason": "kind",
    "agent": "agent_id",
}  # the others have their own name
CAUSED = ("cause", "detail")


def by_time(narrowed: Mapping[str, str], anchor: str, week_start: int) -> pl.Expr:
    """Keep the rows of an hour, a weekday, a day, a week."""
    names = [name for name in TIMES if name in narrowed]
    if not names:
        return EVERY
    keys = groups.keys(names, anchor, week_start)
    wanted = [_number(narrowed[name]) for name in names]
    return pl.all_horizontal(key == value for key, value in zip(keys, wanted, strict=True))


def _number(value: str) -> int:
    """A weekday or hour as it is, a date as the number of its day."""
    return int(value) if value.isdecimal() else (date.fromisoformat(value) - EPOCH).days


def by_way(narrowed: Mapping[str, str]) -> pl.Expr:
    """Keep the contacts of a cause, a queue, a topic, a segment, a number in their issue."""
    asked = [_is(name, narrowed[name]) for name in TRACED if name in narrowed]
    return pl.all_horizontal(EVERY, *asked)


def _is(name: str, value: str) -> pl.Expr:
    if name in WAYS:
        return WAYS[name](value)
    column = pl.col(COLUMNS.get(name, name)).cast(pl.String)
    return column.fill_null("").is_in(["", NONE]) if value == NONE else column == value


def beside(scene: Scene, window: Window, rows: pl.LazyFrame, narrowed: Mapping[str, str]) -> pl.LazyFrame:
    """Put beside contacts what they are to be narrowed by, and the store does not keep."""
    if any(name in narrowed for name in CAUSED):
        rows = rows.join(_caused(scene, scene.key, window).lazy(), on="contact_id", how="left")
    if "nth" in narrowed:
        rows = rows.join(_numbers(scene, scene.key, window).lazy(), on="contact_id", how="left")
    if next_topic := narrowed.get("next_topic"):
        rows = rows.join(_followed(scene, scene.key, window, next_topic).lazy(), on="contact_id", how="left")
    is_known = "record_segment" in rows.collect_schema()
    return _with_segment(scene, window, rows) if "segment" in narrowed and not is_known else rows


def with_whose(scene: Scene, window: Window, rows: pl.LazyFrame, narrowed: Mapping[str, str]) -> pl.LazyFrame:
    """Put beside visits whose team's they were and what about, beside contacts whose team had them last."""
    is_visits = "topic_family" not in rows.collect_schema()
    if "team" not in narrowed and not (is_visits and "topic" in narrowed):
        return rows
    reading = reading_of(scene, replace(window, start=window.start - REACH, where=()))
    assert reading is not None
    if not is_visits:
        rows = reading.with_team(rows.with_columns(agent_id="resolving_agent_id"), "started_at")
    elif "topic" in narrowed:
        rows = rows.join(families(reading), on="contact_id", how="left")
    return rows.with_columns(survey_team="team")


@st.cache_data(max_entries=16, show_spinner=False)
def _caused(_scene: Scene, key: tuple[str, ...], window: Window) -> pl.DataFrame:  # noqa: ARG001
    """The cause of each misrouted contact, judged by as many weeks as on the page Routing."""
    long = replace(window, start=min(window.start, window.end - WEEKS * WEEK))
    reading = reading_of(_scene, long)
    assert reading is not None
    rows = causes.attributed(reading.traced(), reading.records(), reading.centre().centre)
    return rows.filter(pl.col("cause").is_not_null()).select("contact_id", *CAUSED).collect()


@st.cache_data(max_entries=8, show_spinner=False)
def _numbers(_scene: Scene, key: tuple[str, ...], window: Window) -> pl.DataFrame:  # noqa: ARG001
    """The number of each contact in its issue, counted as many weeks back."""
    zone = _scene.settings.site.zone
    last = (window.end - MOMENT).astimezone(zone).date()
    since = min(window.start, begins(last - timedelta(7 * WEEKS - 1), zone))
    reading = reading_of(_scene, replace(window, start=since))
    assert reading is not None
    nth = pl.col("contact_no").clip(upper_bound=MOST)
    return numbered(reading.traced()).select("contact_id", nth=nth).collect()


@st.cache_data(max_entries=8, show_spinner=False)
def _followed(_scene: Scene, key: tuple[str, ...], window: Window, topic: str) -> pl.DataFrame:  # noqa: ARG001
    """The contacts that a topic, with none any one, followed in a week, as on the page Repeat contacts."""
    reading = reading_of(_scene, window)
    assert reading is not None
    found = followers(reading.traced().collect().lazy())
    chosen = found if topic == NONE else found.filter(pl.col("next_topic") == topic)
    return chosen.select("contact_id", "next_topic").unique("contact_id").collect()


def _with_segment(scene: Scene, window: Window, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Put the segment on the customer's record beside each contact, as it stood when the contact began."""
    reading = reading_of(scene, window)
    assert reading is not None
    held = reading.records().select("customer_id", "valid_from", record_segment="segment")
    return rows.sort("started_at").join_asof(
        held.sort("valid_from"),
        left_on="started_at",
        right_on="valid_from",
        by="customer_id",
        check_sortedness=False,
    )
