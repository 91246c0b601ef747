"""Learn once a week from who left, and keep what was learnt with the data it was learnt from."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, Connection, Row, insert, select

from metrics.risk_model import stored
from metrics.risk_model.studied import Study, study
from settings import Settings
from store import publish
from store.opened import Store
from store.risk_facts import evidence_of
from store.risk_models import RiskModel
from store.risk_weeks import Weeks, learnt_until
from store.state import State

EVERY = timedelta(days=7)
KEPT = timedelta(days=400)


@dataclass(frozen=True)
class Kept:
    """A study as it is kept: made at, from one publication and these versions of its tables, by a recipe."""

    id: int
    at: datetime
    publication: int
    versions: dict[str, int]
    recipe: int
    study: Study


def is_due(store: Store, at: datetime) -> bool:
    """Say whether to learn: at first, after a week, and when the recipe is another one."""
    asked = select(RiskModel.at, RiskModel.recipe).order_by(RiskModel.id.desc()).limit(1)
    with store.state.reading() as connection:
        row = connection.execute(asked).first()
    return row is None or row.recipe != stored.VERSION or not timedelta(0) <= at - row.at < EVERY


def learn_anew(store: Store, settings: Settings, at: datetime) -> Kept | None:
    """Study the past Mondays and keep what came of it; None before the first contact. `at` dates it.

    Raises ReadError where the publication expired meanwhile.
    """
    found = publish.newest(store.state)
    until = None if found is None else learnt_until(store, settings, found)
    if found is None or until is None:
        return None
    weeks = Weeks(store, settings, found, until)
    made = study(weeks.all(), weeks.left(), until, settings.risk.capacity, evidence_of(settings.risk))
    versions = dict(found.versions)
    with store.state.writing() as connection:
        number = write(connection, made, at, found.id, versions)
    return Kept(number, at, found.id, versions, stored.VERSION, made)


def write(
    connection: Connection, made: Study, at: datetime, publication: int, versions: dict[str, int]
) -> int:
    """Write a study down; give its number."""
    told = {
        "at": at,
        "publication": publication,
        "versions": json.dumps(versions),
        "recipe": stored.VERSION,
        "until": made.until,
        "kind": made.chosen.kind,
        "why": made.chosen.why,
        "leavers": made.leavers,
        "coefficients": stored.coefficients(made.learned),
        "calibration": stored.calibrations(made.learned),
        "backtest": json.dumps(_backtest(made), allow_nan=False),
    }
    return int(connection.execute(insert(RiskModel).values(told).returning(RiskModel.id)).scalar_one())


def newest(state: State, by: datetime | None = None) -> Kept | None:
    """Read what was learnt last, or last by an instant; None before the first."""
    asked = select(*RiskModel.__table__.columns).order_by(RiskModel.id.desc()).limit(1)
    if by is not None:
        asked = asked.where(RiskModel.at <= by)
    with state.reading() as connection:
        row = connection.execute(asked).first()
    return _kept(row) if row else None


def is_forgotten(now: datetime) -> ColumnElement[bool]:
    """Tell which were made more than 400 days ago."""
    return RiskModel.at < now - KEPT


def _backtest(made: Study) -> dict[str, Any]:
    return {
        "horizon_days": made.horizon.days,
        "capacity": made.capacity,
        "names": made.names,
        "leaks": made.leaks,
        "chosen": stored.choice(made.chosen),
        "by_week": stored.rows(made.by_week),
        "together": stored.rows(made.together),
        "alike": stored.rows(made.alike),
        "reliability": stored.rows(made.reliability),
    }


def _kept(row: Row[Any]) -> Kept:
    told = json.loads(row.backtest)
    frames: dict[str, pl.DataFrame] = {
        name: stored.restored_rows(told[name], schema)
        for name, schema in (
            ("by_week", stored.BY_WEEK),
            ("together", stored.TOGETHER),
            ("alike", stored.TOGETHER),
            ("reliability", stored.RELIABILITY),
        )
    }
    made = Study(
        until=row.until,
        horizon=timedelta(days=told["horizon_days"]),
        capacity=told["capacity"],
        names=tuple(told["names"]),
        leavers=row.leavers,
        leaks=tuple(told["leaks"]),
        chosen=stored.restored_choice(told["chosen"]),
        learned=stored.restored(row.coefficients, row.calibration),
        **frames,
    )
    return Kept(row.id, row.at, row.publication, json.loads(row.versions), row.recipe, made)
