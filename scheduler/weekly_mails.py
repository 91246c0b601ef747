"""Weekly mails: when each is due, whether its week is whole, and what of earlier weeks is set right.

A mail goes out once for each week, whatever its schedule was changed to meanwhile. After downtime only the
newest week's goes out; older ones are written down as missed and told in it.
"""

import logging
from datetime import datetime, timedelta
from typing import Final

from emails import weekly
from emails.summed import also_missing, archived_of, sums_of
from language import _, ngettext, number
from scheduler.logs import unforeseen
from settings import Settings
from store import mail_weeks, recipients, schedules
from store.asked import Viewer
from store.mail_weeks import Run
from store.opened import Store
from store.outbox import Post, put
from store.schedules import Schedule
from store.weekdays import WEEK, Week, ended_by

log = logging.getLogger(__name__)

OF_USE_FOR: Final = timedelta(days=6)  # until shortly before the next one


def send_due(settings: Settings, store: Store, now: datetime) -> str:
    """Post what is due now and whole; say what became of each kind. `now`: this machine's clock."""
    schedules.begin(store.state, settings, now)
    if settings.now_is_set or not settings.mail.is_set:
        schedules.hold(store.state, now)
        return _("No weekly mail goes out: [mail] has no host, or `now` is set.")
    each = [one for one in schedules.schedules(store.state) if one.is_on and one.kind in weekly.KINDS]
    said = [f"{one.kind}: {_sent(settings, store, one, now)}" for one in each]
    return " ".join(said) or _("No weekly mail is on.")


def _sent(settings: Settings, store: Store, schedule: Schedule, now: datetime) -> str:
    slot = schedule.cadence.latest(now)
    if slot < schedule.since:
        return _("not due yet.")
    week = ended_by(slot, settings.site)
    _note_missed(store, schedule, week, slot)
    due = Run(schedule.kind, week, slot, slot + timedelta(hours=schedule.wait_h), "waiting")
    run = mail_weeks.begin(store.state, due)
    return _tried(settings, store, run, now) if run.state == "waiting" else _("done.")


def _note_missed(store: Store, schedule: Schedule, week: Week, slot: datetime) -> None:
    """Write down the weeks since the last one of which no mail came, and those that waited for too long."""
    known = mail_weeks.runs(store.state, schedule.kind)
    for run in known:
        if run.state == "waiting" and run.week < week:
            mail_weeks.missed(store.state, run, _("Nothing was known in time."))
    last = next((run for run in known if run.week < week), None)
    between = (week.first - last.week.first) // WEEK - 1 if last else 0
    wait = timedelta(hours=schedule.wait_h)
    for back in range(between, 0, -1):
        was = slot - back * WEEK
        if was >= schedule.since:
            problem = _("Moked did not run.")
            gone = Run(schedule.kind, week.earlier(back), was, was + wait, "missed", problem=problem)
            mail_weeks.begin(store.state, gone)


def _tried(settings: Settings, store: Store, run: Run, now: datetime) -> str:
    """Post a mail; what nobody foresaw is told as what it waits for, and holds back no other kind."""
    try:
        return _posted(settings, store, run, now)
    except Exception as error:
        code, said = unforeseen(error)
        log.error("The mail %s failed unexpectedly, %s", run.about, code, exc_info=error)
        mail_weeks.waits(store.state, run, said)
        return said


def _posted(settings: Settings, store: Store, run: Run, now: datetime) -> str:
    """Post a mail if its week is whole or waited for long enough."""
    kind, is_late = weekly.KINDS[run.kind], now >= run.latest
    behind = weekly.unread(store, settings, run.week)
    found = kind.sums(store, settings, run.week, now) if is_late or not behind else None
    missing = [*behind, *(found.missing if found else [])]
    if found is None or (missing and not is_late):
        mail_weeks.waits(store.state, run, " ".join(missing) or _("Nothing has been published yet."))
        return _("waits for data.")
    told = archived_of(settings, store, run.kind, run.week, also_missing(found, missing), now)
    to = [one.address for one in recipients.wanted(store.state, run.kind)]
    if not to:
        mail_weeks.send(store.state, run, told, [], now)
        return _("nobody is to get it.")
    n = mail_weeks.send(store.state, run, told, to, max(run.slot, now) + OF_USE_FOR)
    return ngettext("posted to {n} address.", "posted to {n} addresses.", n).format(n=number(n))


def send_again(settings: Settings, store: Store, kind: str | None, now: datetime, who: Viewer) -> str:
    """Post the newest week's mail once more to all who get it, as by hand, because a person asked for it."""
    if kind is None or kind not in weekly.KINDS:
        return _("Unknown mail {what!r}. Known: {known}.").format(what=kind, known=", ".join(weekly.KINDS))
    if not settings.mail.is_set:
        return _("No mail can be sent: [mail] has no host.")
    found = sums_of(kind, settings, store, ended_by(settings.now(), settings.site))
    to = recipients.wanted(store.state, kind)
    if found is None or not to:
        return _("Nothing has been published yet.") if found is None else _("Nobody is to get it.")
    week = ended_by(settings.now(), settings.site)
    told = archived_of(settings, store, kind, week, found, now, who.signature)
    with store.state.writing() as connection:
        archived = mail_weeks.archive(connection, told)
        facts, about, stage = {"archive": archived}, f"{kind}:{week.key}:hand", f"hand {archived}"
        until = now + OF_USE_FOR
        put(connection, [Post(kind, about, stage, "mail", one.address, facts, until) for one in to], now)
    words = ngettext("Posted to {n} address.", "Posted to {n} addresses.", len(to))
    return words.format(n=number(len(to)))
