"""What wrong desks cost, by one thing that contacts have in common: a table whose rows add up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from language import _, between, marked, number, share
from metrics import causes, wrong_desks
from settings import Money
from ui.asked import Asked
from ui.bars import bar
from ui.links import link
from ui.markup import Safe, tag
from ui.routing import money, words
from ui.tables import report, two_lines

BY: dict[str, str] = {
    wrong_desks.WAY: marked("From → to"),
    wrong_desks.OPTION: marked("Menu option"),
    wrong_desks.TOPIC: marked("Topic"),
    wrong_desks.SEGMENT: marked("Segment"),
    wrong_desks.FIELD: marked("Field at fault"),
}
TITLES: dict[str, str] = {
    wrong_desks.WAY: marked("What wrong desks cost, from queue to queue"),
    wrong_desks.OPTION: marked("What wrong desks cost, by menu option"),
    wrong_desks.TOPIC: marked("What wrong desks cost, by topic"),
    wrong_desks.SEGMENT: marked("What wrong desks cost, by customer segment"),
    wrong_desks.FIELD: marked("What wrong desks cost, by the field of the record at fault"),
}
NOTHING: dict[str, str] = {
    wrong_desks.OPTION: marked("No option of a menu"),
    wrong_desks.TOPIC: marked("No topic known"),
    wrong_desks.SEGMENT: marked("No segment on record"),
    wrong_desks.FIELD: marked("No field at fault"),
}
MOST = 12  # rows, all others in one more
MEASURES = ("extra_wait_minutes", "wasted_handle_minutes", "net_extra_wait_minutes")
SUMMED = ("lost_minutes", *MEASURES, "misroutes")
NONE = "none"  # how the page Contacts names what nobody told
Row = dict[str, Any]


@dataclass(frozen=True)
class Parts:
    """A split of `wrong_desks.split` by one of BY, the dearest first, and how it is shown."""

    split: pl.DataFrame
    by: str
    asked: Asked
    costs: Money

    def shown(self) -> Safe:
        """The split as a table with its total; what is too small a part stands in one row."""
        rows = [row for row in self.split.rows(named=True) if row["misroutes"]]
        first, others = (rows, []) if len(rows) <= MOST + 1 else (rows[:MOST], rows[MOST:])
        top = max((row["lost_minutes"] for row in rows), default=0.0)
        cells = [self._cells(row, top) for row in first]
        if others:
            cells.append(self._sums(_("{n} others").format(n=number(len(others))), others, "soft"))
        return report(
            self._heads(),
            [*cells, self._sums(_("All together"), rows, "total")],
            right=frozenset({1, *range(3, 9)}),
        )

    def _heads(self) -> list[str]:
        of = _("Of wrong desks") if self.by == wrong_desks.FIELD else _("Of answered")
        heads = [_(BY[self.by]), _("Minutes lost"), "", _("Waited again"), _("Told in vain"), _("Net wait")]
        return [*heads, *([_("Cost")] if self.costs.is_set else []), _("Contacts"), of]

    def _cells(self, row: Row, top: float) -> list[str]:
        narrowed = _narrowed(row, self.by)
        return [
            self._name(row),
            tag("b", self._opened(row["lost_minutes"], "time_lost", narrowed)),
            bar(row["lost_minutes"], None, None, top),
            *(self._opened(row[name], name, narrowed) for name in MEASURES),
            *self._money(row),
            self._opened(row["misroutes"], "misroute_rate", narrowed),
            _share(row),
        ]

    def _opened(self, value: float, metric: str, narrowed: Mapping[str, str] | None) -> Safe:
        """A figure that opens its contacts, where they can be told apart."""
        label = number(value)
        if narrowed is None:
            return tag("span", label)
        return link("contacts", label, self.asked.behind(metric, **narrowed))

    def _money(self, row: Row) -> list[str]:
        said = money.said(self.costs, row["wasted_handle_minutes"], row["extra_wait_minutes"])
        return [said] if self.costs.is_set else []

    def _sums(self, name: str, rows: list[Row], css: str) -> list[str]:
        """Several rows as one."""
        sums: Row = {each: sum(row[each] for row in rows) for each in SUMMED}
        lost, *rest = (number(sums[each]) for each in SUMMED)
        told = [tag("b", lost), "", *rest[:-1], *self._money(sums), rest[-1], ""]
        return [tag("span", name, css), *(tag("span", each, css) if each else "" for each in told)]

    def _name(self, row: Row) -> Safe:
        value = _value(row, self.by)
        if value is None:
            return tag("span", _(NOTHING[self.by]), "soft")
        if self.by == wrong_desks.FIELD:
            return tag("span", words.field(value).capitalize())
        return tag("span", words.option(value) if self.by == wrong_desks.OPTION else value)


def _value(row: Row, by: str) -> str | None:
    value = row[wrong_desks.SPLITS[by][0]]
    return None if value is None else str(value)


def _narrowed(row: Row, by: str) -> dict[str, str] | None:
    """How the page Contacts tells these contacts from others; None where it cannot."""
    value = _value(row, by)
    if by != wrong_desks.FIELD:
        return {by: value or NONE}
    return {"cause": causes.FIELD, "detail": value} if value else None


def _share(row: Row) -> Safe:
    found = row["share"]
    if not row["is_judged"]:
        return tag("span", _("too few to judge"), "faint")
    return two_lines(share(found["value"]), between(found["low"], found["high"], "share"))
