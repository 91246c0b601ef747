"""Sum up the headline metrics of weeks by segment: one pass over the rows of each."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import polars as pl

from metrics.links import IN_LINE, WRITTEN
from metrics.metric import PARTS
from metrics.parts import Terms
from metrics.week.cuts import AGENTS, COLUMNS, CUTS, column_of, named
from metrics.week.decompose import Sums
from metrics.week.headlines import HEADLINES, Headline, Rows
from metrics.week.spread import Spreads, learnt
from metrics.week.weeks import BEFORE, YEAR, Weeks, placed

BACK = (*range(BEFORE + 1), YEAR)
Frames = Mapping[Rows, pl.LazyFrame]
Segments = Mapping[str | None, Sums]


@dataclass(frozen=True)
class Summed:
    """The sums of a headline metric by weeks back and by cell, a cell being what all cuts say of a row.

    cells: back, COLUMNS, x, n, squares, listed, and agents where they were asked for. weeks: the newest week
    of which the metric is known. is_narrowed: only visits of channels on which people wait in a line, where
    letters come in too.
    """

    headline: Headline
    weeks: Weeks
    cells: pl.DataFrame
    is_narrowed: bool = False

    def since(self, first: date) -> "Summed":
        """Leave out weeks that begin before a day: of these not all is known."""
        backs = [n for n in BACK if self.weeks.back(n).days.first >= first]
        return replace(self, cells=self.cells.filter(pl.col("back").is_in(backs)))

    def by(self, cut: str, back: Iterable[int]) -> dict[str | None, Sums]:
        """Add up segments of some weeks."""
        found: dict[str | None, Sums] = {}
        for week in back:
            for key, sums in self._of_weeks[cut].get(week, {}).items():
                found[key] = found[key] + sums if key in found else sums
        return found

    def whole(self, back: Iterable[int]) -> Sums:
        """Add up all of some weeks."""
        return sum(self.by(CUTS[0].name, back).values(), Sums())

    def listed(self, cut: str) -> dict[str | None, int]:
        """Count what the page Contacts lists of each segment of the week."""
        rows = self.cells.filter(back=0).group_by(column_of(cut)).agg(pl.col("listed").sum())
        return dict(rows.iter_rows())

    @cached_property
    def spreads(self) -> dict[str, Spreads]:
        """Say by cut how much more the weeks before differ than by chance."""
        before = range(1, BEFORE + 1)
        return {cut.name: learnt([self.by(cut.name, [n]) for n in before]) for cut in CUTS}

    def members(self, cut: str, back: Iterable[int]) -> pl.DataFrame:
        """List the agents behind each segment of some weeks: group, agent_id."""
        rows = self.cells.filter(pl.col("back").is_in(list(back)))
        listed = rows.select(group=column_of(cut), agent_id="agents").explode("agent_id")
        return listed.drop_nulls().unique()

    @cached_property
    def _of_weeks(self) -> dict[str, dict[int, dict[str | None, Sums]]]:
        return {cut.name: self._by_week(cut.column) for cut in CUTS}

    def _by_week(self, column: str) -> dict[int, dict[str | None, Sums]]:
        sums = self.cells.group_by("back", column).agg(pl.col("x", "n", "squares").sum())
        found: dict[int, dict[str | None, Sums]] = {}
        for back, key, x, n, squares in sums.sort("back", column, nulls_last=True).iter_rows():
            squared = int(squares) if self.headline.squares else None
            found.setdefault(back, {})[key] = Sums(x, n, squared)
        return found


def columns(kind: Rows) -> list[str]:
    """Name the columns that rows of a kind are summed by."""
    names = {*COLUMNS, AGENTS[kind]}
    for one in HEADLINES:
        if one.rows == kind:
            parts = [PARTS[name](Terms()) for name in one.parts()]
            settled = [] if one.settled is None else [one.settled]
            names |= {one.anchor, *(name for part in (*parts, *settled) for name in part.meta.root_names())}
    return sorted(names)


def summed(
    frames: Frames, headline: Headline, week: Weeks, *, is_mixed: bool, with_agents: bool = False
) -> Summed:
    """Sum up one headline metric: the week, those before, and the one a year before.

    frames hold the columns of all cuts, `queue` being where a contact came in. is_mixed: letters come in
    beside calls, so that waits are those in a line. with_agents lists who is behind each cell.
    """
    known = week.known(headline)
    rows = named(placed(frames[headline.rows], headline, known, BACK))
    is_narrowed = headline.rows == "visits" and is_mixed
    if is_narrowed:
        rows = rows.filter(pl.col("channel").is_in(IN_LINE))
    parts = [PARTS[name](Terms()).alias(name) for name in headline.parts()]
    agents = [pl.col(AGENTS[headline.rows]).drop_nulls().unique().alias("agents")] if with_agents else []
    cells = rows.group_by("back", *COLUMNS).agg(*parts, *agents).collect(engine="streaming")
    x, n, squares, listed = headline.sums()
    kept = cells.select(
        "back",
        *COLUMNS,
        x.alias("x"),
        n.alias("n"),
        squares.alias("squares"),
        listed.alias("listed"),
        *(pl.col("agents") for _one in agents),
    )
    return Summed(headline, known, kept, is_narrowed)


def is_mixed(channels: Collection[str]) -> bool:
    """Tell whether people both wait in a line and write: a mean of both waits says nothing of either."""
    return all(set(channels) & set(group) for group in (IN_LINE, WRITTEN))
