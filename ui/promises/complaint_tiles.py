"""The tiles of the part Complaints: of what is open now, and of how the period went."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from language import _, between, figure, marked, ngettext, number, share
from metrics.catalog import METRICS
from metrics.wording import too_few
from ui import readings
from ui.definitions import sentence
from ui.notices import Way
from ui.promises import clocks
from ui.promises.complaint_story import ANSWER, STILL_OPEN, Story
from ui.promises.looked import WEEKS
from ui.readings import NOTHING
from ui.tiles import Tile

LEFT = "not_solved"
NOT_SOLVED = marked("Complaints made in the period of which nobody says so far that they were solved.")
UNANSWERED = marked("Open complaints that no person has answered so far.")
LATE = marked("Open complaints of which a step of the plan in moked.toml is late.")
HEARD = marked(
    "Contacts in whose notes or comments a complaint was heard while their source calls them none. They are"
    " listed and counted apart, never in the other figures: what is heard by rules is not always right."
)


@dataclass(frozen=True)
class Counted:
    """How many complaints are open, unanswered, behind their plan, and only heard."""

    still_open: int
    unanswered: int
    behind: int
    heard: int


def counted(still_open: pl.DataFrame, plan: pl.DataFrame, heard: pl.DataFrame) -> Counted:
    """Count what is open now, and what was heard."""
    waiting = still_open.filter(~pl.col("is_answered")).height
    return Counted(still_open.height, waiting, clocks.behind_plan(plan, still_open), heard.height)


def now(counts: Counted, stale: str = "") -> list[Tile]:
    """The tiles of what waits for somebody, ready to show."""
    of_open = _("of {n} open").format(n=number(counts.still_open))
    made = [
        Tile(
            key=STILL_OPEN,
            label=_("Open"),
            definition=sentence(STILL_OPEN),
            value=number(counts.still_open),
            target=_("not solved so far"),
            foot=_("of the last {n} weeks").format(n=number(WEEKS)),
        ),
        Tile(
            key="behind",
            label=_("Behind the plan"),
            definition=_(LATE),
            value=number(counts.behind),
            target=_("a step is late"),
            foot=of_open,
        ),
        Tile(
            key="unanswered",
            label=_("Unanswered"),
            definition=_(UNANSWERED),
            value=number(counts.unanswered),
            target=_("no person so far"),
            foot=of_open,
        ),
        Tile(
            key="heard",
            label=_("Heard in words"),
            definition=_(HEARD),
            value=number(counts.heard),
            target=_("registered by nobody"),
            foot=_("counted apart"),
        ),
    ]
    return _aged(made, stale)


def went(story: Story, stale: str = "") -> list[Tile]:
    """The tiles of the period, ready to show."""
    return _aged([_made(story), _answer(story), _left(story)], stale)


def _aged(made: list[Tile], stale: str) -> list[Tile]:
    return [replace(tile, state="stale", foot_end=stale) for tile in made] if stale else made


def ways(story: Story) -> Mapping[str, Way]:
    """Where tiles lead: the contacts behind their figure."""
    label = _("Contacts behind: {figure}")
    weeks = clocks.lately(story.scene, story.asked)
    asked = {
        STILL_OPEN: (STILL_OPEN, weeks),
        ANSWER: (ANSWER, story.asked),
        "made": (ANSWER, story.asked),
        LEFT: (STILL_OPEN, story.asked),
    }
    return {
        tile: Way("contacts", label.format(figure=_(METRICS[name].label)), of.behind(name))
        for tile, (name, of) in asked.items()
    }


def _answer(story: Story) -> Tile:
    one, found = METRICS[ANSWER], story.now().get(ANSWER, NOTHING)
    n = _("n {n}").format(n=number(found["denominator"] or 0))
    tile = Tile(key=ANSWER, label=_("First answer"), definition=sentence(ANSWER), value="–", foot=n)
    if readings.is_nothing(found):
        return replace(tile, target=_("no complaint"), state="none")
    shown = figure(found["value"], one.unit) if found["value"] is not None else "–"
    tile = replace(tile, value=shown, target=_("half wait longer"))
    if readings.judged(one, found) < one.minimum_n:
        return replace(tile, foot=too_few(readings.judged(one, found), one.minimum_n), state="few")
    trend = story.over_time(story.spark_grain, (ANSWER,))
    return replace(
        tile,
        change=story.change(ANSWER),
        trend=trend[ANSWER].struct.field("value").to_list(),
        foot_end=between(found["low"], found["high"], one.unit),
    )


def _made(story: Story) -> Tile:
    """How many complained in the period, and before."""
    now = int(story.now().get(ANSWER, NOTHING)["denominator"] or 0)
    before = story.before().get(ANSWER, NOTHING)["denominator"]
    trend = story.over_time(story.spark_grain, (ANSWER,))
    return Tile(
        key="made",
        label=_("Complaints made"),
        definition=_("Contacts of the period that their source calls complaints, solved or not."),
        value=number(now),
        target=_("solved or not"),
        trend=trend[ANSWER].struct.field("denominator").to_list(),
        foot=ngettext("{n} before", "{n} before", int(before)).format(n=number(before)) if before else "",
    )


def _left(story: Story) -> Tile:
    """How many complaints of the period are not solved so far."""
    found = story.now()
    left = int(found.get(STILL_OPEN, NOTHING)["value"] or 0)
    made = found.get(ANSWER, NOTHING)["denominator"] or 0
    part = _("{share} of those made").format(share=share(left / made, 0)) if made else _("no complaint")
    return Tile(
        key=LEFT, label=_("Not solved so far"), definition=_(NOT_SOLVED), value=number(left), target=part
    )
