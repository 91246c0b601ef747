"""The tables of the page Routing: kinds of evidence, what sends people to the wrong desk, kinds of moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from language import _, between, day, listing, number, share
from metrics import causes
from metrics.catalog import METRICS
from metrics.centre import Centre
from metrics.compare import Figure, is_judgeable
from settings import Money
from ui.asked import Asked
from ui.bars import bar
from ui.links import link
from ui.markup import Safe, icon, join, tag
from ui.readings import NOTHING
from ui.routing import money, words
from ui.routing.costs import Costs
from ui.routing.story import EVIDENCE
from ui.spark import spark
from ui.tables import report, two_lines

SPARE = 1.15  # room on the scale above the longest bar


def evidence(now: dict[str, Figure], asked: Asked) -> Safe:
    """Each kind of evidence with its share, interval and n."""
    found = {metric: now.get(metric, NOTHING) for metric in EVIDENCE}
    top = SPARE * max((one["high"] or one["value"] or 0.0) for one in found.values())
    rows = [_kind(metric, one, top, asked) for metric, one in found.items()]
    return report([_("Evidence"), _("Share"), "", _("n")], rows, right=frozenset({1, 3}))


def _kind(metric: str, one: Figure, top: float, asked: Asked) -> list[str]:
    name = _(words.EVIDENCE[metric])
    if one["value"] is None:
        return [name, "–", _(words.UNTOLD.get(metric, words.NOT_TOLD)), "–"]
    n = link("contacts", number(one["numerator"] or 0), {**asked.behind(metric), "part": ["yes"]})
    if not is_judgeable(METRICS[metric], one):
        return [name, share(one["value"]), _("too few to judge"), n]
    drawn = bar(one["value"], one["low"], one["high"], top, is_strong=metric == EVIDENCE[0])
    return [name, share(one["value"]), drawn, n]


def whys(
    table: pl.DataFrame, weekly: pl.DataFrame, asked: Asked, costs: Money, *, is_weekly: bool = True
) -> Safe:
    """The causes, the dearest first, with what they cost a week; "cause not known" is always there.

    Of a period under a week the minutes are those of the period.
    """
    judged = table.filter(pl.col("contacts") >= words.LEAST)
    top = SPARE * max([float(value) for value in judged["high"].drop_nulls()], default=0.0)
    heads = [
        _("Cause"),
        _("Minutes a week") if is_weekly else _("Minutes lost"),
        "",
        _("95 %"),
        _("Contacts"),
        _("Minutes each"),
        _("12 weeks"),
        _("Since"),
        _("If this were right"),
    ]
    drawn = _Drawn(weekly, top, asked, costs, is_weekly)
    rows = [drawn.row(row, is_first=at == 0) for at, row in enumerate(table.iter_rows(named=True))]
    return report(heads, rows, right=frozenset({1, *range(3, len(heads) - 3)}), is_stacked=True)


@dataclass(frozen=True)
class _Drawn:
    """How rows of causes are drawn: minutes by week, the scale's end, what is asked, what time costs."""

    weekly: pl.DataFrame
    top: float
    asked: Asked
    costs: Money
    is_weekly: bool = True

    def row(self, row: dict[str, Any], *, is_first: bool) -> Sequence[str]:
        head = tag("span", join([icon(words.ICONS[row["cause"]]), tag("span", _lines(row))]), "why")
        if not row["contacts"]:
            return [head, "0", "", "", "0", "", "", "", ""]
        is_enough = row["contacts"] >= words.LEAST
        is_strong = is_first and is_enough and row["cause"] != causes.UNKNOWN
        saving = words.saving(row, self._saved(row), is_weekly=self.is_weekly)
        return [
            head,
            two_lines(tag("b", number(row["minutes"]), "" if is_enough else "faint"), self._cost(row)),
            *self._sure(row, is_enough=is_enough, is_strong=is_strong),
            self._contacts(row),
            "–" if row["minutes_each"] is None else number(row["minutes_each"], 1),
            spark(_weeks_of(self.weekly, row), "worse" if is_strong else ""),
            day(row["since"]) if row["since"] else _("12 weeks or more"),
            two_lines(words.helps(row["cause"]), saving),
        ]

    def _sure(self, row: dict[str, Any], *, is_enough: bool, is_strong: bool) -> list[str]:
        """The bar and the bounds, where there are contacts enough to judge by."""
        if not is_enough:
            return ["", tag("span", _("too few to judge"), "faint")]
        drawn = bar(row["minutes"], row["low"], row["high"], self.top, is_strong=is_strong)
        known = row["low"] is not None and row["high"] is not None
        return [drawn, tag("span", between(row["low"], row["high"], "count"), "soft") if known else ""]

    def _contacts(self, row: dict[str, Any]) -> Safe:
        """How many contacts, and the way to them."""
        narrowed = {"cause": row["cause"], "detail": row["detail"] or ""}
        return link("contacts", number(row["contacts"]), self.asked.behind("misroute_rate", **narrowed))

    def _cost(self, row: dict[str, Any]) -> str:
        return money.said(self.costs, row["handling"], row["minutes"] - row["handling"])

    def _saved(self, row: dict[str, Any]) -> str:
        return money.said(self.costs, row["handling"], row["saved"] - row["handling"])


def _lines(row: dict[str, Any]) -> Safe:
    return two_lines(words.name(row), words.note(row))


def _weeks_of(weekly: pl.DataFrame, row: dict[str, Any]) -> list[float]:
    """Minutes of a cause in each week that there is, none where it had none."""
    weeks = weekly.select(pl.col("week").unique().sort())
    mine = weekly.filter(pl.col("cause") == row["cause"], pl.col("detail").eq_missing(row["detail"]))
    joined = weeks.join(mine.select("week", "minutes"), on="week", how="left").sort("week")
    return [float(value) for value in joined["minutes"].fill_null(0.0)]


def moves(found: Costs, now: dict[str, Figure], asked: Asked) -> Safe:
    """How contacts were moved on: by agents, by kind, adding up; before an answer; and who came back."""
    rows = [
        [_(words.MOVES[row["kind"]]), number(row["times"]), number(row["contacts"])]
        for row in found.moves.iter_rows(named=True)
    ]
    moved = now.get("transfer_rate", NOTHING)["numerator"]
    back, returned = (
        now.get("bounces", NOTHING)["value"],
        now.get("misroute_rate_bounce", NOTHING)["numerator"],
    )
    times, contacts = found.flow_outs
    return report(
        [_("Moved on by an agent"), _("Times"), _("Contacts")],
        [
            *rows,
            [
                tag("span", _("All together"), "total"),
                tag("b", number(int(found.moves["times"].sum()))),
                tag("b", _opens(moved, "transfer_rate", asked)),
            ],
            [_("of these straight back, A → B → A"), number(back or 0), _opens(returned, "bounces", asked)],
            [_("By the system, before an answer"), number(times), _opens(contacts, "flow_outs", asked)],
        ],
        right=frozenset({1, 2}),
    )


def _opens(n: float | None, metric: str, asked: Asked) -> Safe:
    return (
        link("contacts", number(n or 0), {**asked.behind(metric), "part": ["yes"]}) if n else tag("span", "0")
    )


def map_facts(centre: Centre) -> Safe:
    """What the centre's own map says: planned ways on, whose topics, whom queues are for."""
    planned = [words.way(*each) for each in centre.escalations]
    rows = [
        [_("Planned ways on, no misroutes"), listing(planned) if planned else _("none named")],
        [_("Topics with an owner"), number(len(centre.owners))],
        [_("Queues that say whom they serve"), number(len(centre.serves))],
    ]
    return report([], rows)
