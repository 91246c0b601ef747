"""The table of the page How good is the list: the ways to order it, side by side."""

from language import _, between, number, share
from metrics.compare import Figure
from ui.bars import bar
from ui.list_worth import words
from ui.list_worth.found import Found, Way
from ui.markup import Safe, join, tag
from ui.tables import report, two_lines

SPARE = 1.1


def ways(found: Found) -> Safe:
    """Each way with what its lists came to; the one that makes the list is named."""
    told = found.ways
    top = SPARE * max([way.figure("precision")["high"] or 0 for way in told], default=0.0)
    heads = [
        _("Ordered by"),
        _("List left"),
        "",
        _("Leavers on it"),
        _("Against chance"),
        _("Same people"),
        _("Error"),
    ]
    rows = [_row(way, top, is_used=way.kind == found.study.chosen.kind) for way in told]
    return report(heads, rows, right=frozenset({1, 3, 4, 5, 6}), is_stacked=True)


def _row(way: Way, top: float, *, is_used: bool) -> list[str]:
    name = _(words.WAYS[way.kind])
    chip = tag("span", _("in use"), "chip c-note") if is_used else Safe("")
    one, brier, usual = way.figure("precision"), way.figure("brier"), way.figure("usual_brier")
    error = "–" if brier["value"] is None else number(brier["value"], 5)
    beside = (
        "" if usual["value"] is None else _("usual share {usual}").format(usual=number(usual["value"], 5))
    )
    lift = way.figure("lift")
    sure = "" if lift["low"] is None else f"{number(lift['low'], 1)}–{number(lift['high'], 1)}"
    return [
        two_lines(join([name, Safe(" "), chip]), _(words.ARE[way.kind])),
        _bounded(one),
        bar(one["value"], one["low"], one["high"], top),
        _bounded(way.figure("recall")),
        two_lines(words.times(lift["value"]), sure),
        share(way.figure("stability")["value"], 0),
        two_lines(error, beside),
    ]


def _bounded(one: Figure) -> Safe:
    return two_lines(share(one["value"]), between(one["low"], one["high"], "share"))
