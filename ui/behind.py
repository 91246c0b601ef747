"""The contacts behind a figure: which rows it is about, and which of them it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from language import marked
from metrics import groups, waits, work
from metrics.parts import Terms
from store.read import Filters, open_reading
from ui.asked import Asked
from ui.data import Window, inside, reading_of, window
from ui.scene import Scene

ROWS_A_PAGE = 25
EVERY_PAGE = -1
EPOCH = date(1970, 1, 1)
EVERY = pl.lit(value=True)
OFFERED = waits.ANSWERED | (waits.ABANDONED & ~waits.SHORT)
IN_TIME = waits.judged_in_time(waits.ANSWERED, Terms())
LEFT = waits.ABANDONED & ~waits.SHORT


@dataclass(frozen=True)
class Behind:
    """Which rows of which frame a figure is about.

    `counted` are those in its numerator, `yes` and `no` the words for the two parts, `called` what the page
    Queues calls it where that is not its label, `longest` whether one wants to see the longest wait first.
    """

    rows: pl.Expr
    counted: pl.Expr | None = None
    yes: str = ""
    no: str = ""
    called: str = ""
    longest: bool = False
    frame: str = "visits"
    anchor: str = "queued"


SERVICE_LEVEL = Behind(waits.judged(OFFERED, Terms()), IN_TIME, marked("In time"), marked("Not in time"))
BEHIND: dict[str, Behind] = {
    "contacts": Behind(EVERY, frame="contacts", anchor="started"),
    "offered": Behind(OFFERED),
    "answered": Behind(waits.ANSWERED),
    "answered_in_time": Behind(IN_TIME),
    "abandoned": Behind(waits.ABANDONED, longest=True),
    "short_abandons": Behind(waits.SHORT),
    "service_level": SERVICE_LEVEL,
    "abandon_rate": Behind(OFFERED, LEFT, marked("Gave up"), marked("Answered")),
    "wait_median": Behind(waits.ANSWERED, longest=True),
    "wait_p90": Behind(waits.ANSWERED, longest=True),
    "asa": Behind(waits.ANSWERED, longest=True),
    "longest_wait": Behind(EVERY, longest=True),
    "minutes_waited": Behind(EVERY, longest=True),
    "patience_median": Behind(EVERY, waits.ABANDONED, marked("Gave up"), marked("Others"), longest=True),
    "offered_wait_median": Behind(
        EVERY,
        waits.ANSWERED,
        marked("Answered"),
        marked("Others"),
        called=marked("until an answer"),
        longest=True,
    ),
    "handle_time": Behind(work.HANDLED, anchor="ended"),
    "menu_exits": Behind(pl.col("menu_outcome") == "exited", frame="contacts", anchor="started"),
}


@dataclass(frozen=True)
class Listing:
    """One page of a list: its rows, and how many there are in all."""

    rows: pl.DataFrame
    total: int
    counted: int

    def of(self, part: str) -> int:
        """How many rows a part of the list has."""
        return {"all": self.total, "yes": self.counted, "no": self.total - self.counted}[part]

    def pages(self, part: str) -> int:
        """How many pages a part of the list fills; one where it is empty."""
        return max(1, -(-self.of(part) // ROWS_A_PAGE))


def figure_behind(asked: Asked) -> Behind:
    """What the asked figure is about; without one, every contact."""
    return BEHIND[asked.figure or "contacts"]


def listing(scene: Scene, asked: Asked, part: str, order: str, page: int) -> Listing:
    """One page of the contacts behind the asked figure; part is "all", "yes" or "no"."""
    return _listing(scene, scene.key, window(scene, asked), replace(asked, problems=()), part, order, page)


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
    total, counted = rows.select(pl.len(), pl.col("counted").sum()).collect().row(0)
    chosen = rows if part == "all" else rows.filter(pl.col("counted") == (part == "yes"))
    by = ["wait_ms", "at"] if order == "longest" else ["at", "wait_ms"]
    shown = chosen.sort(*by, "contact_id", descending=[True, True, False], nulls_last=True)
    if page != EVERY_PAGE:
        shown = shown.slice(page * ROWS_A_PAGE, ROWS_A_PAGE)
    return Listing(_with_menu_and_name(_scene, window, shown.collect()), total, counted or 0)


def _rows(scene: Scene, window: Window, asked: Asked) -> pl.LazyFrame | None:
    """Every row that the figure is about, in one shape for either frame."""
    behind = figure_behind(asked)
    reading = reading_of(scene, window)
    if reading is None:
        return None
    frame = reading.visits if behind.frame == "visits" else _ended(reading.contacts, reading.visits)
    anchor = f"{behind.anchor}_at"
    rows = inside(frame, anchor, window).filter(behind.rows & _narrowed(scene, behind, dict(asked.narrowed)))
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
    )


def _ended(contacts: pl.LazyFrame, visits: pl.LazyFrame) -> pl.LazyFrame:
    """Contacts with what became of their visits: total wait, all handling, the last outcome and agent."""
    parts = ("wait_ms", "talk_ms", "hold_ms", "wrap_ms")
    ends = (
        visits.sort("leg_no")
        .group_by("contact_id")
        .agg(
            *[
                pl.when(pl.col(part).is_not_null().any()).then(pl.col(part).sum()).alias(part)
                for part in parts
            ],
            pl.col("outcome", "agent_id").last(),
        )
    )
    outcome = pl.coalesce("outcome", pl.when(pl.col("menu_outcome") == "exited").then(pl.lit("exited")))
    return contacts.drop("agent_id").join(ends, on="contact_id", how="left").with_columns(outcome=outcome)


def _narrowed(scene: Scene, behind: Behind, narrowed: Mapping[str, str]) -> pl.Expr:
    """The restrictions of one figure: an hour, a weekday, a day, a week."""
    if not narrowed:
        return EVERY
    names = list(narrowed)
    keys = groups.keys(names, behind.anchor, scene.settings.site.week_start)
    wanted = [_number(narrowed[name]) for name in names]
    return pl.all_horizontal(key == value for key, value in zip(keys, wanted, strict=True))


def _number(value: str) -> int:
    """A weekday or hour as it is, a date as the number of its day."""
    return int(value) if value.isdecimal() else (date.fromisoformat(value) - EPOCH).days


def _with_menu_and_name(scene: Scene, window: Window, rows: pl.DataFrame) -> pl.DataFrame:
    """Put the time in the menu and the agent's name beside each row."""
    reading = reading_of(scene, replace(window, where=()))
    if reading is None or not rows.height:
        return rows.with_columns(menu_ms=pl.lit(None, pl.Int64), agent_name=pl.lit(None, pl.String))
    ids = rows["contact_id"].unique().implode()
    menu = reading.contacts.filter(pl.col("contact_id").is_in(ids)).select("contact_id", "menu_ms")
    known = rows.join(menu.collect(), on="contact_id", how="left", maintain_order="left")
    return reading.named(known, "at")


def one(scene: Scene, contact_id: str) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """One contact and its legs; None where it is not there or not for this viewer."""
    reading = open_reading(scene.store, scene.settings, scene.viewer, Filters(as_of=scene.now))
    contact = reading.contact(contact_id) if reading else None
    if reading is None or contact is None:
        return None, []
    legs = reading.legs_of(contact_id).with_columns(at=pl.coalesce("queued_at", "answered_at", "ended_at"))
    return contact, reading.named(legs, "at").to_dicts()


def figures() -> Sequence[str]:
    """The figures whose contacts can be listed."""
    return tuple(BEHIND)
