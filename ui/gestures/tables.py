"""The tables of the page Gestures: by whom, for what, what was given, and what followed."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from language import _, between, number, share
from metrics.catalog import METRICS
from metrics.compare import Figure, is_judgeable
from metrics.gesture_effects import Compared
from settings import Money
from ui.asked import NONE, Asked
from ui.bars import bar
from ui.gestures import money, words
from ui.gestures.story import PEOPLE
from ui.links import Query, link
from ui.markup import Safe, join, tag
from ui.readings import NOTHING
from ui.tables import report, two_lines

MOST_TOPICS = 10
SPARE = 1.05
LEAST_REACH = {"hold": 1.0, "handle": 1.0}  # minutes; of shares a tenth
# By what the list is narrowed, for each dimension.
NARROWED = {
    "team": "team",
    "agent": "agent",
    "topic_family": "topic",
    "kind": "gesture_kind",
    "authority": "authority",
}
Row = Mapping[str, Any]


def behind(asked: Asked, metric: str, dimension: str, name: str | None) -> Query:
    """The address of the gestures, or the contacts, behind one group's figure."""
    return asked.behind(metric, **{NARROWED[dimension]: name or NONE})


def people(rows: pl.DataFrame, dimension: str, asked: Asked, costs: Money) -> Safe:
    """Who gave how often, in the order of their names, each beside what is usual for such contacts."""
    cells = [
        [*_one(row, dimension, asked, costs, _usual(row)), _approvals_of(row, dimension, asked)]
        for row in rows.rows(named=True)
    ]
    heads = [_(PEOPLE[dimension]), _("Got a gesture"), _("Usual"), _("Gestures"), _("Cost")]
    return report([*heads, _("Needed approval")], cells, right=frozenset({1, 2, 3, 4, 5}), is_stacked=True)


def topics(rows: pl.DataFrame, asked: Asked, costs: Money) -> Safe:
    """For what gestures were given, the dearest topics first."""
    shown = rows.head(MOST_TOPICS).rows(named=True)
    top = max((row["gesture_cost"]["value"] or 0 for row in shown), default=0.0)
    cells = [_one(row, "topic_family", asked, costs, _bar(row["gesture_cost"], top)) for row in shown]
    heads = [_("Topic"), _("Got a gesture"), "", _("Gestures"), _("Cost")]
    return report(heads, cells, right=frozenset({1, 3, 4}))


def _one(row: Row, dimension: str, asked: Asked, costs: Money, beside: Safe) -> list[str]:
    name = row["name"]
    called = words.group(dimension, row.get("label", name))
    rate = row["gesture_rate"] or NOTHING
    return [
        tag("span", called, "" if name else "soft"),
        _rate(rate, behind(asked, "gesture_rate", dimension, name)),
        beside,
        _many(row["gestures"], behind(asked, "gestures", dimension, name)),
        two_lines(
            _amount(row["gesture_cost"], costs, behind(asked, "gesture_cost", dimension, name)),
            _per_contact(row["gesture_cost_per_contact"], costs),
        ),
    ]


def _approvals_of(row: Row, dimension: str, asked: Asked) -> str:
    query = behind(asked, "gesture_approval_rate", dimension, row["name"])
    return _approvals(row["gesture_approval_rate"], query)


def _per_contact(found: Figure, costs: Money) -> str:
    if not found["value"]:
        return ""
    return _("{amount} a contact").format(amount=money.amount(found["value"], costs))


def _rate(rate: Figure, query: Query) -> Safe:
    if rate["value"] is None:
        return Safe("–")
    shown = link("contacts", share(rate["value"]), query)
    of = _("of {n}").format(n=number(rate["denominator"]))
    if not is_judgeable(METRICS["gesture_rate"], rate):
        return two_lines(tag("span", shown, "faint"), _("{of}: too few to judge").format(of=of))
    return two_lines(shown, f"{between(rate['low'], rate['high'], 'share')} {of}")


def _usual(row: Row) -> Safe:
    """What is usual for such contacts, and whether this is surely apart from it: neither is bad."""
    if row["usual"] is None or not is_judgeable(METRICS["gesture_rate"], row["gesture_rate"] or NOTHING):
        return Safe("–")
    apart = row["apart"]
    return two_lines(share(row["usual"]), _(words.APART[apart]) if apart else _("within noise"))


def _bar(found: Figure, top: float) -> Safe:
    return bar(found["value"], None, None, top)


def _many(found: Figure, query: Query) -> str:
    return link("contacts", number(found["value"]), query) if found["value"] else number(0)


def _amount(found: Figure, costs: Money, query: Query) -> str:
    if not found["value"]:
        return "–" if found["value"] is None else money.amount(0, costs)
    return link("contacts", money.amount(found["value"], costs), query)


def _approvals(found: Figure, query: Query) -> Safe | str:
    n = found["denominator"]
    if not n:
        return "–"
    if not is_judgeable(METRICS["gesture_approval_rate"], found):
        said = _("{n} of {all}").format(n=number(found["numerator"]), all=number(n))
        return tag("span", link("contacts", said, query), "faint")
    shown = link("contacts", share(found["value"], 0), query)
    return two_lines(shown, between(found["low"], found["high"], "share"))


def gifts(rows: pl.DataFrame, dimension: str, asked: Asked, costs: Money) -> Safe:
    """What was given, or on whose authority: how many, how much in all, and how much each."""
    shown = rows.rows(named=True)
    total = sum(row["gestures"]["value"] or 0 for row in shown)
    cells = [_gift(row, dimension, asked, costs, total) for row in shown]
    first = _("Given") if dimension == "kind" else _("Authority")
    heads = [first, _("Gestures"), _("Of all"), _("Cost"), _("Each")]
    if dimension == "kind":
        heads.append(_("Needed approval"))
    return report(heads, cells, right=frozenset({1, 2, 3, 4, 5}), is_stacked=True)


def _gift(row: Row, dimension: str, asked: Asked, costs: Money, total: float) -> list[str]:
    name, many = row["name"], row["gestures"]
    approvals = row["gesture_approval_rate"]
    cells = [
        tag("span", words.group(dimension, name), "" if name else "soft"),
        _many(many, behind(asked, "gestures", dimension, name)),
        share((many["value"] or 0) / total, 0) if total else "–",
        _amount(row["gesture_cost"], costs, behind(asked, "gesture_cost", dimension, name)),
        money.amount(row["gesture_cost_each"]["value"], costs),
    ]
    told = behind(asked, "gesture_approval_rate", dimension, name)
    return [*cells, _approvals(approvals, told)] if dimension == "kind" else cells


def forest(found: Sequence[Compared], heads: Sequence[str]) -> Safe:
    """Differences to contacts alike, each with its interval about the line of none."""
    reach = {one.outcome: _reach(found, one) for one in found}
    cells = [
        [
            two_lines(_(words.WHAT[one.outcome]), words.compared(one)),
            _mark(one, reach[one.outcome]),
            two_lines(words.difference(one), words.bounds(one)) if one.difference.value is not None else "–",
        ]
        for one in found
    ]
    return report(heads, cells, right=frozenset({2}))


def _reach(found: Sequence[Compared], one: Compared) -> float:
    """Half the width of the line, alike for all in one unit."""
    is_time = one.outcome in LEAST_REACH
    kin = [each.difference for each in found if (each.outcome in LEAST_REACH) == is_time]
    ends = [abs(end) for each in kin for end in (each.low, each.high) if end is not None]
    return SPARE * max([LEAST_REACH.get(one.outcome, 0.1), *ends])


def _mark(one: Compared, reach: float) -> Safe:
    """A dot with its whisker; the line in the middle is no difference."""
    found = one.difference
    if found.value is None or found.low is None or found.high is None:
        return tag("span", tag("b"), "forest none", aria_hidden="true")
    low, at, high = (50 + 50 * end / reach for end in (found.low, found.value, found.high))
    whisker = tag("s", "", style=f"inset-inline-start:{low:.1f}%;width:{high - low:.1f}%")
    dot = tag("i", "", style=f"inset-inline-start:{at:.1f}%")
    return tag("span", join([tag("b"), whisker, dot]), _tone(one), aria_hidden="true")


def _tone(one: Compared) -> str:
    if not one.difference.is_clear:
        return "forest"
    is_more = (one.difference.value or 0) > 0
    return "forest better" if is_more == (one.outcome in words.BETTER_MORE) else "forest worse"
