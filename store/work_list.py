"""Whom to call, week by week: made on Monday, kept as it was shown, and made again to be compared."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import polars as pl
from sqlalchemy import func, insert, select

from metrics.money.at_risk import at_risk as value_at_risk
from metrics.risk import EVIDENCE
from metrics.work_list import LISTED, chosen, monday_of
from settings import Settings
from store import risk_acts
from store.opened import Store
from store.personal import can_be_called
from store.risk_facts import AtRisk, at_risk
from store.risk_order import Order, ordered
from store.spoken import lost, spoken
from store.state import State
from store.work_list_models import RiskList, RiskListed

MORNING = time(6)
OF_ROW = tuple(LISTED)


@dataclass(frozen=True)
class Week:
    """What a list was made of: of when, of which publication, for how many calls, with which weights.

    at_risk: how many had points, `at_risk_value` their yearly value, known of `at_risk_known` of them. order:
    what ordered it, as it was learnt before its Monday.
    """

    monday: str
    made_at: datetime
    as_of: datetime
    publication: int
    capacity: int
    weights: Mapping[str, float]
    unknown: tuple[str, ...]
    customers: int
    at_risk: int
    at_risk_value: float | None
    at_risk_known: int
    order: Order

    @property
    def day(self) -> date:
        """The Monday itself."""
        return date.fromisoformat(self.monday)


@dataclass(frozen=True)
class Listed:
    """A week and its rows (metrics.work_list.LISTED), the first to call on top.

    scores: all of whom it was chosen, in their order; None where it is read as it was shown.
    """

    week: Week
    rows: pl.DataFrame
    scores: pl.DataFrame | None = None

    @property
    def to_call(self) -> pl.DataFrame:
        """Those to call: neither held out nor called of late when the list was made."""
        return self.rows.filter(pl.col("is_held_out") == 0, pl.col("called_at").is_null())


def monday(settings: Settings, at: datetime) -> date:
    """Give the Monday whose list holds at an instant: before its morning it is the one before."""
    local = at.astimezone(settings.site.zone)
    this = monday_of(local.date())
    return this if at >= instant_of(settings, this) else monday_of(date.fromordinal(this.toordinal() - 1))


def instant_of(settings: Settings, day: date) -> datetime:
    """Give the instant as of which the list of a Monday is made: its morning by the site's clock."""
    return datetime.combine(day, MORNING, settings.site.zone).astimezone(UTC)


def keep(
    store: Store, settings: Settings, day: date, now: datetime, found: AtRisk | None = None
) -> Listed | None:
    """Make the list of a Monday and keep it as shown; one that is kept stays. None before a publication.

    found: those scored as of that morning, where they are there. Two may make it at once: the first is kept.
    """
    kept = read(store.state, day)
    if kept is not None:
        return kept
    made = listed(found, store.state, settings, day, now) if found else make(store, settings, day, now)
    if made is not None and made.week.customers:
        put(store.state, made)
        return read(store.state, day)
    return made


def put(state: State, made: Listed) -> None:
    """Keep a list as it is shown, whole; where one of its Monday is kept, that one stays."""
    week = made.week
    texts = {
        "weights": json.dumps(dict(week.weights)),
        "unknown": json.dumps(week.unknown),
        "ordered_by": json.dumps(week.order.told()),
    }
    head = {name: each for name, each in {**asdict(week), **texts}.items() if name != "order"}
    rows = [
        {**row, "monday": made.week.monday, "reasons": _text(row["reasons"])}
        for row in made.rows.iter_rows(named=True)
    ]
    with state.writing() as connection:
        if connection.execute(select(RiskList.monday).where(RiskList.monday == head["monday"])).first():
            return
        connection.execute(insert(RiskList), [head])
        if rows:
            connection.execute(insert(RiskListed), rows)


def make(
    store: Store, settings: Settings, day: date, now: datetime, publication: int | None = None
) -> Listed | None:
    """Make the list of a Monday from what was known that morning, without keeping it."""
    found = at_risk(store, settings, instant_of(settings, day), publication)
    return None if found is None else listed(found, store.state, settings, day, now)


def listed(found: AtRisk, state: State, settings: Settings, day: date, now: datetime) -> Listed:
    """Choose from those scored as of a Monday."""
    at = found.as_of
    called = dict(spoken(state, at).iter_rows())
    order, scores = ordered(found, state, settings)
    callable_ = scores.filter(can_be_called())
    rows = chosen(callable_, settings.risk.capacity, day, at, called, lost(state, at))
    value = value_at_risk(found.scores, pl.col("points") > 0)
    week = Week(
        monday=day.isoformat(),
        made_at=now,
        as_of=at,
        publication=found.publication,
        capacity=settings.risk.capacity,
        weights=settings.risk.weights,
        unknown=_never_known(found.people),
        customers=found.scores.height,
        at_risk=value.people,
        at_risk_value=value.value,
        at_risk_known=value.known,
        order=order,
    )
    return Listed(week, rows, scores)


def read(state: State, day: date) -> Listed | None:
    """Read the list of a Monday as it was shown; None where none was kept."""
    name = day.isoformat()
    with state.reading() as connection:
        asked = select(RiskList.__table__).where(RiskList.monday == name)
        head = connection.execute(asked).mappings().first()
        columns = [getattr(RiskListed, one) for one in OF_ROW]
        query = select(*columns).where(RiskListed.monday == name).order_by(RiskListed.rank)
        rows = connection.execute(query).mappings().all()
    if head is None:
        return None
    return Listed(_week(dict(head)), _frame(dict(row) for row in rows))


def is_kept(state: State, day: date) -> bool:
    """Tell whether the list of a Monday is kept."""
    return day in mondays(state)


def mondays(state: State) -> list[date]:
    """List the Mondays whose lists are kept, the newest first."""
    with state.reading() as connection:
        kept = connection.execute(select(RiskList.monday).order_by(RiskList.monday.desc())).scalars()
        return [date.fromisoformat(name) for name in kept]


def shown(state: State) -> pl.DataFrame:
    """Read who was on which list: as_of, made_at, person, is_held_out, called_at."""
    columns = (RiskList.as_of, RiskList.made_at, RiskListed.person, RiskListed.is_held_out)
    query = select(*columns, RiskListed.called_at).join(RiskList, RiskList.monday == RiskListed.monday)
    with state.reading() as connection:
        rows = connection.execute(query.order_by(RiskListed.monday, RiskListed.rank)).all()
    instant = LISTED["called_at"]
    schema = {"as_of": instant, "made_at": instant, "person": pl.String, "is_held_out": pl.Int64}
    return pl.DataFrame([tuple(row) for row in rows], schema={**schema, "called_at": instant}, orient="row")


def of_people(state: State, people: Iterable[str]) -> pl.DataFrame:
    """Read the lists that show some customers: monday and LISTED, the newest first."""
    columns = (RiskListed.monday, *(getattr(RiskListed, one) for one in OF_ROW))
    query = select(*columns).where(RiskListed.person.in_(list(people))).order_by(RiskListed.monday.desc())
    with state.reading() as connection:
        rows = [dict(row) for row in connection.execute(query).mappings()]
    mondays_ = pl.Series("monday", [row.pop("monday") for row in rows], pl.String)
    return _frame(rows).with_columns(mondays_)


def revision(state: State) -> str:
    """Name what is kept of lists and acts, for the keys of caches."""
    with state.reading() as connection:
        lists = connection.execute(select(func.count(), func.max(RiskList.monday))).one()
    return f"{tuple(lists)} {risk_acts.revision(state)}"


def difference(kept: pl.DataFrame, again: pl.DataFrame) -> tuple[int, int, int]:
    """Say how two lists of one Monday differ: how many came, how many went, how many of both moved."""
    both = kept.join(again, on="person", suffix="_again")
    same = [pl.col(name) == pl.col(f"{name}_again") for name in ("rank", "points")]
    moved = both.filter(~pl.all_horizontal(same))
    return again.height - both.height, kept.height - both.height, moved.height


def _week(head: Mapping[str, Any]) -> Week:
    told = {name: each for name, each in head.items() if name != "ordered_by"}
    texts = {"weights": json.loads(told["weights"]), "unknown": tuple(json.loads(told["unknown"]))}
    by = head["ordered_by"]
    return Week(**{**told, **texts, "order": Order.restored(json.loads(by)) if by else Order()})


def _text(reasons: list[dict[str, Any]]) -> str:
    return json.dumps([{**one, "at": one["at"].isoformat()} for one in reasons])


def _frame(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    told = []
    for row in rows:
        reasons = [{**one, "at": datetime.fromisoformat(one["at"])} for one in json.loads(row["reasons"])]
        told.append({**row, "reasons": reasons})
    return pl.DataFrame(told, schema=LISTED)


def _never_known(people: pl.DataFrame) -> tuple[str, ...]:
    """Name the evidence that could not be known of anybody."""
    counts = people.select(pl.col("unknown").explode().drop_nulls().value_counts()).unnest("unknown")
    never = set(counts.filter(pl.col("count") == people.height)["unknown"])
    return tuple(name for name in EVIDENCE if name in never)
