"""What the card of good reasons reads: a week's list, names, and whom somebody called meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from metrics.good_reasons import BY_US
from metrics.work_list import CALLED_AGAIN
from store import good_calls, loop, risk_acts
from store.good_calls import Week
from store.read import Filters, Reading, Viewer, open_reading
from store.schema import PERSONS
from store.spoken import spoken, to_follow_up
from ui.risk import read as at_risk
from ui.scene import Scene

ITSELF = Viewer("Moked", "manager")  # counts of all customers, of whom none is named


@dataclass(frozen=True)
class Looked:
    """The list of a week as the viewer may see it.

    rows: LISTED, name, customer_id and STANDING, of which state is what was said since the list was made, and
    is_said whether anything was; called_since: when somebody called them, to_follow_up: whether a follow-up
    goes first.
    hidden: how many of the list belong to other teams. people: who may be given a customer.
    """

    week: Week
    rows: pl.DataFrame
    people: tuple[str, ...]
    hidden: int


def looked(scene: Scene, day: date) -> Looked | None:
    """Read the good reasons of a Monday's week; None where none are kept."""
    state = scene.store.state
    written = (risk_acts.revision(state), loop.revision(state), good_calls.revision(state))
    return _looked(scene, (*scene.key[:4], scene.today.isoformat(), *written), day)


@st.cache_data(max_entries=16, show_spinner=False)
def _looked(_scene: Scene, key: tuple[str, ...], day: date) -> Looked | None:  # noqa: ARG001
    scene, kept = _scene, good_calls.read(_scene.store.state, day)
    reading = open_reading(scene.store, scene.settings, scene.viewer, Filters(as_of=scene.now))
    if kept is None or reading is None:
        return None
    named = at_risk.named(reading, _standing(scene, kept))
    seen = at_risk.mine(scene, named)
    return Looked(kept.week, seen, at_risk.people(scene, reading), named.height - seen.height)


def _standing(scene: Scene, kept: good_calls.Listed) -> pl.DataFrame:
    """Put beside a list how each customer stands, and who called them since it was made."""
    state, since = scene.store.state, kept.week.as_of
    people = kept.rows["person"].to_list()
    stands = risk_acts.stands(state, people)
    told = kept.rows.join(stands, on="person", how="left", maintain_order="left")
    is_new = (pl.col("state_at") >= since).fill_null(value=False)
    calls = _calls(scene, people).filter(pl.col("at").is_between(since, since + CALLED_AGAIN, closed="left"))
    last = calls.group_by("person").agg(called_since=pl.col("at").max())
    return told.join(last, on="person", how="left", maintain_order="left").with_columns(
        pl.when(is_new).then("state").otherwise(pl.lit("to_call")).alias("state"),
        pl.col("last").fill_null(0),
        is_said=is_new,
        to_follow_up=pl.col("person").is_in(to_follow_up(state, scene.now)),
    )


def is_barred(row: Mapping[str, Any]) -> bool:
    """Whether nobody should call: somebody did, not from this list, or trouble came up."""
    return not row["is_said"] and bool(row["to_follow_up"] or row["called_since"])


def _calls(scene: Scene, people: list[str]) -> pl.DataFrame:
    """Give calls to some people that were written down or that sources tell of: person, at."""
    written = spoken(scene.store.state, scene.now).filter(pl.col("person").is_in(people))
    reading = open_reading(scene.store, scene.settings, ITSELF, Filters(as_of=scene.now))
    assert reading is not None  # something is published
    return pl.concat([written, _told(reading, people)])


def _told(reading: Reading, people: list[str]) -> pl.DataFrame:
    names = reading.rows(PERSONS).select("customer_id", "person").collect()
    own = pl.DataFrame({"customer_id": people, "person": people}, schema=names.schema)
    theirs = pl.concat([own, names.filter(pl.col("person").is_in(people))]).unique()
    ours = reading.contacts.filter(pl.col("direction").is_in(BY_US))
    called = ours.select("customer_id", at="started_at").join(theirs.lazy(), on="customer_id")
    return called.select("person", "at").collect()
