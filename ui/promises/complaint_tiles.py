"""The tiles of the part Complaints: what is open now, then how the period went."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from language import _, between, figure, marked, ngettext, number
from metrics.catalog import METRICS
from metrics.wording import too_few
from ui import readings
from ui.definitions import sentence
from ui.notices import Way
from ui.promises import clocks
from ui.promises.clocks import Complained
from ui.promises.complaint_story import ANSWER, STILL_OPEN, Story
from ui.promises.read import COMPLAINED
from ui.readings import NOTHING
from ui.tiles import Tile

COUNT = 5
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


def counted(found: Complained, heard: pl.DataFrame) -> Counted:
    """Count what is open now."""
    rows = clocks.still_open(found.rows)
    waiting = rows.filter(~pl.col("is_answered")).height
    return Counted(rows.height, waiting, clocks.behind_plan(found.plan, rows), heard.height)


def tiles(story: Story, now: Counted, stale: str = "") -> list[Tile]:
    """One tile per figure, ready to show."""
    weeks = _("of the last {n} weeks").format(n=number(COMPLAINED.days // 7))
    made = [
        Tile(
            key=STILL_OPEN,
            label=_("Open"),
            definition=sentence(STILL_OPEN),
            value=number(now.still_open),
            target=_("not solved so far"),
            foot=weeks,
        ),
        Tile(
            key="behind",
            label=_("Behind the plan"),
            definition=_(LATE),
            value=number(now.behind),
            target=_("a step is late"),
            foot=_("of {n} open").format(n=number(now.still_open)),
        ),
        Tile(
            key="unanswered",
            label=_("Unanswered"),
            definition=_(UNANSWERED),
            value=number(now.unanswered),
            target=_("no person so far"),
            foot=_("of {n} open").format(n=number(now.still_open)),
        ),
        _answer(story),
        _made(story),
        Tile(
            key="heard",
            label=_("Heard in words"),
            definition=_(HEARD),
            value=number(now.heard),
            target=_("registered by nobody"),
            foot=_("counted apart"),
        ),
    ]
    return [replace(tile, state="stale", foot_end=stale) for tile in made] if stale else made


def ways(story: Story) -> Mapping[str, Way]:
    """Where tiles lead: the contacts behind their figure."""
    label = _("Contacts behind: {figure}")
    weeks = clocks.lately(story.scene, story.asked)
    asked = {STILL_OPEN: weeks.behind(STILL_OPEN), ANSWER: story.asked.behind(ANSWER)}
    led = {
        name: Way("contacts", label.format(figure=_(METRICS[name].label)), query)
        for name, query in asked.items()
    }
    return {**led, "made": led[ANSWER]}


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
        target=_("in this period"),
        trend=trend[ANSWER].struct.field("denominator").to_list(),
        foot=ngettext("{n} before", "{n} before", int(before)).format(n=number(before)) if before else "",
    )
