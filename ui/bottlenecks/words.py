"""What is said of an alert: since when, why, how it stands, how it ended, what it cost."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from language import _, day, marked, ngettext, number
from metrics.bottlenecks import sentences
from metrics.bottlenecks.episode import CALM_FOR
from metrics.bottlenecks.judged import STAGE
from store.episodes import Act, Alert
from ui.live.words import named
from ui.words import brief

MINUTE = timedelta(minutes=1)
ACTS: dict[str, str] = {
    "taken": marked("{who}: “I’m on it”"),
    "assigned": marked("{who} gave it to {to}"),
    "commented": marked("{who} wrote"),
    "resolved": marked("{who} called it done"),
    "useful": marked("{who}: this was useful"),
    "not_useful": marked("{who}: this was not useful"),
    "undone": marked("{who} took the last step back"),
}
ENDS: dict[str, str] = {
    "recovered": marked("Recovered at {time}"),
    "closed": marked("Ended at {time}, when the queue closed"),
    "lost sight": marked("Not seen after {time}: how it ended is not known"),
}
SILENCES: dict[str, str] = {"nobody_comes": marked("Nobody comes"), "silent": marked("The source is silent")}


def clock(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """An instant as people say it: 10:12 today, with its day otherwise."""
    local = at.astimezone(zone)
    hour = f"{local:%H:%M}"
    if local.date() == now.astimezone(zone).date():
        return hour
    return _("{day}, {time}").format(day=day(local.date()), time=hour)


def headline(alert: Alert, now: datetime, zone: ZoneInfo) -> str:
    """What it is about and since when: Billing, since 10:12; of what is over, from when to when."""
    if alert.cleared_at is None:
        said = _("{queue}, since {time}")
        return said.format(queue=alert.queue, time=clock(alert.begun_at, now, zone))
    said = _("{queue}, {from_} to {to}")
    until = f"{alert.cleared_at.astimezone(zone):%H:%M}"
    return said.format(queue=alert.queue, from_=clock(alert.begun_at, now, zone), to=until)


def lasted(alert: Alert, now: datetime) -> str:
    """How long it has lasted so far, or did, in whole minutes."""
    passed = (alert.cleared_at or now) - alert.begun_at
    return brief(max(passed // MINUTE, 0) * 60.0)


def cause(alert: Alert) -> str:
    """Why, in a few words: its main cause, or that nothing is heard."""
    if alert.kind != "bottleneck":
        return _(SILENCES[alert.kind])
    if alert.causes:
        return sentences.named(alert.causes[0])
    return sentences.name(alert.cause) if alert.cause else _("The cause is not known")


def reasons(alert: Alert, now: datetime) -> list[str]:
    """Why, each cause in a sentence with its figures, the main one first."""
    if alert.kind == "bottleneck":
        return [sentences.said(one) for one in alert.causes]
    return [_silent(alert, now)]


def _silent(alert: Alert, now: datetime) -> str:
    if alert.kind == "silent" and alert.cleared_at is None:
        return sentences.silent(alert.queue, ((now - alert.begun_at) // MINUTE))
    if alert.kind == "silent":
        return _("{source} told nothing for {time}.").format(source=alert.queue, time=lasted(alert, now))
    if alert.cleared_at is None:
        said = _("Nobody has come for {time}, though many usually do. Is the line open?")
    else:
        said = _("Nobody came for {time}, though many usually do.")
    return said.format(time=lasted(alert, now))


def main_reason(alert: Alert, now: datetime) -> str:
    """The sentence of the main cause, without its details, so that it fits on one line."""
    if alert.kind != "bottleneck":
        return _silent(alert, now)
    return _short(alert.causes[0]) if alert.causes else _("The cause is not known.")


def _short(cause: Mapping[str, Any]) -> str:
    """Leave out who was elsewhere, and which topic or queue it was most of all; a step is named."""
    figures = {**cause["figures"], "elsewhere": None}
    if cause["cause"] != STAGE:
        figures.pop("name", None)
    return sentences.said({**cause, "figures": figures})


def lost(minutes: float) -> str:
    """So many customer-minutes lost."""
    n = round(minutes)
    return ngettext("{n} customer-minute lost", "{n} customer-minutes lost", n).format(n=number(n))


def cost(alert: Alert) -> str:
    """What it cost so far, or in all; nothing for a source, of whose queues nobody can tell."""
    if alert.kind != "bottleneck":
        return ""
    said = lost(alert.minutes_lost)
    return _("{lost} so far").format(lost=said) if alert.cleared_at is None else said


def standing(alert: Alert) -> tuple[str, str, str]:
    """How it stands as the colour of a chip, its symbol and its words."""
    if alert.is_called_done:
        return "c-note", "check", _("Called done, not over yet")
    if alert.state == "resolved":
        return "c-ok", "check", _("Done")
    if alert.state == "expired":
        return "c-note", "hourglass_disabled", _("Over, nobody took it")
    if alert.assigned_to:
        return "c-better", "person", _("Given to {who}").format(who=alert.given_name)
    if alert.taken_by:
        return "c-better", "back_hand", _("{who} is on it").format(who=alert.taken_name)
    return "c-breach", "priority_high", _("Nobody is on it yet")


def ended(alert: Alert, zone: ZoneInfo) -> str:
    """How it ended by what is measured; nothing of what goes on."""
    if alert.cleared_at is None:
        return ""
    hour = f"{alert.cleared_at.astimezone(zone):%H:%M}"
    return _(ENDS.get(alert.how or "", ENDS["recovered"])).format(time=hour)


def done(one: Act) -> str:
    """What somebody did about an alert."""
    return _(ACTS[one.act]).format(who=one.who_name, to=one.given_name or "")


def before_you(one: Act, time: str) -> str:
    """Who was first, and when: Eli called it done at 12:05, before you."""
    return _("{what} at {time}, before you.").format(what=done(one), time=time)


def called_done(alert: Alert, by: Act | None, now: datetime, zone: ZoneInfo) -> str:
    """Who called an alert done, and that it is not over: customers wait on once calm would have been seen."""
    is_new = by is None or now - by.at < CALM_FOR
    if alert.kind == "silent":
        still = _("it still tells nothing")
    elif alert.kind == "nobody_comes":
        still = _("still nobody comes")
    else:
        still = _("it is not calm yet") if is_new else _("customers still wait too long")
    if by is None:
        return _("Called done; {still}.").format(still=still)
    said = _("{who} called it done at {time}; {still}.")
    return said.format(who=by.who_name, time=clock(by.at, now, zone), still=still)


def sentence(
    alerts: Sequence[Alert],
    last: Alert | None,
    now: datetime,
    zone: ZoneInfo,
    done: Sequence[tuple[Alert, Act | None]] = (),
) -> str:
    """What the page says on top; what needs help stands between asterisks.

    done: alerts that go on, each with who called it done; last: the newest that is over.
    """
    loud = [one for one in alerts if one.kind == "bottleneck"]
    silent = [one for one in alerts if one.kind != "bottleneck"]
    if not loud and not silent and done:
        return _not_over(done, now, zone)
    if not loud and not silent:
        return _calm(last, now, zone)
    if not loud:
        return _mute(silent, now, zone)
    first, more = loud[0], f" {_also(silent)}" if silent else ""
    if len(loud) > 1:
        said = ngettext("*{n} bottleneck*", "*{n} bottlenecks*", len(loud)).format(n=number(len(loud)))
        most = _("{said}, {queue} the worst: {reason}.")
        return most.format(said=said, queue=named(first.queue), reason=within(first)) + more
    said = _("{queue} *has needed help* since {time}: {reason}.")
    time = clock(first.begun_at, now, zone)
    return said.format(queue=named(first.queue), time=time, reason=within(first)) + more


def _not_over(done: Sequence[tuple[Alert, Act | None]], now: datetime, zone: ZoneInfo) -> str:
    alert, by = done[0]
    said = _("{queue}: {said}").format(
        queue=named(alert.queue), said=called_done(alert, by, now, zone).replace("*", "∗")
    )
    if len(done) == 1:
        return said
    more = len(done) - 1
    also = ngettext("{n} more was called done.", "{n} more were called done.", more)
    return f"{said} {also.format(n=number(more))}"


def unseen(at: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    """What the page says on top where nobody has looked of late and nothing is known to ring."""
    if at is None:
        return _("Nobody has looked at the queues yet.")
    said = _("Nobody has looked since {time}: how queues are now is not known.")
    return said.format(time=clock(at, now, zone))


def _mute(silent: Sequence[Alert], now: datetime, zone: ZoneInfo) -> str:
    first = silent[0]
    comes = _("*Nobody has come* to {queue} since {time}.")
    said = comes if first.kind == "nobody_comes" else _("{queue} *has told nothing* since {time}.")
    told = said.format(queue=named(first.queue), time=clock(first.begun_at, now, zone))
    return f"{told} {_also(silent[1:])}".strip()


def _also(silent: Sequence[Alert]) -> str:
    """Who is silent besides."""
    if not silent:
        return ""
    said = ngettext("{queue} is silent.", "{n} others are silent.", len(silent))
    return said.format(queue=named(silent[0].queue), n=number(len(silent)))


def within(alert: Alert) -> str:
    """The cause in a few words, inside a sentence."""
    said = cause(alert)
    return said[:1].lower() + said[1:]


def _calm(last: Alert | None, now: datetime, zone: ZoneInfo) -> str:
    if last is None:
        return _("No bottleneck now, and none in the last eight weeks.")
    said = _("No bottleneck now. The last one was {queue}, {time}.")
    return said.format(queue=named(last.queue), time=clock(last.begun_at, now, zone))
