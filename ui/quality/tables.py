"""The tables of the page Data quality."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from language import _, between, number, share
from metrics.compare import Figure
from metrics.quality.cost import ASSUMED, Step
from metrics.quality.fields import FAULTS
from ui.asked import Asked
from ui.bars import bar
from ui.links import link
from ui.markup import Safe, fold, join, tag
from ui.quality import words
from ui.routing.words import spent
from ui.tables import report, two_lines

Row = Mapping[str, Any]
LEAST = 30  # entries, under which no share is judged


def fields(rows: pl.DataFrame, asked: Asked, *, is_listed: bool) -> Safe:
    """Each field with its faults, sound ones folded; where the list may be seen, a figure opens its part."""
    wrong, sound = rows.filter(pl.col("faulty") > 0), rows.filter(pl.col("faulty") == 0)
    if wrong.is_empty() or sound.is_empty():
        return _fields(rows, asked, is_listed=is_listed)
    rest = fold(words.no_fault(sound["field"].to_list()), [_fields(sound, asked, is_listed=is_listed)])
    return join([_fields(wrong, asked, is_listed=is_listed), rest])


def _fields(rows: pl.DataFrame, asked: Asked, *, is_listed: bool) -> Safe:
    labels = [_(label) for label in FAULTS.values()]
    heads = [_("Field"), _("Lost at wrong desks"), *labels, _("Sound"), "", _("Contacts that show it")]
    cells = [_field(row, asked, is_listed=is_listed) for row in rows.to_dicts()]
    return report(heads, cells, right=frozenset({1, 2, 3, 4, 5, 6, 8}), is_stacked=True)


def _field(row: Row, asked: Asked, *, is_listed: bool) -> list[str]:
    name, sound = row["field"], row["sound"]
    entries = _("{n} entries looked at").format(n=number(row["checked"]))
    minutes = tag("b", spent(60 * row["minutes"])) if row["minutes"] else tag("span", "–", "faint")
    is_judged = row["checked"] >= LEAST
    return [
        two_lines(_opened(words.field(name), row["faulty"], asked, is_listed, field=name), entries),
        minutes,
        *(_count(row[fault], asked, is_listed, field=name, fault=fault) for fault in FAULTS),
        tag("span", share(sound["value"]), "" if is_judged else "faint"),
        bar(sound["value"], None, None, 1.0),
        number(row["contacts"]) if row["contacts"] else tag("span", "–", "faint"),
    ]


def _count(n: int | None, asked: Asked, is_listed: bool, **narrowed: str) -> Safe:
    """How many faults, leading to them; where nobody can tell, a dash."""
    if n is None:
        return tag("span", "–", "faint", title=_("Nobody can tell"))
    return _opened(number(n), n, asked, is_listed, **narrowed)


def _opened(label: str, n: int, asked: Asked, is_listed: bool, **narrowed: str) -> Safe:
    if not n or not is_listed:
        return tag("span", label, "" if n else "faint")
    query = {**asked.query(), **{name: [value] for name, value in narrowed.items()}}
    return link("data_quality", label, query)


def ladder(steps: Sequence[Step]) -> Safe:
    """What a record takes when it is mended then: measured beside assumed."""
    top = max([step.minutes or 0.0 for step in steps] + [0.0])
    cells = [
        [
            two_lines(_(words.WHEN[step.when]), words.basis(step)),
            tag("b", words.later(step))
            if step.minutes is not None
            else tag("span", words.later(step), "faint"),
            bar(step.minutes, step.low, step.high, top * 1.15, is_strong=step.when == "damage"),
            "–" if step.times is None else _("× {n}").format(n=number(step.times, 1)),
            tag("span", _("× {n}").format(n=number(ASSUMED[step.when])), "soft"),
        ]
        for step in steps
    ]
    heads = [_("Mended"), _("A record, here"), "", _("Here"), _("1-10-100, assumed")]
    return report(heads, cells, right=frozenset({1, 3, 4}), is_stacked=True)


def segments(rows: pl.DataFrame) -> Safe:
    """How sound the records of each segment are."""
    worst = pl.col("data_quality").struct.field("value")
    cells = [
        [row["segment"] or tag("span", _("no segment on record"), "soft"), *_sound(row["data_quality"])]
        for row in rows.sort(worst, "segment").to_dicts()
    ]
    heads = [_("Segment"), _("Sound"), "", _("Entries")]
    return report(heads, cells, right=frozenset({1, 3}))


def _sound(one: Figure) -> list[str]:
    n = one["denominator"] or 0
    if n < LEAST:
        return [tag("span", _("too few to judge"), "faint"), "", number(n)]
    said = two_lines(share(one["value"]), between(one["low"], one["high"], "share"))
    return [said, bar(one["value"], None, None, 1.0), number(n)]
