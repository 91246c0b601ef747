"""The tables of the page Prevention."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from language import _, between, number, share
from metrics.money.lifetime import WhatIf
from metrics.money.lost import LEAST
from metrics.money.members import Compared
from metrics.prevention.excess import HEADLINE
from metrics.prevention.names import said
from settings import Money
from ui.asked import Asked
from ui.bars import bar
from ui.links import link
from ui.markup import Safe, fold, join, tag
from ui.prevention import words
from ui.prevention.assumed import Assumed
from ui.prevention.found import Found
from ui.routing import money
from ui.routing.words import spent
from ui.tables import report, two_lines

Row = Mapping[str, Any]
SPARE = 1.15  # room on the scale above the longest bar
LISTED = "contacts_prevented"


def events(found: Found, asked: Asked) -> Safe:
    """What happens to customers, what is followed by most contacts above the usual first."""
    rows = found.of(HEADLINE)
    others = {(row["kind"], row["hours"]): row for row in found.rows.iter_rows(named=True)}
    top = SPARE * max([row["a_week_high"] or 0 for row in rows.filter("is_clear").to_dicts()], default=0.0)
    heads = [
        _("What happens"),
        _("Up to, a week"),
        "",
        _("95 %"),
        _("In the first hour"),
        _("In 3 days"),
        _("After 100 of them"),
        _("Mostly about"),
        _("Contacts"),
    ]
    more = [row for row in rows.to_dicts() if row["is_clear"]]
    usual = [row for row in rows.to_dicts() if not row["is_clear"]]

    def table(some: Sequence[Row]) -> Safe:
        cells = [_event(row, others, top, asked, is_first=at == 0) for at, row in enumerate(some)]
        return report(heads, cells, right=frozenset({1, 3, 4, 5, 6, 8}), is_stacked=True)

    if not more or not usual:
        return table(more or usual)
    return join([table(more), fold(words.unclear(len(usual)), [table(usual)])])


def _event(
    row: Row, others: Mapping[tuple[str, int], Row], top: float, asked: Asked, *, is_first: bool
) -> list[str]:
    name = two_lines(said(row["kind"]), words.size(row))
    hundred = two_lines(*words.per_hundred(row))
    contacts = _listed(row, asked)
    if not row["is_clear"]:
        pale = [tag("span", one, "faint") for one in (name, words.verdict(row), hundred, contacts)]
        return [pale[0], "", pale[1], "", "", "", pale[2], "", pale[3]]
    return [
        name,
        tag("b", number(row["a_week"])),
        bar(row["a_week"], row["a_week_low"], row["a_week_high"], top, is_strong=is_first),
        tag("span", between(row["a_week_low"], row["a_week_high"], "count"), "soft"),
        *(_within(others.get((row["kind"], hours)), asked) for hours in (1, 72)),
        hundred,
        _topic(row),
        contacts,
    ]


def _within(row: Row | None, asked: Asked) -> Safe:
    if row is None or not row["is_clear"]:
        return tag("span", "–", "faint")
    query = asked.behind(LISTED, event=row["kind"], in_hours=str(row["hours"]))
    return link("contacts", number(row["a_week"]), query)


def _topic(row: Row) -> Safe:
    if row["topic"] is None:
        return tag("span", "–", "faint")
    return two_lines(row["topic"], _("{n} a week").format(n=number(row["topic_a_week"])))


def _listed(row: Row, asked: Asked) -> Safe:
    """How many contacts followed within a day, and the way to them."""
    if not row["contacts"]:
        return tag("span", "0")
    query = asked.behind(LISTED, event=row["kind"], in_hours=str(row["hours"]))
    return link("contacts", number(row["contacts"]), query)


def lost(rows: pl.DataFrame, asked: Asked, costs: Money) -> Safe:
    """What repeats, wrong desks and waits take in a week, each minute counted once."""
    top = SPARE * max([float(row["high"] or row["minutes"]) for row in rows.to_dicts()], default=0.0)
    heads = [_("What"), _("A week"), "", _("95 %"), _("Waiting"), _("Handling")]
    heads.append(_("Contacts, {n} days").format(n=number(asked.days.count)))
    most = float(rows["minutes"].max() or 0)  # type: ignore[arg-type]
    cells = [_lost(row, top, asked, costs, is_most=row["minutes"] == most) for row in rows.to_dicts()]
    return report(heads, cells, right=frozenset({1, 3, 4, 5, 6}), is_stacked=True)


def _lost(row: Row, top: float, asked: Asked, costs: Money, *, is_most: bool) -> list[str]:
    what, is_judged = row["what"], row["contacts"] >= LEAST
    time = tag("b", spent(60 * row["minutes"]), "" if is_judged else "faint")
    sure = words.around(row["low"], row["high"]) if is_judged else _("too few to judge")
    contacts = number(row["contacts"])
    return [
        two_lines(_(words.LOST[what]), _(words.COUNTED[what])),
        two_lines(time, money.said(costs, row["handling"], row["waiting"])),
        bar(row["minutes"], row["low"], row["high"], top, is_strong=is_most and is_judged),
        tag("span", sure, "soft"),
        spent(60 * row["waiting"]),
        spent(60 * row["handling"]) if row["handling"] else "–",
        link("contacts", contacts, asked.behind(f"lost_{what}")) if row["contacts"] else contacts,
    ]


def members(found: Sequence[Compared]) -> Safe:
    """How members fare beside others alike."""
    cells = [
        [
            two_lines(_(words.OUTCOMES[one.outcome]), _(words.OF_WHAT[one.outcome])),
            words.compared(one.difference),
            two_lines(words.difference(one.difference), words.bounds(one.difference)),
            number(one.difference.alike),
        ]
        for one in found
    ]
    heads = [_("Outcome"), _("Beside others alike"), _("Difference"), _("n")]
    return report(heads, cells, right=frozenset({2, 3}), is_stacked=True)


def changes(found: Sequence[WhatIf], amount: Any, stands: Assumed) -> Safe:
    """What a customer is worth as retention rises, in points; amount writes money."""
    top = SPARE * max([one.value for one in found], default=0.0)
    today = _("as it is") if stands.is_measured else _("as set")
    names = [_step(one, at, len(found), today) for at, one in enumerate(found)]
    cells = [
        [
            name,
            share(one.retention),
            tag("b", amount(one.value)),
            bar(one.value, None, None, top, is_strong=False),
            "" if at == 0 else f"+{amount(one.more)}",
        ]
        for at, (name, one) in enumerate(zip(names, found, strict=True))
    ]
    heads = [_("If retention were"), _("A year"), _("Worth"), "", _("More")]
    return report(heads, cells, right=frozenset({1, 2, 4}), is_stacked=True)


def _step(one: WhatIf, at: int, steps: int, today: str) -> str:
    if at == 0:
        return today
    if at == steps - 1:
        return two_lines(_("5 % fewer leavers"), _("that is {n} points").format(n=number(one.points, 2)))
    return _("{n} points higher").format(n=number(one.points)) if one.points != 1 else _("one point higher")
