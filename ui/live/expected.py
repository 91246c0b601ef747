"""What a new caller will wait, in words; where it is not said, why."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from language import NO_BREAK, _, duration, marked, number, parts, share
from metrics.expected import Step
from metrics.floor import by_queue_served
from store.expected import LEAST_WEEKS, Expectation, Verdict, expectations, new_callers
from ui.markup import Safe, tag
from ui.scene import Scene, machine_clock
from ui.words import brief

MEANING = marked(
    "What a caller who comes now will wait, for eight callers of ten. It goes by how many wait ahead and by"
    " what the last five who were answered had waited. It is shown only for queues where it has been closer"
    " than the usual wait of that hour of the week, surely rather than by luck, in weeks it was not learnt"
    " from."
)

EVIDENCE: dict[Verdict, str] = {
    "shown": marked(
        "Over {n} waits of later weeks off by {error} on average, the usual wait of the hour by {usual};"
        " {share} fell into the range, {busy} where somebody waited ahead."
    ),
    "worse": marked(
        "Not shown: over {n} waits of later weeks off by {error} on average, the usual wait of the hour by"
        " {usual}."
    ),
    "loose": marked(
        "Not shown: {share} of {n} waits fell into the range, {busy} where somebody waited ahead."
    ),
}


@dataclass(frozen=True)
class NewCaller:
    """The range for a caller who comes now, and what is to be known of it; without one, why not."""

    low_s: float | None = None
    high_s: float | None = None
    about: str = ""

    @property
    def words(self) -> str:
        """1–4 min."""
        return "–" if self.low_s is None else between(self.low_s, self.high_s)


def said(
    scene: Scene, visits: pl.DataFrame, people: pl.DataFrame, at: datetime, silent: Collection[str]
) -> dict[str, NewCaller]:
    """Say it of every queue that was learnt of; visits and people are those of all, whatever is filtered."""
    learnt = expectations(scene.store.state, machine_clock())
    steps = new_callers(visits, learnt, at, scene.settings)
    mute = set(visits.filter(pl.col("source").is_in(list(silent)))["queue"]) if visits.height else set()
    deserted = set() if scene.viewer.role == "lead" else nobody_in(people)
    return {
        queue: _unsaid(one, queue in mute, queue in deserted) or _range(one, steps[queue])
        for queue, one in learnt.items()
    }


def nobody_in(people: pl.DataFrame) -> set[str]:
    """Queues whose agents are all gone; a queue that no agent is said to serve is not among them."""
    served = by_queue_served(people)
    return {*served["serves"]} - {*served.filter(pl.col("state") != "offline")["serves"]}


def _unsaid(one: Expectation, is_mute: bool, is_deserted: bool) -> NewCaller | None:
    if one.verdict != "shown":
        return NewCaller(about=evidence(one))
    if is_mute:
        return NewCaller(about=_("Not known: the source tells nothing now."))
    return NewCaller(about=_("Not known: nobody who serves the queue is in.")) if is_deserted else None


def _range(one: Expectation, step: Step | None) -> NewCaller:
    if step is None:
        return NewCaller(about=_("Not known: the queue is closed, or nobody has come yet today."))
    if step.low_s is None:
        return NewCaller(about=_("Not known: more people wait than ever in the weeks it was learnt from."))
    return NewCaller(step.low_s, step.high_s, evidence(one))


def evidence(one: Expectation) -> str:
    """What the backtest found, and what follows from it."""
    if one.verdict == "few":
        words = _("Not shown: too little history to judge it by; it takes {n} weeks.")
        return words.format(n=number(LEAST_WEEKS))
    off = {"error": about(one.error_s), "usual": about(one.usual_error_s), "n": number(one.n)}
    held = {"share": share(one.inside, 0), "busy": share(one.inside_busy, 0)}
    return _(EVIDENCE[one.verdict]).format(**off, **held)


def about(seconds: float | None) -> str:
    """A duration without seconds that nobody needs."""
    return duration(None if seconds is None else float(round(seconds)))


def between(low_s: float, high_s: float | None) -> str:
    """A range of round durations: under 1 min, 1–4 min, 50 min–1 h, over 7 d."""
    if high_s is None:
        return _("over {low}").format(low=brief(low_s))
    if not low_s:
        return _("under {high}").format(high=brief(high_s))
    (low, unit), *rest = parts(low_s)
    alike = unit == parts(high_s)[0][1] and all(amount == "00" for amount, _unit in rest)
    return f"{low if alike else brief(low_s)}–{brief(high_s)}".replace(" ", NO_BREAK)


def cell(one: NewCaller) -> Safe:
    """The range, and at a touch of the pointer what is to be known of it."""
    return tag("span", one.words, "num" if one.low_s is not None else "num none", title=one.about)


def definition(learnt: Mapping[str, Expectation]) -> str:
    """What it means and how it did for each queue, for the definitions of the page."""
    lines = [f"* {_plain(queue)}: {_plain(evidence(one))}" for queue, one in sorted(learnt.items())]
    listed = lines or [_("Nothing has been learnt of late.")]
    return "\n".join([f"**{_('New caller waits')}**  ", _(MEANING), "", *listed])


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()<>#+!|~$:" else sign for sign in text)
