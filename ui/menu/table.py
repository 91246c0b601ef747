"""The table of ways through the menu, the worst first; its figures open their contacts."""

from collections.abc import Sequence
from typing import Any

import polars as pl
import streamlit as st

from language import _, between, duration, marked, ngettext, number, share
from metrics.menu import Menu
from metrics.paths import LEAST
from ui import cards
from ui.asked import NONE, Asked
from ui.bars import bar
from ui.definitions import sentence
from ui.markup import Safe, show
from ui.menu import lists, names, words
from ui.menu.story import TROUBLE, Walked
from ui.tables import Cell, clicked, height, report, two_lines

MOST = 12  # ways that are listed one by one
PERSON = "menu_opt_out_rate"
OPENS: dict[str, str] = {
    "left": "menu_hang_ups",
    "looped": "menu_loop_rate",
    "opted_out": PERSON,
    "misrouted": "misroute_rate",
    "median_s": "menu_time_median",
}
SUMMED = ("contacts", "in_trouble", "misrouted", "left", "looped", "opted_out")
COLUMNS = ("path", "contacts", "in_trouble", "share", "interval", "elsewhere", *SUMMED[2:], "median_s")


def listed(walked: Walked) -> pl.DataFrame:
    """The ways that can be judged, one by one, and all others in a last row; the parts add up.

    Columns: way (null in the last row), path (its name), contacts, in_trouble, the four kinds, share, low,
    high, others, is_above, median_s.
    """
    ways = walked.ways
    first = ways.filter(pl.col("contacts") >= LEAST).head(MOST)
    rest = ways.join(first.select("way"), on="way", how="anti")
    named = first.with_columns(path=pl.col("way").map_elements(_namer(walked.words), return_dtype=pl.String))
    rows = named.with_columns(
        **{name: pl.col("share").struct[source] for name, source in BOUNDS.items()}, median_s="median_s"
    )
    shown = rows.select(*KEPT)
    return pl.concat([shown, _rest(rest, shown)]) if rest.height else shown


BOUNDS = {"share": "value", "low": "low", "high": "high"}
KEPT = ("way", "path", *SUMMED, "share", "low", "high", "others", "is_above", "median_s")


def _namer(menu: Menu) -> Any:
    return lambda way: names.way(way, menu)


def _rest(rest: pl.DataFrame, shown: pl.DataFrame) -> pl.DataFrame:
    """All other ways as one row; how their times lie together is not known."""
    name = ngettext("{n} other path", "{n} other paths", rest.height).format(n=number(rest.height))
    told = [column for column in SUMMED if rest[column].count()]  # of the others nothing is known
    sums = {column: rest[column].sum() for column in told}
    row = dict.fromkeys(shown.columns) | sums | {"path": name}
    share_of = pl.col("in_trouble") / pl.col("contacts")
    return pl.DataFrame([row], schema=shown.schema).with_columns(share=share_of)


def whole(walked: Walked) -> pl.DataFrame:
    """Every way with its figures, for a file."""
    bounds = [pl.col("share").struct[source].alias(name) for name, source in BOUNDS.items()]
    names = pl.col("way").map_elements(_namer(walked.words), return_dtype=pl.String).alias("name")
    return walked.ways.select("way", names, *SUMMED, *bounds, "others", "median_s", "median_steps")


def show_wide(table: pl.DataFrame) -> dict[str, str] | None:
    """Show the table; returns the figure of a clicked cell and by what it is narrowed."""
    cards.reserve("menu_ways", height(table.height))
    return opened(table, clicked(_written(table), "menu_ways", _columns(table)))


def opened(table: pl.DataFrame, cells: Sequence[Cell]) -> dict[str, str] | None:
    """The figure behind a clicked cell, narrowed to its way; the row of all others opens nothing."""
    if not cells or cells[0][0] >= table.height:
        return None
    at, column = cells[0]
    row = table.row(at, named=True)
    if row["way"] is None:
        return None
    return {"figure": OPENS.get(column, TROUBLE), **_narrowed(row)}


def _narrowed(row: dict[str, Any]) -> dict[str, str]:
    """What tells the contacts of a way from others; the row of all others has nothing."""
    return {} if row["way"] is None else {"menu_way": row["way"] or NONE}


def _written(table: pl.DataFrame) -> Any:
    """The numbers as people write them, still sorted as numbers."""
    rows = table.rows(named=True)
    intervals = [between(row["low"], row["high"], "share") for row in rows]
    frame = table.with_columns(
        pl.Series("interval", intervals, dtype=pl.String),
        elsewhere=pl.when("is_above").then("others"),
    )
    ways = {"share": share, "elsewhere": share, "median_s": duration}
    return frame.select(COLUMNS).to_pandas().style.format(ways, na_rep="–")


def _columns(table: pl.DataFrame) -> dict[str, Any]:
    column = st.column_config
    longest = max((len(name) for name in table["path"]), default=10)
    most = max(table["in_trouble"], default=1) or 1
    whole = {
        name: column.NumberColumn(_(label), help=sentence(metric), format="%,.0f", width=78)
        for name, (label, metric) in KINDS.items()
    }
    return {
        "path": column.TextColumn(_("Path"), width=24 + round(6.4 * min(44, longest))),
        "contacts": column.NumberColumn(_("Callers"), format="%,.0f", width=72),
        "in_trouble": column.ProgressColumn(
            _("In trouble"),
            help=sentence(TROUBLE),
            format="%,.0f",
            min_value=0,
            max_value=most,
            color="gray",
            width=118,
        ),
        "share": column.NumberColumn(_("Share"), width=66),
        "interval": column.TextColumn(_("95 %"), width=96),
        "elsewhere": column.NumberColumn(_("Elsewhere"), help=_(ELSEWHERE), width=80),
        **whole,
        "median_s": column.NumberColumn(_("Typical time"), help=sentence("menu_time_median"), width=92),
    }


ELSEWHERE = marked("The share on all other paths together, where this one is clearly above it.")
KINDS = {
    "misrouted": (marked("Wrong desk"), "misroute_rate"),
    "left": (marked("Hung up"), "menu_hang_ups"),
    "looped": (marked("In circles"), "menu_loop_rate"),
    "opted_out": (marked("A person"), PERSON),
}


def show_brief(table: pl.DataFrame, asked: Asked) -> None:
    """Show the same where there is little room: two lines a way."""
    show(brief(table, asked))


def brief(table: pl.DataFrame, asked: Asked) -> Safe:
    """The ways in two lines each; each opens its contacts."""
    heads = [_("Path"), _("In trouble"), ""]
    return report(heads, [_brief_cells(row, asked) for row in table.rows(named=True)], right=frozenset({1}))


def _brief_cells(row: dict[str, Any], asked: Asked) -> list[str]:
    narrowed = _narrowed(row)
    path = lists.every(row["path"], asked, narrowed)
    troubled = lists.in_trouble(share(row["share"], 0), asked, narrowed if row["in_trouble"] else {})
    of = _("{n} of {of}").format(n=number(row["in_trouble"]), of=number(row["contacts"]))
    drawn = bar(row["share"], row["low"], row["high"], 1.0, is_strong=bool(row["is_above"]))
    return [two_lines(path, words.mostly(row)), two_lines(troubled, of), drawn]
