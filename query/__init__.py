"""`run.py query`: the same figures as the pages, on the command line."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import ModuleType

import polars as pl

from language import _, instant, marked
from metrics.catalog import METRICS
from metrics.compute import Frames, compute
from metrics.followup_notes import followup_notes
from metrics.gesture_notes import gesture_notes
from metrics.notes import notes
from metrics.periods import Period
from metrics.promise_notes import promise_notes
from metrics.provisional import provisional_rates
from metrics.ratio import no_longer_known
from metrics.survey_notes import survey_notes
from metrics.traced_notes import Look, traced_notes
from metrics.voices_notes import voices_notes
from query import ahead, asked, at_risk, changes, done, of_customers, rung, teaming
from query.arguments import arguments
from query.asked import QueryError
from query.mixed import mixed_notes
from query.printed import PRINTERS, UNKNOWN, print_catalog
from query.values import VIEWER, check_values
from settings import Settings
from store import zones
from store.asked import Filters
from store.keeping import kept_since, since_of
from store.opened import Store
from store.read import open_reading

__all__ = ["VIEWER", "QueryError", "arguments", "run", "told", "without_store"]

NOTHING_YET = marked("Nothing has been loaded yet. Run `python3 run.py refresh` first.")
NO_STORE = marked(
    "There is no store in {folder}. Run `python3 run.py refresh` first, or name another folder with --data."
)


def without_store(given: argparse.Namespace, settings: Settings) -> int:
    """Print what needs no store, or say that there is none; nothing is created."""
    if given.list:
        print_catalog()
        return 0
    if other := _other(given):
        other.check(given)
    else:
        asked.within(given, asked.asked(given)[0])
    print(_(NO_STORE).format(folder=settings.data), file=sys.stderr)
    return 1


def run(given: argparse.Namespace, settings: Settings, store: Store) -> int:
    """Print the figures that were asked for. Raises QueryError and what reading raises."""
    if given.list:
        print_catalog()
        return 0
    if other := _other(given):
        found: int | None = other.run(given, settings, store)
        return _nothing_yet() if found is None else found
    ids, by = asked.asked(given)
    look = asked.look(given, settings, ids)
    filters = asked.filters(given, settings, look.as_of)
    reading = open_reading(store, settings, VIEWER, filters, given.publication, dimensions=by)
    if reading is None:
        return _nothing_yet()
    if moved := zones.notice(store.state, settings.site.timezone):
        print(moved, file=sys.stderr)
    check_values(store, settings, filters, given.publication)
    frames, period = reading.frames, Period(filters.start, filters.end)
    rows = _computed(frames, look, period, ids, by, given.threshold, settings.site.week_start)
    rows = _kept(rows, filters, kept_since(store.state), settings.site.timezone)
    PRINTERS[given.format](told(rows, ids) if by else rows, ids, by)
    beside = notes(frames, ids, period) | traced_notes(frames, ids, look, period)
    beside |= survey_notes(frames, ids, period) | promise_notes(frames, ids, period)
    beside |= gesture_notes(frames, ids, period)
    beside |= followup_notes(frames, ids, period)
    beside |= voices_notes(frames, ids, period)
    beside |= mixed_notes(frames, ids, by, period)
    nobodys = {name: [said] for name, said in asked.nobodys_own(given, ids, by).items()}
    others = [name for name in dict.fromkeys(ids) if name not in nobodys]
    _print_notes(beside | nobodys | empty(rows, others, is_table=given.format == "table"))
    return 0


def _kept(rows: pl.DataFrame, filters: Filters, known: Mapping[str, datetime], zone: str) -> pl.DataFrame:
    """Say since when is kept what is asked for, where older is; of that alone nothing is known."""
    since = {name: since_of(known, METRICS[name].frame) for name in rows.columns if name in METRICS}
    asked = {name: at for name, at in since.items() if at and (filters.start is None or filters.start < at)}
    for at in sorted(set(asked.values())):
        said = _("{names}: what is from before {time} is no longer kept.")
        names = ", ".join(name for name, each in asked.items() if each == at)
        print(said.format(names=names, time=instant(at, zone)), file=sys.stderr)
    gone = [name for name, at in asked.items() if filters.end is not None and filters.end <= at]
    return no_longer_known(rows, gone)


def _other(given: argparse.Namespace) -> ModuleType | None:
    """Find what answers a question that is not of contacts, such as of the days ahead or of alerts."""
    others = (ahead, rung, teaming, at_risk, of_customers, changes, done)
    return next((one for one in others if one.is_asked(given)), None)


def empty(rows: pl.DataFrame, ids: Sequence[str], *, is_table: bool) -> dict[str, list[str]]:
    """Say of figures, and of the sign for no value in a table, why there is none.

    Mostly there was nothing to count; a median of what lasts still may not be reached, much as was counted.
    """
    is_empty = rows.select(pl.col(name).struct.field("value").is_null().alias(name) for name in ids)
    counted = rows.select(
        (pl.col(name).struct.field("denominator").fill_null(0) > 0).alias(name) for name in ids
    )
    said = {
        True: _("no value so far: too few of those counted have come to an end"),
        False: _("no value: there is nothing to count in what was asked for"),
    }
    if found := {name: [said[counted[name].any()]] for name in ids if is_empty[name].all()}:
        return found
    blank = [counted[name].filter(is_empty[name]) for name in ids if is_empty[name].any()] if is_table else []
    if not blank:
        return {}
    if any(each.any() for each in blank):
        return {UNKNOWN: [_("there was nothing to count, or too few have come to an end so far")]}
    return {UNKNOWN: [_("there was nothing to count")]}


def _nothing_yet() -> int:
    print(_(NOTHING_YET), file=sys.stderr)
    return 1


def _computed(
    frames: Frames,
    look: Look,
    period: Period,
    ids: Sequence[str],
    by: Sequence[str],
    threshold_s: float | None,
    week_start: int,
) -> pl.DataFrame:
    try:
        if look.is_provisional:
            return provisional_rates(frames, look.within, by, period, week_start)
        return compute(frames, ids, by, period, threshold_s, week_start, look.within)
    except ValueError as error:
        raise QueryError(str(error)) from error


def told(rows: pl.DataFrame, ids: Sequence[str]) -> pl.DataFrame:
    """Leave out groups of which nothing is counted: of theirs, say, only what is not due yet was found.

    What has no value for another reason (nobody knows, or it cannot be told by this) keeps its row.
    """
    denominators = [pl.col(name).struct["denominator"] for name in ids]
    found = [pl.col(name).struct["value"].is_not_null() for name in ids]
    found += [(denominator > 0).fill_null(value=False) for denominator in denominators]
    is_nothing = pl.any_horizontal((one == 0).fill_null(value=False) for one in denominators)
    return rows.filter(pl.any_horizontal(found) | ~is_nothing)


def _print_notes(found: Mapping[str, Sequence[str]]) -> None:
    """Print what belongs beside metrics; what belongs beside several stands once, after their names."""
    named: dict[str, list[str]] = {}
    for name, sentences in found.items():
        named.setdefault("; ".join(sentences), []).append(name)
    for said, names in named.items():
        print(f"{', '.join(names)}: {said}", file=sys.stderr)
