"""The answers of `query`, written as a table, as CSV or as JSON."""

import csv
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime

import polars as pl

from language import disarmed, figure, visible, weekday
from metrics.bottlenecks.told import RUNG
from metrics.catalog import METRICS
from metrics.experiments.listed import DONE
from metrics.forecast.told import AHEAD
from metrics.metric import Metric
from metrics.of_customers import OF_CUSTOMERS
from metrics.risk.told import RISK
from metrics.teams.told import TEAM
from metrics.week.listed import CHANGES

UNKNOWN = "–"
KNOWN: dict[str, Metric] = {**METRICS, **AHEAD, **RUNG, **TEAM, **RISK, **OF_CUSTOMERS, **CHANGES, **DONE}
PARTS = ("value", "numerator", "denominator", "low", "high")


def print_catalog() -> None:
    """Print all metrics with what they mean."""
    print_aligned(
        [["metric", "unit", "definition"]]
        + [[metric.id, metric.unit, metric.definition] for metric in KNOWN.values()],
        left=3,
    )


def _print_json(rows: pl.DataFrame, ids: Sequence[str], by: Sequence[str]) -> None:
    del ids, by
    listed = [{name: plain(value) for name, value in row.items()} for row in rows.iter_rows(named=True)]
    print(json.dumps(listed, ensure_ascii=False, indent=1))


def _print_csv(rows: pl.DataFrame, ids: Sequence[str], by: Sequence[str]) -> None:
    """Write one column per part of each metric: asa, asa.numerator, …"""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    header = [f"{name}.{part}" if part != "value" else name for name in ids for part in PARTS]
    writer.writerow([disarmed(name) for name in (*by, *header)])
    for row in rows.iter_rows(named=True):
        parts = [row[name][part] for name in ids for part in PARTS]
        writer.writerow([*(cell(plain(row[name])) for name in by), *parts])


def _print_table(rows: pl.DataFrame, ids: Sequence[str], by: Sequence[str]) -> None:
    lines = [[*by, *ids]]
    for row in rows.iter_rows(named=True):
        groups = [_group(name, row[name]) for name in by]
        lines.append([*groups, *(figure(row[name]["value"], KNOWN[name].unit) for name in ids)])
    print_aligned(lines, left=len(by))


def _group(name: str, value: object) -> str:
    if value is None:
        return UNKNOWN
    return weekday(value) if name == "weekday" and isinstance(value, int) else str(plain(value))


def print_aligned(lines: Sequence[Sequence[str]], left: int) -> None:
    """Print lines as a table, so many columns of words at its left."""
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    for line in lines:
        cells = [
            cell.ljust(width) if at < left else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        print(visible("  ".join(cells).rstrip()))


def print_csv(table: pl.DataFrame) -> None:
    """Print a list as it is, a column each."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([cell(plain(value)) for value in row] for row in table.iter_rows())


def print_json(table: pl.DataFrame) -> None:
    """Print a list as it is, an object for each row."""
    listed = [{name: plain(value) for name, value in row.items()} for row in table.iter_rows(named=True)]
    print(json.dumps(listed, ensure_ascii=False, indent=1))


def cell(value: object) -> object:
    """Disarm a text that a spreadsheet would take for a formula."""
    return disarmed(value) if isinstance(value, str) else value


def plain(value: object) -> object:
    """Write days and instants as ISO does."""
    return value.isoformat() if isinstance(value, date | datetime) else value


PRINTERS = {"table": _print_table, "csv": _print_csv, "json": _print_json}
