"""The six tiles of the page Queues."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import polars as pl

from language import _, between, figure, marked, number, share
from metrics.catalog import METRICS
from metrics.compare import Figure
from metrics.week.headlines import HEADLINES
from metrics.wording import too_few
from ui import channels, readings
from ui.definitions import sentence
from ui.notices import Way
from ui.queues import words
from ui.queues.story import TILES, Story
from ui.readings import NOTHING
from ui.tiles import Tile
from ui.words import brief

JUDGED = marked(
    "Better or worse: beyond chance in these two periods alone. The page Snapshot asks for more, that it be"
    " beyond what weeks differ by anyway, so it may call the same change noise."
)


def tiles(story: Story, stale: str = "") -> list[Tile]:
    """One tile per figure, ready to show; `stale` is the mark of old figures, and makes them faint."""
    now = story.now()
    trends = story.over_time(story.spark_grain)
    made = [_tile(story, metric, now.get(metric, NOTHING), trends) for metric in TILES]
    return [replace(tile, state="stale", foot_end=stale) for tile in made] if stale else made


def ways(story: Story) -> Mapping[str, Way]:
    """Where each tile leads: the contacts behind its figure."""
    label = _("Contacts behind: {figure}")
    return {
        metric: Way("contacts", label.format(figure=_(METRICS[metric].label)), story.asked.behind(metric))
        for metric in TILES
    }


def _tile(story: Story, metric: str, now: Figure, trends: pl.DataFrame) -> Tile:
    one, target = METRICS[metric], story.target(metric)
    tile = Tile(
        key=metric,
        label=_(one.label),
        definition=_meaning(story, metric),
        value="–",
        foot=_n(story, metric, now),
    )
    if readings.is_nothing(now):
        return replace(tile, target=_("nothing to measure"), state="none")
    tile = replace(tile, value=words.median(now) if now["value"] is None else figure(now["value"], one.unit))
    if readings.judged(one, now) < one.minimum_n:
        said = words.too_few(now) if one.unit == "share" else _("too few to judge")
        return replace(tile, target=said, foot=too_few(readings.judged(one, now), one.minimum_n), state="few")
    known = now["low"] is not None and now["high"] is not None
    return replace(
        tile,
        target=TARGETS[metric](story, target),
        change=story.change(metric),
        trend=_trend(trends, metric),
        foot_end=between(now["low"], now["high"], one.unit) if known else _outside(story, metric),
        tone="worse" if readings.misses(now, target, one) else "",
    )


def _meaning(story: Story, metric: str) -> str:
    """What a figure means, and the thresholds it went by in this period."""
    in_force = words.in_force(story.within()) if metric == "service_level" else ""
    judged = _(JUDGED) if metric in {one.id for one in HEADLINES} else ""
    return " ".join(part for part in (sentence(metric), in_force, judged) if part)


def _trend(trends: pl.DataFrame, metric: str) -> list[float | None]:
    if metric not in trends.columns:
        return []
    return trends[metric].struct.field("value").to_list()


def _n(story: Story, metric: str, now: Figure) -> str:
    if metric == "offered":
        return (
            channels.words(story.asked.channel, story.asked.channels)
            if story.asked.channel
            else _("all channels")
        )
    if metric == "patience_median":
        return _("{n} gave up").format(n=number(now["numerator"] or 0))
    return _("n {n}").format(n=number(now["denominator"] or 0))


def _outside(story: Story, metric: str) -> str:
    """The demand that no service level counts, in sight beside what is offered."""
    n = story.outside_hours() if metric == "offered" else 0
    return _("{n} outside hours").format(n=number(n)) if n else ""


def _in_time(story: Story, target: float | None) -> str:
    thresholds = story.within()
    if target is None:
        return words.within(thresholds)
    # A tile has no room for more; its definition says which limits.
    within = words.within(thresholds) if len(thresholds) == 1 else _("within limits")
    return _("target {share} {within}").format(share=share(target, 0), within=within)


def _at_most(unit: str) -> Callable[[Story, float | None], str]:
    def said(_story: Story, target: float | None) -> str:
        if target is None:
            return _("no target set")
        shown = share(target, 0) if unit == "share" else brief(target)
        return (_("target at most {value}") if unit == "share" else _("target {value}")).format(value=shown)

    return said


def _per_day(story: Story, _target: float | None) -> str:
    """The mean of whole days; today is none yet."""
    days = [day for day in story.days() if day < story.scene.today]
    if not days:
        return _("so far today")
    by_day = story.over_time("day", ("offered",)).filter(pl.col("day").is_in(days))
    offered = by_day["offered"].struct.field("value").sum()
    return _("{n} a day").format(n=number(float(offered or 0) / len(days)))


TARGETS: dict[str, Callable[[Story, float | None], str]] = {
    "service_level": _in_time,
    "wait_median": lambda _story, _target: _("half wait longer"),
    "wait_p90": _at_most("seconds"),
    "abandon_rate": _at_most("share"),
    "patience_median": lambda _story, _target: _("half would stay longer"),
    "offered": _per_day,
}
