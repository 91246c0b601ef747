"""The leading scheduler plans and does the work; another one waits to take over."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from threading import Event, Lock, Thread
from typing import Final, get_args

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler

from language import _
from scheduler.detecting import keep_detecting
from scheduler.firing import Firing
from scheduler.heart import keep_beating
from scheduler.jobs import JOBS, Lane, Task, past_of, tasks
from scheduler.live import keep_telling
from scheduler.mending import Mark, Mending
from scheduler.outbox import keep_delivering
from scheduler.timetable import Slots
from scheduler.work import Work
from store import claims, locks, requests
from store.failures import FAILURES
from store.heart import fall_silent
from store.requests import Taken

log = logging.getLogger(__name__)

LOOK_S = 1.0
JUMP_S = 30
AILING = timedelta(seconds=30)
LANES: Final = get_args(Lane)
ASKED_IN: Final[Lane] = "data"  # where what people ask for is done
TELLING_S = 2.0  # a source or a mail server that does not answer is not waited for


def wait_to_lead(lock: locks.Lock, stopping: Event, follow: Callable[[str], None]) -> bool:
    """Wait for the leader's lock, telling `follow` why whenever that changes; False when stopped."""
    told = ""
    while not stopping.is_set():
        try:
            if lock.acquire():
                return True
            reason = _("{holder} leads.").format(holder=lock.holder())
        except FAILURES as error:
            reason = str(error)
        if reason != told:
            follow(reason)
        told = reason
        stopping.wait(LOOK_S)
    return False


class Leader:
    """Does the work of these settings while its process holds the leader's lock.

    One thread does all that concerns data and mails, one after the other, since history has one writer; a
    second learns and replays beside it. Others beat the heart, ask the sources what happens now, look at
    every queue each minute and send what waits in the outbox.
    """

    def __init__(self, work: Work, worker: str) -> None:
        self._work = work
        self._worker = worker
        self._tasks = tasks(work.settings)
        self._firing = Firing(work, worker)
        self._mending = Mending(work.settings)
        self._at_work = {lane: Lock() for lane in LANES}
        self._ended = Event()
        self._heart = Thread(
            target=keep_beating, args=(work.store.state, worker, work.clock, self._ended), daemon=True
        )
        self._teller = Thread(target=keep_telling, args=(work, self._ended), daemon=True)
        self._detector = Thread(target=keep_detecting, args=(work, self._ended), daemon=True)
        self._deliverer = Thread(target=keep_delivering, args=(work, self._ended), daemon=True)
        self._lead_s = self._clock_lead_s()
        self._ails = False
        self._jobs = BackgroundScheduler(
            timezone="UTC",
            executors={lane: ThreadPoolExecutor(1) for lane in LANES},
            # A firing takes the newest slot whenever its turn comes: being late is no reason to skip it.
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )

    def start(self, at_once: bool = False) -> None:
        """Take over what a dead leader was at and look at every task now: that is the catch-up.

        `at_once`, for new settings, refreshes every source; otherwise only those that refused last time.
        """
        now = self._work.clock()
        self._firing.inherited = claims.inherit(self._work.store.state, self._worker, now)
        requests.reopen(self._work.store.state)
        sources = [task for task in self._tasks if task.job == "refresh"]
        self._firing.at_once = {
            task.id for task in sources if at_once or past_of(self._work.store, task).is_refused
        }
        self._heart.start()
        self._teller.start()
        self._detector.start()
        self._deliverer.start()
        for task in self._tasks:
            slots = Slots(task.cadence)
            lane = JOBS[task.job].lane
            self._jobs.add_job(self._fire, slots, [task], id=task.id, next_run_time=now, executor=lane)
        self._jobs.start()

    def look(self) -> None:
        """Take requests; look at tasks again when the clock jumped or the files of a source were mended."""
        with self._going_on():
            for taken in requests.take(self._work.store.state, self._work.clock()):
                self._jobs.add_job(self._serve, args=[taken], executor=ASKED_IN)
        self._watch_clock()
        mended = {f"refresh:{name}" for name in self._mending.mended()}
        self._firing.at_once |= mended
        self._plan_now(task for task in self._tasks if task.id in mended)

    def end(self) -> None:
        """Plan nothing more; the work at hand sees by its own `stop` that it should end."""
        self._jobs.shutdown(wait=False)

    def is_idle(self, wait_s: float) -> bool:
        """Say whether the work at hand has ended, waiting a little for each lane of it."""
        for at_work in self._at_work.values():
            if not at_work.acquire(timeout=wait_s):
                return False
            at_work.release()
        return True

    def fall_silent(self) -> None:
        """Let pages know that nobody takes their requests now."""
        self._ended.set()
        self._heart.join()
        self._teller.join(TELLING_S)
        self._detector.join(TELLING_S)
        self._deliverer.join(TELLING_S)
        with suppress(*FAILURES):
            fall_silent(self._work.store.state, self._worker)

    def _fire(self, task: Task) -> None:
        with self._at_work[JOBS[task.job].lane], self._going_on():
            if self._work.stop():
                return
            self._plan(task, self._work.clock() + AILING)  # in case that the next line fails
            looked = self._looked(task)
            at = self._firing.fire(task)
            self._note(task, looked)
            self._plan(task, at)
            self._ails = False

    def _serve(self, taken: Taken) -> None:
        with self._at_work[ASKED_IN], self._going_on():
            if self._work.stop():
                return
            served = [task for task in self._tasks if taken.argument in (None, task.argument)]
            looked = [self._looked(task) for task in served]
            self._firing.serve(taken)
            for task, before in zip(served, looked, strict=True):
                self._note(task, before)
            self._plan_now(served)

    @contextmanager
    def _going_on(self) -> Iterator[None]:
        """Outlive a failure of the stores, such as a full disk; it is logged once until it is over."""
        try:
            yield
        except FAILURES as error:
            if not self._ails:
                log.warning("The stores cannot be used now (%s); trying on.", type(error).__name__)
            self._ails = True

    def _looked(self, task: Task) -> Mark:
        return self._mending.mark(task.argument) if task.job == "refresh" and task.argument else ()

    def _note(self, task: Task, looked: Mark) -> None:
        if task.job == "refresh" and task.argument:
            self._mending.note(task.argument, past_of(self._work.store, task).is_refused, looked)

    def _plan_now(self, some: Iterable[Task]) -> None:
        for task in some:
            self._plan(task, self._work.clock())

    def _plan(self, task: Task, at: datetime) -> None:
        with suppress(JobLookupError):  # it is being stopped
            self._jobs.modify_job(task.id, next_run_time=at)

    def _watch_clock(self) -> None:
        lead_s = self._clock_lead_s()
        if abs(lead_s - self._lead_s) > JUMP_S:
            log.info("The clock was set; looking at every job.")
            self._plan_now(self._tasks)
        self._lead_s = lead_s

    def _clock_lead_s(self) -> float:
        """How far the clock is ahead of one that nobody can set."""
        return self._work.clock().timestamp() - time.monotonic()
