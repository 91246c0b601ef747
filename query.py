"""`run.py query`: the same figures as the pages, on the command line."""

import argparse
import csv
import json
import sys
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, date, datetime, time
from typing import TypeVar, get_args
from zoneinfo import ZoneInfo

import polars as pl

from language import _, figure, marked, weekday
from metrics import groups
from metrics.catalog import METRICS
from metrics.compute import Frames, compute, known
from metrics.notes import notes
from metrics.periods import Period
from metrics.provisional import REPEATS, provisional_rates
from metrics.survey_notes import survey_notes
from metrics.traced_notes import Look, traced_notes
from metrics.within import LONGEST_DAYS, Topic, Within
from settings import LONGEST_S, Settings, nearest
from store import agents, zones
from store.opened import Store
from store.read import NARROW_BY, Filters, Viewer, open_reading

Number = TypeVar("Number", int, float)
TOPICS: tuple[Topic, ...] = get_args(Topic)
PARTS = ("value", "numerator", "denominator", "low", "high")
NOTHING_YET = marked("Nothing has been loaded yet. Run `python3 run.py refresh` first.")
NO_STORE = marked(
    "There is no store in {folder}. Run `python3 run.py refresh` first, or name another folder with --data."
)
# Whoever may start commands on this machine may read its files: the command line is a manager.
VIEWER = Viewer("command line", "manager")


class QueryError(ValueError):
    """Say which argument is wrong, its value and what is allowed."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `query`."""
    parser.add_argument("metrics", nargs="?", metavar="METRIC[,METRIC…]", help="`--list` prints them all")
    parser.add_argument("--list", action="store_true", help="print the catalog")
    parser.add_argument("--by", metavar="COL[,COL…]", help="group by these")
    parser.add_argument("--from", dest="start", metavar="DATE", help="first local day or instant")
    parser.add_argument("--to", dest="end", metavar="DATE", help="end, exclusive")
    parser.add_argument("--where", action="append", default=[], metavar="COL=VALUE", help="narrow down")
    parser.add_argument(
        "--threshold", type=_seconds, metavar="S", help="seconds within which an answer is in time"
    )
    parser.add_argument("--window", type=_days, metavar="DAYS", help="what repeat_rate counts; 7 by default")
    parser.add_argument("--topic", type=_topic, metavar="TOPIC", help="any by default, or the same")
    parser.add_argument("--provisional", action="store_true", help="with the newest contacts in it")
    parser.add_argument("--asof", metavar="INSTANT", help="the clock; now by default")
    parser.add_argument("--publication", type=_number, metavar="ID", help="the data; the newest by default")
    parser.add_argument("--format", type=_format, metavar="FORMAT", default="table", help=", ".join(PRINTERS))


def _seconds(text: str) -> float:
    sentence = _("is not a wait; a number of seconds is needed, 0 to a year")
    return _read(text, float, sentence)


def _number(text: str) -> int:
    return _read(text, int, _("is not the number of a publication, such as 7"))


def _days(text: str) -> int:
    return _read(text, int, _("is not a number of days, such as 7"))


def _topic(text: str) -> str:
    return _one_of(text, TOPICS)


def _format(text: str) -> str:
    return _one_of(text, PRINTERS)


def _one_of(text: str, allowed: Collection[str]) -> str:
    if text in allowed:
        return text
    sentence = _("is not allowed{hint} Allowed: {known}")
    hint, known = nearest(text, allowed), ", ".join(allowed)
    raise argparse.ArgumentTypeError(f"{text!r} " + sentence.format(hint=hint, known=known))


def _read(text: str, kind: Callable[[str], Number], complaint: str) -> Number:
    try:
        return kind(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} {complaint}") from None


def without_store(given: argparse.Namespace, settings: Settings) -> int:
    """Print what needs no store, or say that there is none; nothing is created."""
    if given.list:
        _print_catalog()
        return 0
    _within(given, _asked(given)[0])
    print(_(NO_STORE).format(folder=settings.data), file=sys.stderr)
    return 1


def run(given: argparse.Namespace, settings: Settings, store: Store) -> int:
    """Print the figures that were asked for. Raises QueryError and what reading raises."""
    if given.list:
        _print_catalog()
        return 0
    ids, by = _asked(given)
    look = _look(given, settings, ids)
    filters = _filters(given, settings, look.as_of)
    reading = open_reading(store, settings, VIEWER, filters, given.publication, dimensions=by)
    if reading is None:
        print(_(NOTHING_YET), file=sys.stderr)
        return 1
    if moved := zones.notice(store.state, settings.site.timezone):
        print(moved, file=sys.stderr)
    _check_values(store, settings, filters, given.publication)
    frames, period = reading.frames, Period(filters.start, filters.end)
    rows = _computed(frames, look, period, ids, by, given.threshold, settings.site.week_start)
    PRINTERS[given.format](rows, ids, by)
    beside = notes(frames, ids, period) | traced_notes(frames, ids, look, period)
    for name, sentences in (beside | survey_notes(frames, ids, period)).items():
        print(f"{name}: {'; '.join(sentences)}", file=sys.stderr)
    return 0


def _asked(given: argparse.Namespace) -> tuple[list[str], list[str]]:
    """Check the words of a question, which needs no store: the metrics and what to group by."""
    ids, by = _split(given.metrics), _split(given.by)
    if not ids:
        raise QueryError(_("No metric was named; `query --list` prints them."))
    try:
        for what, names, listed in (("metric", ids, METRICS), ("column", by, groups.NAMES)):
            for name in names:
                known(what, name, listed)
    except ValueError as error:
        raise QueryError(str(error)) from error
    if given.threshold is not None and not 0 <= given.threshold <= LONGEST_S:
        sentence = _("--threshold {value} is not a wait; 0 s to a year are.")
        raise QueryError(sentence.format(value=given.threshold))
    return ids, by


def _within(given: argparse.Namespace, ids: Sequence[str]) -> Within:
    """Read what is to count as coming again, which only `repeat_rate` asks."""
    options = {"--window": given.window, "--topic": given.topic, "--provisional": given.provisional or None}
    for name, value in options.items():
        if value is not None and REPEATS.id not in ids:
            sentence = _("{name} says how {metric} is counted, which was not asked for.")
            raise QueryError(sentence.format(name=name, metric=REPEATS.id))
    if others := [name for name in ids if name != REPEATS.id and given.provisional]:
        sentence = _("--provisional estimates {metric} alone; ask for {others} without it.")
        raise QueryError(sentence.format(metric=REPEATS.id, others=", ".join(others)))
    if given.window is not None and not 1 <= given.window <= LONGEST_DAYS:
        sentence = _("--window {days} is not known; 1 to {most} days are.")
        raise QueryError(sentence.format(days=given.window, most=LONGEST_DAYS))
    return Within(given.window or Within.days, given.topic or Within.topic)


def _look(given: argparse.Namespace, settings: Settings, ids: Sequence[str]) -> Look:
    as_of = _instant("--asof", given.asof, settings.site.zone) or settings.now()
    return Look(as_of, settings.site.timezone, _within(given, ids), given.provisional)


def _filters(given: argparse.Namespace, settings: Settings, as_of: datetime) -> Filters:
    zone = settings.site.zone
    filters = Filters(
        as_of=as_of,
        start=_instant("--from", given.start, zone),
        end=_instant("--to", given.end, zone),
        where=_where(given.where),
    )
    if filters.start and filters.end and filters.start >= filters.end:
        sentence = _("--to {end} is not after --from {start}; the end is exclusive.")
        raise QueryError(sentence.format(end=given.end, start=given.start))
    return filters


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


def _split(words: str | None) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()] if words else []


def _instant(name: str, value: str | None, zone: ZoneInfo) -> datetime | None:
    """Read a local day or an instant; without an offset it is the site's local time."""
    if value is None:
        return None
    try:
        if len(value) == len("1999-02-01"):
            read = datetime.combine(date.fromisoformat(value), time(), zone)
        else:
            read = datetime.fromisoformat(value)
    except ValueError:
        sentence = _(
            "{name} {value!r} is neither a day such as 1999-02-01 nor an instant such as"
            " 1999-02-01T08:30:00+02:00."
        )
        raise QueryError(sentence.format(name=name, value=value)) from None
    if not 1900 <= read.year < 2200:
        sentence = _("{name} {value!r} lies too far away; the years 1900 to 2199 are allowed.")
        raise QueryError(sentence.format(name=name, value=value))
    return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)


def _where(pairs: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Collect COL=VALUE pairs; several values of one column are alternatives."""
    found: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise QueryError(_("--where {pair!r} is not of the form COL=VALUE.").format(pair=pair))
        if name not in NARROW_BY:
            sentence = _("Unknown column {name!r}{hint} Known: {known}.")
            hint = nearest(name, set(NARROW_BY))
            raise QueryError(sentence.format(name=name, hint=hint, known=", ".join(NARROW_BY)))
        found[name] = (*found.get(name, ()), value)
    return tuple(found.items())


def _check_values(store: Store, settings: Settings, filters: Filters, publication: int | None) -> None:
    """Refuse a value that no row has: a typing error must not look like a quiet day."""
    everything = Filters(as_of=filters.as_of)
    for name, values in filters.where:
        reading = open_reading(store, settings, VIEWER, everything, publication, dimensions=(name,))
        if reading is None:
            return
        column = NARROW_BY[name]
        known = _values(reading.visits, column) | _values(reading.contacts, column)
        states = reading.states()
        if states is not None and column in agents.COLUMNS:
            known |= _values(states, column)
        for value in values:
            if value not in known:
                sentence = _("Unknown {name} {value!r}{hint} Known: {known}.")
                hint, listed = nearest(value, known), _listed(sorted(known))
                raise QueryError(sentence.format(name=name, value=value, hint=hint, known=listed))


def _values(rows: pl.LazyFrame, column: str) -> set[str]:
    return set(rows.select(pl.col(column).unique()).collect()[column].drop_nulls())


def _listed(known: list[str], most: int = 30) -> str:
    rest = _(" and {n} more").format(n=len(known) - most) if len(known) > most else ""
    return (", ".join(known[:most]) or _("none")) + rest


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _print_json(rows: pl.DataFrame, ids: Sequence[str], by: Sequence[str]) -> None:
    del ids, by
    listed = [{name: _plain(value) for name, value in row.items()} for row in rows.iter_rows(named=True)]
    print(json.dumps(listed, ensure_ascii=False, indent=1))


def _print_csv(rows: pl.DataFrame, ids: Sequence[str], by: Sequence[str]) -> None:
    """Write one column per part of each metric: asa, asa.numerator, …"""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    header = [f"{name}.{part}" if part != "value" else name for name in ids for part in PARTS]
    writer.writerow([*by, *header])
    for row in rows.iter_rows(named=True):
        parts = [row[name][part] for name in ids for part in PARTS]
        writer.writerow([*(_plain(row[name]) for name in by), *parts])


def _print_table(rows: pl.DataFrame, ids: Sequence[str], by: Sequence[str]) -> None:
    lines = [[*by, *ids]]
    for row in rows.iter_rows(named=True):
        groups = [weekday(row[name]) if name == "weekday" else str(_plain(row[name])) for name in by]
        lines.append([*groups, *(figure(row[name]["value"], METRICS[name].unit) for name in ids)])
    _print_aligned(lines, left=len(by))


def _print_aligned(lines: Sequence[Sequence[str]], left: int) -> None:
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    for line in lines:
        cells = [
            cell.ljust(width) if at < left else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())


def _print_catalog() -> None:
    _print_aligned(
        [["metric", "unit", "definition"]]
        + [[metric.id, metric.unit, metric.definition] for metric in METRICS.values()],
        left=3,
    )


PRINTERS = {"table": _print_table, "csv": _print_csv, "json": _print_json}
