"""`query changes`: what changed in a week, and where."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

import polars as pl

from language import _, figure, number
from metrics.week.listed import CHANGES, NAMES, rows
from metrics.week.told import notes, sentence
from metrics.week.weeks import WeekError
from metrics.week.words import FOOTNOTE
from query import asked
from query.asked import QueryError
from query.printed import UNKNOWN, print_aligned, print_csv, print_json
from query.values import VIEWER
from settings import Settings, nearest
from settings.targets import target
from store.opened import Store
from store.what_changed import WhatChanged, what_changed

OF_OTHERS = {
    "--by": "by",
    "--threshold": "threshold",
    "--window": "window",
    "--topic": "topic",
    "--provisional": "provisional",
    "--to": "end",
}
SHOWN = (*NAMES, "mix", "rate", "se", "verdict")
[CHANGED] = CHANGES


def is_asked(given: argparse.Namespace) -> bool:
    """Tell whether what changed is asked for."""
    return CHANGED in asked.split(given.metrics)


def check(given: argparse.Namespace) -> None:
    """Check the words of a question about changes. Raises QueryError."""
    if others := [name for name in asked.split(given.metrics) if name != CHANGED]:
        told = _("{metric} compares weeks and {other} does not; ask for each by itself.")
        raise QueryError(told.format(metric=CHANGED, other=others[0]))
    for word, name in OF_OTHERS.items():
        if getattr(given, name):
            told = _("{name} says nothing about what changed in a week; --from names one of its days.")
            raise QueryError(told.format(name=word))
    _where(given)


def run(given: argparse.Namespace, settings: Settings, store: Store) -> int | None:
    """Print what changed in the week of --from; None where nothing has been loaded yet. Raises QueryError."""
    check(given)
    at = asked.as_of(given, settings)
    try:
        found = what_changed(store, settings, VIEWER, at, _day(given, settings.site.zone), given.publication)
    except WeekError as error:
        raise QueryError(str(error)) from error
    if found is None:
        return None
    PRINTERS[given.format](_narrowed(rows(found.changes), given))
    _print_sentences(found, settings)
    return 0


def _day(given: argparse.Namespace, zone: ZoneInfo) -> date | None:
    at = asked.instant("--from", given.start, zone)
    return at.astimezone(zone).date() if at else None


def _where(given: argparse.Namespace) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in asked.parted(given.where):
        if name not in NAMES:
            told = _("What changed cannot be narrowed by {name}. Known: {known}.")
            raise QueryError(told.format(name=name, known=", ".join(NAMES)))
        found.setdefault(name, []).append(value)
    return found


def _narrowed(table: pl.DataFrame, given: argparse.Namespace) -> pl.DataFrame:
    """Keep the rows asked for. Raises QueryError for a value that no row has."""
    for name, values in _where(given).items():
        there = sorted(table[name].drop_nulls().unique())
        for value in values:
            if value not in there:
                told = _("Unknown {name} {value!r}{hint} Known: {known}.")
                hint, listed = nearest(value, there), ", ".join(there) or _("none")
                raise QueryError(told.format(name=name, value=value, hint=hint, known=listed))
        table = table.filter(pl.col(name).is_in(values))
    return table


def _print_sentences(found: WhatChanged, settings: Settings) -> None:
    for one in found.changes:
        if one.comparison == "before":
            goal = target(settings.targets, one.headline.id, one.now.days.last)
            print(sentence(one, goal), file=sys.stderr)
    beside = [note for one in found.changes if one.comparison == "before" for note in notes(one)]
    for note in dict.fromkeys(beside):
        print(note, file=sys.stderr)
    for metric, comparison in found.untold:
        said = _("{metric}, {comparison}: nothing to compare with")
        print(said.format(metric=metric, comparison=comparison), file=sys.stderr)
    print(_(FOOTNOTE), file=sys.stderr)


def _print_table(table: pl.DataFrame) -> None:
    lines = [[*NAMES, "change", *SHOWN[len(NAMES) :]]]
    for row in table.iter_rows(named=True):
        sizes = [_size(row[name], row["unit"]) for name in ("change", "mix", "rate", "se")]
        lines.append([*(row[name] or UNKNOWN for name in NAMES), *sizes, row["verdict"]])
    print_aligned(lines, left=len(NAMES))


def _size(value: float | None, unit: str) -> str:
    """Write a difference: of shares in points."""
    if unit != "share" or value is None:
        return figure(value, unit)
    return number(value * 100, 2)


PRINTERS: dict[str, Callable[[pl.DataFrame], None]] = {
    "table": _print_table,
    "csv": print_csv,
    "json": print_json,
}
