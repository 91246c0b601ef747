"""Whom to call for a good reason, week by week: made with the list of those at risk, kept as it was shown."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
from sqlalchemy import func, insert, select

from metrics.good_reasons import LISTED
from metrics.good_reasons.chosen import chosen
from metrics.good_reasons.reasons import reasons
from metrics.good_reasons.trouble import troubled
from settings import Settings
from store import good_grounds, loop, work_list
from store.good_models import GoodList, GoodListed
from store.opened import Store
from store.personal import can_be_called
from store.risk_facts import AtRisk, at_risk
from store.spoken import lost, to_follow_up
from store.state import State


@dataclass(frozen=True)
class Week:
    """What a list was made of: of when, of which publication, for how many calls and which reasons.

    due: how many could have been called; troubled: how many more have a good reason, and trouble first;
    tells: whether any source tells of calls by our people.
    """

    monday: str
    made_at: datetime
    as_of: datetime
    publication: int
    a_week: int
    kinds: tuple[str, ...]
    due: int
    troubled: int
    tells: bool


@dataclass(frozen=True)
class Listed:
    """A week and its rows (metrics.good_reasons.LISTED), by the day of the reason."""

    week: Week
    rows: pl.DataFrame


def keep(
    store: Store, settings: Settings, day: date, now: datetime, found: AtRisk | None = None
) -> Listed | None:
    """Make the list of a Monday and keep it as shown; one that is kept stays. None before a publication.

    found: those scored as of that morning, where they are there already. Two may make it at once: the first
    is kept.
    """
    kept = read(store.state, day)
    if kept is not None:
        return kept
    made = make(store, settings, day, now, found=found)
    if made is None:
        return None
    _write(store.state, made)
    return read(store.state, day)


def make(
    store: Store,
    settings: Settings,
    day: date,
    now: datetime,
    publication: int | None = None,
    found: AtRisk | None = None,
) -> Listed | None:
    """Make the list of a Monday from what was known that morning, without keeping it."""
    told = found or at_risk(store, settings, work_list.instant_of(settings, day), publication)
    return None if told is None else listed(told, store.state, settings, day, now)


def from_instant(
    store: Store, settings: Settings, instant: datetime, publication: int | None = None
) -> Listed | None:
    """Give the list of the seven days from an instant on: of a Monday morning as it was shown, where it was.

    None before the first publication.
    """
    day = work_list.monday(settings, instant)
    is_of_week = publication is None and instant == work_list.instant_of(settings, day)
    kept = read(store.state, day) if is_of_week else None
    found = None if kept else at_risk(store, settings, instant, publication)
    return listed(found, store.state, settings, day, instant) if found else kept


def listed(found: AtRisk, state: State, settings: Settings, day: date, now: datetime) -> Listed:
    """Choose from those who have not left, as of when they were scored."""
    at, asked = found.as_of, settings.good_reasons
    known = good_grounds.known(found)
    done = loop.marks(state, ["complaint"], at)["subject"]
    at_risk_too = work_list.listed(found, state, settings, day, now).rows["person"]
    others = pl.DataFrame(
        {"person": [*at_risk_too, *lost(state, at), *to_follow_up(state, at)]}, {"person": pl.String}
    )
    barred = troubled(found.grounds, found.facts, done, good_grounds.linked(found.sources, others)["person"])
    last = known.calls.group_by("person").agg(pl.col("at").max())
    people = found.people.filter(can_be_called())
    told = chosen(
        reasons(known, asked.reasons), people, barred, dict(last.iter_rows()), at, day, asked.a_week
    )
    week = Week(
        monday=day.isoformat(),
        made_at=now,
        as_of=at,
        publication=found.publication,
        a_week=asked.a_week,
        kinds=asked.reasons,
        due=told.due,
        troubled=told.troubled,
        tells=not known.told.is_empty(),
    )
    return Listed(week, told.rows)


def read(state: State, day: date) -> Listed | None:
    """Read the list of a Monday as it was shown; None where none was kept."""
    name = day.isoformat()
    with state.reading() as connection:
        asked = select(GoodList.__table__).where(GoodList.monday == name)
        head = connection.execute(asked).mappings().first()
        columns = [getattr(GoodListed, one) for one in LISTED]
        query = select(*columns).where(GoodListed.monday == name).order_by(GoodListed.rank)
        rows = connection.execute(query).mappings().all()
    if head is None:
        return None
    told = {**head, "kinds": tuple(json.loads(head["kinds"])), "tells": bool(head["tells"])}
    return Listed(Week(**told), _frame(dict(row) for row in rows))


def is_kept(state: State, day: date) -> bool:
    """Tell whether the list of a Monday is kept."""
    with state.reading() as connection:
        asked = select(GoodList.monday).where(GoodList.monday == day.isoformat())
        return connection.execute(asked).first() is not None


def revision(state: State) -> str:
    """Name what is kept of lists, for the keys of caches."""
    with state.reading() as connection:
        return str(connection.execute(select(func.count(), func.max(GoodList.monday))).one())


def _write(state: State, made: Listed) -> None:
    week = asdict(made.week)
    head = {**week, "kinds": json.dumps(made.week.kinds), "tells": int(made.week.tells)}
    rows = [
        {**row, "monday": made.week.monday, "reasons": _text(row["reasons"])}
        for row in made.rows.iter_rows(named=True)
    ]
    with state.writing() as connection:
        if connection.execute(select(GoodList.monday).where(GoodList.monday == head["monday"])).first():
            return
        connection.execute(insert(GoodList), [head])
        if rows:
            connection.execute(insert(GoodListed), rows)


def _text(reasons_: list[dict[str, Any]]) -> str:
    days = ("on", "since")
    return json.dumps(
        [{**one, **{name: one[name] and one[name].isoformat() for name in days}} for one in reasons_]
    )


def _frame(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    told = [{**row, "reasons": [_reason(one) for one in json.loads(row["reasons"])]} for row in rows]
    return pl.DataFrame(told, schema=LISTED)


def _reason(one: Mapping[str, Any]) -> dict[str, Any]:
    since = one["since"] and date.fromisoformat(one["since"])
    return {**one, "on": date.fromisoformat(one["on"]), "since": since}
