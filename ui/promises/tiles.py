"""The tiles of the part Promises: what is to do now, then how the period went."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from language import _, between, duration, figure, marked, ngettext, number
from metrics.catalog import METRICS
from metrics.compare import Figure
from metrics.wording import too_few
from ui import readings
from ui.definitions import sentence
from ui.notices import Way
from ui.promises.read import AHEAD, LATELY, near
from ui.promises.story import KEPT, LATENESS, NOW, TILES, TODAY, Story
from ui.promises.words import aged
from ui.readings import NOTHING
from ui.tiles import Tile

LABELS: dict[str, str] = {"promises_overdue": marked("Overdue"), "promises_open": marked("Still to keep")}
DUE_TODAY = marked("Promises that fall due today, or are past due today and not late yet.")


def tiles(story: Story, stale: str = "") -> list[Tile]:
    """One tile per figure, ready to show."""
    made = [*_right_now(story), _kept(story), _late(story)]
    return [replace(tile, state="stale", foot_end=stale) for tile in made] if stale else made


def ways(story: Story) -> Mapping[str, Way]:
    """Where each tile leads: the promises behind its figure."""
    label, today = _("Promises behind: {figure}"), near(story.scene, story.asked)
    return {
        metric: Way(
            "contacts",
            label.format(figure=_called(metric)),
            (today if metric in NOW else story.asked).behind(metric),
        )
        for metric in TILES
    }


def _called(metric: str) -> str:
    if metric == "promises_due_today":
        return _("Due today")
    return _(LABELS.get(metric, METRICS[metric].label))


def _right_now(story: Story) -> list[Tile]:
    counts, rows = story.right_now(), story.today
    asked = rows.filter(pl.col("state") == "chased", ~pl.col("is_done")).height
    tried = rows.filter(TODAY, pl.col("attempted_at").is_not_null()).height
    noted = rows.filter(pl.col("state").is_in(["open", "due_today"]), pl.col("origin") == "note").height
    said: dict[str, dict[str, Any]] = {
        "promises_overdue": {
            "target": ngettext("{n} customer asked first", "{n} customers asked first", asked).format(
                n=number(asked)
            ),
            "foot": _("due in the last {n} days").format(n=number(LATELY.days)),
            "definition": sentence("promises_overdue"),
        },
        "promises_due_today": {
            "target": _("{n} tried so far").format(n=number(tried)),
            "foot": _("now"),
            "definition": _(DUE_TODAY),
        },
        "promises_open": {
            "target": _("{n} told by a note only").format(n=number(noted)),
            "foot": _("due in the next {n} days").format(n=number(AHEAD.days)),
            "definition": sentence("promises_open"),
        },
    }
    return [
        Tile(key=name, label=_called(name), value=number(counts[name]), **words)
        for name, words in said.items()
    ]


def _kept(story: Story) -> Tile:
    one, found = METRICS[KEPT], story.now().get(KEPT, NOTHING)
    tile = Tile(key=KEPT, label=_(one.label), definition=sentence(KEPT), value="–", foot=_n(found))
    if readings.is_nothing(found):
        return replace(tile, target=_("none fell due"), state="none")
    tile = replace(tile, value=figure(found["value"], one.unit), target=_("in time, unasked"))
    if readings.judged(one, found) < one.minimum_n:
        return replace(tile, foot=too_few(readings.judged(one, found), one.minimum_n), state="few")
    trend = story.over_time(story.spark_grain, (KEPT,))
    return replace(
        tile,
        change=story.change(KEPT),
        trend=trend[KEPT].struct.field("value").to_list(),
        foot_end=between(found["low"], found["high"], one.unit),
    )


def _late(story: Story) -> Tile:
    """How late, typically; where most were not kept at all only a bound is known."""
    one, found = METRICS[LATENESS], story.now().get(LATENESS, NOTHING)
    late = int(found["denominator"] or 0)
    tile = Tile(key=LATENESS, label=_(one.label), definition=sentence(LATENESS), value="–")
    if readings.is_nothing(found):
        return replace(tile, target=_("none was late"), foot=_n(found), state="none")
    is_known = found["value"] is not None
    shown = duration(found["value"]) if is_known else _("over {time}").format(time=aged(found["low"] or 0.0))
    undone = late - int(found["numerator"] or 0)
    return replace(
        tile,
        value=shown,
        target=_("half of those late") if is_known else _("most were not kept at all"),
        foot=_("n {n} late").format(n=number(late)),
        foot_end=_("{n} not kept yet").format(n=number(undone)),
        state="few" if is_known and readings.judged(one, found) < one.minimum_n else "",
    )


def _n(found: Figure) -> str:
    return _("n {n}").format(n=number(found["denominator"] or 0))
