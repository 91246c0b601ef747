"""Look at every queue each minute and say when one needs help; in a thread of its own.

A refresh that takes a minute must not stop it. All it has to know is in the state database: who restarts goes
on with the same episodes.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event

from metrics.bottlenecks import Change, Look, State, listened, looked, unseen
from metrics.bottlenecks.episode import LOST
from scheduler.announcing import announce
from scheduler.fetched import LATE, Fetched, heard, unseen_for
from scheduler.work import Work
from store import calibrations, status
from store.calibrations import Calibrated
from store.failures import FAILURES, places
from store.live import Now, read_now
from store.looking import Watch
from store.ringing import Memory, Tick, remembered, write
from store.status import RunStatus
from store.tuning import rules_of

log = logging.getLogger(__name__)

TICK = timedelta(minutes=1)
STEP = timedelta(minutes=5)  # of looks at what was fetched, where a source tells nothing of this moment
FARTHEST = timedelta(hours=2)
NONE = Fetched()


@dataclass
class Detector:
    """Looks at each tick at all queues whose sources tell enough."""

    work: Work
    watch: Watch = field(init=False)
    _seen_to: dict[str, datetime] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.watch = Watch(self.work.store, self.work.settings)

    def tick(self, at: datetime) -> Tick | None:
        """Look once; None before the first publication."""
        sources = self.watch.sources(at)
        if not sources:
            return None
        now, state = read_now(self.work.store.state), self.work.store.state
        telling = {one.source for one in now.sources}
        memory = remembered(state)
        rules = calibrations.newest(state)
        live = [queue for queue, names in sources.items() if names & telling]
        seen = self.watch.looks(at, live, now)
        runs = status.last_runs(state)
        for instant, queues in self._late(sources, telling, memory, at, runs):
            seen += self.watch.looks(instant, queues)
        settings = self.work.settings
        fetched = Fetched(
            heard(settings, runs, telling, self.work.clock()), unseen_for(settings, sources, telling)
        )
        done = taken(at, seen, now, memory, rules, fetched)
        write(state, done)
        announce(self.work.settings, state, at, self.work.clock())
        return done

    def _late(
        self,
        sources: Mapping[str, frozenset[str]],
        telling: set[str],
        memory: Memory,
        at: datetime,
        runs: Iterable[RunStatus],
    ) -> Iterator[tuple[datetime, list[str]]]:
        """When to look at queues of sources that tell nothing of this moment: up to their last fetch."""
        fetched = {one.connector: one.watermark for one in runs}
        by_end: dict[datetime, list[str]] = {}
        for queue, names in sources.items():
            ends = [fetched.get(name) for name in names]
            if not names & telling and all(end is not None and at - end <= LATE for end in ends):
                by_end.setdefault(min(end for end in ends if end), []).append(queue)
        for end, queues in by_end.items():
            known = [
                self._seen_to.get(queue) or newest_mark(memory, queue) or at - FARTHEST for queue in queues
            ]
            instant = max(min(known), at - FARTHEST) + STEP
            while instant <= end:
                yield instant, queues
                self._seen_to |= dict.fromkeys(queues, instant)
                instant += STEP


def newest_mark(memory: Memory, queue: str) -> datetime | None:
    """When a queue was looked at last."""
    state = memory.queues.get(queue)
    return state.marks[-1].at if state and state.marks else None


def taken(
    at: datetime,
    seen: list[Look],
    now: Now,
    memory: Memory,
    rules: Calibrated | None,
    fetched: Fetched = NONE,
) -> Tick:
    """Judge what was seen: what to remember and what changed. A closed queue is looked at once.

    What no look sees any more is lost sight of.
    """
    queues, sources = dict(memory.queues), dict(memory.sources)
    kept: list[Look] = []
    changes: list[Change] = []
    for look in seen:
        before = queues.get(look.queue, State(look.queue, status="closed"))
        if not look.is_open and before.status == "closed":
            continue
        lost = fetched.unseen_for.get(look.queue, LOST)
        queues[look.queue], change = looked(before, look, rules_of(rules, look.queue), lost)
        kept.append(look)
        changes += [change] if change else []
    told = {one.source: one.at for one in now.sources}
    told |= {name: at if is_heard else None for name, is_heard in fetched.heard.items()}
    for name, told_at in told.items():
        sources[name], change = listened(sources.get(name, State(name)), at, told_at)
        changes += [change] if change else []
    for states, lasting in ((queues, fetched.unseen_for), (sources, NONE.unseen_for)):
        for name, state in states.items():
            states[name], change = unseen(state, at, lasting.get(name, LOST))
            changes += [change] if change else []
    return Tick(at, kept, Memory(queues, sources), changes, rules.id if rules else None)


def keep_detecting(work: Work, ended: Event, wait: Callable[[float], bool] | None = None) -> None:
    """Look at each minute until `ended`; for a thread of its own. Never fails: it says why and goes on."""
    detector, is_ailing = Detector(work), False
    while not (wait or ended.wait)(_until_the_next(work.settings.now())):
        begun = time.monotonic()
        try:
            detector.tick(work.settings.now().replace(second=0, microsecond=0))
            is_ailing = False
        except Exception as error:  # noqa: BLE001 (the boundary: the next minute is looked at as well)
            if not is_ailing:
                reason = type(error).__name__ if isinstance(error, FAILURES) else places(error)
                log.warning("Queues cannot be looked at now (%s); trying on.", reason)
            is_ailing = True
            detector = Detector(work)
        log.debug("Looked at all queues in %.0f ms.", 1000 * (time.monotonic() - begun))


def _until_the_next(now: datetime) -> float:
    """Seconds to the next whole minute."""
    return 60 - now.second - now.microsecond / 1e6
