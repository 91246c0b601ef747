"""The tiles of the page Repeat contacts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

import polars as pl

from language import _, between, figure, number
from metrics.catalog import METRICS
from metrics.compare import Figure
from metrics.wording import too_few
from ui import readings
from ui.definitions import sentence
from ui.notices import Way
from ui.readings import NOTHING
from ui.reads import Reads
from ui.tiles import Tile

TILES = ("repeat_rate", "fcr", "next_issue_rate", "identified_rate")


class Story(Reads):
    """What the page Repeat contacts tells."""

    headline: ClassVar = (*TILES, "contacts")
    sized_by: ClassVar = "contacts"


def tiles(story: Story, said: Figure, since: str = "", stale: str = "") -> list[Tile]:
    """One tile per figure, ready to show; what customers say of it stands after what they do.

    since is the day from which on it will be known who came again, empty where that is past.
    """
    now, trends = story.now(), story.over_time(story.spark_grain, ("repeat_rate", "fcr", "identified_rate"))
    made = [_tile(metric, now.get(metric, NOTHING), story, trends, since) for metric in TILES]
    made.insert(TILES.index("fcr") + 1, of_surveys(said))
    return [replace(tile, state="stale", foot_end=stale) for tile in made] if stale else made


def of_surveys(said: Figure) -> Tile:
    """The share of those asked who say that their first contact solved it."""
    n = int(said["denominator"] or 0)
    tile = Tile(
        key="said_solved",
        label=_("Customers say solved"),
        definition=_(
            "Of the customers who were asked after the first contact of an issue whether it was solved, the"
            " share that said yes. It is never mixed with what they did."
        ),
        value="–",
        foot=_("n {n}").format(n=number(n)),
    )
    if not n:
        return replace(tile, target=_("nobody was asked"), state="none")
    tile = replace(tile, value=figure(said["value"], "share"), target=_("when asked after the first contact"))
    if n < LEAST_ASKED:
        return replace(tile, foot=too_few(n, LEAST_ASKED), state="few")
    return replace(tile, foot_end=between(said["low"], said["high"], "share"))


def ways(story: Story) -> Mapping[str, Way]:
    """Where each tile leads: the contacts behind its figure."""
    label = _("Contacts behind: {figure}")
    return {
        metric: Way("contacts", label.format(figure=_(METRICS[metric].label)), story.asked.behind(metric))
        for metric in TILES
    }


def _tile(metric: str, found: Figure, story: Story, trends: pl.DataFrame, since: str) -> Tile:
    one = METRICS[metric]
    tile = Tile(
        key=metric,
        label=_(one.label),
        definition=sentence(metric),
        value="–",
        foot=_("n {n}").format(n=number(found["denominator"] or 0)),
    )
    if readings.is_nothing(found):
        known = story.now().get("identified_rate", NOTHING)["numerator"]
        return replace(tile, target=nothing(since) if known else _("no customer is known"), state="none")
    tile = replace(tile, value=figure(found["value"], one.unit), target=_(SAID[metric]))
    if readings.judged(one, found) < one.minimum_n:
        return replace(tile, foot=too_few(readings.judged(one, found), one.minimum_n), state="few")
    return replace(
        tile,
        change=story.change(metric),
        trend=trends[metric].struct.field("value").to_list() if metric in trends.columns else (),
        foot_end=between(found["low"], found["high"], one.unit),
    )


def nothing(since: str) -> str:
    """Why there is no figure of contacts whose customers are known."""
    return _("too early: from {day} on").format(day=since) if since else _("none can be judged")


LEAST_ASKED = 30
SAID: dict[str, str] = {
    "repeat_rate": "within a week, about anything",
    "fcr": "nobody came again about it",
    "next_issue_rate": "came for another topic next",
    "identified_rate": "of contacts have a known customer",
}
