"""The words of an alert, for a mail and for a web hook: a queue, since when, why, and what it cost.

Of customers it knows minutes only.
"""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from emails.beside import Beside
from emails.message import Message
from emails.render import html, text, unsteered
from emails.told import INSTANTS, Alert, Stage, Told, iso
from language import NO_BREAK, _, day, duration, marked, ngettext, number

VERSION: Final = 1
MINUTE = timedelta(minutes=1)


HEADLINES = {
    ("bottleneck", "raised"): marked("Customers wait too long in {queue}."),
    ("nobody_comes", "raised"): marked("Nobody comes to {queue}, though many usually do."),
    ("silent", "raised"): marked("{queue} tells nothing."),
    ("bottleneck", "done"): marked(
        "{who} called the alert about {queue} done at {time}; customers still wait too long."
    ),
    ("nobody_comes", "done"): marked(
        "{who} called the alert about {queue} done at {time}; still nobody comes."
    ),
    ("silent", "done"): marked(
        "{who} called the alert about {queue} done at {time}; it still tells nothing."
    ),
    ("nobody_comes", "resolved"): marked("Contacts come to {queue} again."),
    ("silent", "resolved"): marked("{queue} tells of its queues again."),
}
ENDS = {
    "recovered": marked("{queue} has recovered."),
    "closed": marked("{queue} has closed, and its alert with it."),
    "lost sight": marked("Nobody could see {queue} any more, so its alert was closed."),
}
UNEXPLAINED = {
    "bottleneck": marked("Its page shows the waits of the last hours."),
    "nobody_comes": marked("Is the line open?"),
    "silent": marked("Nobody can see how its queues are. No data is not calm."),
}
PILLS = {
    "bottleneck": marked("Bottleneck, open since {time}"),
    "nobody_comes": marked("Nobody has come since {time}"),
    "silent": marked("Silent since {time}"),
}


OFTEN = marked(
    "You get one message when an alert begins, one if somebody calls it done while it goes on, and one when"
    " it ends, never more."
)
ABOUT = marked(
    "The minutes lost are those seen while it lasted. The page Bottlenecks counts them from the contacts once"
    " these are read, and may say a little more or less."
)
BY_ITSELF = marked("You get this because your address stands under [[alerts]] in Moked's settings.")
BY_HAND = marked("You get this because somebody sent it by hand, with run.py email alert.")
SUBJECTS = {
    "bottleneck": marked("Customers have waited too long in {queue} since {time}."),
    "nobody_comes": marked("Nobody has come to {queue} since {time}."),
    "silent": marked("{queue} has told nothing since {time}."),
}


def headline(alert: Alert, told: Told) -> str:
    """Say in a sentence or two what is the matter and why, or how it ended."""
    if alert.stage == "resolved" and (alert.kind == "bottleneck" or alert.how != "recovered"):
        words = ENDS.get(alert.how or "recovered", ENDS["recovered"])
    else:
        words = HEADLINES[alert.kind, alert.stage]
    time = _time(alert.done_at or alert.at, alert, told)
    return _with_reason(_(words).format(queue=alert.queue, who=alert.done_by, time=time), alert)


def subject(alert: Alert, told: Told) -> str:
    """Say it in the line that a list of mails shows: what, since when, and the main reason."""
    if alert.stage == "raised":
        words = _(SUBJECTS[alert.kind]).format(queue=alert.queue, time=_time(alert.since, alert, told))
        return _with_reason(words, alert)
    if alert.stage == "done":
        return headline(alert, told)
    words = _("{headline} It lasted {time}.")
    return words.format(headline=headline(alert, told), time=_lasted(alert))


def _with_reason(words: str, alert: Alert) -> str:
    """Put the main reason after what is going on; what is over needs none."""
    is_known = alert.stage == "raised" and alert.reasons
    return f"{words} {alert.reasons[0].name}." if is_known else words


def message(alert: Alert, told: Told) -> Message:
    """Write the mail."""
    seen = view(alert, told)
    return Message(
        unsteered(" ".join(subject(alert, told).split())),
        text("alert.txt", **seen),
        html("alert.html", **seen),
        thread=f"{told.centre} alert {alert.episode} {alert.since.isoformat()}{told.by_hand}",
        is_first=alert.stage == "raised" or bool(told.by_hand),
        files=tuple(one.file for one in told.beside.pictures),
    )


def payload(alert: Alert, told: Told) -> dict[str, Any]:
    """Write what a web hook is told. Instants carry their offset; what is not known is null."""
    return {
        "id": f"alert-{alert.episode}-{alert.stage}-{int(alert.since.timestamp())}{told.by_hand}",
        "version": VERSION,
        "type": f"alert.{alert.stage}",
        "centre": told.centre,
        "is_demo": told.is_demo,
        "by_hand": bool(told.by_hand),
        "left_out": told.left_out,
        "says": headline(alert, told),
        "alert": {
            **{name: getattr(alert, name) for name in ("episode", "queue", "kind", "how", "done_by", "link")},
            **{name: iso(getattr(alert, name), told.zone) for name in INSTANTS},
            "reasons": [asdict(one) for one in alert.reasons],
            "customer_minutes_lost": None if alert.minutes_lost is None else round(alert.minutes_lost, 1),
            "is_cost_counted": alert.is_counted,
        },
    }


def view(alert: Alert, told: Told) -> dict[str, Any]:
    """Give all words of the mail, in the order in which both its texts show them."""
    is_over = alert.stage == "resolved"
    return {
        "title": subject(alert, told),
        "preheader": _lead(alert),
        "kind": _("Alert"),
        "when": f"{day(alert.at.astimezone(told.zone))}, {_clock(alert.at, told)}",
        "centre": told.centre,
        "demo": _("Demo data: a simulated contact centre, not a real one.") if told.is_demo else None,
        "tone": "better" if is_over else "breach",
        "mark": "✓" if is_over else "■",
        "pill": _pill(alert, told),
        "headline": headline(alert, told),
        "lead": _lead(alert),
        "facts": _facts(alert, told),
        "why": _("What adds to it") if alert.stage == "raised" else _("Why, when it was worst"),
        "reasons": alert.reasons[1:] if alert.stage == "raised" else alert.reasons,
        "pictures": told.beside.pictures,
        "button": _("Open the alert") if alert.link else None,
        "link": alert.link,
        "notes": _notes(alert, told),
        "footer": _(BY_HAND if told.by_hand else BY_ITSELF),
    }


def _pill(alert: Alert, told: Told) -> str:
    """How it stands, in a few words, and since when."""
    if alert.stage == "resolved":
        return _("Over since {time}").format(time=_time(alert.ended or alert.at, alert, told))
    if alert.stage == "done":
        return _("Called done at {time}, goes on").format(time=_time(alert.done_at or alert.at, alert, told))
    return _(PILLS[alert.kind]).format(time=_time(alert.since, alert, told))


def _lead(alert: Alert) -> str:
    """Say why; where nobody knows, what to look at; and later, what it cost."""
    if alert.stage == "raised":
        return alert.reasons[0].words if alert.reasons else _(UNEXPLAINED[alert.kind])
    if alert.minutes_lost is None or round(alert.minutes_lost) == 0:
        return ""
    n = round(alert.minutes_lost)
    return _cost(alert.stage, n, is_counted=alert.is_counted).format(n=number(n))


def _cost(stage: Stage, n: int, *, is_counted: bool) -> str:
    if stage == "resolved" and not is_counted:
        return ngettext(
            "Customers waited about {n} minute longer than promised.",
            "Customers waited about {n} minutes longer than promised, all together.",
            n,
        )
    if stage == "done":
        return ngettext(
            "So far customers have waited {n} minute longer than promised.",
            "So far customers have waited {n} minutes longer than promised, all together.",
            n,
        )
    return ngettext(
        "Customers waited {n} minute longer than promised.",
        "Customers waited {n} minutes longer than promised, all together.",
        n,
    )


def _facts(alert: Alert, told: Told) -> list[tuple[str, str]]:
    """Up to three figures, each with what it is."""
    found = [(_time(alert.since, alert, told), _("began"))]
    found.append((_lasted(alert), _("lasted") if alert.stage == "resolved" else _("open for")))
    if alert.minutes_lost is not None:
        found.append(_lost(alert, alert.minutes_lost))
    return found


def _lost(alert: Alert, minutes: float) -> tuple[str, str]:
    """What customers lost: so far, about, or counted."""
    n = f"{number(minutes)}{NO_BREAK}{_('min')}"
    if alert.stage != "resolved":
        return n, _("lost by customers so far")
    return (n if alert.is_counted else _("about {n}").format(n=n)), _("lost by customers")


def _notes(alert: Alert, told: Told) -> list[str]:
    """How far to trust it: what was not told, how often one is told, whose clock it is."""
    said = []
    if told.left_out:
        words = ngettext(
            "{n} alert before this one was not sent to you: no more were allowed in that hour."
            " It stands on the page Bottlenecks.",
            "{n} alerts before this one were not sent to you: no more were allowed in that hour."
            " They stand on the page Bottlenecks.",
            told.left_out,
        )
        said.append(words.format(n=number(told.left_out)))
    if alert.stage == "resolved" and alert.minutes_lost is not None and not alert.is_counted:
        said.append(_(ABOUT))
    said += _rang(alert, told.beside)
    if not alert.link:
        said.append(_("Moked shows it on the page Bottlenecks."))
    if not told.by_hand:
        said.append(_(OFTEN))
    said.append(_("Times are those of {zone}.").format(zone=told.zone.key))
    return said


def _rang(alert: Alert, beside: Beside) -> list[str]:
    """How often the queue rang, and whether that was useful."""
    if beside.rang is None:
        return []
    if beside.rang == 1:
        times = _("{queue} has not rung before in the last 8 weeks.").format(queue=alert.queue)
    else:
        times = _("{queue} has rung {n} times in the last 8 weeks, this one included.")
        times = times.format(queue=alert.queue, n=number(beside.rang))
    judged = beside.useful + beside.useless
    useful = ngettext(
        "{n} of {all} answer found it useful.", "{n} of {all} answers found it useful.", judged
    ).format(n=number(beside.useful), all=number(judged))
    return [f"{times} {useful}" if judged else times]


def _lasted(alert: Alert) -> str:
    """How long it took, or takes so far: in minutes, from an hour on in hours and minutes."""
    minutes = max(1, round(((alert.ended or alert.at) - alert.since) / MINUTE))
    return duration(minutes * 60) if minutes >= 60 else f"{number(minutes)}{NO_BREAK}{_('min')}"


def _time(at: datetime, alert: Alert, told: Told) -> str:
    """The time of day, with its day where that is another one."""
    is_today = at.astimezone(told.zone).date() == alert.at.astimezone(told.zone).date()
    said = _clock(at, told)
    return said if is_today else f"{day(at.astimezone(told.zone))}, {said}"


def _clock(at: datetime, told: Told) -> str:
    return f"{at.astimezone(told.zone):%H:%M}"
