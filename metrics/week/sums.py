"""Sum up the headline metrics of weeks by segment: one pass over the rows of each."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from metrics.links import IN_LINE, WRITTEN
from metrics.metric import PARTS
from metrics.parts import Terms
from metrics.week.cuts import AGENTS, COLUMNS, CUTS, column_of, named
from metrics.week.decompose import Sums
from metrics.week.headlines import Headline, Rows
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
        return {key: sums for key, (sums, _listed) in self._by(cut, back).items()}

    def listed(self, cut: str) -> dict[str | None, int]:
        """Count what the page Contacts lists of each segment of the week."""
        return {key: listed for key, (_sums, listed) in self._by(cut, [0]).items()}

    def whole(self, back: Iterable[int]) -> Sums:
        """Add up all of some weeks."""
        return sum(self.by(CUTS[0].name, back).values(), Sums())

    def members(self, cut: str, back: Iterable[int]) -> pl.DataFrame:
        """List the agents behind each segment of some weeks: group, agent_id."""
        rows = self.cells.filter(pl.col("back").is_in(list(back)))
        listed = rows.select(group=column_of(cut), agent_id="agents").explode("agent_id")
        return listed.drop_nulls().unique()

    def _by(self, cut: str, back: Iterable[int]) -> dict[str | None, tuple[Sums, int]]:
        rows = self.cells.filter(pl.col("back").is_in(list(back)))
        is_mean = bool(self.headline.squares)
        sums = rows.group_by(column_of(cut)).agg(
            pl.col("x", "n", "listed").sum(), squares=pl.col("squares").sum()
        )
        return {
            key: (Sums(x, n, squares if is_mean else None), listed)
            for key, x, n, listed, squares in sums.sort(column_of(cut), nulls_last=True).iter_rows()
        }


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
