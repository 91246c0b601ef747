"""What the scheduler does: each job one unit of work, a plain function that says what it did."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from functools import partial
from typing import Literal, TypeVar

from language import _, marked, ngettext, number
from scheduler.learning import calibrate, expect, learn_who_leaves, list_week, recognise, study
from scheduler.refresh import LONGEST_PAUSE, Report, UnknownConnectorError, refresh
from scheduler.timetable import Cadence, Daily, Every, Past
from scheduler.weekly_mails import send_again, send_due
from scheduler.work import Work
from settings import Settings
from store import audit, status
from store.asked import Viewer
from store.catching_up import catch_up_some, is_behind
from store.hearing import Hearing, hearing_of
from store.housekeeping import hourly, nightly
from store.ingest import begin
from store.locks import BusyError, writing
from store.opened import Store
from store.retention import expire
from store.trimming import held_by

log = logging.getLogger(__name__)

ALWAYS: tuple[None] = (None,)
WRITER_TRIES = 30
WRITER_WAIT_S = 2

Written = TypeVar("Written")
Lane = Literal["data", "learning"]


@dataclass(frozen=True)
class Job:
    """A kind of work: what it does, how often, for each of what, and the function.

    What is in one lane is done one after the other. History has one writer, so that all that writes it is in
    that of data; nothing there waits for what learns and may take minutes.
    """

    summary: str
    cadence: Callable[[Settings, str | None], Cadence]
    each: Callable[[Settings], Sequence[str | None]]
    run: Callable[[Work, str | None], str]
    lane: Lane = "data"


@dataclass(frozen=True)
class Task:
    """One job for one argument, as it is claimed: `refresh:bank`."""

    job: str
    argument: str | None
    cadence: Cadence

    @property
    def id(self) -> str:
        return f"{self.job}:{self.argument}" if self.argument else self.job


def tasks(settings: Settings) -> list[Task]:
    """List all there is to do under these settings."""
    return [
        Task(name, argument, job.cadence(settings, argument))
        for name, job in JOBS.items()
        for argument in job.each(settings)
    ]


def past_of(store: Store, task: Task) -> Past:
    """Recall how a task's source did; other work has no past."""
    if task.job != "refresh" or task.argument is None:
        return Past()
    return _past(store, task.argument)


def _past(store: Store, name: str) -> Past:
    found = status.source(store.state, name)
    return Past(found.failures, found.next_try, found.last is not None and found.last.status == "refused")


def refresh_source(work: Work, name: str | None) -> str:
    """Fetch one source. Raises BusyError."""
    return _said(_fetch(work, [name] if name else [], "schedule"))


def refresh_asked(work: Work, name: str | None, _asked_by: str) -> str:
    """Fetch one source, or all of them, because a person asked for it now. Raises BusyError."""
    if not work.settings.connectors:
        return _("No source is connected, so there was nothing to fetch.")
    try:
        return _said(_fetch(work, [name] if name else [], "request"))
    except UnknownConnectorError as error:
        return str(error)


def _fetch(work: Work, names: Sequence[str], trigger: str) -> list[Report]:
    before = {name: _past(work.store, name) for name in names or _sources(work.settings)}
    run = partial(refresh, trigger=trigger, clock=work.clock, stop=work.stop, wait_s=WRITER_WAIT_S)
    reports = _when_free(work, lambda: run(work.settings, work.store, names))
    for report in {report.connector: report for report in reports}.values():  # of each source its last run
        _log_change(work.settings, report, before[report.connector], _past(work.store, report.connector))
    return reports


def _when_free(work: Work, write: Callable[[], Written]) -> Written:
    """Write as soon as nobody else does, asking in between whether to stop. Raises BusyError."""
    for _try in range(WRITER_TRIES - 1):
        try:
            return write()
        except BusyError:
            if work.stop():
                raise
    return write()


def _log_change(settings: Settings, report: Report, before: Past, after: Past) -> None:
    """Log once when a source goes away, once when it is given up, and once when it is back.

    The reason stands with the run, not in the log: an unforeseen one might hold a customer's words.
    """
    if report.is_ok and before.failures:
        times = "1 failure" if before.failures == 1 else f"{before.failures} failures"
        log.info("%s is back after %s.", report.connector, times)
    elif after.failures == 1:
        log.warning(
            "%s cannot be read (run %d says why); trying again from %s UTC on.",
            report.connector,
            report.run_id,
            f"{after.retry_at:%H:%M:%S}",
        )
    elif before.failures < settings.refresh.give_up_after <= after.failures:
        minutes = LONGEST_PAUSE // timedelta(minutes=1)
        log.warning(
            "%s failed %d times in a row; trying once in %d minutes.",
            *(report.connector, after.failures, minutes),
        )


def _said(reports: Sequence[Report]) -> str:
    """Say what became of some runs, a sentence each."""
    return " ".join(f"{report.connector}: {report.outcome.message or _news(report)}" for report in reports)


def _news(report: Report) -> str:
    rows = report.outcome.written
    return ngettext("{n} row is new or changed.", "{n} rows are new or changed.", rows).format(n=number(rows))


def tidy(work: Work, _argument: str | None) -> str:
    """Compact, forget old publications and delete files that nobody needs. Raises BusyError."""
    keep = timedelta(days=work.settings.keep_publications_days)
    write = partial(hourly, stop=work.stop, wait_s=WRITER_WAIT_S)
    done = _when_free(work, lambda: write(work.store, work.clock(), keep))
    words = _("{weeks} weeks compacted, {publications} publications forgotten, {files} files deleted.")
    return words.format(
        weeks=number(done.compacted), publications=number(done.publications), files=number(done.files)
    )


def sort(work: Work, _argument: str | None) -> str:
    """Sort closed weeks, shorten logs and forget old rows of the state. Raises BusyError."""
    keep = timedelta(days=work.settings.keep_publications_days)
    held = held_by(work.settings)
    write = partial(nightly, stop=work.stop, wait_s=WRITER_WAIT_S, held=held)
    done = _when_free(work, lambda: write(work.store, work.clock(), keep))
    words = _("{weeks} weeks sorted, {rows} rows of the state forgotten.")
    return words.format(weeks=number(done.sorted), rows=number(done.rows))


def delete_old(work: Work, _argument: str | None) -> str:
    """Delete what is older than [retention] keeps, with every file that held it. Raises BusyError."""
    write = partial(expire, as_of=work.settings.now(), wait_s=WRITER_WAIT_S)
    done = _when_free(work, lambda: write(work.store, work.settings.retention, work.clock()))
    words = ngettext("{n} row was too old to keep.", "{n} rows were too old to keep.", done.rows)
    return words.format(n=number(done.rows))


def hear(work: Work, _argument: str | None) -> str:
    """Hear some of the texts that are behind, where rules have changed or much came at once.

    Raises BusyError.
    """
    hearing = hearing_of(work.settings)
    if not is_behind(work.store, hearing):
        return _("Every text is heard.")
    done = _when_free(work, lambda: _hear(work, hearing))
    return ngettext("{n} text heard.", "{n} texts heard.", done).format(n=number(done))


def _hear(work: Work, hearing: Hearing) -> int:
    with writing(work.store, WRITER_WAIT_S) as mine:
        begin(mine, work.clock())
        return catch_up_some(mine, hearing, work.clock())


def mail_weeks(work: Work, _argument: str | None) -> str:
    """Post the weekly mails that are due and whole; looked at every five minutes."""
    return send_due(work.settings, work.store, work.clock())


def mail_asked(work: Work, kind: str | None, asked_by: str) -> str:
    """Post the newest week's mail once more, because a person asked for it now."""
    who = Viewer(asked_by, "admin", account=asked_by) if asked_by else audit.ITSELF
    return send_again(work.settings, work.store, kind, work.clock(), who)


def write_diaries(work: Work, _argument: str | None) -> str:
    """Write down what the shipped demo's own people write down; looked at each minute."""
    from scheduler.diaries import write  # noqa: PLC0415 (the demo alone needs it)

    entries = write(work.settings, work.store.state, work.settings.now())
    return ngettext("{n} entry of a diary.", "{n} entries of diaries.", entries).format(n=number(entries))


def _sources(settings: Settings) -> list[str]:
    return [connector.name for connector in settings.connectors]


def _pace(settings: Settings, name: str | None) -> Cadence:
    own = {connector.name: connector.every_s for connector in settings.connectors}
    return Every(own.get(name or "") or settings.refresh.every_s)


JOBS = {
    "refresh": Job(
        marked("Fetch what is new in a source"),
        cadence=_pace,
        each=_sources,
        run=refresh_source,
    ),
    "tidy": Job(
        marked("Compact tables and delete files that nobody needs"),
        cadence=lambda _settings, _argument: Every(3600, offset_s=17 * 60),
        each=lambda _settings: ALWAYS,
        run=tidy,
    ),
    "sort": Job(
        marked("Sort closed weeks and forget what is old"),
        cadence=lambda settings, _argument: Daily(time(3, 40), settings.site.zone),
        each=lambda _settings: ALWAYS,
        run=sort,
    ),
    "expire": Job(
        marked("Delete what is older than is kept"),
        cadence=lambda settings, _argument: Daily(time(4, 20), settings.site.zone),
        each=lambda _settings: ALWAYS,
        run=delete_old,
    ),
    "hear": Job(
        marked("Hear notes and comments by today's rules"),
        cadence=lambda _settings, _argument: Every(60, offset_s=30),
        each=lambda _settings: ALWAYS,
        run=hear,
    ),
    "expect": Job(
        marked("Learn how long new callers wait"),
        cadence=lambda _settings, _argument: Every(120),
        each=lambda _settings: ALWAYS,
        run=expect,
        lane="learning",
    ),
    "study": Job(
        marked("Learn from clicks on signals"),
        cadence=lambda _settings, _argument: Every(3600, offset_s=41 * 60),
        each=lambda _settings: ALWAYS,
        run=study,
        lane="learning",
    ),
    "calibrate": Job(
        marked("Calibrate alerts by replaying eight weeks"),
        cadence=lambda _settings, _argument: Every(120, offset_s=60),
        each=lambda _settings: ALWAYS,
        run=calibrate,
        lane="learning",
    ),
    "leavers": Job(
        marked("Learn from who left, and replay past lists"),
        cadence=lambda _settings, _argument: Every(120, offset_s=90),
        each=lambda _settings: ALWAYS,
        run=learn_who_leaves,
        lane="learning",
    ),
    "list_week": Job(
        marked("List the customers to call this week"),
        cadence=lambda _settings, _argument: Every(120, offset_s=60),
        each=lambda _settings: ALWAYS,
        run=list_week,
        lane="learning",
    ),
    "recognise": Job(
        marked("Nominate who is to be thanked for a week"),
        cadence=lambda _settings, _argument: Every(60, offset_s=45),
        each=lambda _settings: ALWAYS,
        run=recognise,
        lane="learning",
    ),
    "diaries": Job(
        marked("Write down what the demo’s people write down"),
        cadence=lambda _settings, _argument: Every(60, offset_s=30),
        each=lambda settings: ALWAYS if settings.is_shipped else (),
        run=write_diaries,
    ),
    "mail_weeks": Job(
        marked("Post the weekly mails that are due"),
        cadence=lambda _settings, _argument: Every(300),
        each=lambda _settings: ALWAYS,
        run=mail_weeks,
    ),
}

# What a page may ask for, by the kind of its request.
ASKED: Mapping[str, Callable[[Work, str | None, str], str]] = {
    "refresh": refresh_asked,
    "mail": mail_asked,
}
