"""The sentences of the page Contacts."""

from collections.abc import Mapping
from datetime import date

from language import _, day, duration, ngettext, number, period, weekday
from metrics.catalog import METRICS
from ui.asked import Asked
from ui.behind import Listing, Said, figure_behind
from ui.contacts import ways
from ui.words import channel, direction, language, outcome


def sentence(asked: Asked, found: Listing) -> str:
    """Which figure the list is behind, how many contacts, and how many of them it counts."""
    behind = figure_behind(asked)
    if behind.said is not None:
        return _of_contacts(asked, found, behind.said)
    if not found.total:
        return _none(asked)
    if not asked.figure:
        said = ngettext(
            "{n} contact, every one that began.", "{n} contacts, every one that began.", found.total
        )
        return said.format(n=number(found.total))
    label = _(behind.called or METRICS[asked.figure].label)
    if behind.counted is None:
        return _("{n} behind “{figure}”.").format(n=_counted(asked, found.total), figure=label)
    said = _("{n} behind “{figure}”: {yes} {yes_word}, {no} {no_word}.")
    return said.format(
        n=_counted(asked, found.total),
        figure=label,
        yes=number(found.counted),
        yes_word=_lower(_(behind.yes)),
        no=number(found.total - found.counted),
        no_word=_lower(_(behind.no)),
    )


def _of_contacts(asked: Asked, found: Listing, said: Said) -> str:
    """How many contacts of which kind in which time, how many of them did what, or what they add up to."""
    told = dict(asked.narrowed)
    days = "" if "day" in told else period(asked.days.first, asked.days.last)
    head = " ".join(part for part in (said.noun(found.total), ways.because(told)) if part)
    which = ", ".join(part for part in (head, *ways.which(told), narrowed(told), days) if part)
    if not found.total or not (said.did or said.amount):
        return f"{which}."
    if said.amount:
        return f"{which}: {said.amount(found.amount)}."
    yes, no = number(found.counted), number(found.total - found.counted)
    return f"{which}: {yes} {_(said.did)}, {no} {_(said.did_not)}."


def _counted(asked: Asked, n: int) -> str:
    """How many visits or contacts: a contact that came to two queues is two visits."""
    if METRICS[asked.figure].frame == "visits":
        return ngettext("{n} visit", "{n} visits", n).format(n=number(n))
    return ngettext("{n} contact", "{n} contacts", n).format(n=number(n))


def _none(asked: Asked) -> str:
    """That the list is empty, and behind which figure."""
    if not asked.figure:
        return _("There is no contact to list.")
    label = _(figure_behind(asked).called or METRICS[asked.figure].label)
    return _("No contact is behind “{figure}” with these filters.").format(figure=label)


def restriction(asked: Asked) -> str:
    """What the list is narrowed to, of whole contacts what counts as one of them."""
    behind = figure_behind(asked)
    if behind.said is None or asked.figure not in METRICS:
        told = dict(asked.narrowed)
        which = ", ".join(part for part in (*ways.which(told), narrowed(told)) if part)
        return f"{which or _('the whole period')}."
    one = METRICS[asked.figure]
    said = _("“{figure}” counts {rows}.")
    if "cause" in dict(asked.narrowed):
        said = _("“{figure}”, of one cause, as it is judged by twelve weeks.")
    return said.format(figure=_(one.label), rows=_(one.denominator or one.numerator))


def narrowed(restrictions: Mapping[str, str]) -> str:
    """The days and hours in words: Thursday, 15:00–16:00."""
    said = []
    if "day" in restrictions:
        said.append(day(date.fromisoformat(restrictions["day"])))
    if "week" in restrictions:
        said.append(_("week of {day}").format(day=day(date.fromisoformat(restrictions["week"]))))
    if "weekday" in restrictions:
        said.append(weekday(int(restrictions["weekday"]), "wide"))
    if "hour" in restrictions:
        hour = int(restrictions["hour"])
        said.append(f"{hour:02}:00–{hour + 1:02}:00")
    return ", ".join(said)


def of_one(contact: Mapping[str, object], legs: list[dict[str, object]]) -> str:
    """What one contact went through, in a sentence."""
    if not legs:
        return _("Left in the menu after {time}.").format(time=_time(contact.get("menu_ms")))
    last = legs[-1]
    waited = _time(sum(_ms(leg, "wait_ms") for leg in legs))
    handled = sum(_ms(leg, part) for leg in legs for part in ("talk_ms", "hold_ms", "wrap_ms"))
    where = " → ".join(str(leg["queue"]) for leg in legs if leg["queue"])
    if last["outcome"] == "answered":
        said = _("Waited {waited} in {where}, then was helped for {handled}.")
    else:
        said = _("Waited {waited} in {where}: {outcome}.")
    return said.format(
        waited=waited, where=where, handled=_time(handled), outcome=_lower(outcome(str(last["outcome"])))
    )


def facts(contact: Mapping[str, object]) -> list[tuple[str, str]]:
    """What else is known of a contact; what is not known is left out."""
    names = {
        "contact_id": _("Contact"),
        "customer_id": _("Customer"),
        "channel": _("Channel"),
        "direction": _("Direction"),
        "queue": _("The menu was leading to"),
        "topic": _("Topic"),
        "language": _("Language"),
        "priority": _("Priority"),
    }
    shown = {
        **contact,
        "channel": channel(str(contact.get("channel"))),
        "direction": direction(str(contact.get("direction"))),
        "language": language(str(contact["language"])) if contact.get("language") else None,
    }
    return [(label, str(shown[name])) for name, label in names.items() if shown.get(name) is not None]


def answer(said: Mapping[str, object]) -> str:
    """What a customer answered to a survey: 4 of 5, yes, no answer."""
    score, most = said["score"], said["scale_max"]
    if not isinstance(score, float):
        return _("no answer")
    if said["kind"] == "resolved":
        return _("yes") if score else _("no")
    shown = number(score, 0 if score == round(score) else 1)
    return _("{score} of {most}").format(score=shown, most=number(most)) if isinstance(most, float) else shown


def amount(value: float | None) -> str:
    """An amount of money without its currency: 40, 12.50."""
    return number(value, 0 if value is None or value == round(value) else 2)


def agent(agent_id: object) -> str:
    """An agent's own id, without the source that it came from."""
    return str(agent_id).split(":", 1)[-1] if agent_id else "–"


def _ms(leg: Mapping[str, object], part: str) -> int:
    value = leg.get(part)
    return value if isinstance(value, int) else 0


def _time(ms: object) -> str:
    return duration(ms / 1000 if isinstance(ms, int) else None)


def _lower(word: str) -> str:
    return word[:1].lower() + word[1:]
