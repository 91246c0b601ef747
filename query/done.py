"""`query process_changes`, `query actions`: what was changed or decided, and what came of it."""

import argparse
from collections.abc import Callable
from datetime import datetime
from typing import Any

import polars as pl

from language import _
from metrics.experiments.listed import COLUMNS, DONE
from metrics.intervals import Z
from query import asked
from query.asked import QueryError
from query.printed import UNKNOWN, plain, print_aligned, print_csv, print_json
from query.values import VIEWER
from settings import Settings
from store import action_results, actions, process_changes
from store.aims import Aim
from store.before_after import outcomes
from store.opened import Store
from store.outcome import Outcome

OF_OTHERS = {
    "--by": "by",
    "--threshold": "threshold",
    "--window": "window",
    "--topic": "topic",
    "--provisional": "provisional",
    "--from": "start",
    "--to": "end",
    "--where": "where",
    "--publication": "publication",
}


def is_asked(given: argparse.Namespace) -> bool:
    """Tell whether changes of process or actions are asked for."""
    return bool(set(asked.split(given.metrics)) & set(DONE))


def check(given: argparse.Namespace) -> str:
    """Check the words of such a question; give which one it is. Raises QueryError."""
    ids = asked.split(given.metrics)
    mine = next(name for name in ids if name in DONE)
    if others := [name for name in ids if name != mine]:
        told = _("{metric} lists what was done and {other} does not; ask for each by itself.")
        raise QueryError(told.format(metric=mine, other=others[0]))
    for word, name in OF_OTHERS.items():
        if getattr(given, name):
            raise QueryError(_("{name} says nothing about {metric}.").format(name=word, metric=mine))
    return mine


def run(given: argparse.Namespace, settings: Settings, store: Store) -> int:
    """Print all of them. Raises QueryError."""
    name = check(given)
    read = _changes if name == "process_changes" else _actions
    rows = read(store, settings, asked.as_of(given, settings))
    PRINTERS[given.format](pl.DataFrame(rows, schema=COLUMNS[name]))
    return 0


def _changes(store: Store, settings: Settings, as_of: datetime) -> list[dict[str, Any]]:
    logged = process_changes.logged(store.state, VIEWER)
    found = outcomes(store, settings, VIEWER, [one.case for one in logged], as_of)
    return [_change(one, outcome) for one, outcome in zip(logged, found, strict=True)]


def _change(one: process_changes.Logged, outcome: Outcome) -> dict[str, Any]:
    draft = one.draft
    is_gone = one.withdrawn_why is not None
    verdict = outcome.found.verdict if outcome.found else "too early"
    return {
        "id": one.id,
        "from": draft.on,
        "kind": draft.kind,
        "what": draft.what,
        "owner": one.owner,
        **_watched(draft.aim),
        "is_before": one.is_before,
        "compared_with": outcome.beside if outcome.found else draft.beside,
        "weeks": outcome.weeks,
        **_difference(None if is_gone else outcome),
        "placebos": outcome.past.n,
        "verdict": "withdrawn" if is_gone else verdict,
        "said": one.withdrawn_why if is_gone else action_results.told(outcome),
    }


def _actions(store: Store, settings: Settings, as_of: datetime) -> list[dict[str, Any]]:
    listed = actions.listed(store.state, VIEWER)
    return [_action(one) for one in action_results.results(store, settings, VIEWER, listed, as_of)]


def _action(one: action_results.Result) -> dict[str, Any]:
    action = one.action
    days = {"week": action.week, "due": action.due, "begun": action.begun_on, "ended": action.ended_on}
    told = {"what": action.what, "owner": action.owner, "team": action.team, "outcome": action.outcome}
    came = {"state": one.state, "said": one.sentence}
    return {"id": action.id, **days, **told, **_watched(action.aim), **came, **_difference(one.outcome)}


def _watched(aim: Aim) -> dict[str, str | None]:
    return {"metric": aim.metric, "cut": aim.cut, "place": aim.place, "expected": aim.expected}


def _difference(outcome: Outcome | None) -> dict[str, float | None]:
    found = outcome.found.difference if outcome and outcome.found else None
    if found is None or not found.is_known:
        return dict.fromkeys(("difference", "low", "high"))
    half = Z * found.error
    return {"difference": found.points, "low": found.points - half, "high": found.points + half}


def _print_table(table: pl.DataFrame) -> None:
    rows = [[UNKNOWN if value is None else _short(value) for value in row] for row in table.iter_rows()]
    print_aligned([table.columns, *rows], left=len(table.columns))


def _short(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(plain(value))


PRINTERS: dict[str, Callable[[pl.DataFrame], None]] = {
    "table": _print_table,
    "csv": print_csv,
    "json": print_json,
}
