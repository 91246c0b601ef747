"""The sentences of the page Sources."""

from collections.abc import Sequence
from datetime import datetime

from language import _, ago, duration, instant, ngettext, number
from store.status import Ran, RunStatus

STATUS_WORDS = {
    "running": lambda: _("Reading …"),
    "ok": lambda: _("Read"),
    "failed": lambda: _("Failed"),
    "refused": lambda: _("Refused"),
    "stopped": lambda: _("Stopped"),
    "killed": lambda: _("Cut off"),
}
TRIGGERS = {
    "by hand": lambda: _("by hand"),
    "schedule": lambda: _("by schedule"),
    "request": lambda: _("asked for"),
}


def sentence(statuses: Sequence[RunStatus]) -> str:
    """How the sources do, in one sentence; what fails stands between asterisks."""
    failing = [status.connector for status in statuses if status.is_failing]
    unread = [status.connector for status in statuses if status.last is None]
    if failing:
        return _("*{names}* cannot be read; figures are the last known.").format(names=", ".join(failing))
    if unread:
        return _("{names}: connected, and not read yet.").format(names=", ".join(unread))
    aside = sum(status.last_rows.quarantined for status in statuses if status.last_rows)
    said = ngettext("{n} source is read", "{n} sources are read", len(statuses)).format(
        n=number(len(statuses))
    )
    if aside:
        return _("{said}; {rows} rows are set aside.").format(said=said, rows=number(aside))
    return _("{said}, every row accounted for.").format(said=said)


def state(ran: Ran | None) -> str:
    """What became of a run, in a word."""
    if ran is None:
        return _("Not read yet")
    return _("Partly") if is_partly(ran) else STATUS_WORDS.get(ran.status, lambda: ran.status)()


def is_partly(ran: Ran) -> bool:
    """Tell whether a good run had to set rows aside."""
    return ran.status == "ok" and ran.quarantined > 0


def when(ran: Ran, zone: str) -> str:
    """When a run began and how long it took."""
    began = instant(ran.started_at, zone)
    if ran.ended_at is None:
        return began
    took = duration((ran.ended_at - ran.started_at).total_seconds())
    return _("{began}, in {took}").format(began=began, took=took)


def sum_of(ran: Ran) -> str:
    """The account of a run: what was read is what was loaded, left out and set aside."""
    said = _("{read} rows read = {loaded} loaded + {excluded} left out by rule + {aside} set aside")
    return said.format(
        read=number(ran.read),
        loaded=number(ran.loaded),
        excluded=number(ran.excluded),
        aside=number(ran.quarantined),
    )


def published(at: datetime | None, now: datetime) -> str:
    """How old the publication is that every page shows."""
    if at is None:
        return _("nothing published yet")
    return _("published {age} ago").format(age=ago((now - at).total_seconds()))


def trigger(word: str) -> str:
    """Why a run began."""
    return TRIGGERS.get(word, lambda: word)()
