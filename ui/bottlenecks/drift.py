"""The part Slow drifts: weekly shares that left the range they vary in, week by week and queue by queue.

Slower than what rings, and nothing rings for it. The limits are Laney's (`metrics.bottlenecks.laney`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import numpy as np
import polars as pl

from language import _, day, listing, ngettext, number, share
from metrics.bottlenecks.laney import LEAST_WEEKS, Chart, chart
from ui import cards, data, links, markup, notices
from ui.data import Window
from ui.markup import Safe, join, tag
from ui.periods import begins, week_of
from ui.scene import Scene
from ui.tables import report, two_lines

WEEKS = 26
METRIC = "service_level"
LATELY = 4  # weeks whose leaving the range is still news
WIDTH, HEIGHT = 160.0, 40.0


@dataclass(frozen=True)
class Drift:
    """A queue's share in time by whole week, oldest first, in its chart."""

    queue: str
    weeks: tuple[date, ...]
    n: tuple[int, ...]
    chart: Chart

    @property
    def left(self) -> int | None:
        """The newest of the last weeks that is out of its range, or ends a run of eight on one side."""
        marks = [
            out or shifted for out, shifted in zip(self.chart.is_out, self.chart.is_shifted, strict=True)
        ]
        late = range(len(marks) - 1, max(-1, len(marks) - 1 - LATELY), -1)
        return next((at for at in late if marks[at]), None)

    @property
    def is_back(self) -> bool:
        """Whether it left its range of late, and the newest week lies within it again."""
        return self.left is not None and self.left < len(self.weeks) - 1

    @property
    def digits(self) -> int:
        """How many digits its shares need, so that what is out of the range also reads so."""
        at = self.left
        if at is None or not self.chart.is_out[at]:
            return 0
        value = float(self.chart.share[at])
        limit = float(self.chart.low[at] if self.is_worse else self.chart.high[at])
        return next((n for n in (0, 1) if share(value, n) != share(limit, n)), 2)

    @property
    def is_worse(self) -> bool:
        """Whether it left its range, or its centre, downwards."""
        at = self.left
        return at is not None and float(self.chart.share[at]) < self.chart.centre


def show(scene: Scene) -> None:
    """Show which queues drift, what got worse first."""
    [slot] = cards.row(("drift", 360))
    with cards.figure(slot):
        found, few = drifts(scene)
        moved = sorted(
            (one for one in found if one.left is not None),
            key=lambda one: (one.is_back, not one.is_worse, one.queue),
        )
        head = title(moved) if found else _("How far each queue varies from week to week")
        cards.title(head, _("share in time by whole week; a dot: out of the range it varies in"))
        if not found:
            said = _("It takes {n} whole weeks to tell how far a queue varies by itself.")
            notices.state("hourglass_top", _("Too few weeks yet"), said.format(n=number(LEAST_WEEKS)))
            return
        heads = [
            _("Queue"),
            _("The last {n} weeks").format(n=number(max(len(one.weeks) for one in found))),
            _("Its usual range"),
            _("What happened"),
        ]
        still = [one for one in found if one.left is None]
        rows = [_row(one) for one in [*moved, *sorted(still, key=lambda one: one.queue)]]
        markup.show(report(heads, rows, is_stacked=True))
        if few:
            said = _("Too few weeks to tell: {queues}.").format(queues=listing(few))
            markup.show(tag("p", said, "soft"))


def title(moved: Sequence[Drift]) -> str:
    """How many queues drift by the newest week; where none does, which did of late and are back."""
    now = [one for one in moved if not one.is_back]
    worse = sum(one.is_worse for one in now)
    if worse:
        said = ngettext(
            "{n} queue drifts away from being in time", "{n} queues drift away from being in time", worse
        )
        return said.format(n=number(worse))
    if now:
        return ngettext(
            "{n} queue does better than it used to", "{n} queues do better than they used to", len(now)
        ).format(n=number(len(now)))
    if len(moved) == 1:
        [one] = moved
        said = _("{queue} was out of its range in the week of {day}, and is back since")
        return said.format(queue=one.queue, day=day(one.weeks[one.left or 0]))
    if moved:
        said = _("{n} queues were out of their range of late, and are back since")
        return said.format(n=number(len(moved)))
    return _("No queue drifts: each varies within its usual range")


def drifts(scene: Scene) -> tuple[list[Drift], list[str]]:
    """The charts of all queues with enough whole weeks, and the names of the others."""
    rows = weekly(scene)
    found, few = [], []
    for (queue,), part in rows.group_by("queue", maintain_order=True):
        made = drift(str(queue), part)
        if made is None:
            few.append(str(queue))
        else:
            found.append(made)
    return found, few


def weekly(scene: Scene) -> pl.DataFrame:
    """Share in time by queue and whole week: queue, week, n (in time), of."""
    empty = pl.DataFrame(schema={"queue": pl.String, "week": pl.Date, "n": pl.Float64, "of": pl.Float64})
    span, zone = data.span(scene), scene.settings.site.zone
    if span.first is None:
        return empty
    this = week_of(scene.today, scene.settings.site.week_start).first
    whole = week_of(span.first + timedelta(6), scene.settings.site.week_start).first
    first = max(this - timedelta(weeks=WEEKS), whole)
    if first >= this:
        return empty
    window = Window(begins(first, zone), begins(this, zone))
    found = data.figures(scene, window, (METRIC,), by=("queue", "week"))
    if not found.height:
        return empty
    one = pl.col(METRIC).struct
    told = found.select("queue", "week", n=one.field("numerator"), of=one.field("denominator"))
    return told.drop_nulls("queue").sort("queue", "week")


def drift(queue: str, rows: pl.DataFrame) -> Drift | None:
    """The chart of one queue; None where its weeks are too few."""
    known = rows.with_columns(pl.col("n", "of").fill_null(0.0).cast(pl.Float64))
    made = chart(known["n"].to_numpy(), known["of"].to_numpy())
    if made is None:
        return None
    return Drift(queue, tuple(known["week"]), tuple(int(of) for of in known["of"]), made)


def _row(one: Drift) -> list[str]:
    at = len(one.weeks) - 1 if one.left is None else one.left
    low, high = float(one.chart.low[at]), float(one.chart.high[at])
    least, most = share(low, one.digits).removesuffix("%").rstrip(), share(high, one.digits)
    usual = _("{low}–{high}").format(low=least, high=most)
    return [
        two_lines(
            tag("span", one.queue, dir="auto"), _("n {n} a week").format(n=number(float(np.median(one.n))))
        ),
        picture(one),
        tag("span", usual, "num"),
        said(one),
    ]


def said(one: Drift) -> Safe:
    """What happened in the newest week that left the range; it leads to that week's contacts."""
    at = one.left
    if at is None:
        within = _("within its usual range in the last {n} weeks").format(n=number(LATELY))
        return tag("span", within, "soft")
    value, week = float(one.chart.share[at]), one.weeks[at]
    words = _("{share} in the week of {day}").format(share=share(value, one.digits), day=day(week))
    way: Mapping[str, Any] = {
        "figure": METRIC,
        "queue": one.queue,
        "from": week.isoformat(),
        "to": (week + timedelta(7)).isoformat(),
    }
    if one.chart.is_out[at]:
        why = _("below what it varies by") if one.is_worse else _("above what it varies by")
    else:
        why = (
            _("the eighth week or more below its mean")
            if one.is_worse
            else _("the eighth week or more above its mean")
        )
    if one.is_back:
        why = _("{why}; back since").format(why=why)
    css = "worse" if one.is_worse else "better"
    arrow = tag("b", "▼ " if one.is_worse else "▲ ", css)
    return join([arrow, links.link("contacts", words, way), tag("small", why)])


def picture(one: Drift) -> Safe:
    """The weeks as a line over the range they vary in, with dots where they left it."""
    known = [*one.chart.share[~np.isnan(one.chart.share)], *one.chart.low, *one.chart.high]
    low, high = float(min(known)), float(max(known))
    room = (high - low) or 1.0

    def place(at: int, value: float) -> str:
        across = 4 + (WIDTH - 8) * at / max(len(one.weeks) - 1, 1)
        return f"{across:.1f},{4 + (HEIGHT - 8) * (1 - (value - low) / room):.1f}"

    every = range(len(one.weeks))
    upper = " ".join(place(at, float(one.chart.high[at])) for at in every)
    lower = " ".join(place(at, float(one.chart.low[at])) for at in reversed(every))
    there = [at for at in every if not np.isnan(one.chart.share[at])]
    line = " ".join(place(at, float(one.chart.share[at])) for at in there)
    dots = [place(at, float(one.chart.share[at])) for at in there if one.chart.is_out[at]]
    layers = [
        _layer(f"<polygon points='{upper} {lower}'/>", "band"),
        _layer(f"<polyline points='{line}' fill='none' stroke='black' stroke-width='1.6'/>", "line"),
        _layer("".join(_dot(each) for each in dots), "dots"),
    ]
    return tag("span", join(layers), "mk-drift", aria_hidden="true")


def _dot(place: str) -> str:
    x, y = place.split(",")
    return f"<circle cx='{x}' cy='{y}' r='3'/>"


def _layer(drawn: str, css: str) -> Safe:
    if not drawn:
        return Safe("")
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH:g} {HEIGHT:g}'>{drawn}</svg>"
    return tag("i", "", css, style=f'--s:url("data:image/svg+xml,{quote(svg)}")')
