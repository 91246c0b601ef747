"""The tiles of the page Gestures."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from language import _, between, figure, marked, number
from metrics.catalog import METRICS
from metrics.compare import Figure
from metrics.wording import too_few
from settings import Money
from ui import readings
from ui.definitions import sentence
from ui.gestures import money
from ui.gestures.story import TILES, Story
from ui.notices import Way
from ui.readings import NOTHING
from ui.tiles import Tile

AMOUNTS = ("gesture_cost", "gesture_cost_each")
TARGETS: dict[str, str] = {
    "gesture_rate": marked("of answered contacts"),
    "gestures": marked("one contact may have several"),
    "gesture_cost": marked("all together"),
    "gesture_cost_each": marked("on average"),
    "gesture_approval_rate": marked("not on the agent's own word"),
}
NONE: dict[str, str] = {
    "gesture_cost": marked("no cost is known"),
    "gesture_cost_each": marked("no cost is known"),
    "gesture_approval_rate": marked("no authority is known"),
}


def tiles(story: Story, costs: Money, stale: str = "") -> list[Tile]:
    """One tile per figure, ready to show."""
    now, trends = story.now(), story.over_time(story.spark_grain, TILES)
    made = [_tile(metric, now.get(metric, NOTHING), story, trends, costs) for metric in TILES]
    return [replace(tile, state="stale", foot_end=stale) for tile in made] if stale else made


def ways(story: Story) -> Mapping[str, Way]:
    """Where each tile leads: the gestures, or the contacts, behind its figure."""
    label = _("Contacts behind: {figure}")
    return {
        metric: Way("contacts", label.format(figure=_(METRICS[metric].label)), story.asked.behind(metric))
        for metric in TILES
    }


def _tile(metric: str, found: Figure, story: Story, trends: pl.DataFrame, costs: Money) -> Tile:
    one = METRICS[metric]
    n = number(found["denominator"] or 0)
    tile = Tile(
        key=metric,
        label=_(one.label),
        definition=sentence(metric),
        value="–",
        foot=_("n {n}").format(n=n) if one.denominator else "",
    )
    if readings.is_nothing(found):
        return replace(tile, target=_(NONE.get(metric, marked("nothing to measure"))), state="none")
    tile = replace(tile, value=_said(metric, found["value"], costs), target=_(TARGETS[metric]))
    if readings.judged(one, found) < one.minimum_n:
        return replace(tile, foot=too_few(readings.judged(one, found), one.minimum_n), state="few")
    ends = (
        money.between(found, costs) if metric in AMOUNTS else between(found["low"], found["high"], one.unit)
    )
    return replace(
        tile,
        change=story.change(metric),
        trend=trends[metric].struct.field("value").to_list() if metric in trends.columns else (),
        foot_end=ends if found["low"] is not None else "",
    )


def _said(metric: str, value: float | None, costs: Money) -> str:
    return money.amount(value, costs) if metric in AMOUNTS else figure(value, METRICS[metric].unit)
