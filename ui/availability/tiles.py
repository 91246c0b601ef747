"""The tiles of the page Availability."""

from collections.abc import Mapping
from dataclasses import replace

from language import _, between, figure, marked, number, share
from metrics.catalog import METRICS
from metrics.compare import Figure
from metrics.wording import ChangeWords, too_few
from ui import readings
from ui.availability.story import Story
from ui.availability.words import KNOWN
from ui.definitions import sentence
from ui.notices import Way
from ui.readings import NOTHING
from ui.tiles import Tile

OF_TIME = ("two_channels", "availability")
OF_CALLERS = ("came_unstaffed", "reached_rate")  # of channels on which people wait
TILES = (*OF_TIME, *OF_CALLERS, "moved_rate")
STEP = 0.0005
TARGETS: dict[str, str] = {
    "two_channels": marked("of all hours, day and night"),
    "availability": marked("on any channel, day and night"),
    "came_unstaffed": marked("callers and chats; letters can wait"),
    "reached_rate": marked("of callers and chats"),
    "moved_rate": marked("of contacts without an answer"),
}
OF_ALIKE: dict[str, str] = {
    "came_unstaffed": marked("of all who came"),
    "reached_rate": marked("of all who came"),
}  # where there are only callers, or only letters
PARTLY = marked("of the time that is known")
NONE: dict[str, str] = {
    "two_channels": marked("there is only one channel, or nobody knows"),
    "availability": marked("no source tells who was there"),
    "came_unstaffed": marked("no source tells who was there"),
}


def tiles(story: Story, callers: Story, stale: str = "") -> list[Tile]:
    """One tile per figure, ready to show."""
    targets = TARGETS if callers.asked != story.asked else TARGETS | OF_ALIKE
    made = [_tile(metric, callers if metric in OF_CALLERS else story, _(targets[metric])) for metric in TILES]
    return [replace(tile, state="stale", foot_end=stale) for tile in made] if stale else made


def ways(story: Story, callers: Story) -> Mapping[str, Way]:
    """Where each tile leads: the contacts behind its figure; of time there are none."""
    label = _("Contacts behind: {figure}")
    return {
        metric: Way(
            "contacts",
            label.format(figure=_(METRICS[metric].label)),
            (callers if metric in OF_CALLERS else story).asked.behind(metric),
        )
        for metric in TILES
        if metric not in OF_TIME
    }


def _tile(metric: str, story: Story, target: str) -> Tile:
    one, now = METRICS[metric], story.now()
    found = now.get(metric, NOTHING)
    tile = Tile(
        key=metric,
        label=_(one.label),
        definition=sentence(metric),
        value=figure(found["value"], one.unit),
        target=target,
        foot=_foot(metric, now),
    )
    if readings.is_nothing(found):
        return replace(
            tile, value="–", target=_(NONE.get(metric, marked("nothing to measure"))), state="none"
        )
    if readings.judged(one, found) < one.minimum_n:
        return replace(tile, foot=too_few(readings.judged(one, found), one.minimum_n), state="few")
    if metric in OF_TIME and (now.get("staffing_known", NOTHING)["value"] or 0) < KNOWN:
        tile = replace(tile, target=_(PARTLY))
    ends = between(found["low"], found["high"], one.unit) if found["low"] is not None else ""
    return replace(tile, change=_change(metric, story), foot_end=ends)


def _change(metric: str, story: Story) -> ChangeWords | None:
    """How a figure differs from the period before; of time, which has no noise, from 0.05 points on."""
    now, before = (found.get(metric, NOTHING)["value"] for found in (story.now(), story.before()))
    is_alike = metric in OF_TIME and now is not None and before is not None and abs(now - before) < STEP
    return None if is_alike else story.change(metric)


def _foot(metric: str, now: Mapping[str, Figure]) -> str:
    """How much is known, or how many were counted."""
    found = now.get(metric, NOTHING)
    if metric in OF_TIME:
        return _("{n} h known").format(n=number((found["denominator"] or 0) / 3600))
    if metric == "came_unstaffed":
        rate = now.get("unstaffed_rate", NOTHING)
        said = _("{share} of {n}")
        return (
            said.format(share=share(rate["value"]), n=number(rate["denominator"]))
            if rate["denominator"]
            else ""
        )
    return _("n {n}").format(n=number(found["denominator"] or 0))
