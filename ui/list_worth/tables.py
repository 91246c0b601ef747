"""The table of the page How good is the list: the ways to order it, side by side."""

from language import _, between, number, share
from metrics.compare import Figure
from ui.bars import bar
from ui.list_worth import choice, words
from ui.list_worth.found import Found, Way
from ui.markup import Safe, join, tag
from ui.tables import report, two_lines

SPARE = 1.1


def ways(found: Found) -> Safe:
    """Each way with what its lists came to; the one that makes the list is named."""
    told = found.ways
    top = SPARE * max([way.figure("precision")["high"] or 0 for way in told], default=0.0)
    heads = [
        _("List goes by"),
        _("Of the list, left"),
        "",
        _("Times better than chance"),
        _("Of leavers, on it"),
        _("Same as the week before"),
    ]
    rows = [_row(way, top, choice.chip(found, way)) for way in told]
    return report(heads, rows, right=frozenset({1, 3, 4, 5}), is_stacked=True)


def _row(way: Way, top: float, said: str) -> list[str]:
    name = _(choice.WAYS[way.kind])
    chip = tag("span", said, "chip c-note") if said else Safe("")
    one = way.figure("precision")
    lift = way.figure("lift")
    sure = "" if lift["low"] is None else f"{number(lift['low'], 1)}–{number(lift['high'], 1)}"
    return [
        two_lines(join([name, Safe(" "), chip]), _(choice.ARE[way.kind])),
        _bounded(one),
        bar(one["value"], one["low"], one["high"], top),
        two_lines(words.times(lift["value"]), sure),
        _bounded(way.figure("recall")),
        share(way.figure("stability")["value"], 0),
    ]


def _bounded(one: Figure) -> Safe:
    return two_lines(share(one["value"]), between(one["low"], one["high"], "share"))
