"""The five tiles of the page Menu."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from language import _, between, figure, marked, number
from metrics.catalog import METRICS
from metrics.compare import Figure
from metrics.wording import too_few
from ui import readings
from ui.definitions import sentence
from ui.menu.story import TILES, Story, Walked
from ui.notices import Way
from ui.readings import NOTHING
from ui.tiles import Tile

SAID: dict[str, str] = {
    "menu_hang_up_rate": marked("before anybody answered"),
    "menu_opt_out_rate": marked("before they reached an end"),
    "menu_loop_rate": marked("at one place three times"),
    "containment_rate": marked("and not back within a week"),
}
LABELS = {"containment_rate": marked("Solved in the menu"), "menu_hang_up_rate": marked("Hung up")}


def tiles(story: Story, walked: Walked, stale: str = "") -> list[Tile]:
    """One tile per figure, ready to show; `stale` is the mark of old figures."""
    now, trends = story.now(), story.over_time(story.spark_grain, TILES)
    made = [_tile(metric, now.get(metric, NOTHING), story, walked, trends) for metric in TILES]
    return [replace(tile, state="stale", foot_end=stale) for tile in made] if stale else made


def ways(story: Story) -> Mapping[str, Way]:
    """Where each tile leads: the contacts behind its figure, as far as there are any."""
    label, now = _("Contacts behind: {figure}"), story.now()
    return {
        metric: Way("contacts", label.format(figure=_(label_of(metric))), story.asked.behind(metric))
        for metric in TILES
        if not readings.is_nothing(now.get(metric, NOTHING))
    }


def label_of(metric: str) -> str:
    """What a tile is called; under "Menu" not every label needs to say so."""
    return LABELS.get(metric, METRICS[metric].label)


def _tile(metric: str, found: Figure, story: Story, walked: Walked, trends: pl.DataFrame) -> Tile:
    one = METRICS[metric]
    tile = Tile(
        key=metric,
        label=_(label_of(metric)),
        definition=sentence(metric),
        value="–",
        foot=_n(one.unit, found),
    )
    if readings.is_nothing(found) or _is_untold(metric, walked):
        return replace(tile, target=_why_not(metric, walked), state="none")
    tile = replace(tile, value=figure(found["value"], one.unit), target=_target(metric, walked))
    if readings.judged(one, found) < one.minimum_n:
        return replace(tile, foot=too_few(readings.judged(one, found), one.minimum_n), state="few")
    return replace(
        tile,
        change=story.change(metric),
        trend=trends[metric].struct.field("value").to_list() if metric in trends.columns else (),
        foot_end=between(found["low"], found["high"], one.unit),
    )


def _n(unit: str, found: Figure) -> str:
    if unit != "share":
        return _("n {n}").format(n=number(found["denominator"] or 0))
    return _("{n} of {of}").format(n=number(found["numerator"] or 0), of=number(found["denominator"] or 0))


def _target(metric: str, walked: Walked) -> str:
    if metric != "menu_time_median":
        return _(SAID[metric])
    return (
        _("half take longer")
        if walked.steps is None
        else _("{n} steps on average").format(n=number(walked.steps, 1))
    )


def _why_not(metric: str, walked: Walked) -> str:
    """Why there is no figure."""
    if not walked.menus:
        return _("nothing to measure")
    if metric == "containment_rate":
        return _("too early, or callers not known") if walked.done else _("no source tells of it")
    return _("time not known") if metric == "menu_time_median" else _("path not known")


def _is_untold(metric: str, walked: Walked) -> bool:
    """Tell whether nobody says that a task was done: then none is known, rather than none there."""
    return metric == "containment_rate" and not walked.done
