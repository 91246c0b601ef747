"""The sentences of the page Sources."""

from collections.abc import Sequence
from datetime import datetime

from language import _, ago, duration, instant, listing, ngettext, number
from store.status import Ran, RunStatus
from ui.sources import found

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
    said = [say(names) for holds, say in TROUBLES.items() if (names := _names(statuses, holds))]
    if not said:
        read = ngettext("{n} source is read", "{n} sources are read", len(statuses))
        said = [read.format(n=number(len(statuses)))]
    aside = sum(status.last_rows.quarantined for status in statuses if status.last_rows)
    if aside:
        rows = ngettext("{n} row is set aside", "{n} rows are set aside", aside)
        return _("{said}.").format(said="; ".join([*said, rows.format(n=number(aside))]))
    if all(state_of(status) == "ok" for status in statuses):
        return _("{said}, every row accounted for.").format(said=said[0])
    return _("{said}.").format(said="; ".join(said))


def _names(statuses: Sequence[RunStatus], holds: str) -> list[str]:
    return [status.connector for status in statuses if state_of(status) == holds]


def _cannot(names: Sequence[str]) -> str:
    return _("*{names}* cannot be read, figures are the last known").format(names=listing(names))


def _never(names: Sequence[str]) -> str:
    return _("*{names}* could not be read yet").format(names=listing(names))


def _no_file(names: Sequence[str]) -> str:
    said = ngettext("{names} finds no file", "{names} find no file", len(names))
    return said.format(names=listing(names))


def _unread(names: Sequence[str]) -> str:
    said = ngettext("{names} is still to be read", "{names} are still to be read", len(names))
    return said.format(names=listing(names))


def _first(names: Sequence[str]) -> str:
    return _("{names}: read for the first time now").format(names=listing(names))


TROUBLES = {
    "failing": _cannot,
    "never": _never,
    "no_file": _no_file,
    "unread": _unread,
    "running": _first,
}


def state_of(status: RunStatus) -> str:
    """How a source does: failing, never (no try succeeded), unread, no_file, aside, ok or running."""
    if status.last is None:
        return "unread"
    if status.is_failing:
        return "failing" if status.last_success else "never"
    if status.last_success is None:
        return "running" if status.last.status == "running" else "unread"
    if found.nothing(status):
        return "no_file"
    return "aside" if status.last_rows and status.last_rows.quarantined else "ok"


def chip(status: RunStatus) -> str:
    """What became of a source, in a word or two."""
    holds, last = state_of(status), status.last
    if last is None:
        return _("Not read yet")
    if last.status == "ok" and holds == "no_file":
        return _("No file found")
    if last.status == "ok" and holds == "aside" and status.last_rows:
        return _("{n} set aside").format(n=number(status.last_rows.quarantined))
    return state(last)


def state(ran: Ran) -> str:
    """What became of a run, in a word."""
    return _("Partly") if is_partly(ran) else STATUS_WORDS.get(ran.status, lambda: ran.status)()


def is_partly(ran: Ran) -> bool:
    """Tell whether a good run had to set rows aside."""
    return ran.status == "ok" and ran.quarantined > 0


def never(status: RunStatus, zone: str, *, is_alive: bool) -> str:
    """Why a source was never read, and when it is tried again."""
    if status.last is None:
        return _("Its first refresh is still to come.")
    began = instant(status.last.started_at, zone)
    if status.last.status == "running":
        return _("Its first refresh began {at}.").format(at=began)
    why = status.last.message or state(status.last) + "."
    said = _("The last try failed, {at}: {why}").format(at=began, why=why)
    again = next_try(status, zone, is_alive=is_alive)
    return f"{said} {_('Next try: {at}.').format(at=again)}" if again else said


def next_try(status: RunStatus, zone: str, *, is_alive: bool) -> str:
    """When a failing source is tried again; only a scheduler does it."""
    if status.next_try is None:
        return ""
    return instant(status.next_try, zone) if is_alive else _("once the scheduler runs")


def no_file(pattern: str) -> str:
    """What to do where a pattern finds nothing."""
    return _(
        "Nothing is there that matches {pattern}. Put the files there, or mend its path in moked.toml."
    ).format(pattern=pattern)


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
