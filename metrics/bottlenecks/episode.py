"""The life of an episode: one queue, one state, one step for each look. Nothing here reads a clock.

*Raised* when a look holds (harm and a cause), the look 10 minutes before it held too, and customers were over
T at some look after that one: two looks that see the same old waits through one window are one. *Ended* when
it has been calm for 20 minutes on end, when the queue closes, or when no look saw it for more than two hours,
be it that none reached it or that its source told nothing: then at the last that did, whatever the next one
sees. Two hours, or longer where sources are fetched seldom.
Between, it is one episode, whatever its causes do. A look that cannot be seen through neither raises nor
calms. All that the next step needs is in `State`, which JSON can hold: who restarts with it goes on with the
same episode.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal

APART = timedelta(minutes=10)  # of the two looks that raise
FARTHEST = timedelta(minutes=15)  # how old the first of them may be, where ticks were missed
CALM_FOR = timedelta(minutes=20)
UNSEEN = timedelta(minutes=5)  # a longer pause between looks is not counted as seen
LOST = timedelta(hours=2)

HARM: Final = "harm"
NOBODY: Final = "nobody_comes"
SILENT: Final = "silent"
Silence = Literal["nobody_comes", "silent"]
Status = Literal["closed", "blind", "few", "calm", "rising", "pressure", "ringing"]
Event = Literal["raised", "went_on", "ended"]


@dataclass(frozen=True)
class Seen:
    """What a look came to. causes: those that hold, the main one first, as `Found.stored` gives them.

    silence: nobody comes where many usually do, or (of a source) nothing is told. No data is not calm.
    """

    at: datetime
    is_open: bool = True
    is_blind: bool = False
    is_held: bool = False
    is_harmed: bool = False
    is_calm: bool = False
    silence: Silence | None = None
    harm: float | None = None
    overdue: int = 0
    causes: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Episode:
    """What rings, or rang. A queue (of silence: or a source) and the instant it began at name it for ever.

    begun_at: the first of the two looks; lost_min: customer-minutes lost while it was seen (`lost`);
    unseen_min: how long of it nobody saw. how: "recovered", "closed" or "lost sight". causes: those at the
    worst look so far, the main one first; worst: its harm.
    """

    queue: str
    kind: str
    begun_at: datetime
    raised_at: datetime
    lost_min: float = 0.0
    unseen_min: float = 0.0
    worst: float | None = None
    causes: tuple[Mapping[str, Any], ...] = ()
    ended_at: datetime | None = None
    how: str | None = None

    @property
    def main(self) -> str | None:
        """The main cause."""
        return self.causes[0]["cause"] if self.causes else None


@dataclass(frozen=True)
class Mark:
    """What is remembered of a look for a quarter of an hour; lost: its customer-minutes."""

    at: datetime
    is_held: bool
    is_harmed: bool
    silence: Silence | None
    lost: float


@dataclass(frozen=True)
class State:
    """A queue between two looks; seen_at: the last look that saw something, blind ones not."""

    queue: str
    marks: tuple[Mark, ...] = ()
    calm_since: datetime | None = None
    episode: Episode | None = None
    status: Status = "calm"
    seen_at: datetime | None = None

    def stored(self) -> dict[str, Any]:
        """Give what JSON can hold; `restored` gives the state again."""
        return dict(_plain(asdict(self)))


@dataclass(frozen=True)
class Change:
    """What a step did to an episode."""

    event: Event
    episode: Episode


def step(state: State, seen: Seen, lost: timedelta = LOST) -> tuple[State, Change | None]:
    """Take one look. A look that is not newer than the last changes nothing; lost: as `unseen` has it."""
    last = state.marks[-1].at if state.marks else None
    if last is not None and seen.at <= last:
        return state, None
    if last is not None and seen.at - (state.seen_at or last) > lost:
        fresh, nothing = step(State(state.queue), seen)
        assert nothing is None, "one look raises nothing"
        return fresh, unseen(state, seen.at, lost)[1]
    if not seen.is_open:
        ended = _ended(state.episode, seen.at, "closed")
        return State(state.queue, status="closed"), ended
    return _looked(state, seen, last)


def unseen(state: State, at: datetime, lost: timedelta = LOST) -> tuple[State, Change | None]:
    """End what no look has seen for longer than `lost`, at the last that did; else change nothing.

    Of the marks only the last instant is kept: what rings later begins anew.
    """
    if state.episode is None:
        return state, None
    last = state.marks[-1].at
    seen_at = state.seen_at or last
    if at - seen_at <= lost:
        return state, None
    until_then = state.episode.unseen_min - minutes(last - seen_at)  # TRICKY: every look since was blind
    over = replace(state.episode, unseen_min=until_then)
    mark = Mark(last, is_held=False, is_harmed=False, silence=None, lost=0.0)
    return State(state.queue, (mark,), status="blind"), _ended(over, seen_at, "lost sight")


def _looked(state: State, seen: Seen, last: datetime | None) -> tuple[State, Change | None]:
    passed = seen.at - last if last is not None else timedelta(0)
    lost = 0.0 if seen.is_blind else minutes(min(passed, UNSEEN)) * seen.overdue
    mark = Mark(seen.at, seen.is_held, seen.is_harmed, seen.silence, lost)
    marks = (*(one for one in state.marks if seen.at - one.at <= FARTHEST), mark)
    is_calm = seen.is_calm if not state.episode or state.episode.kind == HARM else _has_come(seen)
    calm_since = (state.calm_since or seen.at) if is_calm else None
    seen_at = state.seen_at if seen.is_blind else seen.at
    before = replace(state, marks=marks, calm_since=calm_since, seen_at=seen_at)
    if state.episode is not None:
        return _went_on(before, state.episode, seen, passed)
    raised = _raised(before, seen)
    status = "ringing" if raised else _status(before, seen)
    return replace(before, episode=raised, status=status), Change("raised", raised) if raised else None


def _has_come(seen: Seen) -> bool:
    return not seen.is_blind and seen.silence is None


def _went_on(state: State, episode: Episode, seen: Seen, passed: timedelta) -> tuple[State, Change | None]:
    unseen = passed if seen.is_blind else max(passed - UNSEEN, timedelta(0))
    is_worse = bool(seen.causes) and (seen.harm or 0.0) > (episode.worst or 0.0)
    now = replace(
        episode,
        lost_min=episode.lost_min + state.marks[-1].lost,
        unseen_min=episode.unseen_min + minutes(unseen),
        worst=max(seen.harm or 0.0, episode.worst or 0.0) if episode.kind == HARM else None,
        causes=seen.causes if is_worse else episode.causes,
    )
    if state.calm_since is not None and seen.at - state.calm_since >= CALM_FOR:
        return replace(state, episode=None, status="calm"), _ended(now, seen.at, "recovered")
    return replace(state, episode=now, status="ringing"), Change("went_on", now)


def _raised(state: State, seen: Seen) -> Episode | None:
    first = _first(state.marks)
    if first is None:
        return None
    lost = sum(mark.lost for mark in state.marks if mark.at > first.at)
    if seen.is_held and first.is_held and lost > 0:
        worst = seen.harm
        return Episode(state.queue, HARM, first.at, seen.at, lost, worst=worst, causes=seen.causes)
    if seen.silence is not None and first.silence == seen.silence:
        return Episode(state.queue, seen.silence, first.at, seen.at)
    return None


def _first(marks: tuple[Mark, ...]) -> Mark | None:
    """The newest look that is at least 10 minutes old."""
    return next((mark for mark in reversed(marks) if marks[-1].at - mark.at >= APART), None)


def _status(state: State, seen: Seen) -> Status:
    """Under pressure is harm twice without an alert: its cause is not known. Harm once is rising.

    Where nobody was over T in the last quarter of an hour, what harm there was is over.
    """
    first = _first(state.marks)
    if seen.is_blind:
        return "blind"
    if seen.is_harmed and (seen.overdue or any(mark.lost for mark in state.marks)):
        return "pressure" if first is not None and first.is_harmed else "rising"
    return "few" if seen.harm is None else "calm"


def _ended(episode: Episode | None, at: datetime, how: str) -> Change | None:
    return Change("ended", replace(episode, ended_at=at, how=how)) if episode else None


def minutes(time: timedelta) -> float:
    """Turn a length of time into minutes."""
    return time / timedelta(minutes=1)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, datetime) else value


def restored(stored: Mapping[str, Any]) -> State:
    """Read a stored state; what was stored without `seen_at` was seen at its last look."""
    episode = stored["episode"]
    marks = tuple(Mark(**one | {"at": datetime.fromisoformat(one["at"])}) for one in stored["marks"])
    seen_at = _instant(stored["seen_at"]) if "seen_at" in stored else marks[-1].at if marks else None
    return State(
        stored["queue"],
        marks,
        _instant(stored["calm_since"]),
        _episode(episode) if episode else None,
        stored["status"],
        seen_at,
    )


def _episode(stored: Mapping[str, Any]) -> Episode:
    instants = {name: _instant(stored[name]) for name in ("begun_at", "raised_at", "ended_at")}
    return Episode(**{**stored, **instants, "causes": tuple(stored["causes"])})


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
