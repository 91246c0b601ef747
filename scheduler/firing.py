"""Do one piece of work: claim its slot, run its job, write down what became of it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from language import _
from scheduler.jobs import ASKED, JOBS, Task, past_of
from scheduler.logs import unforeseen
from scheduler.timetable import due_slot, next_try
from scheduler.work import Work
from settings import nearest
from store import claims, requests
from store.locks import BusyError
from store.requests import Taken
from store.state import StateError

log = logging.getLogger(__name__)

BUSY = timedelta(seconds=10)


class Firing:
    """Fires the tasks of one leader.

    `at_once` holds tasks that do not wait for their slot, `inherited` the slots that a dead leader was at.
    """

    def __init__(self, work: Work, worker: str) -> None:
        self._work = work
        self._state = work.store.state
        self._worker = worker
        self.at_once: set[str] = set()
        self.inherited: set[tuple[str, datetime]] = set()

    def fire(self, task: Task) -> datetime:
        """Do a task if a slot of it is due and free; say when to look at it again."""
        now = self._work.clock()
        slot = self._slot(task, now)
        if slot is not None and self._is_mine(task, slot, now):
            try:
                outcome = _outcome(task.id, lambda: JOBS[task.job].run(self._work, task.argument))
            except BusyError:
                claims.give_back(self._state, task.id, slot, self._worker)
                return self._work.clock() + BUSY
            self._close(task, slot, outcome)
        return next_try(task.cadence, past_of(self._work.store, task), self._work.clock())

    def _slot(self, task: Task, now: datetime) -> datetime | None:
        if task.id in self.at_once:
            self.at_once.discard(task.id)
            return now
        return due_slot(task.cadence, past_of(self._work.store, task), now)

    def _is_mine(self, task: Task, slot: datetime, now: datetime) -> bool:
        if (task.id, slot) in self.inherited:
            self.inherited.discard((task.id, slot))
            return True
        return claims.claim(self._state, task.id, slot, self._worker, now)

    def _close(self, task: Task, slot: datetime, outcome: str) -> None:
        if self._work.stop():  # it may have been cut short: whoever leads next does it
            claims.give_back(self._state, task.id, slot, self._worker)
        else:
            claims.finish(self._state, task.id, slot, self._worker, self._work.clock(), outcome)

    def serve(self, taken: Taken) -> None:
        """Do what people asked for and answer them."""
        try:
            outcome = _outcome(taken.kind, lambda: self._served(taken))
        except BusyError as error:
            outcome = str(error)
        if not self._work.stop():  # else it stays open for whoever leads next
            requests.answer(self._state, taken, outcome, self._work.clock())

    def _served(self, taken: Taken) -> str:
        if taken.kind not in ASKED:
            words = _("Unknown request {kind!r}{hint} Known: {known}.")
            known = ", ".join(ASKED)
            return words.format(kind=taken.kind, hint=nearest(taken.kind, set(ASKED)) or ".", known=known)
        return ASKED[taken.kind](self._work, taken.argument, taken.asked_by)


def _outcome(name: str, run: Callable[[], str]) -> str:
    """Run a job; what nobody foresaw goes to the log under a code, and the scheduler lives on."""
    try:
        return run()
    except BusyError:
        raise
    except StateError as error:
        return str(error)
    except Exception as error:
        code, said = unforeseen(error)
        log.error("%s failed unexpectedly, %s", name, code, exc_info=error)
        return said
