"""`query episodes`, `query customer_minutes_lost`: what rang and what it cost."""

import argparse
from dataclasses import replace

import polars as pl

from language import _
from metrics.bottlenecks.told import NAMES, RUNG, figures
from metrics.compute import known
from metrics.ratio import NOTHING, figure
from query import asked
from query.asked import QueryError
from query.printed import KNOWN, PRINTERS
from query.values import check_values
from settings import Settings
from store.asked import Filters
from store.opened import Store
from store.rung import rung

OF_OTHERS = ("threshold", "window", "topic", "provisional")
NARROW_BY = ("queue",)


def is_asked(given: argparse.Namespace) -> bool:
    """Tell whether any metric of alerts is asked for."""
    return bool(set(asked.split(given.metrics)) & set(RUNG))


def check(given: argparse.Namespace) -> tuple[list[str], list[str]]:
    """Check the words of a question about alerts: metrics and what to group by. Raises QueryError."""
    ids, by = asked.split(given.metrics), asked.split(given.by)
    try:
        for what, names, listed in (("metric", ids, KNOWN), ("column", by, NAMES)):
            for name in names:
                known(what, name, listed)
    except ValueError as error:
        raise QueryError(str(error)) from error
    if others := [name for name in ids if name not in RUNG]:
        sentence = _("{metric} counts alerts and {other} does not; ask for each by itself.")
        raise QueryError(sentence.format(metric=next(name for name in ids if name in RUNG), other=others[0]))
    for name in OF_OTHERS:
        if getattr(given, name):
            raise QueryError(_("--{name} says nothing about alerts.").format(name=name))
    return list(dict.fromkeys(ids)), by


def run(given: argparse.Namespace, settings: Settings, store: Store) -> int | None:
    """Print the figures of alerts; None where nothing has been loaded yet. Raises QueryError."""
    ids, by = check(given)
    _check_columns(given)
    filters = asked.window(given, settings, asked.as_of(given, settings))
    rows = rung(store, settings, filters, given.publication)
    if rows is None:
        return None
    _check_queues(store, settings, filters, rows, given.publication)
    table = figures(_narrowed(rows, filters), ids, by, settings.site.week_start)
    if filters.start is not None and filters.start > filters.as_of:
        table = table.with_columns(figure(NOTHING).alias(name) for name in ids)  # nobody knows it
    PRINTERS[given.format](table, ids, by)
    return 0


def _check_columns(given: argparse.Namespace) -> None:
    for pair in given.where:
        name, equals, _value = pair.partition("=")
        if equals and name not in NARROW_BY:
            sentence = _("Alerts cannot be narrowed by {name}. Known: {known}.")
            raise QueryError(sentence.format(name=name, known=", ".join(NARROW_BY)))


def _check_queues(
    store: Store, settings: Settings, filters: Filters, rows: pl.DataFrame, publication: int | None
) -> None:
    """Refuse a queue that is nowhere; one that rang, or a source that fell silent, is known."""
    rang = set(rows["queue"])
    unheard = [(name, tuple(one for one in values if one not in rang)) for name, values in filters.where]
    if any(values for _name, values in unheard):
        check_values(store, settings, replace(filters, where=tuple(unheard)), publication)


def _narrowed(rows: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    for name, values in filters.where:
        rows = rows.filter(pl.col(name).is_in(list(values)))
    return rows
