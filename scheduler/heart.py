"""Say that the scheduler lives, so that pages know whether their requests will be taken."""

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event

from store.failures import FAILURES
from store.heart import beat
from store.state import State
from store.status import BEAT_S

log = logging.getLogger(__name__)


def keep_beating(state: State, worker: str, clock: Callable[[], datetime], ended: Event) -> None:
    """Beat every few seconds until `ended`; for a thread of its own."""
    ails = False
    while True:
        try:
            beat(state, worker, clock())
            ails = False
        except FAILURES as error:
            if not ails:
                log.warning("The heartbeat cannot be written (%s); going on.", type(error).__name__)
            ails = True
        if ended.wait(BEAT_S):
            return
