"""Whether actions worked: the figure they were to move, before and after, beside where nothing was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as day
from datetime import datetime
from typing import Literal

from language import _, date
from metrics.catalog import METRICS
from metrics.experiments import Difference
from metrics.experiments.told import Told, placebos, sentence
from metrics.intervals import Z
from settings import Settings
from store.actions import Decided
from store.asked import Viewer
from store.before_after import outcomes
from store.opened import Store
from store.outcome import Case, Outcome, today

State = Literal["not started", "too early", "consistent", "no effect", "worse", "changed"]


@dataclass(frozen=True)
class Result:
    """What came of an action: one word, one sentence, what placebo dates showed, and all behind it.

    low, high: the 95 % interval of the difference, of 1 or in seconds; None where it is not known.
    """

    action: Decided
    state: State
    sentence: str
    placebos: str = ""
    outcome: Outcome | None = None

    @property
    def difference(self) -> float | None:
        return None if self._known is None else self._known.points

    @property
    def low(self) -> float | None:
        return None if self._known is None else self._known.points - Z * self._known.error

    @property
    def high(self) -> float | None:
        return None if self._known is None else self._known.points + Z * self._known.error

    @property
    def _known(self) -> Difference | None:
        found = self.outcome.found if self.outcome else None
        return found.difference if found is not None and found.difference.is_known else None


def result(store: Store, settings: Settings, viewer: Viewer, action: Decided, as_of: datetime) -> Result:
    """Say whether an action worked."""
    return results(store, settings, viewer, [action], as_of)[0]


def results(
    store: Store, settings: Settings, viewer: Viewer, actions: Sequence[Decided], as_of: datetime
) -> list[Result]:
    """Say of each action whether it worked; the rows behind are read once for all."""
    begun = [one for one in actions if one.begun_on is not None]
    cases = [Case(one.aim, one.begun_on, one.is_before) for one in begun if one.begun_on is not None]
    found = dict(zip((one.id for one in begun), outcomes(store, settings, viewer, cases, as_of), strict=True))
    return [_result(one, found.get(one.id), today(settings, as_of)) for one in actions]


def state_of(outcome: Outcome) -> State:
    """Put an outcome in a word; what cannot be judged is "too early"."""
    if outcome.found is None or outcome.found.verdict == "unknown":
        return "too early"
    if outcome.found.verdict == "noise":
        return "no effect"
    if not outcome.found.as_expected:
        return "worse"
    return "changed" if outcome.found.verdict == "after" else "consistent"


def told(outcome: Outcome) -> str:
    """Say in one sentence what came of it, graded by how it was made."""
    aim = outcome.case.aim
    if outcome.is_withheld:
        return _("Too few agents are behind it to show what came of it.")
    if outcome.weeks == 0 or outcome.found is None:
        return _("Too early: its first whole week is known on {day}.").format(day=date(outcome.ready))
    about = Told(METRICS[aim.metric], aim.cut, aim.place, outcome.beside)
    return sentence(about, outcome.found, outcome.weaknesses)


def _result(action: Decided, outcome: Outcome | None, now: day) -> Result:
    if outcome is None:
        late = action.is_late(now)
        due = _("Not started; overdue since {day}.") if late else _("Not started; due on {day}.")
        due = due.format(day=date(action.due))
        dropped = _("Dropped: {reason}").format(reason=action.reason)
        return Result(action, "not started", due if action.is_open else dropped)
    seen = placebos(outcome.past) if outcome.found is not None else ""
    return Result(action, state_of(outcome), told(outcome), seen, outcome)
