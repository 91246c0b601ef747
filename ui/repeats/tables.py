"""The tables of the page Repeat contacts."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from language import _, between, figure, number, share
from metrics.catalog import METRICS
from metrics.compare import Figure, is_judgeable
from metrics.contact_number import PerContact
from metrics.wording import too_few
from ui.asked import Asked
from ui.bars import bar
from ui.definitions import sentence
from ui.links import Query, link
from ui.markup import Safe, icon, join, tag
from ui.readings import NOTHING
from ui.repeats import words
from ui.repeats.chains import Chains
from ui.repeats.coming import Span
from ui.tables import report, two_lines
from ui.tiles import definition

SPARE, LEAST = 1.15, 30
MOST_TOPICS, MOST_PAIRS = 8, 6


def spans(rows: Sequence[Span], zone: str, asked: Asked) -> Safe:
    """Coming again within 1, 7, 14 and 30 days, judged and provisional; a share leads to its contacts.

    Windows that are over for nobody are told below, with when they will be.
    """
    shown = [one for one in rows if one.matured["denominator"]]
    top = SPARE * max((one.matured["high"] or 0.0 for one in shown), default=0.0)
    cells = [
        [
            two_lines(words.within(one.days).capitalize(), _judged(one, zone)),
            *_share(one.matured, top, asked.behind("repeat_rate", within=str(one.days), about=one.topic)),
            _provisional(one.provisional),
            number(one.matured["denominator"] or 0),
        ]
        for one in shown
    ]
    heads = [_("Comes again"), _("Share"), "", _("Provisional"), _("n")]
    rest = [one for one in rows if not one.matured["denominator"]]
    later = tag("p", words.early(rest, ZoneInfo(zone)), "foot") if rest else ""
    return join([report(heads, cells, right=frozenset({1, 3, 4})), later])


def has_spans(rows: Sequence[Span]) -> bool:
    """Tell whether any window is over for any contact."""
    return any(one.matured["denominator"] for one in rows)


def _judged(one: Span, zone: str) -> str:
    through = words.local(one.through, ZoneInfo(zone))
    return _("{about}, judged through {day}").format(about=words.about(one.topic), day=through)


def topics(table: pl.DataFrame, asked: Asked) -> Safe:
    """The topics that bring most people back, with the share solved at once; both lead to their contacts.

    Topics of too few judged contacts stand in one row.
    """
    n = pl.col("again").struct["denominator"]
    rows = table.filter(n >= LEAST).head(MOST_TOPICS).rows(named=True)
    few = table.filter(n > 0, n < LEAST).rows(named=True)
    top = SPARE * max((row["again"]["high"] or 0.0 for row in rows), default=0.0)
    cells = [
        [
            row["topic"],
            *_share(row["again"], top, asked.behind("repeat_rate", about="same", topic=row["topic"])),
            _solved(row["fcr"], asked.behind("fcr", topic=row["topic"])),
            number(row["again"]["denominator"]),
        ]
        for row in rows
    ]
    if few:
        every = sum(int(row["again"]["denominator"]) for row in few)
        name = tag("span", words.few_topics([row["topic"] for row in few]), "soft")
        cells.append([name, tag("span", _("too few to judge"), "faint"), "", "–", number(every)])
    heads = [_("Topic"), _("Come again"), "", _("Solved at once"), _("n")]
    return report(heads, cells, right=frozenset({1, 3, 4}))


def has_topics(table: pl.DataFrame) -> bool:
    """Tell whether any topic has a contact that is judged."""
    return bool(table.select((pl.col("again").struct["denominator"] > 0).any()).item())


def pairs(table: pl.DataFrame, asked: Asked) -> Safe:
    """What follows what more often than before it; how often leads to the contacts that were followed."""
    rows = table.filter("is_above").head(MOST_PAIRS).rows(named=True)
    cells = [
        [
            words.pair(row["topic"], row["next_topic"], row["share"]),
            share(row["usual"], 1),
            _followed(row, asked),
        ]
        for row in rows
    ]
    return report([_("What follows"), _("Usual"), _("Followed")], cells, right=frozenset({1, 2}))


def _followed(row: Mapping[str, Any], asked: Asked) -> Safe:
    query = asked.behind("next_issue_rate", topic=row["topic"], next_topic=row["next_topic"])
    shown = link("contacts", number(row["share"]["numerator"]), query)
    return two_lines(shown, _("of {n}").format(n=number(row["share"]["denominator"])))


def numbers(table: pl.DataFrame, asked: Asked) -> Safe:
    """How satisfied people are with their first, second, third contact about one thing."""
    cells = [
        [
            _nth(row["number"]),
            *_share(row["csat"], 1.0, asked.behind("csat", nth=str(row["number"]))),
            _points(row["difference"] or NOTHING, row["csat"]["denominator"], is_first=row["number"] == 1),
            number(row["csat"]["denominator"] or 0),
        ]
        for row in table.iter_rows(named=True)
    ]
    heads = [_("Contact"), _("Satisfied"), "", _("Against the first"), _("Rated")]
    return report(heads, cells, right=frozenset({1, 3, 4}))


def satisfaction(found: PerContact, table: pl.DataFrame, asked: Asked) -> Safe:
    """Satisfaction by the contact's number, under the reason why no estimate can be made of it."""
    reason = words.refusal(found)
    why = tag("div", join([icon("block"), tag("div", reason)]), "note") if reason else ""
    return join([why, numbers(table, asked) if table.height else ""])


def chains(found: Chains, asked: Asked) -> Safe:
    """What issues take: on average, and how many take one contact, two, three."""
    return join([per_issue(found.figures, asked), lengths(found.lengths)])


def lengths(table: pl.DataFrame) -> Safe:
    """How many contacts issues take, and what each kind takes of all contacts and minutes."""
    top = SPARE * max((row["issues"]["high"] or 0.0 for row in table.iter_rows(named=True)), default=0.0)
    cells = [
        [
            words.needed(row["needed"]),
            *_share(row["issues"], top),
            share(row["contacts"]["value"]),
            share(row["minutes"]["value"]),
            number(row["issues"]["numerator"]),
        ]
        for row in table.iter_rows(named=True)
    ]
    heads = [_("Took"), _("Of issues"), "", _("Of contacts"), _("Of minutes"), _("Issues")]
    return report(heads, cells, right=frozenset({1, 3, 4, 5}))


def per_issue(figures: Mapping[str, Figure], asked: Asked) -> Safe:
    """What one issue takes on average, each figure with its interval and a way to its contacts."""
    return tag("div", join(_one_of(name, one, asked) for name, one in figures.items()), "mk-facts")


def _one_of(metric: str, one: Figure, asked: Asked) -> Safe:
    name = tag("span", definition(_(METRICS[metric].label), sentence(metric)))
    if one["value"] is None:
        return tag("div", join([name, tag("b", "–")]))
    if not is_judgeable(METRICS[metric], one):
        few = tag("span", too_few(int(one["denominator"] or 0), METRICS[metric].minimum_n))
        return tag("div", join([name, tag("b", figure(one["value"], "ratio"), "faint"), few]))
    value = link("contacts", figure(one["value"], "ratio"), asked.behind(metric))
    return tag("div", join([name, tag("b", value), tag("span", between(one["low"], one["high"], "ratio"))]))


def _share(one: Figure, top: float, query: Query | None = None) -> list[str]:
    """The share above its interval, and both as a bar."""
    if one["value"] is None:
        return ["–", ""]
    said = link("contacts", share(one["value"]), query) if query else share(one["value"])
    if (one["denominator"] or 0) < LEAST:
        return [two_lines(said, _("too few to judge")), ""]
    drawn = bar(one["value"], one["low"], one["high"], top)
    return [two_lines(said, between(one["low"], one["high"], "share")), drawn]


def _provisional(one: Figure) -> str:
    return tag("span", _("too new"), "faint") if one["value"] is None else share(one["value"])


def _solved(one: Figure, query: Query) -> str:
    few = one["value"] is None or (one["denominator"] or 0) < LEAST
    return "–" if few else link("contacts", share(one["value"], 0), query)


def _points(one: Figure, n: float | None, *, is_first: bool) -> str:
    """By how many points of 100 those who rated differ from first contacts; n of them did."""
    if is_first:
        return "–"
    if (n or 0) < LEAST:
        return tag("span", _("too few to judge"), "faint")
    if one["value"] is None or one["low"] is None or one["high"] is None:
        return tag("span", _("nothing alike to compare with"), "soft")
    sign = "▼" if one["value"] < 0 else "▲"
    is_noise = one["low"] <= 0 <= one["high"]
    said = _("{sign} {points} points").format(sign=sign, points=number(abs(100 * one["value"]), 1))
    if is_noise:
        return two_lines(said, _("within noise"))
    low, high = sorted((abs(100 * one["low"]), abs(100 * one["high"])))
    return two_lines(said, f"{number(low, 1)}–{number(high, 1)}")


def _nth(contact: int) -> str:
    return (_("1st"), _("2nd"), _("3rd"), _("4th"), _("5th and later"))[contact - 1]
