"""The tables of the page Repeat contacts."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import polars as pl

from language import _, between, day, number, share
from metrics.compare import Figure
from ui.bars import bar
from ui.markup import Safe
from ui.readings import NOTHING
from ui.repeats import words
from ui.repeats.again import Span
from ui.tables import report, two_lines

SPARE, LEAST = 1.15, 30
MOST_TOPICS, MOST_PAIRS = 8, 6


def spans(rows: Sequence[Span], zone: str) -> Safe:
    """Coming again within 1, 7, 14 and 30 days, judged and provisional."""
    top = SPARE * max((one.matured["high"] or 0.0 for one in rows), default=0.0)
    cells = [
        [
            two_lines(words.within(one.days).capitalize(), _judged(one, zone)),
            *_share(one.matured, top),
            _provisional(one.provisional),
            number(one.matured["denominator"] or 0),
        ]
        for one in rows
    ]
    heads = [_("Comes again"), _("Share"), "", _("Provisional"), _("n")]
    return report(heads, cells, right=frozenset({1, 3, 4}))


def _judged(one: Span, zone: str) -> str:
    through = day(one.through.astimezone(ZoneInfo(zone)).date())
    return _("{about}, judged through {day}").format(about=words.about(one.topic), day=through)


def topics(table: pl.DataFrame) -> Safe:
    """The topics that bring most people back, with the share solved at once."""
    rows = table.head(MOST_TOPICS).rows(named=True)
    top = SPARE * max((row["again"]["high"] or 0.0 for row in rows), default=0.0)
    cells = [
        [row["topic"], *_share(row["again"], top), _solved(row["fcr"]), number(row["again"]["denominator"])]
        for row in rows
    ]
    heads = [_("Topic"), _("Come again"), "", _("Solved at once"), _("n")]
    return report(heads, cells, right=frozenset({1, 3, 4}))


def pairs(table: pl.DataFrame) -> Safe:
    """What follows what more often than before it."""
    rows = table.filter("is_above").head(MOST_PAIRS).rows(named=True)
    cells = [
        [
            words.pair(row["topic"], row["next_topic"], row["share"]),
            share(row["usual"], 1),
            number(row["share"]["denominator"]),
        ]
        for row in rows
    ]
    return report([_("What follows"), _("Usual"), _("n")], cells, right=frozenset({1, 2}))


def numbers(table: pl.DataFrame) -> Safe:
    """How satisfied people are with their first, second, third contact about one thing."""
    cells = []
    for row in table.rows(named=True):
        found, other = row["csat"], row["difference"] or NOTHING
        many = _("{n}th and later").format(n=row["number"]) if row["number"] >= 5 else _nth(row["number"])
        cells.append([many, *_share(found, 1.0), _points(other), number(found["denominator"] or 0)])
    heads = [_("Contact"), _("Satisfied"), "", _("Against the first"), _("n")]
    return report(heads, cells, right=frozenset({1, 3, 4}))


def _share(one: Figure, top: float) -> list[str]:
    """The share above its interval, and both as a bar."""
    if one["value"] is None:
        return ["–", ""]
    if (one["denominator"] or 0) < LEAST:
        return [two_lines(share(one["value"]), _("too few to judge")), ""]
    said = two_lines(share(one["value"]), between(one["low"], one["high"], "share"))
    return [said, bar(one["value"], one["low"], one["high"], top)]


def _provisional(one: Figure) -> str:
    return "–" if one["value"] is None else share(one["value"])


def _solved(one: Figure) -> str:
    few = one["value"] is None or (one["denominator"] or 0) < LEAST
    return "–" if few else share(one["value"], 0)


def _points(one: Figure) -> str:
    if one["value"] is None or one["low"] is None or one["high"] is None:
        return "–"
    sign = "▼" if one["value"] < 0 else "▲"
    is_noise = one["low"] <= 0 <= one["high"]
    said = _("{sign} {points} points").format(sign=sign, points=number(abs(100 * one["value"]), 1))
    return two_lines(said, _("within noise")) if is_noise else said


def _nth(contact: int) -> str:
    return (_("1st"), _("2nd"), _("3rd"), _("4th"))[contact - 1]
