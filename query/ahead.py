"""`query forecast`, `query required_agents`: the days ahead, with how good such forecasts were."""

import argparse
import sys
from collections.abc import Collection
from datetime import datetime

import polars as pl

from language import _
from metrics.compute import known
from metrics.forecast.notes import handle_notes, score_notes, young_notes
from metrics.forecast.told import AHEAD, NAMES, figures
from query import asked
from query.asked import QueryError
from query.printed import KNOWN, PRINTERS
from settings import Settings, nearest
from store.ahead import Ahead, last_instant, look_ahead
from store.asked import Filters, inside
from store.opened import Store

OF_OTHERS = ("threshold", "window", "topic", "provisional")
HANDLE_TIME = "forecast_handle_time"
NARROW_BY = ("queue", "channel")


def is_asked(given: argparse.Namespace) -> bool:
    """Tell whether any metric of the days ahead is asked for."""
    return bool(set(asked.split(given.metrics)) & set(AHEAD))


def check(given: argparse.Namespace) -> tuple[list[str], list[str]]:
    """Check the words of a question about the days ahead: metrics and what to group by. Raises QueryError."""
    ids, by = asked.split(given.metrics), asked.split(given.by)
    if others := [name for name in ids if name not in AHEAD]:
        try:
            known("metric", others[0], KNOWN)
        except ValueError as error:
            raise QueryError(str(error)) from error
        sentence = _("{metric} looks ahead and {other} back; ask for each by itself.")
        raise QueryError(sentence.format(metric=next(name for name in ids if name in AHEAD), other=others[0]))
    try:
        for name in by:
            known("column", name, NAMES)
    except ValueError as error:
        raise QueryError(str(error)) from error
    for name in OF_OTHERS:
        if getattr(given, name):
            raise QueryError(_("--{name} says nothing about the days ahead.").format(name=name))
    return list(dict.fromkeys(ids)), by


def run(given: argparse.Namespace, settings: Settings, store: Store) -> int | None:
    """Print the figures of the days ahead; None where nothing has been loaded yet. Raises QueryError."""
    ids, by = check(given)
    at = asked.as_of(given, settings)
    filters = asked.window(given, settings, at)
    _check_window(given, filters, settings, at)
    told = look_ahead(store, settings, at, given.publication)
    if told is None:
        return None
    rows = _narrowed(told, filters)
    days = told.days.join(rows.select("queue").unique(), on="queue", how="semi")
    table = figures(rows, days, ids, by, settings.site.timezone, settings.site.week_start)
    PRINTERS[given.format](table, ids, by)
    _print_notes(told, rows, ids)
    return 0


def _check_window(given: argparse.Namespace, filters: Filters, settings: Settings, at: datetime) -> None:
    """Refuse a window in which nothing can be told. Raises QueryError."""
    last = last_instant(settings, at)
    if filters.end is not None and filters.end <= at:
        raise QueryError(_("--to {end} is over; a forecast begins now.").format(end=given.end))
    if filters.start is not None and filters.start >= last:
        sentence = _("--from {start} is too far away; a forecast ends {last}.")
        raise QueryError(sentence.format(start=given.start, last=last.astimezone(settings.site.zone).date()))


def _narrowed(told: Ahead, filters: Filters) -> pl.DataFrame:
    """Keep the slots looked at. Raises QueryError for a value that no row has."""
    rows = told.rows.with_columns(slot_s=pl.lit(told.slot_s))
    for name, values in filters.where:
        if name not in NARROW_BY:
            sentence = _("A forecast cannot be narrowed by {name}. Known: {known}.")
            raise QueryError(sentence.format(name=name, known=", ".join(NARROW_BY)))
        there = sorted(rows[name].drop_nulls().unique())
        for value in values:
            if value not in there:
                sentence = _("Unknown {name} {value!r}{hint} Known: {known}.")
                hint, listed = nearest(value, there), ", ".join(there) or _("none")
                raise QueryError(sentence.format(name=name, value=value, hint=hint, known=listed))
        rows = rows.filter(pl.col(name).is_in(list(values)))
    return inside(rows.lazy(), filters, "starts_at").collect()


def _print_notes(told: Ahead, rows: pl.DataFrame, ids: Collection[str]) -> None:
    queues = rows["queue"].unique().to_list()
    of_times = handle_notes(told.handle_score, queues) if HANDLE_TIME in ids else []
    young = {queue: days for queue, days in told.young.items() if queue in queues}
    for sentence in [*score_notes(told.score, queues), *of_times, *young_notes(young)]:
        print(f"forecast: {sentence}", file=sys.stderr)
