"""The table of signals: how often each is heard, whether that moved, and how often people say it is right."""

from collections.abc import Mapping, Sequence

from language import _, between, number, points, share
from metrics.compare import is_judgeable
from metrics.metric import Metric
from metrics.wording import DOWN, UP
from ui.asked import Asked
from ui.bars import bar
from ui.links import Query, link
from ui.markup import Safe, tag
from ui.spark import spark
from ui.tables import report, two_lines
from ui.voices import names
from ui.voices.clicks import Judged
from ui.voices.story import RATE, Heard

CHANGE = 4  # the place of its column
LEAST_TOP = 0.05  # of the bars: small shares are not to look large


def table(
    found: Sequence[Heard],
    asked: Asked,
    here: Mapping[str, Query],
    judged: Mapping[str, Judged],
    chosen: str,
    *,
    is_compared: bool = True,
) -> Safe:
    """All signals; a name leads to the texts that hold it (`here`), a share to its contacts.

    Where nothing is compared the column of changes is left out.
    """
    top = max([LEAST_TOP, *(one.now["high"] or 0 for one in found)])
    rows = [
        _row(one, asked, here[one.signal], judged.get(one.signal), top, one.signal == chosen) for one in found
    ]
    heads = [_("Heard"), _("Of contacts"), "", _("Contacts"), _("Change"), _("By week"), _("Said right")]
    if not is_compared:
        heads, rows = _without(heads, CHANGE), [_without(row, CHANGE) for row in rows]
    right = frozenset({1, 3, 4, 6} if is_compared else {1, 3, 5})
    return report(heads, rows, right=right, is_stacked=True)


def _without(cells: Sequence[str], at: int) -> list[str]:
    return [*cells[:at], *cells[at + 1 :]]


def _row(
    one: Heard,
    asked: Asked,
    here: Query,
    judged: Judged | None,
    top: float,
    is_chosen: bool,
) -> list[str]:
    now = one.now
    n = number(now["numerator"] or 0)
    tone = one.tone if one.tone in {"better", "worse"} else ""
    return [
        tag("div", link("voices", names.signal(one.signal), here), "chosen" if is_chosen else ""),
        _share(one, RATE),
        bar(now["value"], now["low"], now["high"], top),
        link("contacts", n, asked.behind(RATE.id, signal=one.signal)) if now["denominator"] else n,
        _change(one),
        spark(one.weeks, "worse" if tone == "worse" else "better" if tone == "better" else ""),
        _judged(judged),
    ]


def _share(one: Heard, metric: Metric) -> str:
    now = one.now
    if now["value"] is None:
        return "–"
    if not is_judgeable(metric, now):
        return two_lines(tag("span", share(now["value"]), "faint"), _("too few to judge"))
    return two_lines(share(now["value"]), between(now["low"], now["high"], "share"))


def _change(one: Heard) -> str:
    """By how many points the share moved; within noise it is no move."""
    now, before = one.now, one.before
    if now["value"] is None or before["value"] is None:
        return "–"
    if not one.moved:
        return tag("span", _("within noise"), "soft")
    arrow = UP if one.moved > 0 else DOWN
    return two_lines(
        tag("b", f"{arrow} {points(abs(one.moved))}", one.tone),
        _("from {share}").format(share=share(before["value"])),
    )


def _judged(judged: Judged | None) -> str:
    """How many of those who clicked said right, and how often people heard it where Moked did not."""
    if judged is None:
        return "–"
    said = (
        _("{n} of {all}").format(n=number(judged.right), all=number(judged.clicks)) if judged.clicks else "–"
    )
    missed = _("{n} missed").format(n=number(judged.missed)) if judged.missed else ""
    return two_lines(said, missed)
