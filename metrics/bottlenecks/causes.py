"""Name the causes that hold in a look, each with its figures, and which of them is the main one.

What makes causes comparable is their *worth*: how many agents' work each adds, or how many are missing.
Contacts an hour more times their usual handle time are agents; so are longer contacts; so are people who are
not there. Contacts that come because other queues send them wrongly, or because of the menu or of overdue
work, are not counted as more work as well, so that the worths of one look add up. The greatest worth is the
main cause; a cause may be sure and small.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from metrics.bottlenecks.judged import (
    CAUSES,
    LONGER,
    MOVED,
    NEED,
    OF_ARRIVALS,
    PLAN,
    STAGE,
    SURE,
    THRESHOLDS,
    VOLUME,
    Rules,
)
from metrics.bottlenecks.look import Inflow, Look, Stage, Topic, deviation

MINUTE_S = 60
LEAST_OF_TOPIC = 5  # contacts under which a topic is not named
HOLDS_ENOUGH = 0.5  # of what is more: a topic or a queue that makes less is not named


@dataclass(frozen=True)
class Found:
    """A cause that holds: its strength and threshold as `judged` has them, its worth in agents, its figures.

    Too few people hold by the plan or by the need; that of the two which misses more is told, and may be
    under its own threshold.

    worth is None where the usual handle time is not known. Figures are what the sentence names: counts,
    minutes, shares, agents, and the `name` of a topic, a queue or a stage.
    """

    cause: str
    strength: float
    threshold: float
    worth: float | None
    figures: Mapping[str, Any]

    def stored(self) -> dict[str, Any]:
        """Give what JSON can hold."""
        return asdict(self)


def found(look: Look, strengths: Mapping[str, float | None], rules: Rules) -> tuple[Found, ...]:
    """List the causes that hold, the main one first; strengths are those of `with_strengths`.

    Before all others stand those that ring by the queue's rules. After them those that would by default:
    where a queue often lacks people its own threshold is high, so that it seldom rings for that, but once it
    rings they belong to what is told. Too few people is one cause however it came about: where people are
    missing both from the plan and against the need, the one that misses more of them is told, with the
    figures of both.
    """
    ringing = _holding(look, strengths, rules.thresholds)
    told = {one.cause for one in ringing} | ({PLAN, NEED} if _people_in(ringing) else set())
    least = {cause: min(rules.thresholds[cause], THRESHOLDS[cause]) for cause in CAUSES}
    beside = [one for one in _holding(look, strengths, least) if one.cause not in told]
    return tuple(ringing + beside)


def _holding(
    look: Look, strengths: Mapping[str, float | None], thresholds: Mapping[str, float]
) -> list[Found]:
    held: list[Found] = []
    for cause in CAUSES:
        strength = strengths.get(cause)
        if strength is not None and strength >= thresholds[cause]:
            figures, worth = TOLD[cause](look)
            held.append(Found(cause, strength, thresholds[cause], worth, figures))
    others = [one for one in held if one.cause not in (PLAN, NEED)]
    return sorted(others + (_too_few(look, strengths, thresholds) if _people_in(held) else []), key=_by_worth)


def _people_in(held: Sequence[Found]) -> list[Found]:
    return [one for one in held if one.cause in (PLAN, NEED)]


def _too_few(
    look: Look, strengths: Mapping[str, float | None], thresholds: Mapping[str, float]
) -> list[Found]:
    """Give that of missing people and people not planned which misses more, whichever of them rang."""
    either = []
    for cause in (PLAN, NEED):
        strength = strengths.get(cause)
        if strength is not None:
            figures, worth = TOLD[cause](look)
            either.append(Found(cause, strength, thresholds[cause], worth, figures))
    return sorted(either, key=_by_worth)[:1]


def _by_worth(one: Found) -> tuple[float, int]:
    return (-(one.worth if one.worth is not None else 0.0), CAUSES.index(one.cause))


def _people(look: Look) -> dict[str, Any]:
    return {
        "staffed": look.staffed,
        "scheduled": look.scheduled,
        "required": look.required,
        "elsewhere": look.elsewhere,
        "minutes": look.window,
    }


def _plan(look: Look) -> tuple[dict[str, Any], float | None]:
    """Planned, but not there or in other states."""
    return _people(look), (look.scheduled or 0.0) - (look.staffed or 0.0)


def _need(look: Look) -> tuple[dict[str, Any], float | None]:
    """Needed, but not planned: who was planned and is missing belongs to `plan`."""
    there = max(look.staffed or 0.0, look.scheduled or 0.0)
    return _people(look), (look.required or 0.0) - there


def _agents(look: Look, contacts: float) -> float | None:
    """Turn contacts of the evidence window into agents."""
    return None if look.handle_s is None else contacts * look.handle_s / (look.evidence * MINUTE_S)


def _more_moved(look: Look) -> float:
    return max(0.0, (look.moved_in or 0) - (look.moved_usual or 0.0))


def _volume(look: Look) -> tuple[dict[str, Any], float | None]:
    usual = look.usual or 0.0
    own = (look.arrivals or 0) - (_more_moved(look) if look.moved_usual is not None else 0.0)
    stage = look.strongest_stage
    if stage is not None and stage.kind in OF_ARRIVALS and _z(stage) >= SURE:
        own -= _more_sent(look, stage)
    return {"n": own, "usual": usual, "minutes": look.evidence}, _agents(look, own - usual)


def _longer(look: Look) -> tuple[dict[str, Any], float | None]:
    more = _grown(look.longer or 0.0)
    topic = _topic(look)
    figures = {"n": look.handled, "more": more, "minutes": look.evidence}
    named = {"name": topic.name, "name_n": topic.n, "name_more": _grown(topic.longer)} if topic else {}
    return figures | named, _agents(look, (look.arrivals or look.handled) * more)


def _grown(logarithm: float) -> float:
    return math.expm1(logarithm)


def _topic(look: Look) -> Topic | None:
    """The topic that adds most, where it adds at least half of what all longer ones add."""
    longer = [one for one in look.topics if one.longer > 0]
    most = max(longer, key=lambda one: one.n * one.longer, default=None)
    if most is None or most.n < LEAST_OF_TOPIC:
        return None
    return most if most.n * most.longer >= HOLDS_ENOUGH * sum(one.n * one.longer for one in longer) else None


def _moved(look: Look) -> tuple[dict[str, Any], float | None]:
    flow = _inflow(look)
    figures = {"n": look.moved_in, "usual": look.moved_usual, "minutes": look.evidence}
    named = {"name": flow.queue, "name_n": flow.n} if flow else {}
    return figures | named, _agents(look, _more_moved(look))


def _inflow(look: Look) -> Inflow | None:
    """The queue that sends most beyond its usual, where that is at least half of all beyond the usual."""
    more = [one for one in look.inflows if one.n > one.usual]
    most = max(more, key=lambda one: one.n - one.usual, default=None)
    whole = sum(one.n - one.usual for one in more)
    return most if most is not None and most.n - most.usual >= HOLDS_ENOUGH * whole else None


def _stage(look: Look) -> tuple[dict[str, Any], float | None]:
    stage = look.strongest_stage
    assert stage is not None, "a stage without a count has no strength"
    figures = {"name": stage.kind, "n": stage.n, "usual": stage.usual, "minutes": look.evidence}
    named = {"behind": stage.behind} if stage.behind is not None else {}
    return figures | named, _agents(look, _more_sent(look, stage))


def _z(stage: Stage) -> float:
    return (stage.n - stage.usual) / deviation(stage)


def _more_sent(look: Look, stage: Stage) -> float:
    """How many more than usual a stage sends: of arrivals no more than there are more arrivals at all."""
    more = stage.n - stage.usual
    if stage.kind not in OF_ARRIVALS or look.usual is None:
        return more
    moved = _more_moved(look) if look.moved_usual is not None else 0.0
    return max(0.0, min(more, (look.arrivals or 0) - moved - look.usual))


TOLD = {PLAN: _plan, NEED: _need, VOLUME: _volume, LONGER: _longer, MOVED: _moved, STAGE: _stage}
