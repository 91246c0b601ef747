"""The tiles of the part Promises: of what waits for somebody now, and of how the period went."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from language import _, between, duration, figure, marked, ngettext, number, share
from metrics.catalog import METRICS
from metrics.compare import Figure
from metrics.wording import too_few
from ui import readings
from ui.definitions import sentence
from ui.links import Query
from ui.notices import Way
from ui.promises.read import near
from ui.promises.story import FELL_DUE, KEPT, LATENESS, NOW, TODAY, UNDONE, Story, undone
from ui.promises.tables import not_kept
from ui.promises.words import aged
from ui.readings import NOTHING
from ui.tiles import Tile

LABELS: dict[str, str] = {
    "promises_overdue": marked("Overdue"),
    "promises_tried": marked("Tried in vain"),
    "promises_due_today": marked("Due today"),
    "promises_open": marked("Still to keep"),
    FELL_DUE: marked("Fell due"),
    UNDONE: marked("Not kept so far"),
}
TRIED = marked(
    "Promises past their time that somebody tried to keep in time, and nobody has kept since: a call that"
    " nobody took, say. They are in the list, and are not counted as overdue."
)
FELL = marked("Promises due in the period, kept or not; those that are not late yet left out.")
NOT_KEPT = marked("Of those that fell due in the period, how many nobody has kept to this day, tried or not.")
DUE_TODAY = marked("Promises that fall due today, or are past due today and not late yet.")


def now(story: Story, stale: str = "") -> list[Tile]:
    """The tiles of what waits for somebody, ready to show."""
    return _aged(_right_now(story), stale)


def went(story: Story, stale: str = "") -> list[Tile]:
    """The tiles of the period, ready to show."""
    return _aged([_fell_due(story), _kept(story), _undone(story), _late(story)], stale)


def _aged(made: list[Tile], stale: str) -> list[Tile]:
    return [replace(tile, state="stale", foot_end=stale) for tile in made] if stale else made


def ways(story: Story) -> Mapping[str, Way]:
    """Where each tile leads: the promises behind its figure."""
    today, asked = near(story.scene, story.asked), story.asked
    kept, late = asked.behind(KEPT), asked.behind(LATENESS)
    queries: dict[str, Query] = {
        **{name: today.behind(name) for name in NOW},
        FELL_DUE: kept,
        KEPT: kept,
        UNDONE: not_kept(late) or {},
        LATENESS: late,
    }
    label = _("Promises behind: {figure}")
    return {
        name: Way("contacts", label.format(figure=_called(name)), query) for name, query in queries.items()
    }


def _called(metric: str) -> str:
    return _(LABELS[metric] if metric in LABELS else METRICS[metric].label)


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
            "foot": _("nobody tried in time"),
            "definition": sentence("promises_overdue"),
        },
        "promises_tried": {
            "target": _("in time, without success"),
            "foot": _("not counted as overdue"),
            "definition": _(TRIED),
        },
        "promises_due_today": {
            "target": _("{n} tried so far").format(n=number(tried)),
            "foot": _("not late so far"),
            "definition": _(DUE_TODAY),
        },
        "promises_open": {
            "target": _("{n} told by a note only").format(n=number(noted)),
            "foot": _("due later"),
            "definition": sentence("promises_open"),
        },
    }
    return [
        Tile(key=name, label=_called(name), value=number(counts[name]), **words)
        for name, words in said.items()
    ]


def _fell_due(story: Story) -> Tile:
    """How many fell due in the period, and before."""
    n = story.now().get(KEPT, NOTHING)["denominator"]
    before = story.before().get(KEPT, NOTHING)["denominator"]
    trend = story.over_time(story.spark_grain, (KEPT,))
    return Tile(
        key=FELL_DUE,
        label=_called(FELL_DUE),
        definition=_(FELL),
        value=number(n),
        target=_("kept or not"),
        trend=trend[KEPT].struct.field("denominator").to_list(),
        foot=_("{n} before").format(n=number(before)) if before else "",
    )


def _undone(story: Story) -> Tile:
    """How many of them nobody has kept so far."""
    found = story.now()
    left, n = undone(found.get(LATENESS, NOTHING)), found.get(KEPT, NOTHING)["denominator"]
    part = _("{share} of those that fell due").format(share=share(left / n, 0)) if n else _("none fell due")
    return Tile(
        key=UNDONE, label=_called(UNDONE), definition=_(NOT_KEPT), value=number(n and left), target=part
    )


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
    return replace(
        tile,
        value=shown,
        target=_("half of those not kept in time") if is_known else _("most were not kept at all"),
        foot=_("n {n} late").format(n=number(late)),
        foot_end=_("{n} of them kept since").format(n=number(late - undone(found))),
        state="few" if is_known and readings.judged(one, found) < one.minimum_n else "",
    )


def _n(found: Figure) -> str:
    return _("n {n}").format(n=number(found["denominator"] or 0))
