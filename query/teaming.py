"""`query one_person_alone`, `query people_missing`: how teams covered what came."""

import argparse

import polars as pl

from language import _
from metrics.compute import known
from metrics.teams.told import COLUMNS, NAMES, TEAM, figures
from query import asked
from query.asked import QueryError
from query.printed import KNOWN, PRINTERS
from query.values import VIEWER
from settings import Settings, nearest
from store.asked import Filters
from store.opened import Store
from store.teaming import frames

OF_OTHERS = ("threshold", "window", "topic", "provisional")
NOT_NARROWED = ("weekday", "hour", "skill", "state")


def is_asked(given: argparse.Namespace) -> bool:
    """Tell whether any metric of how teams work is asked for."""
    return bool(set(asked.split(given.metrics)) & set(TEAM))


def check(given: argparse.Namespace) -> tuple[list[str], list[str]]:
    """Check the words of a question about teams: metrics and what to group by. Raises QueryError."""
    ids, by = asked.split(given.metrics), asked.split(given.by)
    try:
        for what, names, listed in (("metric", ids, KNOWN), ("column", by, NAMES)):
            for name in names:
                known(what, name, listed)
    except ValueError as error:
        raise QueryError(str(error)) from error
    first = next(name for name in ids if name in TEAM)
    rows = TEAM[first].rows
    if others := [name for name in ids if name not in TEAM or TEAM[name].rows != rows]:
        sentence = _("{metric} counts {rows} and {other} does not; ask for each by itself.")
        raise QueryError(sentence.format(metric=first, rows=rows, other=others[0]))
    if wrong := [name for name in by if name not in COLUMNS[rows]]:
        sentence = _("{metric} has no value by {name}. Known: {known}.")
        raise QueryError(sentence.format(metric=first, name=wrong[0], known=", ".join(COLUMNS[rows])))
    for name in OF_OTHERS:
        if getattr(given, name):
            raise QueryError(_("--{name} says nothing about how teams work.").format(name=name))
    return list(dict.fromkeys(ids)), by


def run(given: argparse.Namespace, settings: Settings, store: Store) -> int | None:
    """Print the figures of how teams work; None where nothing has been loaded yet. Raises QueryError."""
    ids, by = check(given)
    filters = asked.window(given, settings, asked.as_of(given, settings))
    found = frames(store, settings, VIEWER, filters, given.publication)
    if found is None:
        return None
    rows = TEAM[ids[0]].rows
    narrowed = {rows: _narrowed(found[rows], filters, COLUMNS[rows])}
    PRINTERS[given.format](figures(narrowed, ids, by), ids, by)
    return 0


def _narrowed(rows: pl.DataFrame, filters: Filters, columns: tuple[str, ...]) -> pl.DataFrame:
    """Keep the rows asked for. Raises QueryError for a column or a value that no row has."""
    allowed = [name for name in columns if name not in NOT_NARROWED]
    for name, values in filters.where:
        if name not in allowed:
            sentence = _("This cannot be narrowed by {name}. Known: {known}.")
            raise QueryError(sentence.format(name=name, known=", ".join(allowed) or _("none")))
        there = sorted(rows[name].drop_nulls().unique())
        for value in values:
            if value not in there:
                sentence = _("Unknown {name} {value!r}{hint} Known: {known}.")
                hint, listed = nearest(value, there), ", ".join(there) or _("none")
                raise QueryError(sentence.format(name=name, value=value, hint=hint, known=listed))
        rows = rows.filter(pl.col(name).is_in(list(values)))
    return rows
