"""What the page At risk reads: a week's list, how each customer stands, names, contacts behind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
import streamlit as st

from metrics.risk import EVIDENCE
from metrics.work_list import CALLED_AGAIN
from store import risk_acts, work_list
from store.read import Filters, Reading, open_reading
from store.schema import AGENTS, CUSTOMERS, PERSONS, PROMISES, SURVEYS
from store.work_list import Week
from ui.scene import Scene

KEYS = {"promises": "promise_id", "surveys": "survey_id", "texts": "text_id"}


@dataclass(frozen=True)
class Looked:
    """The list of a week as the viewer may see it.

    rows: LISTED (called_at as called_before), place (rank without those held out), name, customer_id (a
    record to open) and STANDING, the first to call on top; person and name are null for who sees none.
    contacts: the contact behind each id of a reason. hidden: how many of the list belong to other teams.
    """

    week: Week
    rows: pl.DataFrame
    contacts: Mapping[str, str]
    people: tuple[str, ...]
    hidden: int

    @property
    def to_call(self) -> pl.DataFrame:
        """Those to call: not held out, and not called of late when the list was made."""
        return self.rows.filter(pl.col("is_held_out") == 0, pl.col("called_before").is_null())

    @property
    def worked(self) -> pl.DataFrame:
        """Those to call of whom somebody said what came of it since the list was made."""
        done = pl.col("state_at").is_not_null() & (pl.col("state") != "to_call")
        return self.to_call.filter(done & (pl.col("state_at") >= self.week.as_of))

    @property
    def held_out(self) -> pl.DataFrame:
        """Those held out of action at random."""
        return self.rows.filter(is_held_out=1)


def looked(scene: Scene, day: date) -> Looked | None:
    """Read the list of a Monday; None where none is kept."""
    return _looked(scene, _key(scene), day)


def _key(scene: Scene) -> tuple[str, ...]:
    """What the page depends on: not on the minute, since a list stays as it was."""
    return (*scene.key[:4], scene.today.isoformat(), work_list.revision(scene.store.state))


@st.cache_data(max_entries=16, show_spinner=False)
def _looked(_scene: Scene, key: tuple[str, ...], day: date) -> Looked | None:  # noqa: ARG001
    scene, kept = _scene, work_list.read(_scene.store.state, day)
    if kept is None:
        return None
    rows = kept.rows.rename({"called_at": "called_before"})
    stands = risk_acts.stands(scene.store.state, rows["person"].to_list())
    told = rows.join(stands, on="person", how="left", maintain_order="left")
    place = (pl.col("is_held_out") == 0).cum_sum().cast(pl.Int64)
    told = told.with_columns(pl.col("state").fill_null("to_call"), pl.col("last").fill_null(0), place=place)
    reading = open_reading(scene.store, scene.settings, scene.viewer, Filters(as_of=scene.now))
    if reading is None or not scene.viewer.sees_customers:
        nobody = [pl.lit(None, pl.String).alias(name) for name in ("person", "name", "customer_id")]
        return Looked(kept.week, told.with_columns(nobody), {}, (), 0)
    whole = named(reading, told)
    seen = mine(scene, whole)
    return Looked(
        kept.week, seen, _contacts(reading, seen), people(scene, reading), whole.height - seen.height
    )


def mine(scene: Scene, rows: pl.DataFrame) -> pl.DataFrame:
    """Keep the named rows that the viewer may see: a lead those of customers of the own teams."""
    return rows.filter(pl.col("customer_id").is_not_null()) if scene.viewer.role == "lead" else rows


def named(reading: Reading, rows: pl.DataFrame) -> pl.DataFrame:
    """Put name and customer_id beside rows; without a record that the viewer may know both are null."""
    asked = rows.select("person")
    linked = reading.rows(PERSONS).filter(pl.col("person").is_in(asked["person"].implode()))
    same = linked.select("customer_id", "person").collect()
    own = asked.select(customer_id="person", person="person")
    both = pl.concat([own, same.filter(pl.col("customer_id") != pl.col("person"))])
    about = pl.col("customer_id").is_in(both["customer_id"].implode())
    records = reading.rows(CUSTOMERS, about).select("customer_id", "name", "valid_from").collect()
    came = reading.contacts.filter(about).select("customer_id").unique().collect()
    ids = pl.concat([records.select("customer_id"), came]).unique()
    known = both.join(ids, on="customer_id").join(
        records.sort("valid_from").unique("customer_id", keep="last"), on="customer_id", how="left"
    )
    first = known.sort(pl.col("name").is_null(), "customer_id").unique("person", keep="first")
    return rows.join(
        first.select("person", "name", "customer_id"), on="person", how="left", maintain_order="left"
    )


def newest(reasons: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Give the newest id behind each reason, by its evidence."""
    return {one["evidence"]: one["ids"][-1] for one in reasons if one["ids"]}


def _contacts(reading: Reading, rows: pl.DataFrame) -> dict[str, str]:
    """Find the contact of the newest row behind each reason."""
    asked: dict[str, set[str]] = {}
    for reasons in rows["reasons"].to_list():
        for evidence, name in newest(reasons).items():
            asked.setdefault(EVIDENCE[evidence].rows, set()).add(name)
    found = {name: name for name in asked.get("contacts", ())}
    frames = {"promises": reading.rows(PROMISES), "surveys": reading.rows(SURVEYS), "texts": reading.texts()}
    for table, key in KEYS.items():
        names = sorted(asked.get(table, ()))
        if names:
            rows_ = frames[table].filter(pl.col(key).is_in(names), pl.col("contact_id").is_not_null())
            found |= dict(rows_.select(key, "contact_id").collect().iter_rows())
    return found


def people(scene: Scene, reading: Reading) -> tuple[str, ...]:
    """Who may be given a customer: the leads of the teams that the viewer sees, and the teams."""
    records = reading.rows(AGENTS).sort("valid_from").unique("agent_id", keep="last")
    if scene.viewer.role == "lead":
        records = records.filter(pl.col("team").is_in(list(scene.viewer.teams)))
    told = records.select("lead", "team").collect()
    leads, teams = (sorted(told[name].drop_nulls().unique()) for name in ("lead", "team"))
    return tuple(dict.fromkeys([*leads, *teams]))


def made_late(week: Week) -> datetime | None:
    """When the list was made, where that was after its week: nobody worked with it then."""
    return week.made_at if week.made_at - week.as_of >= CALLED_AGAIN else None
