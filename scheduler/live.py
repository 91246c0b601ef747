"""Ask sources every few seconds what happens now, for the live page; history is not touched.

A thread of its own does it: a refresh that takes a minute must not stop the clock on the wall.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event

from connectors import connect
from connectors.base import LiveConnector
from connectors.errors import ConnectorError
from scheduler.refresh import sentence
from scheduler.work import Work
from settings import ConnectorSettings
from store import publish
from store.failures import FAILURES
from store.live import Writer, forget

log = logging.getLogger(__name__)

KEPT = timedelta(hours=2)  # longer than a refresh of history is ever late in a working installation
LONGEST_PAUSE_S = 60
EARLY_S = 1  # between two looks for the first publication of a source that tells nothing before it


@dataclass
class Teller:
    """One source that tells of this moment, and how its telling goes."""

    work: Work
    settings: ConnectorSettings
    writer: Writer
    source: LiveConnector | None = None
    failures: int = 0
    retry_at: datetime | None = None
    is_early: bool = False  # it told nothing, not having been fetched yet
    _cursor: dict[str, str] = field(default_factory=dict)

    def tell(self) -> None:
        """Ask and write down; a failure is written down too, and asked again after a pause that doubles."""
        now = self.work.clock()
        if self.retry_at is not None and now < self.retry_at <= now + timedelta(seconds=LONGEST_PAUSE_S):
            return
        try:
            self._ask()
        except Exception as error:  # noqa: BLE001 (the boundary: other sources and the thread go on)
            self._failed(error, now)
        else:
            self.failures, self.retry_at = 0, None

    def _ask(self) -> None:
        source = self._connected()
        told_of = self.work.settings.now()
        told = source.live(told_of - KEPT, told_of, self._cursor)
        self.writer.write(told)
        self.is_early = not (self._cursor or told.visits.height or told.agents.height)
        if self.failures:
            log.info("%s tells of this moment again.", self.settings.name)

    def _connected(self) -> LiveConnector:
        """The source, asked anew for the first cursor: what it knew without one is too little."""
        if self.source is None or not self._cursor:
            remembered = publish.cursor(self.work.store.state, self.settings.name)
            if self.source is None or remembered:
                made = connect(self.settings, self.work.settings.site, self.work.settings.folder)
                assert isinstance(made, LiveConnector)
                self.source, self._cursor = made, remembered
        return self.source

    def _failed(self, error: Exception, now: datetime) -> None:
        self.source = None  # what it keeps in memory may be wrong now
        self.failures += 1
        pause = min(self.work.settings.refresh.live_every_s * 2 ** min(self.failures, 6), LONGEST_PAUSE_S)
        self.retry_at = now + timedelta(seconds=pause)
        if self.failures == 1:
            log.warning("%s tells nothing of this moment now; trying on.", self.settings.name)
        if self.failures == 1 or isinstance(error, ConnectorError):
            self.writer.fail(sentence(error))


def tellers(work: Work) -> list[Teller]:
    """Find the sources that tell of this moment; one whose settings are wrong tells nothing."""
    found = []
    for settings in work.settings.connectors:
        try:
            source = connect(settings, work.settings.site, work.settings.folder)
        except ConnectorError:
            continue  # its refresh says why, on Sources
        if isinstance(source, LiveConnector):
            found.append(Teller(work, settings, Writer(work.store.state, settings.name)))
    return found


def keep_telling(work: Work, ended: Event, wait: Callable[[float], bool] | None = None) -> None:
    """Ask every source at its pace until `ended`; for a thread of its own."""
    telling = tellers(work)
    _outlive(lambda: forget(work.store.state, [one.settings.name for one in telling]))
    while telling:
        for one in telling:
            if ended.is_set():
                return
            _outlive(one.tell)
        pace = work.settings.refresh.live_every_s
        if (wait or ended.wait)(min(pace, EARLY_S) if any(one.is_early for one in telling) else pace):
            return


def _outlive(write: Callable[[], None]) -> None:
    try:
        write()
    except FAILURES as error:
        log.warning("This moment cannot be written down (%s); going on.", type(error).__name__)
