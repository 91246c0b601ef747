"""Write weeks with rows of some customers anew: tokens in the place of ids, and no words."""

from collections.abc import Collection, Iterable, Mapping

import polars as pl

from store.history import History
from store.personal import hidden, is_theirs
from store.schema import Table


def sweep(
    history: History,
    tables: Iterable[Table],
    tokens: Mapping[str, str],
    contacts: Collection[str],
    link: str = "",
) -> int:
    """Hide these customers and contacts in some tables; give the number of rows that were theirs."""
    return sum(
        _week(history, table, week, tokens, contacts, link)
        for table in tables
        if history.has(table)
        for week in _weeks(history, table, is_theirs(table, tokens, contacts))
    )


def _weeks(history: History, table: Table, mine: pl.Expr) -> list[str]:
    rows = history.scan_weeks(table, history.weeks(table.name)).filter(mine)
    return rows.select("week").unique().collect()["week"].sort().to_list()


def _week(
    history: History,
    table: Table,
    week: str,
    tokens: Mapping[str, str],
    contacts: Collection[str],
    link: str,
) -> int:
    rows = history.read_weeks(table, [week])
    left = hidden(table, rows, tokens, contacts, link)
    if left.equals(rows):  # what is theirs by its contact is, once they are forgotten, as well
        return 0
    history.replace_week(table, week, left)
    return rows.filter(is_theirs(table, tokens, contacts)).height
