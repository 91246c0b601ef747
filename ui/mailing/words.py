"""What the page *Mailing* says: when the next one goes out, and what became of those before."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from language import _, day, marked, ngettext, number, period
from store import mail_weeks, outbox
from store.mail_weeks import Run
from store.recipients import BRINGS, Recipient
from store.schedules import Schedule
from ui.scene import Scene

NAMES: Final[dict[str, str]] = {
    "snapshot": marked("Executive snapshot"),
    "recognition": marked("Recognition"),
}


FILES: Final[dict[str, str]] = {"pdf": "PDF", "xlsx": "Excel"}


def next_run(schedule: Schedule, now: datetime, *, can_send: bool) -> str:
    """Say when a mail goes out next, by the clock of its zone."""
    if not schedule.is_on:
        return _("Off: it does not go out.")
    if not can_send:
        return _("It does not go out: no mail server is set in moked.toml, or its clock is set.")
    local = schedule.cadence.following(now).astimezone(schedule.cadence.zone)
    words = _("Next on {day} at {time} ({zone}), or up to {n} later where data are late.")
    wait = ngettext("{n} hour", "{n} hours", schedule.wait_h).format(n=number(schedule.wait_h))
    return words.format(day=day(local), time=f"{local:%H:%M}", zone=schedule.zone, n=wait)


def sentence(scene: Scene, runs: Sequence[Run], now: datetime) -> str:
    """Say in one sentence whether mails come."""
    if not scene.settings.mail.is_set:
        return _("No mail goes out: no mail server is set in moked.toml.")
    late = [run for run in runs if run.slot > now - timedelta(days=28)]
    gone = [run for run in late if run.state == "missed" or run.alarmed_at is not None]
    if gone:
        said = ngettext(
            "{n} mail of the last 4 weeks did not come.",
            "{n} mails of the last 4 weeks did not come.",
            len(gone),
        )
        return said.format(n=number(len(gone)))
    if not runs:
        return _("No weekly mail was due yet.")
    return _("Every weekly mail of the last 4 weeks went out or is on its way.")


def became(scene: Scene, run: Run) -> tuple[str, str]:
    """What became of a mail, in a word or two, and why."""
    if run.state == "waiting":
        return _("waits"), run.problem or ""
    if run.state == "missed":
        return _("did not come"), run.problem or ""
    if run.state == "nobody":
        return _("nobody gets it"), _("No recipient was wanted when it was due.")
    counts = outbox.outcomes(scene.store.state, run.about, "weekly")
    sent, all_ = counts.get("sent", 0), sum(counts.values())
    told = _("{sent} of {n} sent").format(sent=number(sent), n=number(all_))
    if any(counts.get(one) for one in outbox.OPEN):
        return told, _("The rest is on its way.")
    return told, "" if sent == all_ else _("The page Sources says why the rest was not.")


def missing(scene: Scene, run: Run) -> str:
    """What a mail said is missing."""
    told = mail_weeks.archived(scene.store.state, run.archive_id) if run.archive_id else None
    if told is None or not told.sums.missing:
        return ""
    return _("It says: {missing}").format(missing=" ".join(told.sums.missing))


def week(run: Run) -> str:
    """The week of a mail: 8–14 Nov 2026."""
    return period(run.week.first, run.week.last)


def wishes(one: Recipient) -> str:
    """Whose mail somebody gets, with which files and by which clock, where that is not the usual."""
    named = [FILES[name] for name in one.files if name in BRINGS[one.kind]]
    return " · ".join([*sorted(one.teams), *named, *([one.zone] if one.zone else [])])


def why(one: Recipient) -> str:
    """Why somebody gets a mail, or gets none."""
    if one.unsubscribed_at:
        return _("wants no more") if one.by == one.address else _("taken off by {who}").format(who=one.by)
    if one.has_lost_role:
        return _("lost the role: gets no more")
    return _("added by {who}").format(who=one.by) if one.by else _("by role")
