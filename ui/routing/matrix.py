"""From which queue to which: what wrong desks cost on each way, with sums of rows, columns and all."""

from dataclasses import dataclass

import polars as pl

from language import _, marked, number
from metrics import wrong_desks
from settings import Money
from ui.asked import Asked
from ui.links import link
from ui.markup import Safe, tag
from ui.routing import money
from ui.tables import report

FROM, TO = wrong_desks.SPLITS[wrong_desks.WAY]
MOST = 8  # queues in rows and in columns, all others in one more
OTHERS = ""
DARKEST = 45.0  # per cent of the tint of the dearest way
LOST, CONTACTS, COST = "lost", "contacts", "cost"
MEASURES: dict[str, str] = {
    LOST: marked("Minutes lost"),
    "waited": marked("Waited again"),
    "told": marked("Told in vain"),
    "net": marked("Net wait"),
    CONTACTS: marked("Contacts"),
    COST: marked("Cost"),
}
COLUMNS: dict[str, str] = {
    LOST: "lost_minutes",
    "waited": "extra_wait_minutes",
    "told": "wasted_handle_minutes",
    "net": "net_extra_wait_minutes",
    CONTACTS: "misroutes",
}
OPENS: dict[str, str] = {
    CONTACTS: "misroute_rate",
    "waited": "extra_wait_minutes",
    "told": "wasted_handle_minutes",
    "net": "net_extra_wait_minutes",
}


def measures(costs: Money) -> dict[str, str]:
    """What can be shown, in words; money only where the organisation says what a minute costs."""
    return {name: _(words) for name, words in MEASURES.items() if name != COST or costs.is_set}


@dataclass(frozen=True)
class Matrix:
    """The ways of `wrong_desks.split`, the dearest queues apart, and what is to be shown of them."""

    ways: pl.DataFrame
    measure: str
    asked: Asked
    costs: Money

    def shown(self) -> Safe:
        """The matrix: a row for each queue they came to first, a column for each that they had to go to."""
        folded = wrong_desks.folded(self.ways, (FROM, TO), MOST)
        rows, columns = (self._order(folded, name) for name in (FROM, TO))
        top = max((row["lost_minutes"] for row in folded.rows(named=True)), default=0.0)
        heads = [_("From ↓ to →"), *(_queue(name) for name in columns), _("All together")]
        body = [self._row(folded, name, columns, top) for name in rows]
        sums = [folded.filter(pl.col(TO) == name) for name in columns]
        last = [tag("b", _("All together")), *(self._sum(part) for part in sums), self._sum(folded)]
        return report(heads, [*body, last], right=frozenset(range(1, len(heads))))

    def _order(self, folded: pl.DataFrame, name: str) -> list[str]:
        ranked = folded.group_by(name).agg(pl.col("lost_minutes").sum())
        ranked = ranked.sort(pl.col(name) == OTHERS, "lost_minutes", name, descending=[False, True, False])
        return ranked[name].to_list()

    def _row(self, folded: pl.DataFrame, begin: str, ends: list[str], top: float) -> list[Safe]:
        mine = folded.filter(pl.col(FROM) == begin)
        cells = [self._cell(mine.filter(pl.col(TO) == end), begin, end, top) for end in ends]
        return [tag("span", _queue(begin)), *cells, self._sum(mine)]

    def _cell(self, part: pl.DataFrame, begin: str, end: str, top: float) -> Safe:
        if part.is_empty():
            return tag("span", "·", "faint")
        label = self._said(part)
        if OTHERS not in (begin, end):
            metric = OPENS.get(self.measure, "time_lost")
            label = link("contacts", label, self.asked.behind(metric, first_queue=begin, last_queue=end))
        few = "" if part["misroutes"].sum() >= wrong_desks.LEAST else "faint"
        weight = DARKEST * float(part["lost_minutes"].sum()) / top if top and not few else 0.0
        return tag("span", label, f"cell {few}".strip(), style=f"--p:{weight:.0f}%")

    def _sum(self, part: pl.DataFrame) -> Safe:
        return tag("b", self._said(part))

    def _said(self, part: pl.DataFrame) -> str:
        if self.measure == COST:
            handling, waiting = (float(part[COLUMNS[name]].sum()) for name in ("told", "waited"))
            return money.said(self.costs, handling, waiting)
        return number(float(part[COLUMNS[self.measure]].sum()))


def _queue(name: str) -> str:
    return name or _("Other queues")
