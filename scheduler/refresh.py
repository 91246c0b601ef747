"""Refresh: a source is fetched, merged and published, whole or not at all."""

import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from connectors import connect
from connectors.base import Batch
from connectors.errors import ConnectorError, Refused, Unavailable
from language import _
from settings import ConnectorSettings, Settings, nearest
from store import publish
from store.catching_up import catch_up_some
from store.centre_map import centre_map
from store.derive import OrphanError
from store.failures import FAILURES, is_full, places
from store.following_up import follow_up
from store.hearing import hearing_of
from store.ingest import AccountingError, Ingest, begin
from store.locks import writing
from store.merge import Arrival
from store.opened import Store
from store.rebuild import rebuild_if_needed
from store.state import StateError
from store.too_old import too_old

log = logging.getLogger(__name__)

LONGEST_PAUSE = timedelta(hours=1)


class Stopped(Exception):  # noqa: N818 (nothing went wrong)
    """Somebody asked the process to end in the middle of a refresh."""


class UnknownConnectorError(ValueError):
    """Name the connector that was asked for and those that are known."""


@dataclass(frozen=True)
class Report:
    """What became of one connector's run."""

    connector: str
    run_id: int
    outcome: publish.Outcome

    @property
    def is_ok(self) -> bool:
        return self.outcome.status == "ok"


def wall_clock() -> datetime:
    """Give this machine's time: what runs, locks and claims are dated with, whatever `now` is set to."""
    return datetime.now(UTC)


def never() -> bool:
    """Nobody asks to stop."""
    return False


def refresh(
    settings: Settings,
    store: Store,
    names: Sequence[str] = (),
    *,
    trigger: str = "by hand",
    clock: Callable[[], datetime] = wall_clock,
    stop: Callable[[], bool] = never,
    wait_s: float = 60,
) -> list[Report]:
    """Refresh the named connectors, or all of them, one after the other.

    Raises BusyError when another refresh runs for longer than `wait_s`, UnknownConnectorError.
    """
    chosen = _chosen(settings, names)
    with writing(store, wait_s) as mine:
        begin(mine, clock())
        rebuild_if_needed(
            mine, settings.site.timezone, clock(), centre_map(mine, settings, with_missing=False)
        )
        runs = (_runs(settings, mine, one, trigger, clock, stop) for one in chosen if not stop())
        reports = [report for reports in runs for report in reports]
        if not stop():
            _follow_up(mine, settings)
            _catch_up(mine, settings, clock())
        return reports


def _follow_up(store: Store, settings: Settings) -> None:
    """Open the follow-ups that what is published now gives reason for."""
    try:
        follow_up(store, settings, settings.now().replace(second=0, microsecond=0))  # the clock of pages
    except Exception as error:  # noqa: BLE001 (what was fetched is published, whatever becomes of this)
        log.warning("Follow-ups could not be opened now, the next refresh does it: %s", places(error))


def _catch_up(store: Store, settings: Settings, now: datetime) -> None:
    """Hear some of the texts that are behind, now that what is new is shown."""
    try:
        begin(store, now)
        catch_up_some(store, hearing_of(settings), now)
    except FAILURES as again:
        log.warning("Texts could not be heard now, the next refresh does it (%s).", type(again).__name__)


def _chosen(settings: Settings, names: Sequence[str]) -> list[ConnectorSettings]:
    known = {connector.name: connector for connector in settings.connectors}
    for name in names:
        if name not in known:
            listed = ", ".join(known) or "none"
            sentence = _("Unknown connector {name!r}{hint} Known: {known}.")
            hint = nearest(name, set(known))
            raise UnknownConnectorError(sentence.format(name=name, hint=hint, known=listed))
    return [known[name] for name in names] if names else list(known.values())


def _runs(
    settings: Settings,
    store: Store,
    connector: ConnectorSettings,
    trigger: str,
    clock: Callable[[], datetime],
    stop: Callable[[], bool],
) -> Iterator[Report]:
    """Fetch from one connector: one run, or one for each part that is to be seen before the rest."""
    connected = publish.connected_at(store.state, connector.name, clock())
    is_first = publish.watermark(store.state, connector.name) is None
    delay = timedelta(seconds=connector.delay_s)
    batches: Iterator[Batch] | None = None
    is_over = False
    while not is_over:
        run_id = publish.begin_run(store.state, connector.name, trigger, clock())
        arrival = Arrival(clock(), connected, delay, seen_at=settings.now(), is_first=is_first)
        ground = partial(centre_map, store, settings, with_missing=False)
        ingest = Ingest(
            store,
            connector.name,
            settings.site.timezone,
            arrival,
            ground,
            competitors=settings.signals.competitors,
            too_old=too_old(settings.retention, min(settings.now(), clock())),
        )
        try:
            batches = batches or _fetch(settings, store, connector)
            is_over = _take(store, batches, ingest, run_id, stop)
            outcome = ingest.finish(run_id, settings.now() if is_over else None, clock())
        except Exception as error:  # noqa: BLE001 (the run's boundary: whatever went wrong, undo and say so)
            outcome, is_over = _undo(settings, store, connector, run_id, error, clock()), True
        yield Report(connector.name, run_id, outcome)


def _fetch(settings: Settings, store: Store, connector: ConnectorSettings) -> Iterator[Batch]:
    source = connect(connector, settings.site, settings.folder)
    since = publish.watermark(store.state, connector.name) if source.by_window else None
    return source.fetch(since, settings.now(), publish.cursor(store.state, connector.name))


def _take(
    store: Store, batches: Iterator[Batch], ingest: Ingest, run_id: int, stop: Callable[[], bool]
) -> bool:
    """Merge what comes up to where it is to be shown; say whether that was all. Raises Stopped."""
    for batch in batches:
        if batch.part is not None:
            publish.note_part(store.state, run_id, batch.part)
        ingest.take(batch)
        if stop():
            raise Stopped
        if batch.is_shown:
            return False
    return True


def _undo(
    settings: Settings,
    store: Store,
    connector: ConnectorSettings,
    run_id: int,
    error: Exception,
    now: datetime,
) -> publish.Outcome:
    """Put the tables back to what is published and write down why."""
    status = _status(error)
    outcome = publish.Outcome(status=status, ended_at=now, message=sentence(error))
    try:
        begin(store, now)
        with store.state.writing() as connection:
            is_open = publish.end_run(connection, run_id, outcome)
            if is_open and status != "stopped":
                publish.put_off(connection, connector.name, lambda n: now + _pause(settings, n, error))
    except FAILURES as again:
        log.warning(
            "%s could not be undone now, the next refresh does it: %s", connector.name, sentence(again)
        )
    return outcome


def _status(error: Exception) -> str:
    if isinstance(error, Stopped):
        return "stopped"
    return "refused" if isinstance(error, Refused) else "failed"


def _pause(settings: Settings, failures: int, error: Exception) -> timedelta:
    """Say how long to wait after the n-th failure in a row: doubling, at most an hour.

    What a person must mend, and what failed too often, is tried hourly; the scheduler notices mended files
    and new settings sooner.
    """
    if isinstance(error, Refused) or failures >= settings.refresh.give_up_after:
        pause = LONGEST_PAUSE
    else:
        pause = timedelta(seconds=settings.refresh.retry_after_s * 2 ** min(failures - 1, 10))
    asked = error.retry_after_s if isinstance(error, Unavailable) else None
    return max(min(pause, LONGEST_PAUSE), timedelta(seconds=asked or 0))


def sentence(error: Exception) -> str:
    """Say what went wrong in one sentence; what nobody foresaw goes to the log under a code."""
    if isinstance(error, Stopped):
        return _("The refresh was stopped; nothing of it was shown and nothing is lost.")
    if isinstance(error, ConnectorError | OrphanError | AccountingError):
        return str(error)
    if is_full(error):
        return _("The disk is full: nothing of this refresh was shown and nothing is lost. Free some space.")
    if isinstance(error, StateError):
        said = _("{why} Nothing of this refresh was shown and nothing is lost.")
        return said.format(why=error)
    code = secrets.token_hex(2).upper()
    log.error("Unexpected error %s %s", code, places(error))
    sentence = _("An unexpected error ({kind}) ended the refresh; it is in the log as {code}.")
    return sentence.format(kind=type(error).__name__, code=code)
