"""The tiles of the page Satisfaction."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from language import _, between, figure, marked, number, share
from metrics.catalog import METRICS
from metrics.compare import Figure
from metrics.wording import too_few
from ui import readings
from ui.definitions import sentence
from ui.notices import Way
from ui.readings import NOTHING
from ui.satisfaction.story import KIND_OF, TILES, Story
from ui.tiles import Tile

TRENDS = ("csat", "nps", "ces", "solved_rate", "response_rate")
NOBODY: dict[str, str] = {
    "response_rate": marked("nobody was asked"),
    **{metric: marked("nobody answered this") for metric in KIND_OF},
}


def tiles(story: Story, stale: str = "") -> list[Tile]:
    """One tile per figure, ready to show; the weighted share stands beside the plain one."""
    now, kinds = story.now(), story.of_kinds()
    trends = story.over_time(story.spark_grain, TRENDS)
    made = [_tile(metric, now.get(metric, NOTHING), story, trends, kinds) for metric in TILES]
    return [replace(tile, state="stale", foot_end=stale) for tile in made] if stale else made


def ways(story: Story) -> Mapping[str, Way]:
    """Where each tile leads: the contacts behind its figure."""
    label = _("Contacts behind: {figure}")
    return {
        metric: Way("contacts", label.format(figure=_(METRICS[metric].label)), story.asked.behind(metric))
        for metric in TILES
    }


def _tile(
    metric: str, found: Figure, story: Story, trends: pl.DataFrame, kinds: Mapping[str, Figure]
) -> Tile:
    one = METRICS[metric]
    tile = Tile(
        key=metric,
        label=_(one.label),
        definition=sentence(metric),
        value="–",
        foot=_n(metric, found),
    )
    if readings.is_nothing(found):
        return replace(tile, target=_(NOBODY[metric]), state="none")
    tile = replace(tile, value=figure(found["value"], one.unit), target=_asked(metric, kinds))
    if readings.judged(one, found) < one.minimum_n:
        return replace(tile, foot=too_few(readings.judged(one, found), one.minimum_n), state="few")
    return replace(
        tile,
        change=story.change(metric),
        trend=trends[metric].struct.field("value").to_list() if metric in trends.columns else (),
        foot_end=between(found["low"], found["high"], one.unit),
    )


def _n(metric: str, found: Figure) -> str:
    said = _("n_eff {n}") if metric == "csat_weighted" else _("n {n}")
    return said.format(n=number(found["denominator"] or 0))


def _asked(metric: str, kinds: Mapping[str, Figure]) -> str:
    """How many of those asked this answered."""
    if metric == "csat_weighted":
        return _("for all who were asked")
    if metric == "response_rate":
        return _("all questions together")
    of = kinds.get(KIND_OF[metric], NOTHING)
    return _("{share} of {n} answered").format(share=share(of["value"], 0), n=number(of["denominator"]))
