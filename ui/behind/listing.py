"""One page of the contacts behind a figure, and one contact."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl
import streamlit as st

from metrics import gestures
from metrics.catalog import METRICS
from metrics.periods import Period
from store.read import Filters, Reading, open_reading
from ui.asked import Asked
from ui.behind import followups, money, narrowed, prevention, promises, voices, ways
from ui.behind.figures import Behind, figure_behind
from ui.data import DUE, MARKED, Window, inside, reading_of, whole_window, window
from ui.scene import Scene

ROWS_A_PAGE = 25
EVERY_PAGE = -1
PARTS = ("wait_ms", "talk_ms", "hold_ms", "wrap_ms")
OF_FRAME = {
    "traced": METRICS["repeat_rate"],
    "issues": METRICS["contacts_per_issue"],
    **dict.fromkeys(("surveys", "texts", "gestures", "served"), METRICS["repeat_rate"]),
    "reached": METRICS["came_unstaffed"],
}
GIVEN, COUNTED = ("gestures", "served"), ("gestures", "gestures_priced")
WHOLE = (
    *OF_FRAME,
    "complaints",
    *money.FRAMES,
    prevention.FRAME,
)  # contacts as a whole, wherever they came in


WINDOWS: dict[str, Callable[[Scene, Asked], Window]] = {
    **dict.fromkeys(DUE, whole_window),
    prevention.FRAME: prevention.window,
}


@dataclass(frozen=True)
class Listing:
    """One page of a list: its rows, how many there are in all, and what the measure of all adds up to."""

    rows: pl.DataFrame
    total: int
    counted: int
    amount: float = 0

    def of(self, part: str) -> int:
        """How many rows a part of the list has."""
        return {"all": self.total, "yes": self.counted, "no": self.total - self.counted}[part]

    def pages(self, part: str) -> int:
        """How many pages a part of the list fills; one where it is empty."""
        return max(1, -(-self.of(part) // ROWS_A_PAGE))


def listing(scene: Scene, asked: Asked, part: str, order: str, page: int) -> Listing:
    """One page of the contacts behind the asked figure; part is "all", "yes" or "no"."""
    frame = figure_behind(asked).frame
    rows = WINDOWS.get(frame, window)(scene, asked)
    key = scene.marked if frame in MARKED else scene.key
    return _listing(scene, key, rows, replace(asked, problems=()), part, order, page)


@st.cache_data(max_entries=128, show_spinner=False)
def _listing(
    _scene: Scene,
    key: tuple[str, ...],  # noqa: ARG001 (part of the cache's key)
    window: Window,
    asked: Asked,
    part: str,
    order: str,
    page: int,
) -> Listing:
    rows = _rows(_scene, window, asked)
    if rows is None:
        return Listing(pl.DataFrame(), 0, 0)
    sums = (pl.len(), pl.col("counted").sum(), pl.col("measure").sum())
    # Ways and issues are joined from much: once, rather than for the sums and for the page.
    found = rows if figure_behind(asked).frame == "visits" else rows.collect().lazy()
    total, counted, amount = found.select(sums).collect().row(0)
    chosen = found if part == "all" else found.filter(pl.col("counted") == (part == "yes"))
    by = ["measure", "at"] if order == "longest" else ["at", "measure"]
    shown = chosen.sort(*by, "contact_id", descending=[True, True, False], nulls_last=True)
    if page != EVERY_PAGE:
        shown = shown.slice(page * ROWS_A_PAGE, ROWS_A_PAGE)
    return Listing(_with_more(_scene, window, shown.collect()), total, counted or 0, amount or 0)


def _rows(scene: Scene, window: Window, asked: Asked) -> pl.LazyFrame | None:
    """Every row that the figure is about, in one shape for each frame."""
    behind, wanted = figure_behind(asked), dict(asked.narrowed)
    reading = reading_of(scene, window, ["team"] if "team" in wanted and behind.frame == "visits" else [])
    if reading is None:
        return None
    anchor = f"{behind.anchor}_at"
    if behind.frame == prevention.FRAME:
        rows = prevention.rows(scene, asked, reading)
    else:
        rows = _frame(reading, behind, wanted, window)
    rows = narrowed.beside(scene, window, inside(rows, anchor, window), wanted)
    if behind.frame in ("visits", "traced"):
        rows = narrowed.with_whose(scene, window, rows, wanted)
    wanted = voices.rest(wanted) if behind.frame == "texts" else wanted
    if behind.frame not in ("visits", *DUE):
        rows = _ended(rows, _every_visit(scene, window, reading, behind))
    if behind.frame in GIVEN:
        rows = rows.with_columns(agent_id="giver")
    is_asked = narrowed.by_time(wanted, behind.anchor, scene.settings.site.week_start)
    rows = rows.filter(behind.rows & is_asked & narrowed.by_way(wanted))
    counted = pl.lit(value=True) if behind.counted is None else behind.counted.fill_null(value=False)
    parts = [pl.col(name) for name in ("talk_ms", "hold_ms", "wrap_ms")]
    handled = pl.when(pl.any_horizontal(part.is_not_null() for part in parts)).then(pl.sum_horizontal(parts))
    return rows.select(
        "contact_id",
        pl.col(anchor).alias("at"),
        "queue",
        "outcome",
        "wait_ms",
        handled.alias("handle_ms"),
        "agent_id",
        counted.alias("counted"),
        behind.measure.alias("measure"),
        *ways.shown(behind, wanted),
    )


OWN_ROWS: dict[str, Callable[[Reading], pl.LazyFrame]] = {
    "promises": promises.rows,
    "followups": followups.rows,
    "complaints": Reading.complaints,
    **money.FRAMES,
}


def _frame(reading: Reading, behind: Behind, wanted: Mapping[str, str], window: Window) -> pl.LazyFrame:
    """The rows that the figure is computed from."""
    if own := OWN_ROWS.get(behind.frame):
        return own(reading)
    if behind.frame in OF_FRAME:
        # When somebody was there is told of the window alone.
        period = Period(window.start, window.end) if behind.frame == "reached" else Period()
        rows = reading.frames.rows(OF_FRAME[behind.frame], period)
        if behind.frame == "texts":
            return voices.with_words(rows, reading, wanted)
        if behind.frame in GIVEN:
            return _given(rows, reading, behind.frame)
        return _surveyed(rows, reading) if behind.frame == "surveys" else rows
    return reading.visits if behind.frame == "visits" else reading.contacts


def _surveyed(contacts: pl.LazyFrame, reading: Reading) -> pl.LazyFrame:
    """Contacts with each invitation to say how they were; one may have several."""
    answers = reading.surveys().select(
        *("survey_id", "contact_id", "kind", "answered_at", "score", "scale_min", "scale_max"),
        record_segment="segment",
        survey_team="team",
    )
    return contacts.with_columns(first_queue="queue").join(answers, on="contact_id")


def _given(contacts: pl.LazyFrame, reading: Reading, frame: str) -> pl.LazyFrame:
    """Contacts with each gesture given in them, or answered ones with what was given in each."""
    both = {"survey_team": "team", "giver": "agent_id"}
    if frame == "gestures":
        names = {"gesture_kind": "kind", "gesture_cost": "cost", "authority": "authority"}
        given = reading.gestures().select("contact_id", "is_approved", **both, **names)
    else:
        cost = pl.when(pl.col("gestures") > 0).then(pl.col("cost_mills") / gestures.MILLS)
        given = reading.served().select("contact_id", *COUNTED, gesture_cost=cost, **both)
    return contacts.with_columns(first_queue="queue").join(given, on="contact_id")


def _every_visit(scene: Scene, window: Window, reading: Reading, behind: Behind) -> pl.LazyFrame:
    """The visits of contacts, of those with their way also those to queues that were not asked for."""
    every = reading_of(scene, replace(window, where=())) if behind.frame in WHOLE else reading
    return every.visits if every else reading.visits


def _ended(contacts: pl.LazyFrame, visits: pl.LazyFrame) -> pl.LazyFrame:
    """Contacts with what became of their visits: total wait, all handling, the last outcome and agent."""
    ends = (
        visits.sort("leg_no")
        .group_by("contact_id")
        .agg(
            *[
                pl.when(pl.col(part).is_not_null().any()).then(pl.col(part).sum()).alias(part)
                for part in PARTS
            ],
            pl.col("outcome", "agent_id").last(),
        )
    )
    outcome = pl.coalesce("outcome", pl.when(pl.col("menu_outcome") == "exited").then(pl.lit("exited")))
    return contacts.drop("agent_id").join(ends, on="contact_id", how="left").with_columns(outcome=outcome)


def _with_more(scene: Scene, window: Window, rows: pl.DataFrame) -> pl.DataFrame:
    """Put the time in the menu, the queues passed and the agent's name beside each row."""
    reading = reading_of(scene, replace(window, where=()))
    if reading is None or not rows.height:
        return rows.with_columns(
            menu_ms=pl.lit(None, pl.Int64), agent_name=pl.lit(None, pl.String), way=pl.lit(None, pl.String)
        )
    ids = rows["contact_id"].unique()
    menu = reading.contacts.filter(pl.col("contact_id").is_in(ids.implode())).select("contact_id", "menu_ms")
    known = rows.join(menu.collect(), on="contact_id", how="left", maintain_order="left")
    passed = ways.queues(reading.legs_of_all(ids))
    known = known.join(passed, on="contact_id", how="left", maintain_order="left")
    return reading.named(known, "at")


def one(scene: Scene, contact_id: str) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """One contact and its legs; None where it is not there or not for this viewer."""
    reading = open_reading(scene.store, scene.settings, scene.viewer, Filters(as_of=scene.now))
    contact = reading.contact(contact_id) if reading else None
    if reading is None or contact is None:
        return None, []
    legs = reading.legs_of(contact_id).with_columns(at=pl.coalesce("queued_at", "answered_at", "ended_at"))
    return contact, reading.named(legs, "at").to_dicts()
